"""Stories that every visitor should find: hearings at each stage, and enough licences for the public's search."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from yimen.demo import hearings
from yimen.demo.simulator import Clock, Life, published_matters
from yimen.ground.calendar.reads import calendar
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people import reads as people
from yimen.registers.people.reads import PersonSheet

LICENCES: Final = 70
REPORT, ADVERTISING, WATER = "环境影响报告", "户外广告", "取水许可"


def _matter(words: str) -> MatterSheet | None:
    return next((one for one in published_matters() if words in one.name("zh-hans")), None)


def _begun(words: str, person: PersonSheet, *, days: int, until: datetime) -> Life | None:
    """Return a case accepted some days ago, or None where the city has no such matter."""
    matter = _matter(words)
    if matter is None:
        return None
    clock = Clock(hearings.back(until, days), calendar(), until)
    life = Life(matter, person, clock, hearings.dice())
    life.live("accepted")
    return life


def run(usernames: Sequence[str], *, until: datetime) -> None:
    """Tell the stories, each from an application on."""
    found = [people.person(account) for name in usernames if (account := people.account_named(name))]
    firms = [one for one in found if one and one.kind != "natural"]
    citizens = [one for one in found if one and one.kind == "natural"]
    told: list[tuple[str, int, Callable[[Life], None]]] = [
        (REPORT, 8, hearings.announced),
        (ADVERTISING, 9, hearings.challenged),
        (WATER, 4, lambda life: hearings.objecting(life, citizens[1].id, citizens[1].name)),
        (REPORT, 12, hearings.withdrawn),
        (REPORT, 36, lambda life: life.go_on("granted")),
        (REPORT, 35, lambda life: life.go_on("granted")),
    ]
    for place, (words, days, story) in enumerate(told):
        life = _begun(words, firms[place % len(firms)], days=days, until=until)
        if life is not None:
            story(life)
    _licences(firms, citizens, until)


def _licences(firms: Sequence[PersonSheet], citizens: Sequence[PersonSheet], until: datetime) -> None:
    """Grant a number of licences, so that there is something to look up."""
    dice = hearings.dice()
    kinds = [
        one
        for one in published_matters()
        if one.kind == "01" and not one.third_party_interest and not one.hearing
    ]
    for n in range(LICENCES):
        matter = kinds[n % len(kinds)]
        person = dice.choice(citizens if "natural" in matter.audience and n % 3 == 0 else firms)
        if ("natural" if person.kind == "natural" else "legal") not in matter.audience:
            person = dice.choice(citizens if "natural" in matter.audience else firms)
        start = (until - timedelta(days=dice.randint(20, 70))).replace(hour=dice.randint(8, 16))
        Life(matter, person, Clock(start, calendar(), until), dice).live("closed")
