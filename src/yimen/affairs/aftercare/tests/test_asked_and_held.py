"""Applications on a permit that ends while papers are awaited, or that is held back meanwhile."""

from datetime import date, timedelta

import pytest

from yimen.affairs.aftercare.tests.make import (
    DAYS,
    END,
    LI,
    a_matter,
    again,
    ask,
    decide,
    issued,
    of_case,
    on,
    refused,
    said,
)
from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing, Paper
from yimen.affairs.cases.tests.make import row, state
from yimen.registers.permits import acts as permits
from yimen.registers.permits.acts import HeldBack

pytestmark = pytest.mark.django_db
ASKED = END - timedelta(days=40)
ANSWERED = END + timedelta(days=2)


def waiting():
    """A renewal in time that waits for papers when the permit ends; answered two days after."""
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=ASKED)
    acts.ask_for_more(case, [Missing("没有签名", material=1)], by=LI, at=ASKED, calendar=DAYS)
    acts.supplement(case, [Paper(1, reference="R-9")], by="account:1", at=ANSWERED, calendar=DAYS)
    return permit, case


@pytest.mark.rule("A-605", "K-05")
def test_a_renewal_for_whose_papers_the_organ_waited_is_not_renewed_by_silence():
    _permit, case = waiting()

    assert case not in reads.renewed_by_silence(date(2027, 12, 31))
    with refused("no_silent_grant"):
        acts.deem_renewed(case, at=ANSWERED, calendar=DAYS)
    assert state(case) == "submitted"


@pytest.mark.rule("A-605", "A-602")
def test_and_the_organ_still_accepts_and_decides_it():
    permit, case = waiting()

    decide(case, at=ANSWERED)

    assert (again(permit, ANSWERED).state, of_case(case, at=ANSWERED).previous_id) == ("replaced", permit.id)


@pytest.mark.rule("A-605")
def test_papers_that_come_while_the_permit_runs_leave_silence_its_effect():
    matter = a_matter()
    case = ask(issued(matter), "renewal", matter, at=ASKED)
    acts.ask_for_more(case, [Missing("没有签名", material=1)], by=LI, at=ASKED, calendar=DAYS)
    acts.supplement(
        case, [Paper(1, reference="R-9")], by="account:1", at=END - timedelta(days=9), calendar=DAYS
    )

    assert row(case).renews_on == END.date()
    assert case in reads.renewed_by_silence(END.date() + timedelta(days=1))


@pytest.mark.rule("A-601")
def test_a_change_of_what_is_held_back_is_not_taken_in_only_to_be_refused():
    matter = a_matter()
    permit = issued(matter)
    held = HeldBack("停业整顿", "《食品安全法》", on=on(9).date(), until=on(28).date())
    permits.suspend(permit.id, held, by=LI, at=on(9))

    with refused("held_back"):
        ask(permit, "change", matter, at=on(10))

    permits.resume(permit.id, reason="已改正", by=LI, at=on(11))
    assert state(ask(permit, "change", matter, at=on(12))) == "submitted"
    assert said(permit.id)[-1] == "permits.PermitResumed"
