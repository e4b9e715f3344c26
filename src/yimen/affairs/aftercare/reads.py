"""What may be asked about proceedings and checks; frozen answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise

from yimen.affairs.aftercare import paperwork
from yimen.affairs.aftercare.acts.proceedings import VIEWS
from yimen.affairs.aftercare.life import LIFE, Hearing, Result, State, Why
from yimen.affairs.aftercare.models import Check, Proceeding, Service
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.acts import DeliveryMethod, Outcome
from yimen.ground import vault
from yimen.ground.calendar.rules import SHANGHAI, Calendar
from yimen.ground.together import Reading, read_together
from yimen.means.documents.reads import Kind
from yimen.registers.agencies import reads as agencies
from yimen.registers.permits import reads as permits
from yimen.registers.permits.reads import GROUNDS, Ending, Ground, PermitSheet

PAGE: Final = 25
NOON: Final = time(12)
SHOWN: Final = timedelta(days=50)  # how long a public notice stays on the page after it counted


class Missing(LookupError):
    """There is no such proceeding or check."""


@dataclass(frozen=True)
class ProceedingSheet:
    """An ending on its way, as pages show it."""

    id: int
    permit_id: int
    organ_id: int
    person_id: int
    ending: str
    ground: str
    basis: str
    facts: str
    reason: str
    penalty_number: str
    state: str
    proposed_by: str
    found_with: str
    proposed_at: datetime
    notice_on: date | None
    respond_by: date | None
    views_at: datetime | None
    rested_at: datetime | None
    hold_days: int
    hearing: str
    hearing_on: date | None
    hearing_outcome: str
    decided_by: str
    decided_at: datetime | None
    decision: str
    amount_fen: int
    pay_note: str
    why_dropped: str
    served_at: datetime | None
    service_proof: str
    views: str
    possible: frozenset[str]

    @property
    def open(self) -> bool:
        """Say whether it waits for its decision."""
        return self.state == State.PROPOSED

    @property
    def heard(self) -> bool:
        """Say whether the holder is to be heard before the decision."""
        return GROUNDS[Ground(self.ground)].heard

    @property
    def to_serve(self) -> str:
        """Return which document is to be served now, or "" (A-511)."""
        if self.state == State.DECIDED:
            return paperwork.DECISIONS[self.ending]
        return paperwork.NOTICE if self.open and self.heard and self.notice_on is None else ""

    @property
    def state_words(self) -> str | Promise:
        """Return where it stands, in words."""
        return State(self.state).label

    @property
    def ending_words(self) -> str | Promise:
        """Return which ending it is, in words."""
        return Ending(self.ending).label

    @property
    def ground_words(self) -> str | Promise:
        """Return the ground in words."""
        return Ground(self.ground).label

    @property
    def hearing_words(self) -> str | Promise:
        """Return what became of the hearing, in words."""
        return Hearing(self.hearing).label if self.hearing else ""

    @property
    def why_words(self) -> str | Promise:
        """Return why it was dropped, in words."""
        return Why(self.why_dropped).label if self.why_dropped else ""

    @property
    def pays(self) -> str:
        """Return what the organ owes on this ground: damages, compensation or nothing."""
        return GROUNDS[Ground(self.ground)].pays


SAME: Final = tuple(
    name for name in ProceedingSheet.__dataclass_fields__ if name not in {"views", "possible"}
)


def _proceeding(row: Proceeding) -> ProceedingSheet:
    return ProceedingSheet(
        **{name: getattr(row, name) for name in SAME},
        views=vault.unseal(row.views, context=VIEWS) if row.views else "",
        possible=LIFE.possible(State(row.state)),
    )


def proceeding(proceeding_id: int) -> ProceedingSheet:
    """Return a proceeding. Raises Missing."""
    row = Proceeding.objects.filter(pk=proceeding_id).first() if proceeding_id < 2**63 else None
    if row is None:
        raise Missing
    return _proceeding(row)


def _open(organ_ids: Iterable[int]) -> QuerySet[Proceeding]:
    """Return what waits for a decision or its service in some organs, the earliest date first."""
    rows = Proceeding.objects.filter(organ_id__in=list(organ_ids), state__in=[State.PROPOSED, State.DECIDED])
    return rows.order_by(F("respond_by").asc(nulls_first=True), "pk")[:50]


def _proceedings(rows: Iterable[Proceeding]) -> list[ProceedingSheet]:
    return [_proceeding(row) for row in rows]


@dataclass(frozen=True)
class ServiceSheet:
    """One attempt to serve the notice or the decision, as pages show it (A-511)."""

    n: int
    document: str
    document_words: str | Promise
    way_words: str | Promise
    outcome: str
    outcome_words: str | Promise
    address: str
    on: date
    served_on: date | None
    deemed_on: date | None
    receiver: str
    witnesses: str
    number: str
    proof: str
    reason: str

    @property
    def served(self) -> bool:
        """Say whether it reached the holder."""
        return self.served_on is not None

    @property
    def proven(self) -> list[str]:
        """Return what proves it, or why it failed."""
        said = (self.receiver, self.witnesses, self.number, self.proof, self.reason)
        return [words for words in said if words]

    @property
    def recorded(self) -> dict[str, str]:
        """Return what a record of service says of who received it, where, and what proves it (A-511)."""
        return {
            "proof": self.proof or self.number or self.receiver,
            "address": self.address,
            "receiver": self.receiver,
            "witnesses": self.witnesses,
            "postal_number": self.number,
        }


_OF_SERVICE: Final = ("n", "document", "outcome", "address", "on", "served_on", "deemed_on")
_PROOF: Final = ("receiver", "witnesses", "number", "proof", "reason")


def _service(row: Service) -> ServiceSheet:
    return ServiceSheet(
        document_words=Kind(row.document).label,
        way_words=DeliveryMethod(row.way).label,
        outcome_words=Outcome(row.outcome).label,
        **{name: getattr(row, name) for name in (*_OF_SERVICE, *_PROOF)},
    )


def services(proceeding_id: int) -> list[ServiceSheet]:
    """Return every attempt to serve the notice or the decision of a proceeding, the first first."""
    return [_service(row) for row in Service.objects.filter(proceeding_id=proceeding_id).order_by("at", "n")]


def published_long_ago(today: date, *, limit: int = 500) -> list[tuple[int, int]]:
    """Return what counts as served because its thirty days as a public notice are over: proceeding and number (A-511).

    A proceeding that was dropped waits for nothing any more, nor does one whose document was served otherwise.
    """
    proposed = Proceeding.objects.filter(state=State.PROPOSED, notice_on__isnull=True).values("pk")
    decided, notice = Proceeding.objects.filter(state=State.DECIDED), Q(document=paperwork.NOTICE)
    due = (notice & Q(proceeding_id__in=proposed)) | (~notice & Q(proceeding_id__in=decided.values("pk")))
    rows = Service.objects.filter(due, outcome=Outcome.PUBLISHED, deemed_on__lt=today)
    return list(rows.order_by("deemed_on").values_list("proceeding_id", "n")[:limit])


def notices(today: date) -> list[cases.PublishedNotice]:
    """Return what is served by public notice, for the page of all such notices (A-511)."""
    rows = Service.objects.filter(way=DeliveryMethod.NOTICE, deemed_on__gte=today - SHOWN).order_by("-on")[
        :PAGE
    ]
    tried = {row.proceeding_id: row for row in rows}
    of_permits = dict(Proceeding.objects.filter(pk__in=tried).values_list("pk", "permit_id"))
    known = permits.several(of_permits.values(), at=datetime.combine(today, NOON, SHANGHAI))
    return [_notice(tried[one], known[permit]) for one, permit in of_permits.items()]


def _notice(row: Service, permit: PermitSheet) -> cases.PublishedNotice:
    return cases.PublishedNotice(
        permit.holder,
        Kind(row.document).label,
        permit.organ_id,
        permit.organ_name,
        row.on,
        row.deemed_on or row.on,
    )


@dataclass(frozen=True)
class CheckSheet:
    """A check on the spot, as pages show it."""

    id: int
    permit_id: int
    organ_id: int
    checked_on: date
    inspectors: tuple[str, ...]
    unsigned: tuple[str, ...]
    actors: frozenset[str]
    signed_by: frozenset[str]
    signed_at: datetime | None
    findings: str
    result: str
    photos: tuple[int, ...]
    mend: str
    mend_basis: str
    mend_by: date | None
    mended_at: datetime | None
    mended_note: str

    @property
    def result_words(self) -> str | Promise:
        """Return the result in words."""
        return Result(self.result).label

    @property
    def to_mend(self) -> bool:
        """Say whether something still has to be mended."""
        return self.result == Result.MEND and self.mended_at is None


def _check(row: Check) -> CheckSheet:
    same = ("permit_id", "organ_id", "checked_on", "signed_at", "findings", "result")
    more = ("mend", "mend_basis", "mend_by", "mended_at", "mended_note")
    return CheckSheet(
        id=row.pk,
        inspectors=tuple(one["name"] for one in row.inspectors),
        unsigned=tuple(one["name"] for one in row.inspectors if one["actor"] not in row.signatures),
        actors=frozenset(one["actor"] for one in row.inspectors),
        signed_by=frozenset(row.signatures),
        photos=tuple(row.photos),
        **{name: getattr(row, name) for name in (*same, *more)},
    )


def check(check_id: int) -> CheckSheet:
    """Return a check. Raises Missing."""
    row = Check.objects.filter(pk=check_id).first() if check_id < 2**63 else None
    if row is None:
        raise Missing
    return _check(row)


def open_checks(permit_id: int) -> list[CheckSheet]:
    """Return the checks of a permit that everyone may read, the newest first (A-608)."""
    rows = Check.objects.filter(permit_id=permit_id, signed_at__isnull=False)
    return [_check(row) for row in rows.order_by("-pk")[:20]]


def _unmended(organ_ids: Iterable[int]) -> QuerySet[Check]:
    """Return what some organs ordered to be mended and have not looked at again, the earliest day first."""
    rows = Check.objects.filter(organ_id__in=list(organ_ids), result=Result.MEND, mended_at__isnull=True)
    return rows.order_by("mend_by", "pk")[:50]


def _checks(rows: Iterable[Check]) -> list[CheckSheet]:
    return [_check(row) for row in rows]


@dataclass(frozen=True)
class Page:
    """Some checks and the cursor to the next ones ("" at the end)."""

    checks: tuple[CheckSheet, ...]
    next: str


def public_checks(*, cursor: str = "", size: int = PAGE) -> Page:
    """Return signed checks for everyone, the newest first (A-608)."""
    rows: QuerySet[Check] = Check.objects.filter(signed_at__isnull=False)
    if cursor:
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows.order_by("-pk")[: size + 1])
    more = str(found[size - 1].pk) if len(found) > size else ""
    return Page(tuple(_check(row) for row in found[:size]), more)


def ran_out(today: date, *, limit: int = 500) -> list[int]:
    """Return permits to strike off: their time ran out, no application is undecided, no decision waits for its service."""
    found: list[int] = []
    last: permits.RanOut | None = None
    while len(found) < limit:
        page = permits.ran_out(today, after=last, limit=limit)
        found += _free(page)
        if len(page) < limit:
            break
        last = page[-1]
    return found[:limit]


def _free(page: Sequence[permits.RanOut]) -> list[int]:
    """Return those permits for which nothing is waited any more."""
    waiting = cases.undecided(one.open_case_id for one in page if one.open_case_id)
    decided = Proceeding.objects.filter(permit_id__in=[one.id for one in page], state=State.DECIDED)
    unserved = set(decided.values_list("permit_id", flat=True))
    return [one.id for one in page if one.open_case_id not in waiting and one.id not in unserved]


@dataclass(frozen=True)
class Moment:
    """One line of a permit's history."""

    at: datetime
    words: str
    who: str


def moments(permit: PermitSheet, *, for_holder: bool) -> list[Moment]:
    """Return the history of a permit, oldest first; the holder does not read which officer acted."""
    told = [one for one in permit.told if not one["type"].startswith("documents.")]
    who = {} if for_holder else agencies.actor_words(one["actor"] for one in told)
    return [
        Moment(
            datetime.fromisoformat(one["at"]),
            cases.sentence(one["type"], one["data"]),
            who.get(one["actor"], ""),
        )
        for one in told
    ]


def around(permit_id: int) -> tuple[Reading[list[ProceedingSheet]], Reading[list[CheckSheet]]]:
    """Return what to read for the proceedings on a permit and for its checks, the newest first."""
    return (
        Reading(Proceeding.objects.filter(permit_id=permit_id).order_by("-pk"), _proceedings),
        Reading(Check.objects.filter(permit_id=permit_id).order_by("-pk"), _checks),
    )


def at_hand(organ_ids: Iterable[int]) -> tuple[list[ProceedingSheet], list[CheckSheet]]:
    """Return what waits in some organs: proceedings for a decision, checks for a second look; one query."""
    wanted = list(organ_ids)
    proceedings, checks = read_together(
        Reading(_open(wanted), _proceedings), Reading(_unmended(wanted), _checks)
    )
    return proceedings, checks


def calendar_of(proceeding_id: int) -> Calendar:
    """Return the calendar that counts for a proceeding: that of its organ."""
    return cases.calendar_of(proceeding(proceeding_id).organ_id)
