"""The editor of a draft, part by part: what is typed stays, nothing is lost, colleagues are told."""

import pytest

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, comparing, reads
from yimen.registers.catalogue.sections import BY_SECTION
from yimen.registers.catalogue.tests.desk import a_draft, address, filled, officer
from yimen.registers.catalogue.tests.make import an_organ, content_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]


@pytest.mark.parametrize(
    "part", [*BY_SECTION, "conditions", "materials", "steps", "results", "fees", "legal_basis", "faqs"]
)
def test_saving_a_part_unchanged_changes_nothing(part):
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    answer = editor.post(address("edit_part", version, part), filled(editor, version, part))

    assert answer.status_code == 302
    assert reads.draft_content(version) == content_with() or part in {"materials", "steps", "legal_basis"}
    assert comparing.compare(content_with(), reads.draft_content(version), "zh-hans") == ()


def test_the_terms_are_mended_and_what_they_do_not_show_stays():
    version = a_draft(an_organ(), phone="")
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    given = filled(editor, version, "terms") | {
        "phone": "0668-6612345",
        "titles.fr": "Licence",
        "kind": "20",
        "base_code": "999",
        "channels": ["online", "window", "post"],
        "flags.two_officers_decide": "on",
    }

    assert editor.post(address("edit_part", version, "terms"), given).status_code == 302

    content = reads.draft_content(version)
    assert (content["phone"], content["titles"]["fr"]) == ("0668-6612345", "Licence")
    assert (content["kind"], content["base_code"]) == ("01", "440125001000")  # H-106, H-107
    assert content["channels"] == ["online", "window", "post"]
    assert content["flags"] == {"supplement_days": 10, "two_officers_decide": True}
    assert content["materials"] == content_with()["materials"]
    assert content["form"] == content_with()["form"]


def test_rows_come_go_and_move_by_buttons_and_nothing_is_saved_before_save():
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    where = address("edit_part", version, "materials")
    given = filled(editor, version, "materials")

    def names(page):
        return [groups[0].first.value for _n, _was, groups in page.context["rows"]]

    assert names(editor.post(where, given | {"order": "add"}))[-1] == ""
    assert names(editor.post(where, given | {"order": "down-0"}))[:2] == ["场所平面图", "申请书"]
    assert names(editor.post(where, given | {"order": "up-1"}))[:2] == ["场所平面图", "申请书"]
    assert names(editor.post(where, given | {"order": "remove-0"}))[0] == "场所平面图"
    for odd in ("up-0", "down-3", "remove-99", "remove-", "x", "up-x"):
        assert len(names(editor.post(where, given | {"order": odd}))) == 4
    assert reads.draft_content(version) == content_with()


def test_a_moved_row_keeps_what_the_page_does_not_show_and_a_new_one_is_written():
    version = a_draft(
        an_organ(),
        materials=[{**content_with()["materials"][0], "secret": 1}, *content_with()["materials"][1:]],
    )
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    where = address("edit_part", version, "materials")
    moved = editor.post(where, filled(editor, version, "materials") | {"order": "down-0"})
    given = {"seen": moved.context["seen"], "rows": "5", "order": "save"}
    for n, was, groups in moved.context["rows"]:
        given[f"{n}.was"] = str(was)
        given |= {cell.name: cell.value for group in groups for cell in group.cells if cell.value}
    given |= {"4.names.zh-hans": "租赁合同", "4.originals": "1", "4.basis": "第九条"}

    assert editor.post(where, given).status_code == 302

    rows = reads.draft_content(version)["materials"]
    assert [one["names"]["zh-hans"] for one in rows] == [
        "场所平面图",
        "申请书",
        "健康证明",
        "营业执照",
        "租赁合同",
    ]
    assert rows[1]["secret"] == 1
    assert rows[4] == {"names": {"zh-hans": "租赁合同"}, "originals": 1, "basis": "第九条"}


@pytest.mark.parametrize(
    ("part", "wrong", "field"),
    [
        ("terms", {"titles.zh-hans": " "}, "f-titles-zh-hans"),
        ("terms", {"promised_days": "soon"}, "f-promised_days"),
        ("terms", {"promised_days": "-1"}, "f-promised_days"),
        ("terms", {"promised_days": "1.5"}, "f-promised_days"),
        ("terms", {"promised_days": "NaN"}, "f-promised_days"),
        ("terms", {"phone": "1" * 61}, "f-phone"),
        ("terms", {"channels": ["pigeon"]}, "f-channels"),
        ("terms", {"window.ja": "a\x00"}, "f-window-ja"),
        ("materials", {"1.required": "perhaps"}, "f-1-required"),
        ("materials", {"2.names.en": "x" * 301}, "f-2-names-en"),
        ("steps", {"0.days": "1e99"}, "f-0-days"),
    ],
)
def test_a_wrong_entry_is_shown_at_its_field_and_nothing_is_lost(part, wrong, field):
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    typed = {"terms": "visit_reason", "materials": "0.basis", "steps": "0.names.fr"}[part]

    answer = editor.post(
        address("edit_part", version, part), filled(editor, version, part) | wrong | {typed: "新写的话"}
    )

    assert answer.status_code == 422
    assert [one[0] for one in answer.context["errors"]] == [field]
    assert "新写的话" in answer.content.decode()
    assert reads.draft_content(version) == content_with()


@pytest.mark.parametrize("rows", ["", "-1", "x", "99999999999", "5000"])
def test_an_odd_number_of_rows_is_answered_calmly(rows):
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    answer = editor.post(
        address("edit_part", version, "fees"), {"rows": rows, "order": "add", "0.was": "99999999999999"}
    )

    assert answer.status_code == 200


def test_who_saves_over_a_colleague_is_told_and_loses_nothing():
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    given = filled(editor, version, "terms")
    acts.revise(version, content_with(phone="0668-6612399"))

    answer = editor.post(address("edit_part", version, "terms"), given | {"complaint": "0668-12345"})

    assert "Someone else has changed this draft meanwhile" in answer.content.decode()
    assert "0668-12345" in answer.content.decode()
    assert reads.draft_content(version) == content_with(phone="0668-6612399")


def test_missing_languages_are_marked():
    version = a_draft(an_organ())
    page = officer("wen", Role.CATALOGUE_EDITOR, an_organ()).get(address("edit_part", version, "terms"))

    names = page.context["rows"][0][2][0]
    assert len(names.missing) == 2  # traditional Chinese and Japanese
    assert "missing:" in page.content.decode()


def test_headings_and_the_officers_organ_are_in_the_readers_language():
    version = a_draft(an_organ(), titles={"zh-hans": "食品经营许可", "en": "Food business licence"})
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    for name, more in (("edit", ()), ("edit_part", ("steps",)), ("take_steps", ())):
        page = editor.get(address(name, version, *more), headers={"accept-language": "en"}).content.decode()
        assert '<p class="lead">Food business licence</p>' in page
        assert "wen · Market Regulation Bureau" in page
