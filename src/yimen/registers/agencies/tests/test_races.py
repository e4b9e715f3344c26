"""Two at the same moment: one place is taken once, one absence is reported once, one key is used once."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connections

from yimen.ground.life import Refused
from yimen.registers.agencies.models import Absence, Holding, Organ
from yimen.registers.agencies.tests.make import appoint, away, organ, post

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TOGETHER = 4
ZHOU = 4242  # the journal forgets nobody, not even between tests


def at_once(act: Callable[[int], object]) -> list[str]:
    """Let several do the same in the same moment; return what became of each."""
    start, became = Barrier(TOGETHER), []

    def one(n: int) -> None:
        start.wait(10)
        try:
            act(n)
            became.append("done")
        except Refused as refused:
            became.append(refused.code)
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=(n,)) for n in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(became)


def test_a_place_is_taken_once():
    place = post(organ())

    assert at_once(lambda n: appoint(place, 100 + n)) == ["done", "taken", "taken", "taken"]
    assert Holding.objects.count() == 1


def test_an_absence_is_reported_once():
    appoint(post(organ()), ZHOU)

    became = at_once(lambda _n: away(ZHOU, date(2026, 3, 2), date(2026, 3, 4)))

    assert became == ["done", "twice", "twice", "twice"]
    assert Absence.objects.count() == 1


def test_a_key_is_used_once():
    assert at_once(lambda _n: organ("same")) == ["done", "twice", "twice", "twice"]
    assert Organ.objects.count() == 1
