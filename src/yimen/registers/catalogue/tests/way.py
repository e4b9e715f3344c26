"""The way of a draft for tests: the people of every stage and the acts up to a stage."""

from datetime import date, datetime, timedelta

from yimen.ground.calendar.rules import SHANGHAI, Calendar
from yimen.registers.catalogue import acts
from yimen.registers.catalogue.life import POINTS, State
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with

EDITOR, HEAD, OFFICE, LEGAL = "account:11", "account:12", "account:13", "account:14"
PLAIN = Calendar(years=frozenset({2025, 2026, 2027}))
TODAY = AT.date()
ORDER = ("head", "office", "legal", "confirm", "ready")


def a_draft(code: str = "X-1", *, organ_id: int | None = None, **changes) -> int:
    return acts.draft(content_with(**changes), code=code, organ_id=organ_id or an_organ(), by=EDITOR, at=AT)


def ticks(state: str) -> list[str]:
    return list(POINTS[State(state)])


def step(version: int, state: str, *, at: datetime = AT, by: str = "") -> object:
    """Do the act that leads a draft from the stage before to this one."""
    words = {"at": at, "calendar": PLAIN}
    if state == "head":
        return acts.submit(version, by=by or EDITOR, **words)
    if state == "office":
        return acts.pass_head(version, points=ticks("head"), by=by or HEAD, **words)
    if state == "legal":
        return acts.pass_office(version, points=ticks("office"), by=by or OFFICE, **words)
    if state == "confirm":
        return acts.pass_legal(version, points=ticks("legal"), by=by or LEGAL, **words)
    return acts.confirm(version, name="何局长", by=by or HEAD, **words)


def brought_to(state: str, code: str = "X-1", **changes) -> int:
    """A draft brought to a stage by the acts."""
    version = a_draft(code, **changes)
    for one in ORDER[: ORDER.index(state) + 1] if state in ORDER else ():
        step(version, one)
    return version


def published(version: int, *, on: date = TODAY, by: str = OFFICE, at: datetime = AT) -> None:
    acts.publish(version, effective_on=on, by=by, at=at)


def later(days: int) -> datetime:
    return datetime.combine(AT.date() + timedelta(days=days), AT.time(), SHANGHAI)
