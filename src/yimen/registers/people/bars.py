"""What may be asked about bars: who may not apply for which matter, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yimen.ground.languages.dates import written
from yimen.ground.rows import values
from yimen.registers.people.models import Bar, BarReason
from yimen.registers.people.records import opened

SAME_DOCUMENT: Final = (  # who only says who they are escapes nothing that holds under the document they name
    "(person_id = %s OR person_id IN (SELECT other.id FROM people_person mine JOIN people_person other"
    " USING (id_kind, id_index) WHERE mine.id = %s AND mine.self_declared))"
)


@dataclass(frozen=True)
class BarLine:
    """That a person may not apply for a matter for a time."""

    matter_id: int
    reason: str
    from_on: date
    until_on: date

    @property
    def why(self) -> str | Promise:
        """Return why, in words for the reader; what an officer wrote stays as it was written."""
        return BarReason(self.reason).label if self.reason in BarReason.values else self.reason

    @property
    def words(self) -> str:
        """Return for the reader until when no application is taken, and why (A-210, A-607)."""
        said = _("No application for this matter is taken from this person before %(day)s. %(why)s")
        return said % {"day": written(self.until_on), "why": self.why}


@dataclass(frozen=True)
class BarSheet:
    """A bar as officers see it: who, from which matter, why, on which basis, until when, and whether it was lifted."""

    id: int
    name: str
    matter_id: int
    reason: str
    basis: str
    about: int | None
    by: str
    from_on: date
    until_on: date
    ended_at: datetime | None
    ended_why: str


def bar_on(person_id: int, matter_id: int, *, on: date) -> BarLine | None:
    """Return what keeps a person from applying for a matter on a day, the longest lasting, or None (A-210)."""
    lasting = " AND matter_id = %s AND from_on <= %s AND until_on > %s AND ended_at IS NULL"
    last = " ORDER BY until_on DESC LIMIT 1"
    names = ("matter_id", "reason", "from_on", "until_on")
    found = values(Bar, names, SAME_DOCUMENT + lasting + last, [person_id, person_id, matter_id, on, on])
    return BarLine(*found[0]) if found else None


def bars(person_id: int, *, on: date) -> list[BarLine]:
    """Return what a person may not apply for on a day, why and until when."""
    rows = Bar.objects.filter(person_id=person_id, from_on__lte=on, until_on__gt=on, ended_at__isnull=True)
    rows = rows.order_by("until_on")
    return [BarLine(row.matter_id, row.reason, row.from_on, row.until_on) for row in rows]


def bars_of_organs(organ_ids: Iterable[int], *, cursor: str = "", size: int = 25) -> list[BarSheet]:
    """Return the bars that some organs set, the newest first; one more than `size` if there are more."""
    rows = Bar.objects.filter(organ_id__in=list(organ_ids)).select_related("person").order_by("-pk")
    if cursor:
        rows = rows.filter(pk__lt=int(cursor))
    same = ("matter_id", "reason", "basis", "about", "by", "from_on", "until_on", "ended_at", "ended_why")
    return [
        BarSheet(id=row.pk, name=opened(row.person)["name"], **{name: getattr(row, name) for name in same})
        for row in rows[: size + 1]
    ]


def organ_of_bar(bar_id: int) -> int | None:
    """Return the organ that set a bar, or None."""
    return Bar.objects.filter(pk=bar_id).values_list("organ_id", flat=True).first()
