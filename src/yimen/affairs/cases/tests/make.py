"""Cases for tests: each state is reached by performing the acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Application, Paper, Serving
from yimen.affairs.cases.models import (
    Case,
    Check,
    Extension,
    Fee,
    Material,
    Review,
    Service,
    Supplement,
    Suspension,
)
from yimen.ground.bus import journal
from yimen.ground.calendar.tests.make import real_calendar
from yimen.ground.life import Refused
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import CONTENT, published_matter
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads
from yimen.registers.people.reads import PersonSheet

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)  # receipt; five working days end on 9 March
DAYS = real_calendar()
FACTS = {"shop": "荔枝小馆", "area": "86", "kind": "cold"}
PAPERS = (Paper(1, reference="R-1"), Paper(2, reference="R-2"))
LI, ZHAO, QIAN = "account:101", "account:102", "account:103"  # window, reviewer, approver


def on(day: int, month: int = 3, hour: int = 10, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, 0, tzinfo=SHANGHAI)


def wang() -> PersonSheet:
    """The applicant, whose number is invented and valid."""
    found = people_reads.find("resident", "440981199001010017")
    if found:
        return found
    new = people.NewPerson("王秀英", "resident", "440981199001010017", "13900668001", "石仔岭街道")
    return people_reads.by_id(
        people.register(new, account_id=None, by="system", at=MONDAY - timedelta(days=30))
    )


def application(matter: MatterSheet | None = None, **changes: Any) -> Application:
    words: dict[str, Any] = {"facts": FACTS, "papers": PAPERS, **changes}
    return Application(
        matter=matter or published_matter(),
        person=changes.pop("person", None) or wang(),
        **{k: v for k, v in words.items() if k != "person"},
    )


def submitted(matter: MatterSheet | None = None, *, at: datetime = MONDAY, **changes: Any) -> int:
    return acts.submit(application(matter, **changes), by="account:1", at=at, calendar=DAYS)


def accepted(matter: MatterSheet | None = None, *, at: datetime = MONDAY) -> int:
    case = submitted(matter, at=at)
    acts.accept(case, by=LI, at=at, calendar=DAYS)
    return case


def reviewed(matter: MatterSheet | None = None, *, at: datetime = MONDAY) -> int:
    case = accepted(matter, at=at)
    acts.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=at + timedelta(hours=1))
    return case


def granted(matter: MatterSheet | None = None, *, at: datetime = MONDAY) -> int:
    case = reviewed(matter, at=at)
    acts.grant(case, by=QIAN, at=at + timedelta(hours=2), calendar=DAYS)
    return case


def delivered(matter: MatterSheet | None = None, *, at: datetime = MONDAY) -> int:
    case = granted(matter, at=at)
    acts.deliver(case, method="personal", proof="本人签收", by=LI, at=at + timedelta(hours=3))
    return case


def state(case_id: int) -> str:
    return Case.objects.get(pk=case_id).state


def said(case_id: int) -> list[str]:
    return [moment.event.removeprefix("cases.") for moment in reads.timeline(case_id, for_applicant=False)]


CHILDREN = (Material, Supplement, Review, Extension, Suspension, Service, Check, Fee)


def picture(case_id: int) -> list[Any]:
    """Everything kept of a case, to compare before and after."""
    rows = [list(model.objects.filter(case_id=case_id).values()) for model in CHILDREN]
    whole = [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
        for row in Case.objects.filter(pk=case_id).values()
    ]
    return [whole, *rows, len(journal.history(case_id))]


@contextmanager
def refused(case_id: int, code: str, *, field: str = "") -> Iterator[None]:
    """The act inside is refused with a code, at a field, and nothing at all was written."""
    before = picture(case_id)
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field)
    assert str(caught.value.reason)
    assert picture(case_id) == before


def row(case_id: int) -> Case:
    return Case.objects.get(pk=case_id)


def immediate(code: str = "") -> MatterSheet:
    """A matter decided on the spot."""
    accept, review, decide, deliver = CONTENT["steps"]
    steps = [{**accept, "days": 0}, {**review, "days": 0}, decide, deliver]
    return published_matter(code, handling="immediate", promised_days=1, steps=steps)


def serve_notice(case: int, document: str = "special", *, at: datetime, **changes: Any) -> int:
    """Serve a notice by hand, signed for."""
    one = Serving(document, **{"way": "personal", "receiver": "王秀英（本人）", **changes})
    return acts.serve(case, one, by=LI, at=at, calendar=DAYS)
