"""Hearings for tests: each state is reached by performing the acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.tests.make import DAYS, MONDAY, SHANGHAI, ZHAO, accepted, picture, row
from yimen.affairs.hearings import acts, reads
from yimen.affairs.hearings.acts import Appointment, Entry, Found, Minutes
from yimen.affairs.hearings.models import Attempt, Challenge, Hearing, Party
from yimen.ground.bus import hearing, journal
from yimen.ground.bus.event import restore
from yimen.ground.life import Refused
from yimen.registers.catalogue.tests.make import published_matter

CHAIR, HEAD, WINDOW = "account:104", "account:105", "account:101"
TOUCHED = {"third_party_interest": True, "supplement_days": 10}
NEIGHBOUR = Found("陈大文", "石仔岭街道桂圆路8号", "13800138001")
OTHER = Found("林小花", "石仔岭街道桂圆路9号")


def on(day: int, month: int = 3, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=SHANGHAI)


def touching(kind: str = "01", **flags: Any) -> int:
    """An accepted case of a matter that touches others (2 March 2026)."""
    case = accepted(published_matter(kind=kind, flags={**TOUCHED, **flags}))
    acts.begin(case, by="system", at=MONDAY)
    return case


def public_case() -> int:
    """An accepted case whose matter wants a hearing in the public interest."""
    case = accepted(published_matter(flags={"hearing": "public_interest"}))
    acts.begin(case, by="system", at=MONDAY)
    return case


def with_neighbour(case: int | None = None) -> int:
    case = case or touching()
    acts.add_person(case, NEIGHBOUR, by=ZHAO, at=on(3))
    return case


def tell(case: int, n: int, at: datetime | None = None, **words: Any) -> None:
    """The letter about the matter is handed to a person, or as the words say."""
    one = Serving(**{"document": "matter", "way": "personal", "proof": "本人签收", **words})
    acts.tell_person(case, n, one, by=WINDOW, at=at or on(3, hour=15), calendar=DAYS)


def told(case: int | None = None) -> int:
    """Both sides told on 3 March: they may ask until 10 March."""
    case = case or with_neighbour()
    tell(case, 0)
    tell(case, 1)
    return case


def asked() -> int:
    """The neighbour asked on 5 March: to be held by 2 April."""
    case = told()
    acts.ask(case, 1, by="party:1", at=on(5), calendar=DAYS)
    return case


def appointment(starts_at: datetime | None = None, **changes: Any) -> Appointment:
    words = {"place": "政务中心三楼听证室", "chair": CHAIR, "chair_name": "周主持", **changes}
    return Appointment(starts_at or on(17, hour=9), **words)


def set_up(case: int | None = None, **changes: Any) -> int:
    """Set on 5 March for 17 March: seven whole working days lie between."""
    case = case or asked()
    acts.set_time(case, appointment(**changes), by=ZHAO, at=on(5, hour=11), calendar=DAYS)
    return case


def served(case: int, day: int = 5) -> int:
    """The notice of the hearing is handed to the applicant, and with it that of the time it needs."""
    one = Serving("hearing_notice", "personal", receiver="王秀英", proof="送达回证1号")
    cases.serve(case, one, by=WINDOW, at=on(day, hour=12), calendar=DAYS)
    return case


def summoned(case: int | None = None, day: int = 5, **changes: Any) -> int:
    """Time and place are set, and everyone was served with the notice on a day."""
    case = case or set_up(**changes)
    served(case, day)
    for n in range(1, Party.objects.filter(case_id=case).count()):
        tell(case, n, on(day, hour=12), document="time")
    return case


def hold(case: int, said: Minutes | None = None, *, by: str = CHAIR, at: datetime | None = None) -> None:
    acts.hold_hearing(case, said or minutes(), by=by, at=at or on(17, hour=9), calendar=DAYS)


def minutes(**changes: Any) -> Minutes:
    entries = [
        Entry("review", "organ", "经审查，排烟口距住宅12米，符合标准。"),
        Entry("defence", "1", "油烟影响生活。"),
        Entry("questions", "chair", "问：是否加装净化设备？答：已加装。"),
    ]
    words: dict[str, Any] = {"entries": entries, "present": [0, 1], "points": ["排烟是否扰民", "营业时间"]}
    return Minutes(**{**words, **changes})


def heard(case: int | None = None) -> int:
    case = case or summoned()
    hold(case)
    return case


SIGNED = {"chair": ("signed", ""), "organ": ("signed", ""), "0": ("signed", ""), "1": ("signed", "")}


def closed(case: int | None = None) -> int:
    case = case or heard()
    acts.close_record(case, SIGNED, by=CHAIR, at=on(17, hour=11), calendar=DAYS)
    return case


def state(case: int) -> str:
    found = reads.head(case)
    assert found is not None
    return found.state


def pending(case: int) -> list[str]:
    return list(row(case).pending)


def whole(case: int) -> list[Any]:
    """Everything kept, to compare before and after."""
    rows = [
        list(model.objects.filter(case_id=case).values()) for model in (Hearing, Party, Challenge, Attempt)
    ]
    plain = [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
        for part in rows
        for row in part
    ]
    return [plain, picture(case), len(journal.history(case))]


@contextmanager
def refused(case: int, code: str, *, field: str = "") -> Iterator[None]:
    """The act inside is refused with a code, at a field, and nothing at all was written."""
    before = whole(case)
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field)
    assert str(caught.value.reason)
    assert whole(case) == before


def withdraw(case: int, at: datetime) -> None:
    cases.withdraw(case, reason="不办了", by="person:1", at=at)


def hear(subject: int, *modules: str) -> None:
    """Let the listeners of some modules hear everything said about a thing, as the worker would."""
    for told in journal.history(subject):
        envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
        for name, listener in hearing.listeners().items():
            if told.type in listener.kinds and any(f".{one}." in name for one in modules):
                listener.hears(restore(told.type, envelope, told.data))


def review(case: int, at=None) -> None:
    """Review a case with a good result."""
    cases.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=at or on(3, hour=11))
