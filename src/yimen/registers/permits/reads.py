"""What may be asked about permits. Answers are frozen; the holder's name comes in the clear, and masked for everyone else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import JSONField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yimen.ground import vault
from yimen.ground.calendar.reads import today_of
from yimen.ground.codes import masked_name
from yimen.ground.languages.texts import RECORD
from yimen.ground.numbers import code_matches, coded, printed, read_printed
from yimen.ground.together import Reading
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import FieldSheet, say
from yimen.registers.permits import rules
from yimen.registers.permits.acts.keeping import HOLDER, SCOPE
from yimen.registers.permits.due import RanOut, ran_out, to_remind, to_resume, to_strike_off
from yimen.registers.permits.life import (
    BAR_BASIS,
    COMPUTED_WORDS,
    EXPIRED,
    GROUNDS,
    UPCOMING,
    Ending,
    Ground,
    Kind,
    Pay,
    State,
)
from yimen.registers.permits.models import HOLDS, Permit
from yimen.registers.permits.rules import free_again
from yimen.registers.permits.standing import runs_on, stands, successor_of, with_successors

__all__ = [
    "BAR_BASIS",
    "EXPIRED",
    "GROUNDS",
    "HOLDS",
    "UPCOMING",
    "Ending",
    "Ground",
    "Kind",
    "Pay",
    "RanOut",
    "State",
    "free_again",
    "ran_out",
    "to_remind",
    "to_resume",
    "to_strike_off",
]
PAGE: Final = 25
PURPOSE: Final = "permit"
YES: Final = "是"  # how a certificate says that a question was answered with yes
Texts = Mapping[str, str]
SAME: Final = (
    "kind",
    "matter_id",
    "version_id",
    "title",
    "organ_id",
    "organ_name",
    "person_id",
    "case_id",
    "conditions",
    "granted_at",
    "valid_from",
    "term_from",
    "valid_until",
    "state",
    "suspended_until",
    "deemed",
    "previous_id",
    "next_id",
    "next_by",
    "open_case_id",
    "struck_off_at",
)


@dataclass(frozen=True)
class EndSheet:
    """How a permit ended."""

    ending: str
    ending_words: str | Promise
    ground: str
    ground_words: str | Promise
    basis: str
    reason: str
    pays_words: str | Promise
    amount_fen: int
    pay_note: str
    from_start: bool
    barred_until: date | None
    at: datetime


@dataclass(frozen=True)
class PermitSheet:
    """A permit as pages show it, on a day."""

    id: int
    kind: str
    matter_id: int
    version_id: int
    title: str
    organ_id: int
    organ_name: str
    person_id: int
    case_id: int
    conditions: str
    granted_at: datetime
    valid_from: date
    term_from: date
    valid_until: date | None
    state: str
    suspended_until: date | None
    deemed: bool
    previous_id: int | None
    next_id: int | None
    next_by: str
    open_case_id: int | None
    struck_off_at: datetime | None
    holder: str
    holder_kind: str
    holder_id_kind: str
    holder_id: str
    standing: str
    replaced_from: date | None = None
    scope: tuple[dict[str, Any], ...] = ()
    ends: tuple[EndSheet, ...] = ()
    told: tuple[dict[str, Any], ...] = ()

    @property
    def number(self) -> str:
        """Return the number as it is printed."""
        return printed(self.id)

    @property
    def code(self) -> str:
        """Return the code in the QR picture, by which anyone may check it."""
        return coded(self.id, purpose=PURPOSE)

    @property
    def check_address(self) -> str:
        """Return the public address at which it can be checked."""
        return f"{settings.PUBLIC_URL}/permits/{self.code}/"

    @property
    def kind_words(self) -> str | Promise:
        """Return what kind of certificate it is."""
        return Kind(self.kind).label

    @property
    def standing_words(self) -> str | Promise:
        """Return where it stands today, in words."""
        return COMPUTED_WORDS.get(self.standing) or State(self.standing).label

    @property
    def holds(self) -> bool:
        """Say whether its holder may act on it today."""
        return self.standing == State.VALID

    @property
    def open_to_applications(self) -> bool:
        """Say whether its holder may apply on it: it holds, or is about to, and was not replaced."""
        return self.state == State.VALID and self.standing != EXPIRED

    @property
    def public_holder(self) -> str:
        """Return the holder as everyone may see them: enterprises by name, people masked."""
        return self.holder if self.holder_kind == "legal" else masked_name(self.holder)

    @property
    def answers(self) -> list[tuple[Texts, Texts]]:
        """Return what it covers: each question and its answer in the languages in which its matter has them."""
        fields = {one.label(RECORD): one for one in catalogue.version(self.version_id).form}
        return [_answer(fields.get(one["label"]), one["label"], str(one["value"])) for one in self.scope]

    @property
    def renewal_days(self) -> int:
        """Return how many days before the end a renewal is asked for (A-602)."""
        return catalogue.version(self.version_id).permit.renewal_days

    @property
    def renew_by(self) -> date | None:
        """Return the last day to ask for a renewal in time, or None without an end."""
        return rules.renewal_day(self.valid_until, self.renewal_days) if self.valid_until else None


def _answer(field: FieldSheet | None, label: str, value: str) -> tuple[Texts, Texts]:
    if field is None:
        return {RECORD: label}, {RECORD: value}
    chosen = {say(texts, RECORD): texts for _code, texts in field.options}
    if field.kind == "boolean":
        said: Texts = {_here(): _("Yes") if value == YES else _("No")}
    elif field.kind == "date":
        said = {_here(): formats.date_format(date.fromisoformat(value), "DATE_FORMAT")}
    else:
        said = {**chosen.get(value, {}), RECORD: value}
    return {**field.labels, RECORD: label}, said


def _here() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _open(sealed: bytes | memoryview, context: str) -> Any:  # noqa: ANN401 what was sealed
    return vault.open_json(sealed, context=context)


def _sheet(row: Permit, today: date) -> PermitSheet:
    holder, same = _open(row.holder, HOLDER), {name: getattr(row, name) for name in SAME}
    successor = successor_of(row)
    return PermitSheet(
        id=row.pk,
        holder=holder["name"],
        holder_kind=holder.get("kind", ""),
        holder_id_kind=holder.get("id_kind", ""),
        holder_id=holder.get("id", ""),
        standing=rules.standing(row.state, row.valid_from, row.valid_until, today, successor=successor),
        replaced_from=successor.valid_from if successor else None,
        scope=tuple(_open(row.scope, SCOPE)),
        **same,
    )


ENDS = """jsonb_build_object(
    'ends', (SELECT jsonb_agg(e ORDER BY e.n) FROM permits_end e WHERE e.permit_id = permits_permit.id),
    'told', (SELECT jsonb_agg(jsonb_build_object('at', j.at, 'type', j.type, 'actor', j.actor, 'data', j.data) ORDER BY j.position)
             FROM journal j WHERE j.subject = permits_permit.id))"""


def _end(row: dict[str, Any]) -> EndSheet:
    return EndSheet(
        ending=row["ending"],
        ending_words=Ending(row["ending"]).label,
        ground=row["ground"],
        ground_words=Ground(row["ground"]).label,
        basis=row["basis"],
        reason=row["reason"],
        pays_words=Pay(row["pays"]).label,
        amount_fen=row["amount_fen"],
        pay_note=row["pay_note"],
        from_start=GROUNDS[Ground(row["ground"])].from_start,
        barred_until=date.fromisoformat(row["barred_until"]) if row["barred_until"] else None,
        at=datetime.fromisoformat(row["at"]),
    )


def permit(permit_id: int, *, at: datetime) -> PermitSheet | None:
    """Return a permit with how it ended and what was said of it, in one query, or None."""
    if not 0 <= permit_id < 2**63:
        return None
    rows = with_successors().annotate(more=RawSQL(ENDS, [], output_field=JSONField()))  # noqa: S611 our own words
    row = rows.filter(pk=permit_id).first()
    if row is None:
        return None
    ends, told = tuple(map(_end, row.more["ends"] or ())), tuple(row.more["told"] or ())
    return replace(_sheet(row, today_of(at)), ends=ends, told=told)


def several(permit_ids: Iterable[int], *, at: datetime) -> dict[int, PermitSheet]:
    """Return several permits by their ids, in one query."""
    return {row.pk: _sheet(row, today_of(at)) for row in with_successors().filter(pk__in=list(permit_ids))}


def by_number(text: str, *, at: datetime) -> PermitSheet | None:
    """Return the permit of a printed number, or None."""
    number = read_printed(text)
    return permit(number, at=at) if number is not None else None


def by_code(code: str, *, at: datetime) -> PermitSheet | None:
    """Return the permit that belongs to the code of a QR picture, or None."""
    number, _dash, secret = code.partition("-")
    if not number.isdecimal() or len(number) > 19 or not code_matches(int(number), secret, purpose=PURPOSE):
        return None
    return permit(int(number), at=at)


def of_case(case_id: int, *, at: datetime) -> list[PermitSheet]:
    """Return the permits a case granted or is about, in one query, the newest first."""
    return [_sheet(row, today_of(at)) for row in _of_case(case_id)]


def asked_of_case(case_id: int, *, at: datetime) -> Reading[list[PermitSheet]]:
    """Return what to read for the permits a case granted or is about, together with others."""
    return Reading(_of_case(case_id), lambda rows: [_sheet(row, today_of(at)) for row in rows])


def _of_case(case_id: int) -> QuerySet[Permit]:
    return with_successors().filter(Q(case_id=case_id) | Q(open_case_id=case_id)).order_by("-pk")


def granted_by(case_id: int) -> list[int]:
    """Return the numbers of the permits a case granted, the oldest first."""
    return list(Permit.objects.filter(case_id=case_id).order_by("pk").values_list("pk", flat=True))


def case_of(permit_id: int) -> int | None:
    """Return the case that granted a permit, or None if there is no such permit."""
    return Permit.objects.filter(pk=permit_id).values_list("case_id", flat=True).first()


def in_force(case_ids: Iterable[int], *, on: date) -> set[int]:
    """Return those of some cases that granted a permit on which its holder may still act."""
    ends_later = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    holding = Q(state__in=HOLDS) | runs_on(on)
    rows = with_successors().filter(ends_later, holding, case_id__in=list(case_ids))
    return set(rows.values_list("case_id", flat=True))


Owner = tuple[int, int, int]
OWNER: Final = ("person_id", "organ_id", "matter_id")


def owner(permit_id: int) -> Owner | None:
    """Return holder, organ and matter of a permit, or None."""
    return _owner(Permit.objects.filter(pk=permit_id).values(*OWNER)[:1])


def asked_owner(permit_id: int) -> Reading[Owner | None]:
    """Return what to read for holder, organ and matter of a permit, together with others."""
    return Reading(Permit.objects.filter(pk=permit_id).values(*OWNER), _owner)


def _owner(rows: Iterable[Any]) -> Owner | None:
    row = next(iter(rows), None)
    return (row["person_id"], row["organ_id"], row["matter_id"]) if row else None


@dataclass(frozen=True)
class Page:
    """Some permits and the cursor to the next ones ("" at the end)."""

    permits: tuple[PermitSheet, ...]
    next: str


def _page(rows: QuerySet[Permit], cursor: str, size: int, at: datetime) -> Page:
    if cursor:
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows.order_by("-pk")[: size + 1])
    more = str(found[size - 1].pk) if len(found) > size else ""
    catalogue.versions(row.version_id for row in found[:size])  # one question for the page
    return Page(tuple(_sheet(row, today_of(at)) for row in found[:size]), more)


def mine(
    person_id: int,
    *,
    at: datetime,
    matter_ids: Iterable[int] | None = None,
    cursor: str = "",
    size: int = PAGE,
) -> Page:
    """Return the permits of a person, of some matters or (None) of all, the newest first."""
    rows = with_successors().filter(person_id=person_id)
    if matter_ids is not None:
        rows = rows.filter(matter_id__in=matter_ids)
    return _page(rows, cursor, size, at)


def of_organs(
    organ_ids: Iterable[int],
    *,
    at: datetime,
    standing: str = "",
    ends_before: date | None = None,
    text: str = "",
    cursor: str = "",
    size: int = PAGE,
) -> Page:
    """Return the permits of some organs, the newest first; `text` is a number or the exact name of a holder."""
    rows, today = with_successors().filter(organ_id__in=list(organ_ids)), today_of(at)
    if standing:
        rows = rows.filter(stands(standing, today))
    if ends_before:
        rows = rows.filter(state__in=HOLDS, valid_until__gte=today, valid_until__lte=ends_before)
    if text:
        number = read_printed(text)
        named = Q(holder_index=vault.blind_index(text.strip(), context=HOLDER))
        rows = rows.filter(named | Q(pk=number) if number and number < 2**63 else named)
    return _page(rows, cursor, size, at)
