"""The hearing before a permit is taken away: offered, asked for in time, told ahead, held."""

from dataclasses import replace
from datetime import date

import pytest

from yimen.affairs.aftercare import acts, reads
from yimen.affairs.aftercare.acts import Held
from yimen.affairs.aftercare.tests.make import (
    DAYS,
    SUN,
    ZHOU,
    again,
    issued,
    on,
    proposed,
    refused,
    serve,
)

pytestmark = pytest.mark.django_db
HEARD = Held(date(2026, 3, 10), date(2026, 3, 20), "当事人到场，事实成立")  # seven working days lie between


@pytest.mark.rule("A-606")
def test_a_forfeiture_offers_a_hearing_that_is_held_if_asked_for():
    permit = issued()
    number = proposed(permit, "penalty", "forfeit", penalty_number="高市监罚〔2026〕1号")
    assert reads.proceeding(number).hearing == "offered"
    acts.answer_hearing(number, wanted=True, by="account:1", at=on(9))

    with refused("hearing"):
        acts.decide(number, reason="理由", by=ZHOU, at=on(20))
    acts.record_hearing(number, HEARD, by=SUN, at=on(20), calendar=DAYS)
    acts.decide(number, reason="理由", by=ZHOU, at=on(20))
    serve(number, at=on(20))

    assert "高市监罚〔2026〕1号" in again(permit).ends[0].basis


@pytest.mark.rule("A-1206")
@pytest.mark.parametrize(
    ("held", "code", "field"),
    [
        (replace(HEARD, told_on=date(2026, 3, 11)), "too_soon", "told_on"),
        (replace(HEARD, on=date(2026, 3, 21)), "ahead", "on"),
        (replace(HEARD, outcome=" "), "empty", "outcome"),
    ],
)
def test_time_and_place_of_the_hearing_are_told_seven_working_days_ahead(held, code, field):
    number = proposed(issued(), "penalty", "forfeit", penalty_number="罚1号")
    acts.answer_hearing(number, wanted=True, by="account:1", at=on(9))

    with refused(code, field=field):
        acts.record_hearing(number, held, by=SUN, at=on(20), calendar=DAYS)
    acts.record_hearing(number, HEARD, by=SUN, at=on(20), calendar=DAYS)

    assert reads.proceeding(number).hearing_on == HEARD.on


def test_a_hearing_is_asked_for_in_time_and_once():
    number = proposed(issued(), "penalty", "forfeit", penalty_number="罚1号")

    with refused("too_late"):
        acts.answer_hearing(number, wanted=True, by="account:1", at=on(11, hour=0))
    acts.answer_hearing(number, wanted=False, by="account:1", at=on(10, hour=23))
    with refused("out_of_order"):
        acts.answer_hearing(number, wanted=True, by="account:1", at=on(10, hour=23))


def test_views_alone_do_not_cut_short_the_time_for_a_hearing():
    number = proposed(issued(), "penalty", "forfeit", penalty_number="罚1号")
    acts.state_views(number, "我认错", by="account:1", at=on(4))

    with refused("too_early"):
        acts.decide(number, reason="理由", by=ZHOU, at=on(5))
