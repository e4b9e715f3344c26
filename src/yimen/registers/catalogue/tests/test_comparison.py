"""Organs side by side: what differs is said in words, justified with a basis or made the standard; and the desk around it."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.utils.translation import override

from yimen.ground.life import Refused
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, comparison, reads, standard_acts, standards
from yimen.registers.catalogue.models import Version
from yimen.registers.catalogue.standard_models import Justification, Standard
from yimen.registers.catalogue.tests.desk import (
    address,
    filled,
    officer,
)
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.test_standards import (
    CODE,
    DAY,
    TERMS,
    TOWNS,
    a_town,
    an_item,
    set_standard,
    with_paper,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]
FIRST, SECOND, THIRD = (f"{one}5{CODE}" for one in TOWNS)


def three_towns(**changes):
    """Three towns: two alike, the third with more days and a paper of its own."""
    an_item()
    days = [{**one, "days": one["days"] * 2} for one in CONTENT["steps"]]
    published_matter(FIRST, organ_id=a_town(1))
    published_matter(SECOND, organ_id=a_town(2))
    published_matter(
        THIRD,
        organ_id=a_town(3),
        promised_days=10,
        steps=days,
        materials=with_paper("村委会证明")[1:],
        **changes,
    )


def matrix():
    found = standards.item(CODE)
    reasons = standards.justified([one.code for one in found.implementations])
    return comparison.compare(found.implementations, found.standard, reasons)


def cell(code, field):
    line = next(one for one in matrix().lines if one.one.code == code)
    return next(one for one in line.cells if one.field == field)


def test_what_most_say_is_the_measure_where_there_is_no_standard():
    three_towns()

    assert [line.open for line in matrix().lines] == [0, 0, 2]
    assert (cell(THIRD, "promised_days").sign, cell(THIRD, "promised_days").says) == ("▲", "10")
    papers = cell(THIRD, "materials")
    assert papers.sign == "≠"
    assert len(papers.words) == 2
    assert any("村委会证明" in words for words in papers.words)
    assert any("申请书" in words for words in papers.words)
    assert not cell(FIRST, "materials").differs


def test_the_standard_is_the_measure_where_there_is_one():
    three_towns()
    set_standard({**TERMS, "promised_days": 10})

    assert [cell(code, "promised_days").sign for code in (FIRST, SECOND, THIRD)] == ["▼", "▼", "="]
    assert matrix().by_standard[comparison.ASPECTS.index("promised_days")]


def test_a_justified_difference_is_open_no_more_until_a_value_changes():
    three_towns()
    mark = cell(THIRD, "promised_days").difference
    standard_acts.justify(
        THIRD, "promised_days", mark, reason="山区踏勘路程远", basis="市政府会议纪要", by="account:1", at=AT
    )
    assert cell(THIRD, "promised_days").reason.basis == "市政府会议纪要"
    assert matrix().open == 1

    set_standard({**TERMS, "promised_days": 9})

    assert cell(THIRD, "promised_days").open


@pytest.mark.parametrize(("reason", "basis", "field"), [("", "纪要", "reason"), ("远", " ", "basis")])
def test_a_difference_without_reason_or_basis_is_not_justified(reason, basis, field):
    three_towns()

    with pytest.raises(Refused) as refused:
        standard_acts.justify(THIRD, "promised_days", "x", reason=reason, basis=basis, by="a", at=AT)

    assert refused.value.field == field
    assert Justification.objects.count() == 0


@pytest.mark.rule("H-107")
def test_the_desk_compares_justifies_and_makes_a_standard():
    three_towns()
    bian = officer("bian", Role.ESTABLISHMENT, an_organ())
    page = bian.get(address("compare_item", CODE)).content.decode()
    assert "village" not in page.lower() or "村委会证明" in page
    assert "▲" in page
    assert "5 more" in page

    mark = cell(THIRD, "promised_days").difference
    place = address("justify", CODE, THIRD, "promised_days", mark)
    empty = bian.post(place, {"reason": "山区", "basis": ""})
    assert empty.status_code == 422
    assert "山区" in empty.content.decode()
    assert bian.post(place, {"reason": "山区", "basis": "会议纪要"}).status_code == 302
    assert bian.get(address("justify", CODE, THIRD, "promised_days", "0" * 16)).status_code == 404

    bian.post(address("adopt", CODE), {"matter": THIRD, "field": "promised_days"})
    assert Standard.objects.get().n == 1
    assert standards.standards([CODE])[CODE].terms["promised_days"] == 10


def test_a_comparison_is_handed_over_without_formulas():
    three_towns()
    version = reads.published(THIRD, on=date(2026, 1, 6)).version_id
    assert version
    bian = officer("bian", Role.ESTABLISHMENT, an_organ())

    text = bian.get(address("compare_item", CODE) + "?format=csv").content.decode("utf-8-sig")
    book = openpyxl.load_workbook(
        io.BytesIO(bian.get(address("compare_item", CODE) + "?format=xlsx").content)
    )

    assert len(text.splitlines()) == 4
    rows = list(book.active.values)
    assert rows[3][0] == "第3镇人民政府"
    assert not any(str(value).startswith(("=", "+", "-", "@")) for row in rows for value in row)


def test_matters_of_one_name_are_compared_whatever_their_codes():
    published_matter("A-1", organ_id=a_town(1), base_code="")
    published_matter(
        "A-2",
        organ_id=a_town(2),
        base_code="",
        promised_days=3,
        handling="promised",
        steps=[{**one, "days": 1} if one["kind"] != "deliver" else one for one in CONTENT["steps"]],
    )
    bian = officer("bian", Role.ESTABLISHMENT, an_organ())

    page = bian.get(address("compare_name") + "?name=食品经营许可").content.decode()

    assert "第1镇人民政府" in page
    assert "2 less" in page
    assert bian.get(address("compare_name")).status_code == 200


def test_the_desk_shows_who_has_an_item_and_drafts_it_for_who_has_not():
    an_item()
    set_standard()
    town = a_town(1)
    bian = officer("bian", Role.ESTABLISHMENT, an_organ())

    assert "0/1" in bian.get(address("base_items")).content.decode()
    assert "第1镇人民政府" in bian.get(address("base_item", CODE)).content.decode()
    nothing = bian.post(address("implement", CODE), {})
    assert nothing.status_code == 422
    assert bian.post(address("implement", CODE), {"organs": [town]}).status_code == 302
    assert Version.objects.get().matter.organ_id == town
    assert bian.post(address("follow", CODE)).status_code == 302


def test_a_standard_is_set_on_the_desk_from_what_an_organ_says():
    three_towns()
    bian = officer("bian", Role.ESTABLISHMENT, an_organ())
    form = bian.get(address("standard", CODE) + f"?from={FIRST}").context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    day = DAY.replace(year=DAY.year + 5)

    wrong = bian.post(address("standard", CODE), {**data, "effective_on": "2020-01-01"})
    assert wrong.status_code == 422
    assert "申请书" in wrong.content.decode()
    assert (
        bian.post(address("standard", CODE) + f"?from={FIRST}", {**data, "effective_on": day}).status_code
        == 302
    )

    terms = standards.standards([CODE])[CODE].terms
    assert terms["materials"] == CONTENT["materials"]
    assert terms["promised_days"] == 5


@pytest.mark.rule("H-106")
def test_what_the_standard_locks_the_form_does_not_take():
    an_item()
    set_standard(policy={"conditions": "locked"})
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="a", at=AT)
    wen = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    given = filled(wen, version, "terms")
    page = wen.get(address("edit_part", version, "terms"))
    cells = [cell for group in page.context["rows"][0][2] for cell in group.cells]
    fixed = {cell.name for cell in cells if cell.fixed}
    assert fixed == {"titles.zh-hans", "kind", "base_code", "statutory.days", "statutory.unit"}
    assert page.content.decode().count("Set by the standard.") == 3

    answer = wen.post(
        address("edit_part", version, "terms"),
        given | {"titles.zh-hans": "餐饮许可", "statutory.days": "99", "phone": "0668-6612399"},
    )

    assert answer.status_code == 302
    content = reads.draft_content(version)
    assert content["titles"]["zh-hans"] == "食品经营许可"
    assert content["statutory"] == CONTENT["statutory"]
    assert content["phone"] == "0668-6612399"
    refused = wen.post(
        address("edit_part", version, "terms"), filled(wen, version, "terms") | {"promised_days": "9"}
    )
    assert refused.status_code == 422
    assert [one[0] for one in refused.context["errors"]] == ["f-promised_days"]
    assert reads.draft_content(version) == content


@pytest.mark.rule("H-106")
def test_a_list_that_the_standard_locks_keeps_its_rows_and_takes_their_translations():
    an_item()
    set_standard(policy={"conditions": "locked"})
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="a", at=AT)
    wen = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    where = address("edit_part", version, "conditions")
    page = wen.get(where).content.decode()
    assert "Set by the standard." in page
    assert 'value="add"' not in page
    assert 'value="remove-0"' not in page
    given = filled(wen, version, "conditions")

    forged = {"rows": "2", "0.text.zh-hans": "户籍满五年", "1.was": "", "1.text.zh-hans": "无犯罪记录"}
    for order in ("save", "add", "remove-0"):
        answer = wen.post(where, given | forged | {"order": order, "0.text.fr": "Locaux adaptés"})
        assert answer.status_code == 302
        given = filled(wen, version, "conditions")

    assert reads.draft_content(version)["conditions"] == [
        {**CONTENT["conditions"][0], "fr": "Locaux adaptés"}
    ]


def test_what_departs_already_can_still_be_brought_back():
    an_item()
    version = acts.draft(
        content_with(statutory={"days": 15, "unit": "working_days"}),
        code="X-1",
        organ_id=an_organ(),
        by="a",
        at=AT,
    )
    set_standard()
    wen = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    answer = wen.post(
        address("edit_part", version, "terms"), filled(wen, version, "terms") | {"statutory.days": "20"}
    )

    assert answer.status_code == 302
    assert reads.draft_content(version)["statutory"]["days"] == 20


@pytest.mark.rule("H-413")
@pytest.mark.parametrize(
    ("part", "row", "field"),
    [
        ("conditions", {"1.text.zh-hans": "户籍满五年"}, "f-1-text-zh-hans"),
        (
            "steps",
            {"4.names.zh-hans": "村委会初审", "4.kind": "review", "4.role": "reviewer"},
            "f-4-names-zh-hans",
        ),
        (
            "materials",
            {"4.names.zh-hans": "村委会证明", "4.basis": "某条例", "4.required": "required"},
            "f-4-names-zh-hans",
        ),
    ],
)
def test_the_editor_refuses_a_row_beyond_the_standard_at_that_row(part, row, field):
    an_item()
    set_standard()
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="a", at=AT)
    wen = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    before = reads.draft_content(version)
    given = filled(wen, version, part)
    more = {"rows": str(int(given["rows"]) + 1), **row}

    answer = wen.post(address("edit_part", version, part), given | more)

    assert answer.status_code == 422
    assert [one[0] for one in answer.context["errors"]] == [field]
    assert "The standard" in str(answer.context["errors"][0][2])
    assert next(iter(row.values())) in answer.content.decode()
    assert reads.draft_content(version) == before


def test_other_officers_and_strangers_set_no_standard():
    three_towns()
    wen = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    for name in ("implement", "follow", "adopt"):
        assert wen.post(address(name, CODE)).status_code == 403
        assert Client().post(address(name, CODE)).status_code == 302
    assert wen.get(address("standard", CODE)).status_code == 403
    assert Standard.objects.count() == 0
    assert wen.get(address("compare_item", CODE)).status_code == 200
    assert wen.get(address("base_item", "999999999999")).status_code == 404


def test_a_page_of_the_desk_asks_little(django_assert_max_num_queries):
    """Signing in and what is kept for a while (officer, organs) may cost five, a page of its own costs five at most."""
    three_towns()
    set_standard()
    bian = officer("bian", Role.ESTABLISHMENT, an_organ())
    bian.get(address("base_items"))

    for place in (address("base_items"), address("base_item", CODE), address("compare_item", CODE)):
        with django_assert_max_num_queries(11):
            bian.get(place)


def test_what_the_answers_of_a_form_are_held_to_is_compared_in_words():
    question, *rest = CONTENT["form"]
    three_towns(form=[{**question, "kind": "text", "fewest": 2, "most": 40, "pattern": "chinese"}, *rest])

    with override("en"):
        found = cell(THIRD, "form")
        same = cell(FIRST, "form")

    assert (found.sign, same.differs) == ("≠", False)
    only, missing = found.words
    assert "Least: 2; Most: 40; Pattern: Only Chinese characters." in only
    assert "chinese" not in only
    assert "Least" not in missing


def test_the_comparison_speaks_the_readers_language():
    three_towns(
        titles={"zh-hans": "食品经营许可", "en": "Food business licence"}, channels=["online", "window"]
    )
    bian = officer("bian", Role.ESTABLISHMENT, an_organ())

    for name in ("base_item", "compare_item"):
        page = bian.get(address(name, CODE), headers={"accept-language": "en"}).content.decode()
        assert "Food business licence" in page
    with override("en"):
        assert cell(THIRD, "channels").says == "Online; At the window"
