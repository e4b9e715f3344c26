"""What the archive says against wiping a person, and its part of the copy that they may take (K-29, F-210, F-211)."""

from typing import Any

from django.utils.translation import gettext as _

from yimen.affairs.archives.life import KEPT
from yimen.affairs.archives.models import Package
from yimen.registers.people.reads import Stays


def stays(person_id: int) -> Stays:
    """Return that archived records of a person stay as long as the law says; a wish to delete does not reach them."""
    rows = Package.objects.filter(person_id=person_id, state__in=sorted(KEPT))
    count = rows.count()
    if not count:
        return Stays()
    words = _(
        "%(n)s archived records stay as long as the law of archives says; they are used for nothing else."
    )
    return Stays(kept=(words % {"n": count},))


def part(person_id: int) -> list[dict[str, Any]]:
    """Return the archived records of a person: number, title, how long each is kept."""
    rows = Package.objects.filter(person_id=person_id, state__in=sorted(KEPT)).order_by("pk")
    return [
        {
            "number": row.number,
            "title": row.title,
            "retention": row.retention,
            "archived_at": row.archived_at.isoformat() if row.archived_at else None,
            "sha256": row.digest,
        }
        for row in rows
    ]
