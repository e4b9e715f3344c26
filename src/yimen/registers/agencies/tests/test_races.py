"""Two at the same moment: one place is taken once, one absence is reported once, one key is used once."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from yimen.ground.tests.together import at_once, became
from yimen.registers.agencies.models import Absence, Holding, Organ
from yimen.registers.agencies.tests.make import appoint, away, organ, post

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TOGETHER = 4
ZHOU = 4242  # the journal forgets nobody, not even between tests


def several(act: Callable[[int], object]) -> list[str]:
    """Let several do the same in the same moment; return what became of each."""
    return became(at_once(*(partial(act, n) for n in range(TOGETHER))))


def test_a_place_is_taken_once():
    place = post(organ())

    assert several(lambda n: appoint(place, 100 + n)) == ["done", "taken", "taken", "taken"]
    assert Holding.objects.count() == 1


def test_an_absence_is_reported_once():
    appoint(post(organ()), ZHOU)

    ended = several(lambda _n: away(ZHOU, date(2026, 3, 2), date(2026, 3, 4)))

    assert ended == ["done", "twice", "twice", "twice"]
    assert Absence.objects.count() == 1


def test_a_key_is_used_once():
    assert several(lambda _n: organ("same")) == ["done", "twice", "twice", "twice"]
    assert Organ.objects.count() == 1
