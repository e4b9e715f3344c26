"""What may be asked about messages."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from django.db.models import Count

from yimen.ground.composed import NUMBER, Composed
from yimen.ground.together import Reading
from yimen.means.notices.models import Message, Outgoing
from yimen.means.notices.words import sentence

PAGE: Final = 20
LONGEST: Final = 19  # digits of a number that the database holds
MAILBOX: Final = re.compile(r"[^\s<>'\"(){}@]+@")


@dataclass(frozen=True)
class MessageLine:
    """A message in the reader's language; `permit` is the number of the permit that it tells of, None for other things."""

    id: int
    kind: str
    words: str
    subject: int
    at: datetime
    unread: bool
    permit: int | None = None


@dataclass(frozen=True)
class Page:
    """Some messages and the cursor to the older ones ("" at the end)."""

    lines: tuple[MessageLine, ...]
    next: str


def messages(
    person_id: int, *, about: Collection[int] | None = None, cursor: str = "", size: int = PAGE
) -> Page:
    """Return the messages of a person, about some things or (None) about anything, the newest first."""
    rows = Message.objects.filter(person_id=person_id)
    if about is not None:
        rows = rows.filter(subject__in=about)
    if after := _place(cursor):
        rows = rows.filter(at__lte=after[0]).exclude(at=after[0], pk__gte=after[1])
    found = list(rows.order_by("-at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    lines = tuple(
        MessageLine(
            row.pk,
            row.kind,
            sentence(row.kind, row.data),
            row.subject,
            row.at,
            row.read_at is None,
            row.data.get("permit"),
        )
        for row in found[:size]
    )
    return Page(lines, f"{last.at.isoformat()}|{last.pk}" if last else "")


def _place(cursor: str) -> tuple[datetime, int] | None:
    """Return the moment and number in a cursor, or None if it is none of ours."""
    moment, _bar, number = cursor.partition("|")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    ours = at.tzinfo is not None and number.isascii() and number.isdecimal() and len(number) < LONGEST
    return (at, int(number)) if ours else None


@cache
def _unread() -> Composed:
    rows = Message.objects.filter(person_id=NUMBER, read_at__isnull=True)
    return Composed(rows.order_by().values("person_id").annotate(n=Count("pk")), ("n",), (NUMBER,))


def unread(person_id: int) -> int:
    """Return how many messages a person has not read."""
    return sum(n for (n,) in _unread().ask(person_id))


@dataclass(frozen=True)
class Unsent:
    """Why some messages could not be sent, and how many; whose they are is not told."""

    why: str
    number: int


def given_up() -> int:
    """Return how many messages were given up after the last try."""
    return Outgoing.objects.filter(state="failed").count()


def asked_given_up() -> Reading[list[Unsent]]:
    """Return what to read for the messages that were given up, by reason, the most frequent first."""
    rows = Outgoing.objects.filter(state="failed").values("detail").annotate(n=Count("pk")).order_by("-n")
    return Reading(
        rows[:20], lambda found: [Unsent(MAILBOX.sub("…@", one["detail"]), one["n"]) for one in found]
    )
