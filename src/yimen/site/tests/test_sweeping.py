"""The sweep does what time brings about: an extension nobody was told of falls, a published document is served."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from yimen.affairs.aftercare.tests.make import END, a_matter, ask, issued
from yimen.affairs.cases import acts
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases import sweeping as case_sweeping
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.tests.make import DAYS, LI, accepted, granted, on, row, state
from yimen.doors.desk.pages.operation import SWEEPS
from yimen.ground.bus import setbacks
from yimen.ground.bus.models import Setback
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as permit_reads
from yimen.registers.permits.models import Permit
from yimen.site import checking, sweeping

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-402", "E-205", "K-09")
def test_an_extension_that_was_not_told_falls_when_the_period_has_ended_and_once():
    case = accepted()
    acts.extend(case, days=10, reason="案情复杂", approver="account:104", at=on(16), calendar=DAYS)

    assert sweeping.sweep(at=on(30, hour=23)) == 0
    assert sweeping.sweep(at=on(31, hour=1)) == 1
    assert sweeping.sweep(at=on(31, hour=2)) == 0
    assert row(case).statutory_due_on == date(2026, 3, 30)


@pytest.mark.rule("A-511")
def test_a_published_document_is_served_when_its_days_are_over_and_once():
    case = granted()
    for way in ("personal", "post"):
        failed = Serving("grant", way, outcome="failed", reason="查无此人")
        acts.serve(case, failed, by=LI, at=on(5), calendar=DAYS)
    acts.publish_service(case, document="grant", reason="下落不明", by=LI, at=on(9), calendar=DAYS)

    assert sweeping.sweep(at=on(8, month=4)) == 0
    assert sweeping.sweep(at=on(9, month=4)) == 1
    assert sweeping.sweep(at=on(10, month=4)) == 0
    assert state(case) == "delivered"


@pytest.mark.rule("A-605")
def test_every_sweep_of_permits_comes_to_those_behind_what_breaks(monkeypatch):
    monkeypatch.setattr(setbacks, "MOST", 1)
    monkeypatch.setattr(settings, "PERMIT_REMINDER_DAYS", [30])
    matter = a_matter()
    broken, sound = issued(matter), issued(matter, at=on(3))
    Permit.objects.filter(pk=broken.id).update(version_id=1)  # of which nobody knows how long before one asks
    night = END - timedelta(days=20)

    assert [sweeping.sweep_permits(at=night) for _round in range(3)] == [0, 1, 0]
    assert Permit.objects.get(pk=sound.id).reminded == [30]
    assert Setback.objects.get().number == broken.id


@pytest.mark.rule("A-609")
def test_a_permit_that_was_let_go_or_struck_off_holds_up_none_behind_it():
    matter = a_matter()
    first, second = issued(matter), issued(matter)
    Permit.objects.filter(pk__in=[first.id, second.id]).update(
        state="suspended", suspended_until=date(2026, 4, 1)
    )
    for held in sorted([first.id, second.id]):
        assert permit_reads.to_resume(date(2026, 4, 2), limit=1) == [held]
        permits.resume(held, by="system", at=on(2, month=4))
    Permit.objects.filter(pk__in=[first.id, second.id]).update(state="revoked")
    for ended in sorted([first.id, second.id]):
        assert permit_reads.to_strike_off(limit=1) == [ended]
        Permit.objects.filter(pk=ended).update(struck_off_at=on(3, month=4))
    assert permit_reads.to_strike_off(limit=1) == []


@pytest.mark.rule("A-605")
def test_a_renewal_that_ended_holds_up_none_behind_it():
    matter = a_matter()
    renewals = [
        ask(issued(matter), "renewal", matter, at=END - timedelta(days=days)) for days in (60, 50, 40)
    ]
    first, second, third = renewals
    acts.withdraw(first, by="account:1", at=END - timedelta(days=30))
    acts.decline(
        second,
        ground="not_required",
        reason="无需许可",
        by=LI,
        at=END - timedelta(days=48),
    )

    assert case_reads.renewed_by_silence(END.date() + timedelta(days=1), limit=1) == [third]


def test_the_operator_reads_each_act_of_time_in_words(monkeypatch):
    names = []
    for module in (case_sweeping, sweeping):
        monkeypatch.setattr(module, "each", lambda name, *_words, **_more: names.append(name) or 0)

    sweeping.sweep(at=on(2))

    assert set(names) == set(SWEEPS)


def test_the_check_names_what_was_put_back_and_since_when():
    assert "sweeps" not in checking.findings()
    for number in (1, 2):
        Setback.objects.create(name="cases.lapse", number=number, since=on(2 + number), not_before=on(5))

    words = checking.findings()["sweeps"]
    assert "2026-03-03" in words
    assert "cases.lapse (2)" in words
