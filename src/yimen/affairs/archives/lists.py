"""Hand-overs, requests for destruction and the schedule of retention, as pages and commands show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives.life import (
    DestructionState,
    HandoverState,
    Openness,
    Retention,
    RuleState,
    Secrecy,
    Why,
)
from yimen.affairs.archives.models import Destruction, Handover, RetentionRule

MOST: Final = 200
Words = str | Promise
SCOPES: Final[Mapping[str, Words]] = {"kind": _("Kind of power"), "result": _("How the case ended")}


@dataclass(frozen=True)
class HandedLine:
    """One package on the list of a hand-over."""

    package_id: int
    number: str
    title: str
    digest: str
    size: int
    files: int


@dataclass(frozen=True)
class HandoverSheet:
    """A hand-over with its list."""

    id: int
    why_words: Words
    state: str
    state_words: Words
    organ_id: int
    organ_name: str
    receiver_id: int
    receiver_name: str
    count: int
    size: int
    digest: str
    made_by: str
    made_at: datetime
    given_by: str
    given_at: datetime | None
    received_by: str
    received_at: datetime | None
    reason: str
    lines: tuple[HandedLine, ...] = ()

    @property
    def open(self) -> bool:
        """Say whether its list may still be changed."""
        return self.state in {HandoverState.DRAFT, HandoverState.RETURNED}


SAME: Final = (
    "id",
    "state",
    "organ_id",
    "organ_name",
    "receiver_id",
    "receiver_name",
    "count",
    "size",
    "digest",
    "made_by",
    "made_at",
    "given_by",
    "given_at",
    "received_by",
    "received_at",
    "reason",
)


def _handover(row: Handover, lines: tuple[HandedLine, ...] = ()) -> HandoverSheet:
    return HandoverSheet(
        why_words=Why(row.why).label,
        state_words=HandoverState(row.state).label,
        lines=lines,
        **{name: getattr(row, name) for name in SAME},
    )


def received(package_id: int, organ_ids: Iterable[int]) -> bool:
    """Say whether one of some archives received a record and signed for it."""
    rows = Handover.objects.filter(state=HandoverState.RECEIVED, receiver_id__in=list(organ_ids))
    return rows.filter(lines__package_id=package_id).exists()


def handovers(organ_ids: Iterable[int]) -> list[HandoverSheet]:
    """Return the hand-overs that some organs give or receive, the newest first."""
    mine = list(organ_ids)
    rows = Handover.objects.filter(Q(organ_id__in=mine) | Q(receiver_id__in=mine)).order_by("-pk")
    return [_handover(row) for row in rows[:MOST]]


def handover(handover_id: int) -> HandoverSheet | None:
    """Return a hand-over with its list, or None."""
    row = Handover.objects.filter(pk=handover_id).first()
    if row is None:
        return None
    lines = row.lines.select_related("package").order_by("package__number")
    return _handover(
        row,
        tuple(
            HandedLine(one.package_id, one.package.number, one.package.title, one.digest, one.size, one.files)
            for one in lines
        ),
    )


@dataclass(frozen=True)
class DestructionSheet:
    """A request for destruction: what, why, who asked, who decided, who carried it out."""

    id: int
    state: str
    state_words: Words
    organ_id: int
    appraisal: str
    count: int
    files: int
    size: int
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    operator: str
    witness: str
    done_at: datetime | None
    lines: tuple[tuple[int, str, int, int], ...] = ()


ASKED: Final = (
    "id",
    "state",
    "organ_id",
    "appraisal",
    "count",
    "files",
    "size",
    "asked_by",
    "asked_at",
    "decided_by",
    "decided_at",
    "reason",
    "operator",
    "witness",
    "done_at",
)


def _destruction(row: Destruction, lines: tuple[tuple[int, str, int, int], ...] = ()) -> DestructionSheet:
    words = {name: getattr(row, name) for name in ASKED}
    return DestructionSheet(state_words=DestructionState(row.state).label, lines=lines, **words)


def destructions(organ_ids: Iterable[int]) -> list[DestructionSheet]:
    """Return the requests for destruction of some organs, the newest first."""
    rows = Destruction.objects.filter(organ_id__in=list(organ_ids)).order_by("-pk")
    return [_destruction(row) for row in rows[:MOST]]


def destruction(destruction_id: int) -> DestructionSheet | None:
    """Return a request for destruction with its list (package, number, files, size), or None."""
    row = Destruction.objects.filter(pk=destruction_id).first()
    if row is None:
        return None
    lines = row.lines.order_by("number").values_list("package_id", "number", "files", "size")
    return _destruction(row, tuple(lines))


@dataclass(frozen=True)
class RetentionLine:
    """A line of the schedule of retention in words."""

    id: int
    scope: str
    words: str
    retention_words: Words
    openness_words: Words
    secrecy_words: Words
    basis: str
    state: str
    state_words: Words
    proposed_by: str
    proposed_at: datetime
    decided_by: str

    @property
    def scope_words(self) -> Words:
        """Return what sort of line this is; that of one matter by the matter's code."""
        sort, _sign, code = self.scope.partition(":")
        return SCOPES.get(sort, code)


def schedule() -> list[RetentionLine]:
    """Return the lines in force and those that wait for approval."""
    rows = RetentionRule.objects.filter(state__in=[RuleState.PROPOSED, RuleState.VALID])
    return [
        RetentionLine(
            row.pk,
            row.scope,
            row.words,
            Retention(row.retention).label,
            Openness(row.openness).label,
            Secrecy(row.secrecy).label,
            row.basis,
            row.state,
            RuleState(row.state).label,
            row.proposed_by,
            row.proposed_at,
            row.decided_by,
        )
        for row in rows.order_by("state", "scope", "pk")[:MOST]
    ]
