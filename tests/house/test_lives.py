"""Every life is whole: each state is reached, and only declared ends are dead ends."""

import pytest

from yimen.affairs.cases import life as cases

LIVES = [
    (
        cases.LIFE,
        {cases.State.DRAFT},
        {cases.State.CLOSED, cases.State.DECLINED, cases.State.RETURNED, cases.State.WITHDRAWN}
        | {cases.State.FILED},
    ),
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
