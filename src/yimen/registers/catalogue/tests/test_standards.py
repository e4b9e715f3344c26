"""Standards: what is locked is the same everywhere, what is bounded never worse, and what departs is found and brought back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.agencies import acts as agency_acts
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts, directory, newest, reads, standard_acts, standards
from yimen.registers.catalogue.conformity import StandardSheet, adapted, departures, inherited
from yimen.registers.catalogue.import_files import Row
from yimen.registers.catalogue.models import BaseItem, Matter, Version
from yimen.registers.catalogue.standard_models import Standard
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, content_with, published_matter

pytestmark = pytest.mark.django_db
CODE = CONTENT["base_code"]
TOWNS = ("11440981YM01000179", "11440981YM01000254", "11440981YM0100033Y")
TERMS = {
    name: CONTENT[name]
    for name in ("promised_days", "materials", "steps", "conditions", "legal_basis", "statutory", "visits")
}
DAY = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _fresh():
    agencies.forget()
    reads.forget()
    yield
    agencies.forget()


def an_item(levels="45"):
    row = {
        "base_code": CODE,
        "name": "食品经营许可",
        "type_code": "01",
        "levels": levels,
        "legal_basis": "《食品安全法》第三十五条",
    }
    directory.load([Row(2, row)], by="system", at=AT)


def a_town(n):
    words = {"short": f"镇{n}", "phone": f"0668-661234{n}", "complaint_phone": "12345"}
    texts = {"zh-hans": {"name": f"第{n}镇人民政府", "address": f"镇前路{n}号", "hours": "9:00-17:00"}}
    new = agency_acts.NewOrgan(f"town{n}", "town", f"44098110{n}000", texts, uscc=TOWNS[n - 1], words=words)
    organ = agency_acts.open_organ(new, by="system", at=AT)
    agencies.forget()
    return organ


def set_standard(terms=TERMS, policy=None, *, on=DAY, at=AT):
    return standard_acts.set_standard(CODE, terms, policy or {}, effective_on=on, by="account:1", at=at)


def sheet(terms, policy=None):
    return StandardSheet(CODE, 1, DAY, terms, policy or {})


def with_paper(*more):
    return [
        *CONTENT["materials"],
        *({"names": {"zh-hans": name}, "basis": "第一条", "originals": 1} for name in more),
    ]


@pytest.mark.rule("H-106", "H-107")
def test_a_draft_inherits_what_the_standard_says():
    an_item()
    set_standard()
    town = a_town(1)

    made = standard_acts.implement(CODE, [town], by="account:1", at=AT)

    content = reads.draft_content(made[0])
    assert content["titles"] == {"zh-hans": "食品经营许可"}
    assert (content["kind"], content["base_code"]) == ("01", CODE)
    assert content["legal_basis"] == CONTENT["legal_basis"]
    assert content["materials"] == CONTENT["materials"]
    assert content["phone"] == "0668-6612341"
    assert Matter.objects.get().code == TOWNS[0] + "5" + CODE


@pytest.mark.rule("H-106")
def test_nothing_is_implemented_without_an_entry_of_the_directory():
    with pytest.raises(Refused) as refused:
        standard_acts.implement("440125009000", [a_town(1)], by="account:1", at=AT)

    assert refused.value.code == "H-106"
    assert Version.objects.count() == 0


def test_an_organ_implements_an_item_once_and_all_or_none_are_drafted():
    an_item()
    first, second = a_town(1), a_town(2)
    standard_acts.implement(CODE, [first], by="account:1", at=AT)

    with pytest.raises(Refused) as refused:
        standard_acts.implement(CODE, [second, first], by="account:1", at=AT)

    assert refused.value.code == "twice"
    assert Version.objects.count() == 1


@pytest.mark.rule("H-106", "H-107")
@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"titles": {"zh-hans": "餐饮许可"}}, "titles", "H-107"),
        ({"kind": "20"}, "kind", "H-107"),
        ({"base_code": "440125009000"}, "base_code", "H-106"),
        ({"legal_basis": [{"title": "某某办法"}]}, "legal_basis", "H-107"),
        ({"statutory": {"days": 30, "unit": "working_days"}}, "statutory", "H-107"),
        ({"promised_days": 6}, "promised_days", "H-107"),
        ({"visits": 1, "visit_reason": "核验原件"}, "visits", "H-107"),
    ],
)
def test_a_locked_or_bounded_term_is_refused_at_its_field(changes, field, rule):
    an_item()
    set_standard()
    version = standard_acts.implement(CODE, [a_town(1)], by="account:1", at=AT)[0]
    before = reads.draft_content(version)

    with pytest.raises(Refused) as refused:
        acts.revise(version, {**before, **changes})

    assert (refused.value.field, refused.value.code) == (field, rule)
    assert reads.draft_content(version) == before


@pytest.mark.rule("H-413")
@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("materials", {"names": {"zh-hans": "村委会证明"}, "basis": "无", "originals": 1}),
        ("steps", {"kind": "review", "names": {"zh-hans": "村委会初审"}, "days": 0, "role": "reviewer"}),
        ("conditions", {"zh-hans": "户籍满五年"}),
    ],
)
def test_an_office_adds_no_paper_no_step_and_no_condition(field, more):
    an_item()
    set_standard()
    version = standard_acts.implement(CODE, [a_town(1)], by="account:1", at=AT)[0]
    before = reads.draft_content(version)

    with pytest.raises(Refused) as refused:
        acts.revise(version, {**before, field: [*before[field], more]})

    assert (refused.value.field, refused.value.code) == (field, "H-413")
    assert reads.draft_content(version) == before


@pytest.mark.rule("H-413")
def test_what_was_imported_with_more_than_the_standard_is_not_published():
    an_item()
    set_standard()
    version = acts.draft(
        content_with(materials=with_paper("村委会证明")), code="X-1", organ_id=an_organ(), by="a", at=AT
    )

    with pytest.raises(Refused) as refused:
        acts.load_in_force(version, effective_on=DAY, by="system:test", at=AT)

    assert refused.value.code == "H-413"
    assert Version.objects.get().state == "draft"


def test_an_office_may_be_better_than_the_standard():
    an_item()
    set_standard()
    version = standard_acts.implement(CODE, [a_town(1)], by="account:1", at=AT)[0]
    content = reads.draft_content(version)

    acts.revise(version, {**content, "promised_days": 3, "materials": content["materials"][:2]})

    assert reads.draft_content(version)["promised_days"] == 3


def test_a_term_that_is_free_binds_nobody():
    an_item()
    set_standard(policy={"promised_days": "free"})
    version = standard_acts.implement(CODE, [a_town(1)], by="account:1", at=AT)[0]

    acts.revise(version, {**reads.draft_content(version), "promised_days": 9})

    assert reads.draft_content(version)["promised_days"] == 9


@pytest.mark.rule("H-107")
def test_a_changed_standard_lists_who_departs_and_drafts_for_all():
    an_item()
    town = a_town(1)
    mine = published_matter()
    other = published_matter(
        TOWNS[0] + "5" + CODE,
        organ_id=town,
        promised_days=4,
        steps=[*CONTENT["steps"][:1], {**CONTENT["steps"][1], "days": 2}, *CONTENT["steps"][2:]],
    )
    set_standard({**TERMS, "promised_days": 4, "materials": CONTENT["materials"][:2]})

    found = standards.item(CODE)
    differ = {one.organ_id: {flaw.place for flaw in one.departures} for one in found.departing}
    assert differ == {mine.organ_id: {"promised_days", "materials"}, town: {"materials"}}

    made = standard_acts.follow(CODE, by="account:1", at=AT)

    assert len(made) == 2
    fresh = newest.latest([mine.code, other.code])
    assert all(departures(standards.standards([CODE])[CODE], one.content) == [] for one in fresh.values())
    assert {one.state for one in fresh.values()} == {"draft"}
    assert (
        Version.objects.filter(state="published").count() == 2
    )  # what is in force stays until the drafts are approved
    assert standard_acts.follow(CODE, by="account:1", at=AT) == []


def test_a_standard_binds_from_its_day_on():
    an_item()
    set_standard()
    set_standard({**TERMS, "promised_days": 3}, on=DAY + timedelta(days=30))
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="a", at=AT)

    with pytest.raises(Refused):
        acts.load_in_force(version, effective_on=DAY + timedelta(days=30), by="system:test", at=AT)
    acts.load_in_force(version, effective_on=DAY, by="system:test", at=AT)

    assert [one.n for one in standards.history(CODE)] == [2, 1]
    assert standards.standards([CODE], on=DAY)[CODE].n == 1
    assert standards.standards([CODE])[CODE].n == 2


@pytest.mark.parametrize(
    ("terms", "policy", "day", "field"),
    [
        (TERMS, {}, DAY - timedelta(days=1), "effective_on"),
        ({**TERMS, "window": {"zh-hans": "一楼"}}, {}, DAY, "window"),
        (TERMS, {"materials": "bound"}, DAY, "mode_materials"),
        (TERMS, {"legal_basis": "bounded"}, DAY, "mode_legal_basis"),
        ({**TERMS, "materials": [{"names": {"zh-hans": "其他材料"}, "basis": "一"}]}, {}, DAY, "materials"),
        ({**TERMS, "promised_days": 90}, {}, DAY, "promised_days"),
    ],
)
def test_a_standard_that_cannot_be_is_refused_and_nothing_is_kept(terms, policy, day, field):
    an_item()
    said = len(journal.history(int(CODE)))

    with pytest.raises(Refused) as refused:
        set_standard(terms, policy, on=day)

    assert refused.value.field == field
    assert Standard.objects.count() == 0
    assert len(journal.history(int(CODE))) == said


def test_a_standard_is_never_set_for_an_earlier_day_than_the_last():
    an_item()
    set_standard(on=DAY + timedelta(days=10))

    with pytest.raises(Refused) as refused:
        set_standard()

    assert refused.value.code == "order"
    assert Standard.objects.count() == 1


def test_coverage_counts_towns_and_asks_one_department():
    an_item(levels="45")
    a_town(1)
    published_matter(TOWNS[1] + "5" + CODE, organ_id=a_town(2))

    line = standards.items()[0]

    assert [(one.level, one.have, one.of, one.whole) for one in line.coverage] == [
        ("4", 0, 1, False),
        ("5", 1, 2, False),
    ]
    assert [one.key for one in standards.item(CODE).missing] == ["town1"]


def test_a_draft_beside_what_is_in_force_leaves_the_item_implemented():
    an_item(levels="4")
    matter = published_matter(organ_id=an_organ())
    acts.draft(content_with(promised_days=3), code=matter.code, organ_id=an_organ(), by="account:1", at=AT)

    line, item = standards.items()[0], standards.item(CODE)

    assert [one.state for one in item.implementations] == ["draft"]
    assert line.coverage == item.coverage
    assert [(one.have, one.of, one.whole) for one in item.coverage] == [(1, 1, True)]


def test_one_organs_words_become_the_standard():
    an_item()
    set_standard()
    published_matter(
        TOWNS[0] + "5" + CODE,
        organ_id=a_town(1),
        promised_days=3,
        steps=[{**one, "days": 1} if one["kind"] != "deliver" else one for one in CONTENT["steps"]],
    )

    assert standard_acts.adopt(TOWNS[0] + "5" + CODE, "promised_days", by="account:1", at=AT) == 2

    assert standards.standards([CODE])[CODE].terms["promised_days"] == 3
    with pytest.raises(Refused):
        standard_acts.adopt("nowhere", "promised_days", by="account:1", at=AT)


NAMES = st.lists(
    st.sampled_from(["申请书", "身份证", "照片", "户口簿", "证明", "合同"]), unique=True, max_size=6
)
CONTENTS = st.builds(
    lambda days, visits, papers, conditions: {
        **{key: CONTENT[key] for key in ("titles", "kind", "base_code")},
        "promised_days": days,
        "visits": visits,
        "materials": [{"names": {"zh-hans": one}} for one in papers],
        "conditions": [{"zh-hans": one} for one in conditions],
    },
    st.integers(0, 60),
    st.integers(0, 3),
    NAMES,
    NAMES,
)
POLICIES = st.fixed_dictionaries(
    {
        name: st.sampled_from(["locked", "bounded", "free"])
        for name in ("promised_days", "visits", "materials", "conditions")
    }
)


@pytest.mark.rule("H-107", "H-413")
@given(CONTENTS, CONTENTS, POLICIES)
def test_what_is_brought_back_departs_no_more_and_what_fits_stays(terms, own, policy):
    standard = sheet(terms, policy)

    brought = adapted(standard, own)

    assert departures(standard, brought) == []
    assert adapted(standard, brought) == brought
    if not departures(standard, own):
        assert brought == own


@pytest.mark.rule("H-106")
@given(CONTENTS, CONTENTS, POLICIES)
def test_what_is_inherited_never_differs_where_it_is_locked(terms, own, policy):
    standard = sheet(terms, policy)
    drafted = inherited(standard, own)

    assert all(drafted[name] == terms[name] for name in terms if standard.mode(name) == "locked")


def test_the_standard_says_what_happened():
    an_item()
    set_standard()

    told = journal.history(int(CODE))

    assert [(one.type, one.data["n"]) for one in told] == [("catalogue.StandardSet", 1)]
    assert BaseItem.objects.count() == 1
