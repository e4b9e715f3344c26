"""The sweep does what time brings about: an extension nobody was told of falls, a published document is served."""

from datetime import date

import pytest

from yimen.affairs.cases import acts
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.tests.make import DAYS, LI, accepted, granted, on, row, state
from yimen.site import sweeping

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
