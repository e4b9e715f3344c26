"""Every life is whole: each state is reached, only declared ends are dead ends, and its picture is up to date."""

import pytest

from tests.house.source import ROOT
from yimen.affairs.aftercare import life as aftercare
from yimen.affairs.archives import life as archives
from yimen.affairs.cases import life as cases
from yimen.affairs.hearings import life as hearings
from yimen.affairs.publication import life as publication
from yimen.doors.portal import life as portal
from yimen.registers.catalogue import life as catalogue
from yimen.registers.permits import life as permits
from yimen.site.lifebook import lives, pages, picture

FIRST_AND_LAST = {
    "aftercare": ({aftercare.State.PROPOSED}, {aftercare.State.SERVED, aftercare.State.DROPPED}),
    "archives": ({archives.State.WAITING}, {archives.State.HANDED_OVER, archives.State.DESTROYED}),
    "archives-destruction": (
        {archives.DestructionState.ASKED},
        {archives.DestructionState.REFUSED, archives.DestructionState.DONE},
    ),
    "archives-handover": ({archives.HandoverState.DRAFT}, {archives.HandoverState.RECEIVED}),
    "cases": (
        {cases.State.DRAFT},
        {cases.State.CLOSED, cases.State.DECLINED, cases.State.RETURNED, cases.State.WITHDRAWN}
        | {cases.State.FILED},
    ),
    "catalogue": ({catalogue.State.DRAFT}, {catalogue.State.WITHDRAWN}),
    "catalogue-revision": (
        {catalogue.RevisionState.DRAFT},
        {catalogue.RevisionState.PUBLISHED, catalogue.RevisionState.UNDONE},
    ),
    "hearings": ({hearings.State.DUE}, {hearings.State.FOUND, hearings.State.DROPPED}),
    "permits": (
        {permits.State.VALID},
        {permits.State.REPLACED},
    ),  # what was struck off is still revoked for fraud
    "portal": ({portal.State.OPEN}, {portal.State.ANSWERED}),
    "publication": (
        {publication.State.WAITING},
        {publication.State.WITHHELD, publication.State.WITHDRAWN},
    ),
}


def test_every_life_says_where_it_begins_and_ends():
    assert lives().keys() == FIRST_AND_LAST.keys()


@pytest.mark.parametrize("name", FIRST_AND_LAST)
def test_life_is_whole(name):
    life, (first, last) = lives()[name], FIRST_AND_LAST[name]
    reached, left = set(first), set()
    for froms, to in life.moves.values():
        reached.add(to)
        left |= froms

    states = set(type(next(iter(first))))
    assert reached == states
    assert states - left == last


@pytest.mark.parametrize("name", FIRST_AND_LAST)
def test_every_state_is_reached_from_the_first(name):
    life, (first, _last) = lives()[name], FIRST_AND_LAST[name]
    reached = set(first)
    while True:
        more = {to for froms, to in life.moves.values() if froms & reached} - reached
        if not more:
            break
        reached |= more

    assert reached == set(type(next(iter(first))))


def test_the_pictures_of_lives_are_up_to_date():
    kept = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "life").iterdir()}

    assert kept == pages(), "run: yimen life write"


@pytest.mark.parametrize("name", FIRST_AND_LAST)
def test_a_picture_shows_every_state_and_act(name):
    life = lives()[name]
    drawn = picture(name, life)

    assert drawn.count('<rect x="') == len(type(next(iter(life.moves.values()))[1]))
    assert [act for act in life.moves if f">{act}</text>" not in drawn] == []
