"""Permits, proceedings and checks for tests: each is reached by performing the acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from yimen.affairs.aftercare import acts, reads
from yimen.affairs.aftercare.acts import Proposal
from yimen.affairs.aftercare.models import Check, Proceeding, Service
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.tests.make import DAYS, FACTS, LI, MONDAY, PAPERS, QIAN, ZHAO, application, on, wang
from yimen.ground.bus import hearing, journal
from yimen.ground.bus.event import restore
from yimen.ground.life import Refused
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people.models import Bar
from yimen.registers.permits import reads as register
from yimen.registers.permits.models import End, Permit
from yimen.registers.permits.reads import PermitSheet

__all__ = ["DAYS", "FACTS", "LI", "MONDAY", "PAPERS", "QIAN", "ZHAO", "on", "wang"]
SUN, ZHOU = "account:201", "account:202"  # proposes, decides
ARTICLE = "《中华人民共和国食品安全法》第一百二十四条第一款"
TERM = {"kind": "licence", "validity": {"amount": 1, "unit": "years"}}
END = datetime(2027, 3, 2, 12, 0, tzinfo=MONDAY.tzinfo)  # noon of the last day of what was granted on MONDAY
LAST = END.date()
DAY_30, DAY_29 = on(31, 1, year=2027), on(1, 2, year=2027)  # 30 and 29 days before the end


def midnight_after() -> datetime:
    """The first instant after 24:00 of the last day."""
    return END.replace(day=3, hour=0)


def a_matter(code: str = "", **changes: Any) -> MatterSheet:
    """The restaurant licence, valid for a year, concerning health."""
    whole = {"permit": TERM, "flags": {"supplement_days": 10, "protects": True}, **changes}
    return published_matter(code, **whole)


def decide(case: int, *, at: datetime, pause: timedelta = timedelta(hours=1)) -> None:
    """Accept, review and grant a case, with a pause before each step."""
    cases.accept(case, by=LI, at=at, calendar=DAYS)
    cases.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=at + pause)
    cases.grant(case, by=QIAN, at=at + 2 * pause, calendar=DAYS)


def ask(permit: PermitSheet, purpose: str, matter: MatterSheet, *, at: datetime, facts: Any = FACTS) -> int:
    """Hand in an application on a permit."""
    whole = application(matter, purpose=purpose, permit_id=permit.id, facts=facts)
    return cases.submit(whole, by="account:1", at=at, calendar=DAYS)


def issued(matter: MatterSheet | None = None, *, at: datetime = MONDAY) -> PermitSheet:
    """A permit granted on a Monday, valid for a year."""
    case = cases.submit(application(matter or a_matter()), by="account:1", at=at, calendar=DAYS)
    decide(case, at=at)
    return of_case(case, at=at)


def of_case(case: int, *, at: datetime = MONDAY) -> PermitSheet:
    return register.of_case(case, at=at)[0]


def again(permit: PermitSheet, at: datetime = MONDAY) -> PermitSheet:
    """The permit as it is now."""
    found = register.permit(permit.id, at=at)
    assert found is not None
    return found


def said(subject: int) -> list[str]:
    return [told.type for told in journal.history(subject)]


def hear(module: str = "yimen.affairs.aftercare") -> None:
    """Let the listeners of a module hear everything that was said, as the worker would; again and again is no harm."""
    listeners = [one for one in hearing.listeners().values() if one.name.startswith(module)]
    for told in journal.select("true ORDER BY position", []):
        envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
        for one in listeners:
            if told.type in one.kinds:
                one.hears(restore(told.type, envelope, told.data))


def picture() -> list[Any]:
    """Everything kept of permits and what becomes of them, to compare before and after."""
    rows = [
        list(model.objects.order_by("pk").values())
        for model in (Permit, End, Proceeding, Service, Check, Bar)
    ]
    plain = [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
        for part in rows
        for row in part
    ]
    return [plain, len(journal.select("true", []))]


@contextmanager
def refused(code: str, *, field: str = "") -> Iterator[None]:
    """The act inside is refused with a code, at a field, and nothing at all was written."""
    before = picture()
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field)
    assert str(caught.value.reason)
    assert picture() == before


def proposal(ground: str = "unqualified", ending: str = "revoke", **changes: Any) -> Proposal:
    words: dict[str, Any] = {"facts": "经核查，场所不存在。", "reason": "不符合法定条件", **changes}
    penalty = {"basis": ARTICLE, "days": 30} if ending in {"forfeit", "suspend"} else {}
    return Proposal(ending=ending, ground=ground, **{**penalty, **words})


def serving(number: int, **more: Any) -> Serving:
    """What is due to be served of a proceeding, handed over in person."""
    return Serving(
        **{"document": reads.proceeding(number).to_serve, "way": "personal", "proof": "本人签收", **more}
    )


def serve(number: int, *, at: datetime, **more: Any) -> int:
    """Serve what is due."""
    return acts.serve(number, serving(number, **more), by=ZHOU, at=at, calendar=DAYS)


def proposed(permit: PermitSheet, ground: str = "unqualified", ending: str = "revoke", **changes: Any) -> int:
    """A proceeding proposed and its notice served on 3 March; views until 10 March."""
    number = acts.propose(permit, proposal(ground, ending, **changes), by=SUN, at=on(3))
    if reads.proceeding(number).to_serve:
        serve(number, at=on(3))
    return number


def decided(permit: PermitSheet, ground: str = "fraud", ending: str = "revoke", **more: Any) -> int:
    """A proceeding decided on 11 March, and not served yet."""
    number = proposed(
        permit,
        ground,
        ending,
        **({"penalty_number": "高市监罚〔2026〕1号"} if ending in {"forfeit", "suspend"} else {}),
    )
    acts.decide(number, reason="事实清楚，证据确凿", by=ZHOU, at=on(11), **more)
    return number


def ended(permit: PermitSheet, ground: str = "fraud", ending: str = "revoke", **more: Any) -> int:
    """A proceeding decided and served on 11 March."""
    number = decided(permit, ground, ending, **more)
    serve(number, at=on(11))
    return number
