"""The special terms at the desk: edited section by section, compared by name, read on the version's page."""

import pytest

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, comparing, reads, rows
from yimen.registers.catalogue.following import followed
from yimen.registers.catalogue.rules import findings
from yimen.registers.catalogue.sections import ALL_TERMS, BY_SECTION, SECTIONS
from yimen.registers.catalogue.sheets import permit_terms
from yimen.registers.catalogue.special import special
from yimen.registers.catalogue.tests.desk import (
    a_draft,
    address,
    filled,
    officer,
)
from yimen.registers.catalogue.tests.make import CONTENT, SITUATIONS, an_organ, content_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]
PERMIT = {
    "kind": "licence",
    "names": {"zh-hans": "食品经营许可证"},
    "validity": {"amount": 5, "unit": "years"},
    "purposes": ["new", "change", "renewal"],
    "renewal": {"days": 90, "basis": "食品经营许可管理办法第三十四条", "level": "rule"},
    "scope": ["kind", "area"],
}
GAPS = {"days": 10, "outcome": "returned", "basis": "某条例第三条"}
COMMITMENT = {
    "touches": [],
    "conditions": [1],
    "materials": [2, 3],
    "duty": {"zh-hans": "场所符合条件"},
    "content": {"zh-hans": "承诺符合条件"},
    "liability": {"zh-hans": "不实的撤销"},
    "check_days": 30,
    "mend_days": 10,
    "basis": "国办发〔2020〕42号",
}
FLAGS = {
    "site_check": True,
    "inspection": True,
    "hearing": "law",
    "unpublished": "trade_secret",
    "may_hold_secrets": True,
    "reconsideration_first": "law",
    "protects": True,
    "asks_intention": True,
    "delegated": True,
}
WHOLE = {
    "permit": PERMIT,
    "gaps": GAPS,
    "commitment": COMMITMENT,
    "registration": {"more_days": 3},
    "quota": {"number": 30, "basis": "布设规划"},
    "first_review": {"kind": "town", "days": 15, "basis": "某办法第十一条"},
    "flags": {**CONTENT["flags"], **FLAGS},
}
POSTED = {
    "permit": {
        "permit.kind": "licence",
        "permit.names.zh-hans": "食品经营许可证",
        "permit.validity.amount": "5",
        "permit.validity.unit": "years",
        "permit.purposes": ["new", "change", "renewal"],
        "permit.renewal.days": "90",
        "permit.renewal.basis": "食品经营许可管理办法第三十四条",
        "permit.renewal.level": "rule",
        "permit.scope": ["kind", "area"],
    },
    "gaps": {"gaps.days": "10", "gaps.outcome": "returned", "gaps.basis": "某条例第三条"},
    "commitment": {
        "commitment.touches": ["none"],
        "commitment.conditions": ["1"],
        "commitment.materials": ["2", "3"],
        "commitment.duty.zh-hans": "场所符合条件",
        "commitment.content.zh-hans": "承诺符合条件",
        "commitment.liability.zh-hans": "不实的撤销",
        "commitment.check_days": "30",
        "commitment.mend_days": "10",
        "commitment.basis": "国办发〔2020〕42号",
    },
    "registration": {"registration.more_days": "3"},
    "quota": {"quota.number": "30", "quota.basis": "布设规划"},
    "first_review": {
        "first_review.kind": "town",
        "first_review.days": "15",
        "first_review.basis": "某办法第十一条",
    },
    "procedure": {f"flags.{name}": "on" if value is True else value for name, value in FLAGS.items()},
}


def an_editor():
    return officer("wen", Role.CATALOGUE_EDITOR, an_organ())


@pytest.mark.parametrize("part", POSTED)
def test_a_section_is_written_as_the_law_reads_it(part):
    version, editor = a_draft(an_organ()), an_editor()

    answer = editor.post(address("edit_part", version, part), POSTED[part])

    assert answer.status_code == 302
    name = "flags" if part == "procedure" else part
    content = reads.draft_content(version)
    assert content == content_with(**{name: WHOLE[name]})
    assert not [one for one in findings(content) if one.place.split(".")[0] == name]


@pytest.mark.parametrize("part", POSTED)
def test_an_emptied_section_says_nothing_any_more(part):
    version, editor = a_draft(an_organ(), **WHOLE), an_editor()

    answer = editor.post(address("edit_part", version, part), {})

    assert answer.status_code == 302
    content = reads.draft_content(version)
    if part == "procedure":
        assert not any(content["flags"].get(name) for name in FLAGS)
        assert content["flags"]["supplement_days"] == 10
    else:
        assert part not in content
    others = {name: value for name, value in WHOLE.items() if name not in {part, "flags"}}
    assert {name: content[name] for name in others} == others
    said = [one.name for one in comparing.compare(content_with(**WHOLE), content, "zh-hans")]
    assert said == [part]


def test_what_the_editor_writes_is_what_officers_act_upon():
    version, editor = a_draft(an_organ()), an_editor()
    for part, given in POSTED.items():
        editor.post(address("edit_part", version, part), given)

    content = reads.draft_content(version)
    terms, permit = special(content), permit_terms(content)

    assert (permit.amount, permit.unit, permit.renewal_days) == (5, "years", 90)
    assert (permit.scope, permit.purposes) == (("kind", "area"), ("new", "change", "renewal"))
    assert (terms.gaps.days, terms.gaps.outcome) == (10, "returned")
    assert (terms.commitment.conditions, terms.commitment.materials) == ((1,), (2, 3))
    assert (terms.quota.number, terms.first_review.days, terms.asks_intention) == (30, 15, True)
    sheet = reads.version(version)
    assert (sheet.hearing, sheet.unpublished, sheet.reconsideration_first) == ("law", "trade_secret", "law")
    assert (sheet.site_check, sheet.inspection, sheet.protects, sheet.may_hold_secrets) == (True,) * 4


@pytest.mark.parametrize(
    ("part", "given", "field"),
    [
        ("commitment", {"commitment.touches": ["none", "finance"]}, "f-commitment-touches"),
        ("commitment", {"commitment.touches": ["astrology"]}, "f-commitment-touches"),
        ("commitment", {"commitment.materials": ["x"]}, "f-commitment-materials"),
        ("commitment", {"commitment.check_days": "soon"}, "f-commitment-check_days"),
        ("permit", {"permit.validity.unit": "days"}, "f-permit-validity-unit"),
        ("permit", {"permit.purposes": ["sale"]}, "f-permit-purposes"),
        ("quota", {"quota.number": "-1"}, "f-quota-number"),
        ("procedure", {"flags.hearing": "wish"}, "f-flags-hearing"),
        ("gaps", {"gaps.basis": "x" * 301}, "f-gaps-basis"),
    ],
)
def test_a_wrong_answer_is_shown_at_its_field(part, given, field):
    version, editor = a_draft(an_organ()), an_editor()

    answer = editor.post(address("edit_part", version, part), given)

    assert answer.status_code == 422
    assert [one[0] for one in answer.context["errors"]] == [field]
    assert reads.draft_content(version) == content_with()


@pytest.mark.rule("A-908")
def test_none_of_the_closed_fields_is_an_answer_and_silence_is_none():
    version, editor = a_draft(an_organ()), an_editor()
    place = address("edit_part", version, "commitment")

    editor.post(place, POSTED["commitment"] | {"commitment.touches": []})
    silent = reads.draft_content(version)
    editor.post(place, POSTED["commitment"])
    answered = reads.draft_content(version)

    assert "touches" not in silent["commitment"]
    assert [one.rule for one in findings(silent) if one.place == "commitment"] == ["A-908"]
    assert answered["commitment"]["touches"] == []
    assert [one.place for one in findings(answered) if one.place == "commitment"] == []
    (group,) = comparing.compare(silent, answered, "zh-hans")
    assert [one.place for one in group.changes] == ["commitment.touches"]


def test_every_special_term_is_named_where_versions_differ():
    groups = comparing.compare(content_with(), content_with(**WHOLE), "zh-hans")

    named = {one.place for group in groups for one in group.changes}
    wanted = {column.name for section in SECTIONS[1:] for column in section.columns}
    assert named == wanted
    assert [one.name for one in groups] == [one.name for one in SECTIONS[1:]]


def test_three_days_more_and_none_are_two_answers():
    old = content_with(handling="registration")
    new = content_with(handling="registration", registration={"more_days": 0})

    assert (special(old).extension_days, special(new).extension_days) == (3, 0)
    (group,) = comparing.compare(old, new, "zh-hans")
    assert [one.place for one in group.changes] == ["registration.more_days"]
    version, editor = a_draft(an_organ()), an_editor()
    editor.post(address("edit_part", version, "registration"), {"registration.more_days": "0"})
    assert reads.draft_content(version)["registration"] == {"more_days": 0}


def test_the_page_of_a_version_shows_the_special_terms_in_words():
    version = a_draft(an_organ(), **WHOLE)

    page = an_editor().get(address("version", version)).content.decode()

    for words in (
        "2. Floor plan",
        "1. Suitable premises",
        "the application is returned",
        "none of them",
        "A hearing is held because",
        "食品经营许可管理办法第三十四条",
        "towns and streets",
        "布设规划",
    ):
        assert words in page


def test_the_overview_leads_to_every_part_and_says_what_is_to_mend_there():
    version, editor = a_draft(an_organ(), quota={"number": 30}), an_editor()

    answer = editor.get(address("edit", version))
    page = answer.content.decode()

    faults = {name: [one.rule for one in wrong] for name, _label, _n, wrong, _open in answer.context["parts"]}
    set_terms = {name: n for name, _label, n, _wrong, _open in answer.context["parts"] if name in BY_SECTION}
    assert set_terms == {**dict.fromkeys(BY_SECTION), "quota": 1}
    assert faults["quota"] == ["A-308"]
    assert faults["terms"] == []
    for name in BY_SECTION:
        assert f'href="{address("edit_part", version, name)}"' in page
        assert editor.get(address("edit_part", version, name)).status_code == 200
    for address_, _words in answer.context["designer"]:
        assert editor.get(address_).status_code == 200
    assert len(answer.context["designer"]) == 2


def test_a_registration_can_be_edited():
    version, editor = a_draft(an_organ(), handling="registration"), an_editor()

    answer = editor.post(address("edit_part", version, "terms"), filled(editor, version, "terms"))

    assert answer.status_code == 302
    assert reads.draft_content(version)["handling"] == "registration"


def test_a_comment_is_put_to_a_special_term():
    version, editor = a_draft(an_organ(), **WHOLE), an_editor()

    answer = editor.post(address("comment", version), {"place": "permit.renewal.days", "text": "依据何在?"})

    assert answer.status_code == 302
    page = editor.get(address("edit_part", version, "permit")).content.decode()
    assert "依据何在?" in page
    assert "依据何在?" not in editor.get(address("edit_part", version, "terms")).content.decode()


def test_what_points_to_a_paper_follows_it_when_papers_are_moved_and_taken_out():
    version = a_draft(an_organ(), commitment=COMMITMENT, situations=SITUATIONS)
    editor = an_editor()
    where = address("edit_part", version, "materials")
    given = filled(editor, version, "materials")
    moved = editor.post(where, given | {"order": "up-2"})
    assert [was for _n, was, _groups in moved.context["rows"]] == [0, 2, 1, 3]
    acts.revise(version, followed(_without(reads.draft_content(version), 1), "materials", [0, 2, 3]))

    content = reads.draft_content(version)

    assert content["commitment"]["materials"] == [2]
    assert [one["serves"] for one in content["form"]] == ["condition:1"] * 3 + ["material:2"]
    assert [row["then"].get("spared") for row in content["situations"]["rows"]] == [[2], None, [2]]
    assert content["situations"]["rows"][1]["then"]["needed"] == [2]


def _without(content, n):
    return {**content, "materials": [one for m, one in enumerate(content["materials"]) if m != n]}


def test_the_editor_lets_them_follow():
    version = a_draft(an_organ(), commitment=COMMITMENT)
    editor = an_editor()
    given = filled(editor, version, "materials")
    swapped = {
        **given,
        **{f"1.{key[2:]}": value for key, value in given.items() if key.startswith("2.")},
        **{f"2.{key[2:]}": value for key, value in given.items() if key.startswith("1.")},
    }

    assert editor.post(address("edit_part", version, "materials"), swapped).status_code == 302

    content = reads.draft_content(version)
    assert [one["names"]["zh-hans"] for one in content["materials"][1:3]] == ["健康证明", "场所平面图"]
    assert content["form"][3]["serves"] == "material:2"
    assert content["commitment"]["materials"] == [2, 3]


def test_odd_content_has_its_pages():
    odd = {name: {} for name in WHOLE} | {"commitment": {"materials": ["x", 99], "conditions": None}}
    version, editor = a_draft(an_organ(), **odd), an_editor()

    for part in BY_SECTION:
        assert editor.get(address("edit_part", version, part)).status_code == 200
    assert editor.get(address("version", version)).status_code == 200


def test_every_term_has_a_name_of_its_own():
    names = [one.name for one in ALL_TERMS]
    assert len(names) == len(set(names))
    assert rows.inputs_of(ALL_TERMS, {})
