"""Archived records for tests: each is reached by performing the acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from yimen.affairs.archives import acts, bag, copies, verifying
from yimen.affairs.archives.bag import Bag
from yimen.affairs.archives.models import Package
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, delivered, on, refused, submitted
from yimen.ground.bus import hearing, journal
from yimen.ground.bus.event import restore
from yimen.ground.life import Refused
from yimen.means.documents import acts as documents
from yimen.registers.catalogue.reads import MatterSheet

__all__ = ["DAYS", "LI", "MONDAY", "on", "refused", "submitted"]
LATER = MONDAY + timedelta(days=3)
ARCHIVIST, SECOND, RECEIVER = "account:201", "account:202", "account:203"


def heard(case: int, at: datetime = LATER) -> None:
    """Let every listener hear what was said of a case, and its documents be made, as the worker would."""
    for _round in (1, 2):
        for told in journal.history(case):
            envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
            for listener in hearing.listeners().values():
                if told.type in listener.kinds:
                    listener.hears(restore(told.type, envelope, told.data))
        while documents.issue_waiting(at=at):
            pass


def closed(matter: MatterSheet | None = None, *, at: datetime = MONDAY) -> int:
    """A granted, delivered and closed case with its documents."""
    case = delivered(matter, at=at)
    cases.close(case, by=LI, at=at + timedelta(hours=4))
    heard(case, at + timedelta(hours=5))
    return case


def package_of(case: int, n: int = 0) -> Package:
    return Package.objects.get(case_id=case, n=n)


def archived(case: int | None = None, *, matter: MatterSheet | None = None, at: datetime = MONDAY) -> Package:
    """The package of a closed case in the archive."""
    number = case or closed(matter, at=at)
    while acts.pack_waiting(at=at + timedelta(hours=6)):
        pass
    return package_of(number)


def opened(package: Package) -> Bag:
    """The first copy of a package, opened."""
    return bag.unpack(copies.read(package.number, package.digest))


def paths(package: Package) -> list[Path]:
    """Where the copies of a package lie."""
    return [place.path(package.number) for place in copies.places()]


def faults(*packages: Package) -> list[verifying.Fault]:
    return list(verifying.verify(packages or None, at=LATER))


def codes(*packages: Package) -> set[str]:
    return {fault.code for fault in faults(*packages)}


@contextmanager
def turned_down(code: str, field: str = "") -> Iterator[None]:
    """The act inside is refused with a code, at a field, and the register is as it was."""
    before = picture()
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field)
    assert str(caught.value.reason)
    assert picture() == before


def picture() -> list[Any]:
    rows = Package.objects.order_by("pk").values()
    return [{k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items()} for row in rows]
