"""Several hands at one permit in the same moment: the register moves once, and each move is told once."""

from datetime import timedelta
from functools import partial

import pytest

from yimen.affairs.aftercare import acts
from yimen.affairs.aftercare.tests.make import (
    DAYS,
    END,
    LI,
    QIAN,
    ZHAO,
    ZHOU,
    a_matter,
    again,
    ask,
    issued,
    of_case,
    on,
    proposal,
    proposed,
    said,
    serve,
)
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import application, state
from yimen.ground.tests.together import at_once, became
from yimen.registers.permits import acts as permits
from yimen.registers.permits.models import Permit

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
NIGHT = END.replace(day=3, hour=0)
DAY_30 = on(31, 1, year=2027)


def at_one_permit(permit, *tasks):
    return at_once(*tasks, behind=("SELECT 1 FROM permits_permit WHERE id = %s FOR UPDATE", [permit.id]))


def at_one_case(case, *tasks):
    return at_once(*tasks, behind=("SELECT 1 FROM cases_case WHERE id = %s FOR UPDATE", [case]))


def to_decide(matter):
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=DAY_30)
    cases.accept(case, by=LI, at=DAY_30, calendar=DAYS)
    cases.review(case, verdict="agree", opinion="", by=ZHAO, at=DAY_30)
    return permit, case


@pytest.mark.rule("A-605")
def test_a_decision_and_silence_at_midnight_renew_once():
    permit, case = to_decide(a_matter())

    answers = at_one_case(
        case,
        partial(cases.grant, case, by=QIAN, at=NIGHT - timedelta(seconds=1), calendar=DAYS),
        partial(acts.deem_renewed, case, at=NIGHT, calendar=DAYS),
    )

    assert became(answers) == ["done", "out_of_order"]
    assert state(case) == "granted"
    assert Permit.objects.filter(previous_id=permit.id).count() == 1
    assert [one.split(".")[1] for one in said(of_case(case, at=NIGHT).id)] in (
        ["PermitRenewed"],
        ["PermitDeemedRenewed"],
    )


@pytest.mark.rule("A-605")
def test_two_sweeps_renew_once():
    permit, case = to_decide(a_matter())

    answers = at_one_case(case, *[partial(acts.deem_renewed, case, at=NIGHT, calendar=DAYS)] * 3)

    assert became(answers) == ["done", "out_of_order", "out_of_order"]
    assert Permit.objects.filter(previous_id=permit.id).count() == 1


def test_a_grant_at_the_same_moment_issues_one_permit():
    case = cases.submit(application(a_matter()), by="account:1", at=on(2), calendar=DAYS)
    cases.accept(case, by=LI, at=on(2), calendar=DAYS)
    cases.review(case, verdict="agree", opinion="", by=ZHAO, at=on(2))

    answers = at_one_case(case, *[partial(cases.grant, case, by=QIAN, at=on(3), calendar=DAYS)] * 3)

    assert became(answers) == ["done", "out_of_order", "out_of_order"]
    assert Permit.objects.count() == 1


def test_two_applications_on_one_permit_at_once_make_one_case():
    matter = a_matter()
    permit = issued(matter)

    answers = at_one_permit(
        permit,
        partial(ask, permit, "change", matter, at=DAY_30),
        partial(ask, permit, "renewal", matter, at=DAY_30),
    )

    assert became(answers) == ["done", "twice"]
    assert Case.objects.filter(permit_id=permit.id).exclude(purpose="new").count() == 1


def test_revoking_and_renewing_at_once_leaves_one_outcome():
    permit, case = to_decide(a_matter())

    answers = at_one_permit(
        permit,
        partial(cases.grant, case, by=QIAN, at=DAY_30, calendar=DAYS),
        partial(permits.end, permit.id, "revoke", ground="fraud", reason="骗取", by=ZHOU, at=DAY_30),
    )

    assert became(answers) == ["done", "out_of_order"]
    assert (again(permit).state, state(case)) in {("replaced", "granted"), ("revoked", "accepted")}


def test_a_proceeding_is_decided_once_and_opened_once():
    permit = issued(a_matter())
    opened = at_once(
        *[partial(acts.propose, permit, proposal(), by=f"account:{n}", at=on(3)) for n in range(4)]
    )
    assert became(opened) == ["done", "twice", "twice", "twice"]
    other = issued(a_matter("OTHER-9"))
    number = proposed(other, "fraud")

    answers = at_once(
        *[partial(acts.decide, number, reason="理由", by=f"account:{n}", at=on(11)) for n in range(3)]
    )

    assert became(answers) == ["done", "out_of_order", "out_of_order"]
    assert said(other.id).count("aftercare.EndingDecided") == 1
    served = at_once(*[partial(serve, number, at=on(12))] * 3)
    assert became(served) == ["done", "out_of_order", "out_of_order"]
    assert said(other.id).count("permits.PermitRevoked") == 1
