"""Every life is whole: each state is reached, and only declared ends are dead ends."""

import pytest

from yimen.affairs.aftercare import life as aftercare
from yimen.affairs.cases import life as cases
from yimen.affairs.hearings import life as hearings
from yimen.affairs.publication import life as publication
from yimen.registers.permits import life as permits

LIVES = [
    (
        cases.LIFE,
        {cases.State.DRAFT},
        {cases.State.CLOSED, cases.State.DECLINED, cases.State.RETURNED, cases.State.WITHDRAWN}
        | {cases.State.FILED},
    ),
    (
        hearings.LIFE,
        {hearings.State.DUE},
        {hearings.State.FOUND, hearings.State.DROPPED},
    ),
    (
        publication.LIFE,
        {publication.State.WAITING},
        {publication.State.WITHHELD, publication.State.WITHDRAWN},
    ),
    (permits.LIFE, {permits.State.VALID}, {permits.State.CANCELLED, permits.State.REPLACED}),
    (aftercare.LIFE, {aftercare.State.PROPOSED}, {aftercare.State.SERVED, aftercare.State.DROPPED}),
]


@pytest.mark.parametrize(("life", "first", "last"), LIVES)
def test_life_is_whole(life, first, last):
    reached, left = set(first), set()
    for froms, to in life.moves.values():
        reached.add(to)
        left |= froms

    states = set(type(next(iter(first))))
    assert reached == states
    assert states - left == last


@pytest.mark.parametrize(("life", "first", "last"), LIVES)
def test_every_state_is_reached_from_the_first(life, first, last):
    reached = set(first)
    while True:
        more = {to for froms, to in life.moves.values() if froms & reached} - reached
        if not more:
            break
        reached |= more

    assert reached == set(type(next(iter(first))))
