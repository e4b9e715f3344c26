"""Published decisions for tests: each state is reached by performing the acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, QIAN, SHANGHAI, ZHAO, application
from yimen.affairs.publication import acts, reads
from yimen.affairs.publication.models import Entry
from yimen.ground.bus import hearing, journal
from yimen.ground.bus.event import restore
from yimen.ground.life import Refused
from yimen.means.documents import acts as documents
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads
from yimen.registers.people.reads import PersonSheet

APPROVER, HEAD = "account:107", "account:108"
REASON = "王秀英（身份证440981199001010017，电话13900668001）的场所位于石仔岭街道桂圆路8号，符合条件。"


def on(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 3, day, hour, 0, tzinfo=SHANGHAI)


def firm() -> PersonSheet:
    new = people.NewPerson("高州市荔香食品有限公司", "uscc", "11511300008778693M", "13900668002", "桂圆路8号")
    found = people_reads.find("uscc", "11511300008778693M")
    return found or people_reads.by_id(people.register(new, account_id=None, by="system", at=MONDAY))


def decided(*, person: PersonSheet | None = None, grant: bool = True, **flags: Any) -> int:
    """A licence decided on 2 March 2026, by default for a natural person."""
    more = {"person": person} if person else {}
    case = cases.submit(
        application(published_matter(flags=flags), **more), by="account:1", at=MONDAY, calendar=DAYS
    )
    cases.accept(case, by=LI, at=MONDAY, calendar=DAYS)
    cases.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=on(2, 11))
    if grant:
        more = cases.Grant(remark="经集体讨论同意", conditions=REASON, conditions_why="现场核查情况")
        cases.grant(case, more=more, by=QIAN, at=on(2, 12), calendar=DAYS)
    else:
        cases.refuse(case, reason=REASON, by=QIAN, at=on(2, 12), calendar=DAYS)
    return case


def planned(**words: Any) -> int:
    case = decided(**words)
    acts.plan(case, "granted", by="system", at=on(2, 12), calendar=DAYS)
    return case


def published(**words: Any) -> int:
    case = planned(**words)
    acts.publish(case, at=on(5))
    return case


def objected() -> int:
    case = planned(person=firm(), may_hold_secrets=True)
    acts.object_to(case, reason="配方属于商业秘密", by="account:1", at=on(10))
    return case


def state(case: int) -> str:
    found = reads.entry(case)
    return found.state if found else ""


@contextmanager
def refused(case: int, code: str, *, field: str = "") -> Iterator[None]:
    """The act inside is refused with a code, at a field, and nothing at all was written."""

    def picture() -> list[Any]:
        rows = [
            {name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()}
            for row in Entry.objects.filter(case_id=case).values()
        ]
        return [rows, len(journal.history(case))]

    before = picture()
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field)
    assert picture() == before


def hear(subject: int, *modules: str) -> None:
    """Let the listeners of some modules hear everything said about a thing, as the worker would."""
    for told in journal.history(subject):
        envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
        for name, listener in hearing.listeners().items():
            if told.type in listener.kinds and any(f".{one}." in name for one in modules):
                listener.hears(restore(told.type, envelope, told.data))


def issue_all(case: int) -> None:
    """Have every document of a case ordered and made."""
    hear(case, "cases")
    while documents.issue_waiting(at=on(5)):
        pass
    hear(case, "publication")
