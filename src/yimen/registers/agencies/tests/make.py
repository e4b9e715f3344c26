"""Organs, posts and officers for tests, entered by the acts."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from yimen.ground.life import Refused
from yimen.registers.agencies import acts, reads
from yimen.registers.agencies.acts import NewOrgan
from yimen.registers.agencies.reads import Officer, Role

AT = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LAST_YEAR = date(2025, 1, 1)
USCC = "11511300008778693M"
A, B = 11, 12


def on(day: int, month: int = 3, hour: int = 9) -> datetime:
    return AT.replace(day=day, month=month, hour=hour)


def organ(key: str = "bureau", *, parent_id: int | None = None, **changes: Any) -> int:
    words: dict[str, Any] = {
        "kind": "department",
        "division_code": "440981000000",
        "texts": {"zh-hans": {"name": f"{key}局", "address": "府前路1号", "hours": "9:00-17:00"}},
        **changes,
    }
    number = acts.open_organ(NewOrgan(key, parent_id=parent_id, **words), by="system", at=AT)
    reads.forget()
    return number


def post(organ_id: int, role: str = Role.REVIEWER, *, delegated: Sequence[str] = ()) -> int:
    return acts.create_post(organ_id, role, "岗位", delegated=delegated, by="system", at=AT)


def appoint(post_id: int, account: int, letter: str = "A", *, since: date = LAST_YEAR) -> None:
    acts.appoint(post_id, account, f"officer {account}", letter=letter, on=since, by="system", at=AT)


def a_pair(organ_id: int, role: str = Role.REVIEWER) -> int:
    """A post with both its holders."""
    number = post(organ_id, role)
    appoint(number, A, "A")
    appoint(number, B, "B")
    return number


def away(account: int, first: date, last: date) -> None:
    acts.report_absence(account, first, last, by="system", at=AT)


def officer(account: int, at: datetime = AT) -> Officer:
    found = reads.officer(account, at=at)
    assert found is not None
    return found


def roles(account: int, at: datetime = AT) -> frozenset[str]:
    return officer(account, at).all_roles


@contextmanager
def refused(code: str, *, field: str = "") -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field)
    assert str(caught.value.reason)


def as_csv(folder: Path, lines: Sequence[tuple[str, str, str, str]], name: str = "list.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "level", "parent_code"])
        writer.writerows(lines)
    return path
