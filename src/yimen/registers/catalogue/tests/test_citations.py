"""Citations: which articles of which laws a content names, and what a changed law makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from yimen.registers.catalogue import acts, citations, citing, commands
from yimen.registers.catalogue.edits import Edits, applied, article_words, chinese_number
from yimen.registers.catalogue.models import Citation
from yimen.registers.catalogue.rules import findings
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, content_with, published_matter

FOOD = "中华人民共和国食品安全法"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第三十五条", ["35"]),
        ("第三十三条、第三十五条", ["33", "35"]),
        ("第一千零四十六条至第一千零四十九条", ["1046", "1047", "1048", "1049"]),
        ("第四十二条之一第二款", ["42-1"]),
        ("第35条第1项", ["35"]),
        ("第十条", ["10"]),
        ("第二百一十条", ["210"]),
        ("", []),
        ("附件一", []),
        ("第一条至第九千九百九十九条", ["1", "9999"]),
    ],
)
def test_articles_are_read_as_they_are_written(text, found):
    assert sorted(citations.articles(text)) == sorted(found)


@given(st.integers(1, 9999))
def test_a_number_in_chinese_is_read_back(n):
    assert citations.number(chinese_number(n)) == n
    assert citations.articles(article_words(str(n))) == [str(n)]


@pytest.mark.parametrize(
    "title",
    [
        FOOD,
        f"《{FOOD}》",
        "食品安全法",
        f"{FOOD}（2021年修正）",
        f" {FOOD} (2021年修订)",
        f"《{FOOD}（2021）》",
    ],
)
def test_a_law_has_one_name(title):
    assert citations.law(title) == "食品安全法"


def test_rules_of_a_province_keep_the_law_they_carry_out():
    assert (
        citations.law("广东省实施《中华人民共和国就业促进法》办法")
        == "广东省实施《中华人民共和国就业促进法》办法"
    )


def test_a_content_is_cited_from_its_basis_and_from_every_rule_it_names():
    content = content_with(
        materials=[{**CONTENT["materials"][0], "basis": "《食品经营许可和备案管理办法》第十二条、第十四条"}],
        fees=[{"names": {"zh-hans": "费"}, "basis": "《广东省实施〈某法〉办法》第三条"}],
    )

    found = {(one.place, one.law, one.article) for one in citations.of(content)}

    assert ("legal_basis.0", "食品安全法", "35") in found
    assert {("materials.0.basis", "食品经营许可和备案管理办法", n) for n in ("12", "14")} <= found
    assert any(place == "fees.0.basis" and article == "3" for place, _law, article in found)


@pytest.mark.django_db
def test_citations_are_kept_up_when_a_draft_changes():
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="account:1", at=AT)
    assert list(Citation.objects.values_list("law", "article")) == [("食品安全法", "35")]

    acts.revise(
        version, content_with(legal_basis=[{"title": "中华人民共和国行政许可法", "articles": "第四十二条"}])
    )

    assert list(Citation.objects.values_list("law", "article")) == [("行政许可法", "42")]


@pytest.mark.django_db
def test_who_cites_a_law_is_found_with_its_organ():
    sheet = published_matter("X-1")
    acts.draft(content_with(), code="X-1", organ_id=sheet.organ_id, by="account:1", at=AT)
    published_matter("X-2", legal_basis=[{"title": "中华人民共和国行政许可法", "articles": "第四十二条"}])

    found = citing.citing(f"《{FOOD}》", "35")

    assert [(one.code, one.organ, one.articles_words, one.draft_waits) for one in found] == [
        ("X-1", "高州市市场监督管理局", "第三十五条", True)
    ]
    assert citing.citing(FOOD, "36") == []
    assert citing.citing(FOOD, organ_ids=[1]) == []
    assert dict(citing.laws()) == {"食品安全法": 1, "行政许可法": 1}


def test_a_citation_is_replaced_in_the_basis_and_in_what_papers_name():
    content = content_with(
        materials=[
            {**CONTENT["materials"][0], "basis": f"《{FOOD}》第三十五条第二款，《行政许可法》第三十五条"}
        ]
    )

    new = applied(
        content, "食品安全法", "35", Edits(new_article="38", new_title="中华人民共和国食品安全法（2026）")
    )

    assert new["legal_basis"][0]["articles"] == "第三十八条"
    assert new["materials"][0]["basis"] == (
        "《中华人民共和国食品安全法（2026）》第三十八条第二款，《行政许可法》第三十五条"
    )
    assert content["legal_basis"][0]["articles"] == "第三十五条"


def test_another_article_of_the_same_law_stays():
    new = applied(CONTENT, "食品安全法", "36", Edits(new_article="38", new_doc_no="新号"))

    assert new == CONTENT


@pytest.mark.rule("A-408")
def test_a_shorter_period_shortens_promise_and_steps_so_that_the_gate_passes():
    new = applied(CONTENT, "", "", Edits(statutory_days=3, promised_days=3))

    assert (new["statutory"]["days"], new["promised_days"]) == (3, 3)
    assert findings(new) == []


def test_a_paper_that_falls_away_takes_its_questions_along_and_leaves_the_others_theirs():
    content = content_with(
        form=[
            {"name": "plan", "labels": {"zh-hans": "图号"}, "serves": "material:2"},
            {"name": "cook", "labels": {"zh-hans": "厨师"}, "serves": "material:3"},
        ]
    )

    new = applied(content, "", "", Edits(drop_material="场所平面图"))

    assert [one["names"]["zh-hans"] for one in new["materials"]] == ["申请书", "健康证明", "营业执照"]
    assert [(one["name"], one["serves"]) for one in new["form"]] == [("cook", "material:2")]


@pytest.mark.django_db
def test_citations_of_a_register_filled_earlier_are_entered_anew():
    published_matter("X-1")
    Citation.objects.all().delete()

    result = CliRunner().invoke(commands.app, ["cite"])

    assert result.stdout == "1 citations\n"
    assert [one.code for one in citing.citing(FOOD)] == ["X-1"]
