"""A decision takes effect when it is served: the register, the bar, the place; what happened meanwhile counts."""

from datetime import date, timedelta

import pytest

from yimen.affairs.aftercare import acts, reads
from yimen.affairs.aftercare.tests.make import (
    END,
    a_matter,
    again,
    ask,
    decide,
    decided,
    issued,
    on,
    serve,
)
from yimen.registers.people import reads as people
from yimen.registers.permits import reads as register
from yimen.registers.permits.acts import Loss

pytestmark = pytest.mark.django_db
AFTER = END + timedelta(days=1)
NO_LOSS = Loss(note="经核实无财产损失")


@pytest.mark.rule("A-606")
def test_a_service_just_after_a_renewal_reaches_the_new_permit():
    matter = a_matter()
    permit, at = issued(matter), END.replace(month=2)
    number = decided(permit)
    decide(ask(permit, "renewal", matter, at=at), at=at)
    new = again(permit).next_id

    serve(number, at=at + timedelta(hours=3))

    assert (again(permit).state, register.permit(new, at=at).state) == ("replaced", "revoked")
    assert reads.proceeding(number).permit_id == new


@pytest.mark.rule("A-606", "A-609")
@pytest.mark.parametrize(("ground", "ending"), [("fraud", "revoke"), ("law_changed", "withdraw")])
def test_a_decision_takes_effect_when_it_is_served_and_not_before(ground, ending):
    permit = issued()
    number = decided(permit, ground, ending, loss=NO_LOSS if ending == "withdraw" else None)

    assert again(permit, on(11)).holds
    assert permit.id not in register.to_strike_off()
    assert people.bar_on(permit.person_id, permit.matter_id, on=date(2026, 3, 12)) is None
    serve(number, at=on(20), on=date(2026, 3, 18))

    found = again(permit, on(20))
    assert (found.standing, found.ends[0].at.date()) == (
        {"revoke": "revoked"}.get(ending, "withdrawn"),
        date(2026, 3, 18),
    )
    assert permit.id in register.to_strike_off()
    assert found.ends[0].barred_until == (date(2029, 3, 19) if ground == "fraud" else None)


@pytest.mark.rule("A-606")
def test_a_renewal_between_decision_and_service_escapes_nothing():
    permit, other = issued(), issued(a_matter("OTHER-3"))
    number = decided(permit)
    acts.go_on_against(permit.id, other.id)

    serve(number, at=on(12))

    assert (again(permit).state, again(other).state) == ("valid", "revoked")


@pytest.mark.rule("A-606")
def test_what_ran_out_before_its_withdrawal_was_served_stays_what_it_is():
    permit = issued()
    number = decided(permit, "law_changed", "withdraw", loss=NO_LOSS)

    serve(number, at=AFTER)

    assert (again(permit, AFTER).standing, reads.proceeding(number).state) == ("expired", "served")


@pytest.mark.rule("A-607")
def test_what_ran_out_is_not_struck_off_while_its_revocation_waits_for_service():
    permit = issued()
    decided(permit)

    assert reads.ran_out(AFTER.date()) == []


@pytest.mark.rule("A-607")
def test_permits_whose_revocation_waits_for_service_hold_up_none_behind_them():
    matter = a_matter()
    for _n in range(3):
        decided(issued(matter))
    last = issued(matter)

    assert reads.ran_out(AFTER.date(), limit=1) == [last.id]
    assert reads.ran_out(AFTER.date(), limit=2) == [last.id]


@pytest.mark.rule("A-609")
def test_a_service_that_fails_leaves_register_and_proceeding_as_they_were(monkeypatch):
    permit = issued()
    number = decided(permit)
    monkeypatch.setattr("yimen.affairs.cases.acts.free_place_of", lambda *_a, **_w: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        serve(number, at=on(12))

    assert (again(permit).state, reads.proceeding(number).state) == ("valid", "decided")
    assert people.bar_on(permit.person_id, permit.matter_id, on=date(2026, 4, 1)) is None
