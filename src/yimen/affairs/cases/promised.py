"""What may be asked about promised papers, commitments to be checked, and first reviews: frozen answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise

from yimen.affairs.cases.models import Case, Commitment, FirstReview, Gap
from yimen.affairs.cases.promises import TO_CHECK, Promised
from yimen.ground.numbers import printed
from yimen.ground.together import Reading
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue

PAGE = 50


@dataclass(frozen=True)
class GapLine:
    """A promised paper: which, by when, and whether it came."""

    n: int
    name: str
    due_on: date | None
    filled_at: datetime | None
    version_id: int = 0

    def called(self, language: str) -> str:
        """Return the name of the paper in a language."""
        found = [one for one in catalogue.version(self.version_id).materials if one.n == self.n]
        return found[0].name(language) if found else self.name


@dataclass(frozen=True)
class Check:
    """A commitment as an inspector, an officer or the applicant sees it."""

    case_id: int
    number: str
    person_id: int
    organ_id: int
    title: str
    state: str
    state_words: str | Promise
    items: tuple[str, ...]
    notice: dict[str, Any]
    made_at: datetime
    due_on: date | None
    check_days: int
    mend_days: int
    finding: str
    found_at: datetime | None
    found_by: str
    false: bool

    @property
    def mending(self) -> bool:
        """Say whether it waits to be mended."""
        return self.state == Promised.MENDING

    @property
    def to_check(self) -> bool:
        """Say whether it waits for its check."""
        return self.state == Promised.WAITING


@dataclass(frozen=True)
class FirstReviewSheet:
    """The first review of a case with its own clock."""

    organ_name: str
    organ_id: int
    accepted_at: datetime
    deemed: bool
    due_on: date
    verdict: str
    opinion: str
    forwarded_at: datetime | None

    def organ_called(self, language: str) -> str:
        """Return the name of the office in a language."""
        organ = agencies.organs().get(self.organ_id)
        return organ.name(language) if organ else self.organ_name


def gaps_of(case_id: int) -> list[GapLine]:
    """Return the papers promised with a case, in the order of the list."""
    return _gaps(_promised(case_id))


def asked_gaps(case_id: int) -> Reading[list[GapLine]]:
    """Return what to read for the papers promised with a case, together with others."""
    return Reading(_promised(case_id), _gaps)


def _promised(case_id: int) -> QuerySet[Gap]:
    version = Case.objects.filter(pk=OuterRef("case_id")).values("version_id")[:1]
    return Gap.objects.filter(case_id=case_id).annotate(version_id=Subquery(version)).order_by("n")


def _gaps(rows: Iterable[Any]) -> list[GapLine]:
    return [GapLine(row.n, row.name, row.due_on, row.filled_at, row.version_id) for row in rows]


def _check(row: Commitment) -> Check:
    same = ("case_id", "person_id", "organ_id", "title", "state", "notice", "made_at", "due_on")
    words = {name: getattr(row, name) for name in (*same, "check_days", "mend_days", "finding")}
    words |= {name: getattr(row, name) for name in ("found_at", "found_by", "false")}
    return Check(
        number=printed(row.case_id),
        state_words=Promised(row.state).label,
        items=tuple(row.items),
        **words,
    )


def check(case_id: int) -> Check | None:
    """Return the commitment of a case, or None if none was made."""
    return _made(Commitment.objects.filter(pk=case_id)[:1])


def asked_check(case_id: int) -> Reading[Check | None]:
    """Return what to read for the commitment of a case, together with others."""
    return Reading(Commitment.objects.filter(pk=case_id), _made)


def _made(rows: Iterable[Commitment]) -> Check | None:
    row = next(iter(rows), None)
    return _check(row) if row else None


def checks(organ_ids: Iterable[int], *, after: str = "", size: int = PAGE) -> tuple[list[Check], str]:
    """Return commitments to be checked or mended, the earliest day first, and the cursor to the next ones."""
    rows = Commitment.objects.filter(organ_id__in=list(organ_ids), state__in=TO_CHECK)
    if after:
        day, _bar, last = after.partition("|")
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, case_id__gt=int(last)))
    found = list(rows.order_by("due_on", "case_id")[: size + 1])
    more = found[size - 1] if len(found) > size else None
    return [_check(one) for one in found[:size]], f"{more.due_on}|{more.case_id}" if more else ""


def first_review_of(case_id: int) -> FirstReviewSheet | None:
    """Return the first review of a case, or None before the lower organ took it on."""
    return _first_review(FirstReview.objects.filter(pk=case_id)[:1])


def asked_first_review(case_id: int) -> Reading[FirstReviewSheet | None]:
    """Return what to read for the first review of a case, together with others."""
    return Reading(FirstReview.objects.filter(pk=case_id), _first_review)


def _first_review(rows: Iterable[FirstReview]) -> FirstReviewSheet | None:
    row = next(iter(rows), None)
    if row is None:
        return None
    names = (
        "organ_name",
        "organ_id",
        "accepted_at",
        "deemed",
        "due_on",
        "verdict",
        "opinion",
        "forwarded_at",
    )
    return FirstReviewSheet(**{name: getattr(row, name) for name in names})
