"""Powers handed down: who may exercise what, in whose name, from when to when; and taken back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.agencies.tests.make import organ
from yimen.registers.catalogue import acts, delegations, reads
from yimen.registers.catalogue.acts.delegating import Handing, _overlap
from yimen.registers.catalogue.models import Delegation
from yimen.registers.catalogue.tests.make import AT, CONTENT, published_matter
from yimen.registers.catalogue.tests.way import OFFICE, TODAY, a_draft, brought_to

pytestmark = pytest.mark.django_db
WORDS = {"scope": "本镇申请的受理", "basis": "高府〔2026〕3号"}


def day(n):
    return TODAY + timedelta(days=n)


@pytest.fixture
def matter():
    delegations.forget()
    yield published_matter()
    delegations.forget()


@pytest.fixture
def town():
    return organ("genzi", kind="town")


def handed(matter, town, kind="entrusted", *, first=0, last=None, **words):
    until = None if last is None else day(last)
    what = Handing(town, kind, **{**WORDS, **words}, from_on=day(first), until_on=until)
    new = acts.delegate(matter.matter_id, what, by=OFFICE, at=AT)
    delegations.forget()
    return new


@pytest.mark.rule("H-411")
def test_an_entrusted_organ_decides_in_the_name_of_the_one_that_entrusts_it(matter, town):
    assert reads.in_whose_name(town, matter, on=TODAY) is None
    handed(matter, town)

    assert reads.in_whose_name(town, matter, on=TODAY) == matter.organ_id
    assert reads.in_whose_name(matter.organ_id, matter, on=TODAY) == matter.organ_id


def test_a_devolved_power_is_exercised_in_the_own_name(matter, town):
    handed(matter, town, "devolved")

    assert reads.in_whose_name(town, matter, on=TODAY) == town


@pytest.mark.parametrize(("asked", "may"), [(-1, False), (0, True), (10, True), (11, False)])
def test_it_holds_from_its_first_to_its_last_day(matter, town, asked, may):
    handed(matter, town, first=0, last=10)

    assert (reads.in_whose_name(town, matter, on=day(asked)) == matter.organ_id) is may


def test_taken_back_it_holds_no_more_from_that_day(matter, town):
    new = handed(matter, town)

    acts.revoke(new, on=day(5), reason="机构调整", by=OFFICE, at=AT)
    delegations.forget()

    assert [reads.in_whose_name(town, matter, on=day(n)) for n in (4, 5)] == [matter.organ_id, None]
    assert [one.type for one in journal.history(matter.matter_id)][-2:] == [
        "catalogue.PowerDelegated",
        "catalogue.DelegationRevoked",
    ]
    for on, reason, field in ((day(5), "再次", ""), (day(-1), "早", "on"), (day(1), " ", "reason")):
        with pytest.raises(Refused) as refused:
            acts.revoke(new, on=on, reason=reason, by=OFFICE, at=AT)
        assert refused.value.field in {field, ""}


def test_another_town_may_not(matter, town):
    handed(matter, town)

    assert reads.in_whose_name(organ("shigu", kind="town"), matter, on=TODAY) is None


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"basis": " "}, "basis"),
        ({"scope": ""}, "scope"),
        ({"basis": "长" * 301}, "basis"),
        ({"kind": "lent"}, "kind"),
        ({"first": 5, "last": 1}, "until_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(matter, town, words, field):
    with pytest.raises(Refused) as refused:
        handed(matter, town, **words)

    assert refused.value.field == field
    assert not Delegation.objects.exists()


def test_it_goes_to_another_organ_that_is_there_and_once(matter, town):
    for other in (matter.organ_id, 987_654):
        with pytest.raises(Refused) as refused:
            handed(matter, other)
        assert refused.value.field == "organ"
    handed(matter, town, first=0, last=10)
    with pytest.raises(Refused) as refused:
        handed(matter, town, first=10, last=20)
    assert refused.value.code == "twice"
    handed(matter, town, first=11)

    assert Delegation.objects.count() == 2


@pytest.mark.rule("H-411")
@pytest.mark.parametrize(("kind", "may"), [("01", False), ("20", True)])
@pytest.mark.parametrize("how", ["entrusted", "devolved"])
def test_a_licence_goes_to_another_administrative_organ_only(kind, may, how):
    delegations.forget()
    matter = published_matter(kind=kind, base_code="" if may else CONTENT["base_code"])
    station = organ("station", kind="village")

    if may:
        assert handed(matter, station, how)
    else:
        with pytest.raises(Refused) as refused:
            handed(matter, station, how)
        assert (refused.value.field, refused.value.code) == ("organ", "not_administrative")


def test_days_that_are_over_are_not_handed_down(matter, town):
    with pytest.raises(Refused) as refused:
        handed(matter, town, first=-20, last=-1)

    assert (refused.value.field, refused.value.code) == ("until_on", "past")
    handed(matter, town, first=-20, last=0)


def test_only_what_is_in_force_is_handed_down(town):
    brought_to("ready", "X-9")
    from_draft = reads.version(a_draft("X-8"))

    with pytest.raises(Refused) as refused:
        handed(from_draft, town)

    assert refused.value.code == "not_in_force"


DAYS = st.integers(0, 12)


@given(DAYS, st.none() | DAYS, st.none() | DAYS, DAYS, st.none() | DAYS)
def test_two_handings_overlap_exactly_if_they_share_a_day(first, last, revoked, begins, ends):
    other = Delegation(
        from_on=day(first),
        until_on=None if last is None else day(first + last),
        revoked_on=None if revoked is None else day(revoked),
    )
    what = Handing(1, "entrusted", "x", "y", day(begins), None if ends is None else day(begins + ends))
    line = delegations.line(other)
    shared = any(
        line.holds(day(n)) and day(n) >= what.from_on and (what.until_on is None or day(n) <= what.until_on)
        for n in range(40)
    )

    assert _overlap(other, what) == shared


def test_the_register_lists_what_holds_first(matter, town):
    old = handed(matter, town)
    acts.revoke(old, on=TODAY, reason="机构调整", by=OFFICE, at=AT)
    handed(matter, organ("shigu", kind="town"))

    lines = delegations.register(None, on=TODAY, language="zh-hans")

    assert [(one.to, one.holds) for one in lines] == [("shigu局", True), ("genzi局", False)]
    assert len(delegations.register(frozenset({town}), on=TODAY, language="en")) == 1
    assert delegations.register(frozenset({1}), on=TODAY, language="en") == []


def test_asking_again_costs_no_query(matter, town, django_assert_num_queries):
    handed(matter, town)
    reads.in_whose_name(town, matter, on=TODAY)

    with django_assert_num_queries(0):
        for n in range(50):
            reads.in_whose_name(town, matter, on=day(n))
