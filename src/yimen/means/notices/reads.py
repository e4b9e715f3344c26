"""What may be asked about messages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Count

from yimen.ground.composed import NUMBER, Composed
from yimen.means.notices.models import Message
from yimen.means.notices.words import sentence


@dataclass(frozen=True)
class MessageLine:
    """A message in the reader's language."""

    id: int
    words: str
    subject: int
    at: datetime
    unread: bool


def messages(person_id: int, *, about: Collection[int] | None = None, limit: int = 50) -> list[MessageLine]:
    """Return the newest messages of a person, about some things or (None) about anything."""
    rows = Message.objects.filter(person_id=person_id)
    if about is not None:
        rows = rows.filter(subject__in=about)
    return [
        MessageLine(row.pk, sentence(row.kind, row.data), row.subject, row.at, row.read_at is None)
        for row in rows.order_by("-at", "-pk")[:limit]
    ]


@cache
def _unread() -> Composed:
    rows = Message.objects.filter(person_id=NUMBER, read_at__isnull=True)
    return Composed(rows.order_by().values("person_id").annotate(n=Count("pk")), ("n",), (NUMBER,))


def unread(person_id: int) -> int:
    """Return how many messages a person has not read."""
    return sum(n for (n,) in _unread().ask(person_id))
