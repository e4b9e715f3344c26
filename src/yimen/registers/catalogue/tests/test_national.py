"""The national schema: every field is there, shown, edited, taken in and handed out; enumerations map to the national numbers."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, enumerations, national, reads
from yimen.registers.catalogue.field_forms import SHOWN
from yimen.registers.catalogue.import_files import ALL_HEADINGS
from yimen.registers.catalogue.tests.desk import address, officer
from yimen.registers.catalogue.tests.lists import WHOLE, as_json, load
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with

LAW = tomllib.loads((Path(__file__).parents[5] / "docs" / "law" / "H.toml").read_text("utf-8"))
OTHERWISE = {  # words of the rule that the schema says more exactly
    "业务办理项名称/编码": {"业务办理项名称", "业务办理项编码"},
    "法定办结时限 (值, 单位, 说明)": {"法定办结时限", "法定办结时限单位", "法定办结时限说明"},
    "承诺办结时限 (值, 单位, 说明)": {"承诺办结时限", "承诺办结时限说明"},
    "办理流程 (窗口/网上 + 图)": {"窗口办理流程", "网上办理流程"},
    "计算机端办理地址 + 单点登录": {"计算机端办理地址", "是否单点登录"},
    "审批结果类型/名称/样本": {"审批结果"},
    "网上支付": {"是否支持网上支付"},
    "物流快递": {"是否支持物流快递"},
    "自助终端办理": {"是否支持自助终端办理"},
    "主题分类 (自然人/法人/地方特色)": {"主题分类", "地方特色主题分类"},
    "乡镇街道/村社区名称及代码": {"乡镇街道名称及代码", "村社区名称及代码"},
    "行政复议部门 + 地址 + 电话 + 网址": {"行政复议部门", "行政复议地址", "行政复议电话", "行政复议网址"},
    "行政诉讼部门 + 同": {"行政诉讼部门", "行政诉讼地址", "行政诉讼电话", "行政诉讼网址"},
}


def named(rule):
    """The fields that a rule of the law names."""
    says = LAW["rule"][rule]["says"].partition(":")[2].rstrip(".")
    return [one.strip() for one in re.split(r",(?![^(]*\))", says)]


def headings(*rules):
    return {one.heading for one in (*national.WHOLE, *national.MATERIAL) if one.rule in rules}


@pytest.mark.rule("H-301", "H-302")
@pytest.mark.parametrize("rule", ["H-301", "H-302"])
def test_every_field_that_the_law_names_is_in_the_schema(rule):
    there = headings(rule)

    missing = [one for one in named(rule) if not OTHERWISE.get(one, {one}) <= there]

    assert missing == []


@pytest.mark.rule("H-303")
def test_every_field_of_a_paper_is_in_the_schema():
    there = {one.heading.removeprefix("材料") for one in national.MATERIAL} | {"类型", "形式"}
    said = LAW["rule"]["H-303"]["says"].partition(":")[2]

    names = [re.sub(r"\(.*?\)", "", one).strip(" .") for one in re.split(r",(?![^(]*\))", said)]
    assert [one for one in names if one.removesuffix("+ 说明").strip() not in there] == []
    assert "来源渠道说明" in there


@pytest.mark.rule("H-301", "H-302")
def test_every_simple_field_is_edited_and_taken_in():
    shown = {one.place for one in SHOWN} | {"titles", "kind", "base_code"}

    assert {one.place for one in national.SIMPLE} == shown
    assert [one.heading for one in national.SIMPLE if one.heading not in ALL_HEADINGS] == []


@pytest.mark.parametrize("name", list(enumerations.ENUMERATIONS))
def test_words_and_numbers_lead_to_each_other(name):
    for one in enumerations.ENUMERATIONS[name]:
        assert enumerations.word(name, enumerations.number(name, one.word)) == one.word
        assert enumerations.word(name, one.chinese) == one.word
        assert enumerations.chinese(name, one.word) == one.chinese
    assert enumerations.word(name, "没有这个") == ""


@pytest.mark.rule("H-104")
def test_a_province_that_counts_otherwise_is_mapped_both_ways():
    assert enumerations.word("kind", "21", province="44") == "20"
    assert enumerations.number("kind", "20", province="44") == "21"
    assert enumerations.word("kind", "5", province="51") == "05"
    assert enumerations.number("kind", "05") == "05"


def test_the_enumerations_are_those_of_the_law():
    ours = {
        "行使层级": "level",
        "权力来源": "power_source",
        "实施主体性质": "organ_nature",
        "办件类型": "handling",
        "服务对象 (several)": "audience",
        "办理形式 (several)": "channels",
        "网办深度 (several)": "depths",
        "通办范围": "scope",
        "事项状态": "state",
        "审批结果类型": "result_type",
        "期限单位": "unit",
        "咨询/投诉方式": "contact",
    }
    for title, values in LAW["enumerations"].items():
        mine = {(one.number, one.chinese[:2]) for one in enumerations.ENUMERATIONS[ours[title]]}
        for value in values:
            number = re.match(r"\d", value)
            if number:
                assert (number.group(), value[1:3]) in mine or number.group() in {n for n, _words in mine}
            else:
                assert value in {one.chinese for one in enumerations.ENUMERATIONS[ours[title]]}


@given(st.sampled_from(national.SIMPLE), st.text(max_size=40))
def test_no_cell_of_a_list_breaks_the_reading(field, given_text):
    content = national.fill({}, {f"national.{field.place}": given_text})

    value = national.at(content, field.place)
    assert national.empty(value) or isinstance(value, str | int | bool | list | dict)


@pytest.mark.rule("A-116", "H-303", "H-304")
@pytest.mark.django_db
def test_papers_and_answers_of_a_list_are_taken_in_whole():
    words = {"source_note": "窗口领取", "standard": "字迹清楚", "sample": "样表", "blank": "空表"}
    papers = [{**WHOLE["materials"][0], "size": "A4", **words}]
    load("guides.json", as_json({**WHOLE, "materials": papers, "faq": [{"q": "要多久", "a": "五天"}]}))

    content = reads.draft_content(reads.draft_of(WHOLE["impl_code"]))

    one = content["materials"][0]
    assert (one["size"], one["source_note"]) == ("A4", "窗口领取")
    assert (one["standard"], one["sample"], one["blank"]) == (
        {"zh-hans": "字迹清楚"},
        {"zh-hans": "样表"},
        {"zh-hans": "空表"},
    )
    assert content["faqs"] == [{"questions": {"zh-hans": "要多久"}, "answers": {"zh-hans": "五天"}}]


@pytest.mark.rule("H-301", "H-302")
@pytest.mark.django_db
@pytest.mark.usefixtures("plain_sign_in")
def test_the_desk_fills_in_every_field_and_keeps_what_was_typed_when_one_is_wrong():
    organ = an_organ()
    version = acts.draft(content_with(), code="X-1", organ_id=organ, by="a", at=AT)
    wen = officer("wen", Role.CATALOGUE_EDITOR, organ)
    form = wen.get(address("fields", version)).context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    data |= {
        "competence": "县级办理",
        "power_source": "2",
        "in_hall": "yes",
        "by_post": "no",
        "depths": ["consult", "handle"],
        "planned_from": "2026-05-01",
        "court_phone": "0668-6612301",
        "online_payment": "yes",
    }

    wrong = wen.post(address("fields", version), {**data, "planned_until": "2026-04-01"})
    assert wrong.status_code == 422
    assert "planned_until" in wrong.context["form"].errors
    assert "县级办理" in wrong.content.decode()
    assert "competence" not in reads.draft_content(version)

    assert wen.post(address("fields", version), data).status_code == 302
    content = reads.draft_content(version)
    assert content["competence"] == {"zh-hans": "县级办理"}
    assert (content["power_source"], content["in_hall"], content["by_post"]) == ("2", True, False)
    assert (content["depths"], content["planned_from"]) == (["consult", "handle"], "2026-05-01")
    assert content["flags"] == {"supplement_days": 10, "online_payment": True}
    assert content["titles"] == content_with()["titles"]
    assert content["materials"] == content_with()["materials"]
    assert date.fromisoformat(content["planned_from"])
