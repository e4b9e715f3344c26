"""What may be asked about hearings and interested persons. Answers are frozen values; no row leaves the module."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import BinaryField, DateField, JSONField, Model
from django.db.models.expressions import RawSQL

from yimen.affairs.hearings.acts.common import DETAIL, MINUTES, PURPOSE, SAID, UNDECIDED, local_date, unseal
from yimen.affairs.hearings.life import LIFE, OPEN, STILL_ASKED, Ground, Part, State, Way
from yimen.affairs.hearings.models import Challenge, Hearing, Party
from yimen.ground.codes import masked_name
from yimen.ground.numbers import code_matches, query_code, read_printed

__all__ = ["UNDECIDED"]
SHOWN = timedelta(days=30)  # how long a past hearing stays on the public list
MOST = 200
M = TypeVar("M", bound=Model)
CHILDREN = """jsonb_build_object(
    'parties', (SELECT jsonb_agg(p ORDER BY p.n) FROM hearings_party p WHERE p.case_id = hearings_hearing.case_id),
    'challenges', (SELECT jsonb_agg(c ORDER BY c.n) FROM hearings_challenge c WHERE c.case_id = hearings_hearing.case_id))"""


@dataclass(frozen=True)
class PartySheet:
    """The applicant (number 0), or someone whose interests are touched, as officers and they themselves see it."""

    case_id: int
    n: int
    number: int
    person_id: int | None
    name: str
    address: str
    phone: str
    told_at: datetime | None
    respond_by_on: date | None
    over: bool
    said: str
    said_at: datetime | None
    way: str
    adopted: bool | None
    answer: str
    answered_at: datetime | None
    asked_at: datetime | None
    waived_at: datetime | None
    present: bool | None
    signature: str
    note: str

    @property
    def shown_name(self) -> str:
        """Return the name as others may see it."""
        return masked_name(self.name)

    @property
    def way_words(self) -> Any:  # noqa: ANN401 lazy words
        """Return how they spoke."""
        return Way(self.way).label if self.way else ""

    @property
    def code(self) -> str:
        """Return the code that opens their page."""
        return query_code(self.number, purpose=PURPOSE)


@dataclass(frozen=True)
class ChallengeSheet:
    """A challenge to the chair."""

    party: int
    chair: str
    reason: str
    at: datetime
    upheld: bool | None
    answer: str


@dataclass(frozen=True)
class HearingSheet:
    """Everything about the hearing of a case."""

    case_id: int
    organ_id: int
    ground: str
    state: str
    reason: str
    hold_by_on: date | None
    starts_at: datetime | None
    told_at: datetime | None
    place: str
    public: bool
    closed_reason: str
    chair: str
    chair_name: str
    held_at: datetime | None
    minutes: tuple[dict[str, str], ...]
    points: tuple[str, ...]
    signatures: dict[str, list[str]]
    closed_at: datetime | None
    findings: tuple[str, ...]
    parties: tuple[PartySheet, ...] = ()
    challenges: tuple[ChallengeSheet, ...] = ()

    @property
    def state_words(self) -> Any:  # noqa: ANN401 lazy words
        """Return the state in words."""
        return State(self.state).label

    @property
    def ground_words(self) -> Any:  # noqa: ANN401 lazy words
        """Return the ground in words."""
        return Ground(self.ground).label

    @property
    def possible(self) -> frozenset[str]:
        """Return the acts that the table allows now."""
        return LIFE.possible(State(self.state))

    @property
    def others(self) -> tuple[PartySheet, ...]:
        """Return those whose interests are touched, without the applicant."""
        return tuple(one for one in self.parties if one.n)

    @property
    def open_challenge(self) -> ChallengeSheet | None:
        """Return the challenge that waits for the head of the organ."""
        return next((one for one in self.challenges if one.upheld is None), None)

    @property
    def asking(self) -> bool:
        """Say whether a hearing can still be asked for."""
        return self.state in STILL_ASKED

    @property
    def open(self) -> bool:
        """Say whether something is still to be done."""
        return self.state in OPEN

    @property
    def spoken(self) -> list[tuple[Any, str, str]]:
        """Return the minutes as (part, who, what)."""
        names = {str(one.n): one.name for one in self.parties}
        return [
            (Part(one["part"]).label, names.get(one["who"], one["who"]), one["said"]) for one in self.minutes
        ]


def _party(row: Party) -> PartySheet:
    same = (
        "case_id",
        "n",
        "number",
        "person_id",
        "told_at",
        "respond_by_on",
        "over",
        "said_at",
        "way",
        "adopted",
    )
    more = ("answer", "answered_at", "asked_at", "waived_at", "present", "signature", "note")
    said = unseal(row.said, SAID) if row.said is not None else ""
    return PartySheet(
        **{name: getattr(row, name) for name in (*same, *more)}, **unseal(row.detail, DETAIL), said=said
    )


def _hearing(
    row: Hearing, parties: Iterable[Party] = (), challenges: Iterable[Challenge] = ()
) -> HearingSheet:
    same = ("case_id", "organ_id", "ground", "state", "reason", "hold_by_on", "starts_at", "told_at", "place")
    more = ("public", "closed_reason", "chair", "chair_name", "held_at", "signatures", "closed_at")
    return HearingSheet(
        **{name: getattr(row, name) for name in (*same, *more)},
        minutes=tuple(unseal(row.minutes, MINUTES)) if row.minutes is not None else (),
        points=tuple(row.points),
        findings=tuple(row.findings),
        parties=tuple(_party(one) for one in parties),
        challenges=tuple(
            ChallengeSheet(one.party, one.chair, one.reason, one.at, one.upheld, one.answer)
            for one in challenges
        ),
    )


def _rows(model: type[M], rows: Iterable[Mapping[str, Any]] | None) -> list[M]:
    """Build rows again from what the database gave as JSON."""
    made = []
    for one in rows or ():
        values: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            value = one[str(field.column)]
            if value is not None and isinstance(field, BinaryField):
                value = bytes.fromhex(value[2:])
            elif value is not None and isinstance(field, DateField):
                value = field.to_python(value)
            values[field.attname] = value
        made.append(model(**values))
    return made


def sheet(case_id: int) -> HearingSheet | None:
    """Return the hearing of a case with everyone who has a say, or None; one query."""
    children = RawSQL(CHILDREN, [], output_field=JSONField())  # noqa: S611 our own words
    row = Hearing.objects.filter(pk=case_id).annotate(children=children).first()
    if row is None:
        return None
    parties, challenges = row.children["parties"], row.children["challenges"]
    return _hearing(row, _rows(Party, parties), _rows(Challenge, challenges))


def head(case_id: int) -> HearingSheet | None:
    """Return the hearing of a case without the persons, or None; one query."""
    row = Hearing.objects.filter(pk=case_id).first()
    return _hearing(row) if row else None


def announced(today: date, *, most: int = MOST) -> list[HearingSheet]:
    """Return the public hearings that were announced: those to come, and those of the last thirty days (A-701)."""
    states = [State.SET, State.HELD, State.CLOSED, State.FOUND]
    rows = Hearing.objects.filter(public=True, state__in=states, starts_at__date__gte=today - SHOWN)
    return [_hearing(row) for row in rows.order_by("starts_at")[:most]]


def of_organs(organ_ids: Iterable[int], *, ended: bool = False, most: int = MOST) -> list[HearingSheet]:
    """Return the hearings of some organs: those with something still to do, or those that have ended."""
    rows = Hearing.objects.filter(organ_id__in=list(organ_ids))
    rows = rows.exclude(state__in=sorted(OPEN)) if ended else rows.filter(state__in=sorted(OPEN))
    return [_hearing(row) for row in rows.order_by("starts_at", "case_id")[:most]]


def lapsing(today: date, *, limit: int = 500) -> list[int]:
    """Return the cases in which somebody's time to speak and ask has ended (L-06)."""
    rows = Party.objects.filter(over=False, respond_by_on__lt=today).order_by("respond_by_on")
    return list(dict.fromkeys(rows.values_list("case_id", flat=True)[:limit]))


def not_held(today: date, *, limit: int = 500) -> list[tuple[int, int, date]]:
    """Return cases whose hearing should have been held by now, with organ and day (E-108, L-07)."""
    rows = Hearing.objects.filter(state__in=[State.CALLED, State.SET], hold_by_on__lt=today)
    return [
        (case, organ, by)
        for case, organ, by in rows.values_list("case_id", "organ_id", "hold_by_on")[:limit]
        if by
    ]


def party(number: int) -> PartySheet | None:
    """Return a person by the number of their letters, or None."""
    row = Party.objects.filter(number=number).first()
    return _party(row) if row else None


def of_persons(person_ids: Iterable[int]) -> list[PartySheet]:
    """Return what touches some persons, the newest first."""
    rows = Party.objects.filter(person_id__in=list(person_ids), n__gt=0).order_by("-number")[:MOST]
    return [_party(row) for row in rows]


def by_code(printed_number: str, code: str) -> int | None:
    """Return the number of a person for what is printed on their letter, or None if it does not belong together."""
    number = read_printed(printed_number)
    if number is None or not code_matches(number, code, purpose=PURPOSE):
        return None
    return number if Party.objects.filter(number=number).exists() else None


def code_fits(number: int, code: str) -> bool:
    """Say whether a code belongs to the number of a person's letters."""
    return bool(code) and code_matches(number, code, purpose=PURPOSE)


def record_words(case_id: int) -> list[str]:
    """Return what the decision says of the hearing and of the views of others, in Chinese (A-303, A-705)."""
    found = sheet(case_id)
    if found is None:
        return []
    words = []
    if found.findings and found.held_at is not None:
        day = local_date(found.held_at)
        words.append(f"本机关于{day.year}年{day.month}月{day.day}日依法举行听证，本决定根据听证笔录作出。")
        pairs = zip(found.points, found.findings, strict=True)
        words += [f"关于争议焦点“{point}”：{finding}" for point, finding in pairs]
    for one in found.parties:
        if one.answered_at is not None:
            who = "申请人" if one.n == 0 else f"利害关系人{one.shown_name}"
            words.append(f"{who}的意见，本机关{'予以采纳' if one.adopted else '不予采纳'}：{one.answer}")
    return words
