"""The publish gate, one line per defect: what is changed in a matter that passes, and which rule it then breaks."""

from copy import deepcopy

import pytest

from yimen.registers.catalogue.rules import findings, judge, places, split
from yimen.registers.catalogue.tests.make import CONTENT, content_with


def changed(part, n, **changes):
    """A part of the sound matter with one entry changed."""
    rows = deepcopy(CONTENT[part])
    rows[n].update(changes)
    return {part: rows}


def paper(name, **changes):
    return changed("materials", 1, names={"zh-hans": name}, **changes)


def question(**changes):
    row = {"name": "extra", "kind": "text", "labels": {"zh-hans": "问题"}, "serves": "condition:1", **changes}
    return {"form": [*deepcopy(CONTENT["form"]), row]}


def steps(*days, **first):
    kinds = ("accept", "review", "decide", "deliver")
    rows = [
        {"kind": kind, "names": {"zh-hans": kind}, "days": one} for kind, one in zip(kinds, days, strict=True)
    ]
    rows[0].update(first)
    return {"steps": rows}


def test_a_sound_matter_passes():
    assert findings(content_with()) == []


DEFECTS = [
    # rule, what is changed
    pytest.param("A-115", {"titles": {"en": "Food"}}, id="no Chinese name"),
    pytest.param("A-115", {"kind": ""}, id="no kind"),
    pytest.param("A-115", {"legal_basis": []}, id="no legal basis"),
    pytest.param("A-115", {"conditions": []}, id="no conditions"),
    pytest.param("A-115", {"materials": []}, id="no list of papers"),
    pytest.param("A-115", {"steps": []}, id="no steps"),
    pytest.param(
        "A-103",
        question(kind="choice", options=[{"value": "a", "labels": {"zh-hans": one}} for one in "甲乙"]),
        id="two answers of one code",
    ),
    pytest.param("A-103", question(kind="number", most="1e1"), id="a limit that no answer is written as"),
    pytest.param("A-103", question(kind="number", fewest="nan"), id="a limit that is no number"),
    pytest.param("A-115", {"results": []}, id="no result"),
    pytest.param("A-115", {"audience": []}, id="no audience"),
    pytest.param("A-115", {"window": {}}, id="no window"),
    pytest.param("A-115", {"window": {"zh-hans": "  "}}, id="a blank window"),
    pytest.param("A-115", {"phone": ""}, id="no telephone"),
    pytest.param("A-115", {"complaint": ""}, id="no channel of complaint"),
    pytest.param("A-115", paper(" "), id="a paper without a name"),
    pytest.param("A-408", {"promised_days": 21}, id="21 promised against 20 by law"),
    pytest.param(
        "A-408",
        {"statutory": {"days": 5, "unit": "calendar_days"}},
        id="5 working days against 5 calendar days",
    ),
    pytest.param("A-408", {"statutory": {"days": 8, "unit": "hours"}}, id="5 working days against 8 hours"),
    pytest.param("A-409", {"promised_days": None}, id="nothing promised"),
    pytest.param("A-409", {"promised_days": -1}, id="less than nothing promised"),
    pytest.param("T-19", {"statutory": {"days": 20, "unit": "日"}}, id="days of which kind"),
    pytest.param("H-402", {"statutory": {"days": None}}, id="no statutory period and no reason"),
    pytest.param("H-401", {"handling": "immediate"}, id="immediate with five days"),
    pytest.param("H-401", {"handling": "sometimes"}, id="neither immediate nor promised"),
    pytest.param(
        "H-304", {"promised_days": 20, **steps(5, 10, 10, 5)}, id="steps of 30 days against 20, a real guide"
    ),
    pytest.param(
        "H-304",
        {"promised_days": 2, **steps(0.5, 0.25, 0.25, 0)},
        id="steps of one day against two, a real guide",
    ),
    pytest.param("H-304", steps(None, None, None, None), id="steps without days"),
    pytest.param("H-304", steps(1, 3, 1, 0, kind="think"), id="an unknown kind of step"),
    pytest.param("H-304", steps(1, 3, 1, 0, role="nobody"), id="a step in nobody's hands"),
    pytest.param(
        "H-304", {"steps": list(reversed(deepcopy(CONTENT["steps"])))}, id="steps in the wrong order"
    ),
    pytest.param("H-409", {"steps": CONTENT["steps"][:3]}, id="a licence that is never delivered"),
    pytest.param("H-409", {"faqs": []}, id="a licence without a question answered"),
    pytest.param("A-105", paper("其他材料"), id="other papers"),
    pytest.param("A-105", paper("其它有关证明材料"), id="other related proofs"),
    pytest.param("A-105", paper("相关材料"), id="related papers"),
    pytest.param("A-105", paper("法律、法规规定的其他材料"), id="other papers provided by law"),
    pytest.param("A-105", paper("行政机关认为需要提供的其他材料"), id="whatever the office thinks necessary"),
    pytest.param("A-105", paper("证明材料"), id="proofs"),
    pytest.param("A-105", paper("场所租赁合同等"), id="and so on"),
    pytest.param("A-105", paper("（其余材料在页面后部）"), id="the rest stands elsewhere, a real guide"),
    pytest.param("H-410", changed("materials", 1, basis=" "), id="a paper without its rule"),
    pytest.param("A-106", changed("materials", 1, shared=True), id="asking for what is shared"),
    pytest.param(
        "H-305", changed("materials", 0, required="later"), id="the application itself may come later"
    ),
    pytest.param("H-303", changed("materials", 1, required="perhaps"), id="an unknown word of necessity"),
    pytest.param("H-303", changed("materials", 1, form="stone"), id="an unknown form of paper"),
    pytest.param("A-108", paper("申请书"), id="the same paper twice"),
    pytest.param("A-110", changed("materials", 2, proof=True), id="a proof without a law"),
    pytest.param(
        "A-110", changed("materials", 2, proof=True, basis_level="rule"), id="a proof by department rule"
    ),
    pytest.param(
        "A-801",
        {"fees": [{"basis": "省发改委文件", "level": "document", "amount_fen": 100}]},
        id="a fee by document",
    ),
    pytest.param(
        "A-801",
        {"fees": [{"basis": "部门规章", "level": "rule", "amount_fen": 100}]},
        id="a fee by department rule",
    ),
    pytest.param(
        "A-801",
        {"kind": "06", "fees": [{"basis": "规章", "level": "rule", "amount_fen": 1}]},
        id="a fee for supervising",
    ),
    pytest.param("A-802", {"fees": [{"basis": "", "amount_fen": 100}]}, id="a fee without basis"),
    pytest.param("H-405", {"fees": [{"basis": "法", "level": "law"}]}, id="a fee without standard"),
    pytest.param("H-405", {"charged": True}, id="charged, no fee listed"),
    pytest.param(
        "H-405",
        {"charged": False, "fees": [{"basis": "法", "level": "law", "amount_fen": 1}]},
        id="free, fee listed",
    ),
    pytest.param("H-405", {"flags": {"online_payment": True}}, id="online payment of nothing"),
    pytest.param("H-403", {"visit_reason": "核验原件"}, id="no visit, but a reason for one"),
    pytest.param(
        "H-403", {"visits": 0, "channels": ["window"], "channel_basis": "法"}, id="no visit, but window only"
    ),
    pytest.param("H-403", {"visits": 1, "depth": 3}, id="a visit without a reason"),
    pytest.param("H-403", {"visits": 1, "visit_reason": "无", "depth": 3}, id="a visit for no reason"),
    pytest.param("H-404", {"visits": 1, "visit_reason": "核验原件"}, id="wholly online with a visit"),
    pytest.param("A-111", {"channels": ["online"]}, id="online only"),
    pytest.param(
        "A-111",
        {"channels": ["window"], "visits": 1, "visit_reason": "核验", "depth": 1},
        id="enterprises at the window only",
    ),
    pytest.param("H-406", {"phone": "12345"}, id="questions and complaints on one number"),
    pytest.param("H-406", {"phone": "6612345"}, id="no area code"),
    pytest.param("H-406", {"complaint": "020-123456"}, id="one digit short, a real guide"),
    pytest.param("H-407", changed("results", 0, type="other"), id="a certificate called something else"),
    pytest.param(
        "H-407",
        {"results": [{"names": {"zh-hans": "关于项目的批复"}, "type": "licence"}]},
        id="a reply called a certificate",
    ),
    pytest.param("H-411", {"organ_nature": "commissioned"}, id="commissioned by nobody"),
    pytest.param("A-103", question(serves=""), id="a question that serves nothing"),
    pytest.param("A-103", question(serves="condition:9"), id="a question for a condition that is not there"),
    pytest.param("A-103", question(serves="material:0"), id="a question for paper nought"),
    pytest.param("A-103", question(name="shop"), id="two questions of one name"),
    pytest.param("A-103", question(name="店名"), id="a name machines cannot use"),
    pytest.param("A-103", question(kind="fingerprint"), id="an unknown kind of question"),
    pytest.param("A-103", question(kind="choice"), id="a choice of nothing"),
    pytest.param("A-103", question(labels={"en": "Question"}), id="a question without Chinese words"),
    pytest.param(
        "A-103",
        question(shown_when={"field": "nowhere", "equals": "1"}),
        id="a condition that points nowhere",
    ),
    pytest.param(
        "A-103",
        question(name="oil", shown_when={"field": "kind", "equals": "热食"}),
        id="a condition that names the words of an answer and not its code",
    ),
    pytest.param(
        "A-103",
        question(name="oil", shown_when={"field": "kind", "in": ["hot", "warm"]}),
        id="a condition that names an answer that is none",
    ),
    pytest.param(
        "A-103",
        question(name="oil", shown_when={"field": "kind", "in": []}),
        id="a condition that names no answer",
    ),
    pytest.param(
        "A-103",
        question(name="oil", shown_when={"field": "area", "equals": "large"}),
        id="a condition that names words where a number is asked",
    ),
]


@pytest.mark.rule(
    "A-103",
    "A-105",
    "A-106",
    "A-108",
    "A-110",
    "A-111",
    "A-115",
    "A-408",
    "A-409",
    "A-801",
    "A-802",
    "H-303",
    "H-304",
    "H-305",
    "H-401",
    "H-402",
    "H-403",
    "H-404",
    "H-405",
    "H-406",
    "H-407",
    "H-409",
    "H-410",
    "H-411",
    "T-19",
)
@pytest.mark.parametrize(("rule", "changes"), DEFECTS)
def test_a_defect_keeps_a_matter_from_being_published(rule, changes):
    found = findings(content_with(**changes))

    assert rule in places(found)
    assert all(str(finding.words) and finding.place for finding in found)


FINE = [
    pytest.param(
        {"statutory": {"days": 7, "unit": "calendar_days"}}, id="five working days in seven calendar days"
    ),
    pytest.param({"statutory": {"days": 1, "unit": "months"}}, id="five working days in a month"),
    pytest.param({"statutory": {"days": None, "note": "法律未规定"}}, id="no statutory period, and why"),
    pytest.param(
        {"promised_days": 20, "statutory": {"days": 20}, **steps(5, 5, 10, 0)}, id="as long as the law allows"
    ),
    pytest.param(
        {"handling": "immediate", "promised_days": 1, **steps(0, 0.5, 0.5, 0)}, id="immediate, within the day"
    ),
    pytest.param(
        {"handling": "immediate", "promised_days": 0, **steps(0, 0, 0, 0)}, id="immediate, on the spot"
    ),
    pytest.param(steps(1, 2, 1, 1), id="delivery counted into the promise"),
    pytest.param(paper("经营者死亡的，提交继承证明材料"), id="a named proof"),
    pytest.param(paper("其他组织的登记证书"), id="other organisations are a kind of applicant"),
    pytest.param(paper("相关行业主管部门的批准文件复印件"), id="a named approval"),
    pytest.param(changed("materials", 2, proof=True, basis_level="law"), id="a proof asked for by law"),
    pytest.param(
        {"fees": [{"basis": "《行政许可法》", "level": "law", "standard": "每件80元"}], "charged": True},
        id="a fee by law",
    ),
    pytest.param(
        {
            "kind": "07",
            "fees": [{"basis": "发改价格〔2016〕2559号", "level": "document", "amount_fen": 8000}],
        },
        id="a fee for registering",
    ),
    pytest.param({"visits": 0, "visit_reason": "无"}, id="no visit, reason: none"),
    pytest.param({"visits": 1, "visit_reason": "核验原件", "depth": 3}, id="one visit with its reason"),
    pytest.param({"channels": ["online"], "channel_basis": "《某法》第一条"}, id="online only by law"),
    pytest.param(
        {"organ_nature": "commissioned", "commissioned_by": "市自然资源局"}, id="commissioned by name"
    ),
    pytest.param({"kind": "20", "faqs": []}, id="a service needs no question"),
    pytest.param(
        {"results": [{"names": {"zh-hans": "参保登记凭证"}, "type": "other"}]},
        id="a receipt is no certificate",
    ),
    pytest.param(question(serves="identity"), id="a question that identifies"),
    pytest.param({"complaint": "020-12345"}, id="the hotline with an area code"),
]


@pytest.mark.rule("A-105", "A-110", "A-408", "A-409", "A-801", "H-401", "H-402", "H-403", "H-411")
@pytest.mark.parametrize("changes", FINE)
def test_what_the_law_allows_passes(changes):
    assert findings(content_with(**changes)) == []


def test_steps_side_by_side_count_once():
    rows = [
        {"kind": "accept", "names": {"zh-hans": "受理"}, "days": 1},
        {"kind": "review", "names": {"zh-hans": "规划审查"}, "days": 3, "parallel": 1},
        {"kind": "review", "names": {"zh-hans": "消防审查"}, "days": 2, "parallel": 1},
        {"kind": "decide", "names": {"zh-hans": "决定"}, "days": 1},
        {"kind": "deliver", "names": {"zh-hans": "送达"}, "days": 0},
    ]

    assert findings(content_with(steps=rows)) == []


def test_a_paper_without_a_name_is_no_catch_all_as_well():
    assert places(findings(content_with(**paper("")))) == {"A-115"}


ADVICE = [
    pytest.param(
        "H-408", {"audience": ["legal"], "themes": ["婚姻登记"]}, id="a theme for people, a matter for firms"
    ),
    pytest.param(
        "H-408",
        {"audience": ["natural"], "themes": ["招标拍卖"]},
        id="a theme for firms, a matter for people",
    ),
    pytest.param(
        "H-408", {"audience": ["natural", "legal"], "themes": ["婚姻登记"]}, id="no theme for firms"
    ),
    pytest.param("H-407", {}, id="no sample of the result"),
    pytest.param("A-115", {}, id="no filled-in example"),
    pytest.param("H-303", changed("materials", 1, originals=0), id="no number of originals"),
    pytest.param("H-301", {"visits": None}, id="no number of visits"),
    pytest.param("A-115", {"flags": {"quantity_limited": True}}, id="limited, but to how many"),
]


@pytest.mark.rule("H-301", "H-303", "H-407", "H-408")
@pytest.mark.parametrize(("rule", "changes"), ADVICE)
def test_lesser_defects_are_shown_and_do_not_hinder(rule, changes):
    content = content_with(**changes)

    assert rule in places(split(judge(content))[1])
    assert findings(content) == []


def test_themes_that_stand_in_both_lists_fit_everyone():
    content = content_with(themes=["设立变更"], audience=["natural"])
    assert "H-408" not in places(split(judge(content))[1])


@pytest.mark.rule("A-103")
def test_a_condition_whose_question_is_gone_names_that_question():
    form = [one for one in CONTENT["form"] if one["name"] != "kind"]

    found = [one for one in findings(content_with(form=form)) if one.place == "form.cook"]

    assert ["“kind”" in str(one.words) for one in found] == [True]
