"""Lists of cases: the inbox, what ended, one's own; a case as one line."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise

from yimen.affairs.cases.acts.common import APPLICANT, open_json
from yimen.affairs.cases.life import ENDED, FOR_OFFICERS, OPEN, State
from yimen.affairs.cases.models import NEVER, Case
from yimen.ground import vault
from yimen.ground.composed import Composed
from yimen.ground.numbers import LIMIT, LONGEST, printed, read_printed
from yimen.ground.together import Reading
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue

PAGE: Final = 25
WINDOW: Final = ("window", "chief_representative", "village_agent")
WHOLE: Final = Q(name_organ_id=F("station_id"))  # a power devolved to the organ that took the case in (H-411)
FIRST_DIGITS: Final = re.compile(rf"[1-9]\d{{3,{LONGEST - 1}}}", re.ASCII)
LEAST_TYPED: Final = 2  # of a matter's name
MOST_PLACES: Final = 24  # posts up to which each is looked up in its own part of the index
CURSOR: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\|(\d{1,19})", re.ASCII)


@dataclass(frozen=True)
class CaseLine:
    """A case as one line of a list."""

    id: int
    number: str
    title: str
    version_id: int
    matter_id: int
    organ_id: int
    organ_name: str
    applicant: str
    state: str
    state_words: str | Promise
    channel: str
    waiting_role: str
    received_at: datetime | None
    due_on: date | None
    promised_due_on: date | None
    statutory_due_on: date | None
    decided_at: datetime | None
    deemed: bool
    provisional: bool
    marks: tuple[str, ...] = ()
    first_contact: str = ""
    first_organ_id: int | None = None
    first_role: str = ""
    forwarded_at: datetime | None = None
    station_id: int | None = None
    name_organ_id: int | None = None

    @property
    def in_name_of(self) -> int:
        """Return the organ in whose name documents are written: a devolved power is the lower organ's own (H-411)."""
        return self.name_organ_id or self.organ_id

    @property
    def organs(self) -> tuple[int, ...]:
        """Return the organs whose officers may see the case: its own, and the lower one that examines first."""
        return (self.organ_id,) if self.first_organ_id is None else (self.organ_id, self.first_organ_id)

    @property
    def with_first(self) -> bool:
        """Say whether the case still lies with the lower organ (A-304)."""
        return self.first_organ_id is not None and self.forwarded_at is None

    @property
    def lies_with(self) -> int:
        """Return the organ that has to act."""
        return self.first_organ_id if self.first_organ_id and self.with_first else self.organ_id

    @property
    def elderly(self) -> bool:
        """Say whether the applicant is to be served first (A-918)."""
        return "elderly" in self.marks

    @property
    def officer_words(self) -> str | Promise:
        """Return the state in words that do not speak to the applicant."""
        return FOR_OFFICERS.get(self.state, self.state_words)

    @property
    def open(self) -> bool:
        """Say whether the organ still owes something."""
        return self.state in OPEN


class Row(NamedTuple):
    """The columns that a line shows; what else is sealed of a case is not fetched for a list."""

    applicant: bytes
    channel: str
    decided_at: datetime | None
    deemed: bool
    first_contact: str
    first_organ_id: int | None
    first_role: str
    forwarded_at: datetime | None
    id: int
    marks: list[str]
    matter_id: int
    name_organ_id: int | None
    next_due_on: date
    organ_id: int
    organ_name: str
    promised_due_on: date | None
    provisional: bool
    received_at: datetime | None
    state: str
    station_id: int | None
    statutory_due_on: date | None
    title: str
    version_id: int
    waiting_role: str


def line_of(case: Case | Row) -> CaseLine:
    """Return a case as one line."""
    return CaseLine(
        id=case.id,
        number=printed(case.id),
        title=case.title,
        version_id=case.version_id,
        matter_id=case.matter_id,
        organ_id=case.organ_id,
        organ_name=case.organ_name,
        applicant=open_json(case.applicant, context=APPLICANT)["name"],
        state=case.state,
        state_words=State(case.state).label,
        channel=case.channel,
        waiting_role=case.waiting_role,
        received_at=case.received_at,
        due_on=None if case.next_due_on == NEVER else case.next_due_on,
        promised_due_on=case.promised_due_on,
        statutory_due_on=case.statutory_due_on,
        decided_at=case.decided_at,
        deemed=case.deemed,
        provisional=case.provisional,
        marks=tuple(case.marks),
        first_contact=case.first_contact,
        first_organ_id=case.first_organ_id,
        first_role=case.first_role,
        forwarded_at=case.forwarded_at,
        station_id=case.station_id,
        name_organ_id=case.name_organ_id,
    )


@dataclass(frozen=True)
class Page:
    """Some lines and the cursor to the next ones ("" at the end)."""

    lines: tuple[CaseLine, ...]
    next: str


def _composed(rows: QuerySet[Case], blanks: Sequence[int] = ()) -> Composed | None:
    """Return the question for what lines show of some cases; None where nothing can be found."""
    try:
        return Composed(rows, Row._fields, blanks)
    except EmptyResultSet:
        return None


def _page(asked: Composed | None, size: int, key: str, given: Sequence[int] = ()) -> Page:
    found = [Row(*one) for one in asked.ask(*given)] if asked else []
    more = found[size - 1] if len(found) > size else None
    cursor = ""
    if more is not None:
        cursor = f"{more.next_due_on}|{more.id}" if key == "due" else str(more.id)
    catalogue.names(case.version_id for case in found[:size])  # one question for the page, not one a line
    return Page(tuple(line_of(case) for case in found[:size]), cursor)


def clean_cursor(cursor: str) -> str:
    """Return a cursor of the inbox if it is one of ours (a day, a bar, a number), else ""."""
    found = CURSOR.fullmatch(cursor)
    try:
        good = found is not None and bool(date.fromisoformat(found[1])) and int(found[2]) < 2**63
    except ValueError:
        return ""
    return cursor if good else ""


def inbox(
    organ_ids: Iterable[int],
    *,
    roles: Sequence[str] = (),
    states: Sequence[str] = (),
    text: str = "",
    due_before: date | None = None,
    mark: str = "",
    cursor: str = "",
    size: int = PAGE,
) -> Page:
    """Return the open cases of some organs, or those in some states, the date that counts now first.

    `roles` keeps those that wait for one of them; `text` is a number, a part of a matter's
    name, or the exact name of an applicant.
    """
    organs = tuple(sorted(organ_ids))
    return _found(Wanted(organs, tuple(roles), tuple(states), text, due_before, mark, cursor, size))


def of_matter(
    organ_ids: Iterable[int], matter_id: int, *, states: Sequence[str], cursor: str = "", size: int = PAGE
) -> Page:
    """Return the open cases of a matter (0: of every one), or those in some states, as an inbox does."""
    organs = tuple(sorted(organ_ids))
    return _found(Wanted(organs, (), tuple(states), "", None, "", cursor, size, matter_id))


def _found(wanted: "Wanted") -> Page:
    organs, text, cursor, size = wanted.organs, wanted.text, wanted.cursor, wanted.size
    kept = not (text or cursor)  # what somebody typed is not kept in the memory of the process
    compose = _inbox if kept else _inbox.__wrapped__
    handed = tuple(sorted(catalogue.stations() & set(organs)))
    return _page(compose(wanted, tuple(_lower(organs)), handed), size, "due")


class Wanted(NamedTuple):
    """What an inbox is to show."""

    organs: tuple[int, ...]
    roles: tuple[str, ...]
    states: tuple[str, ...]
    text: str
    due_before: date | None
    mark: str
    cursor: str
    size: int
    matter: int = 0


@lru_cache(maxsize=2048)
def _inbox(wanted: Wanted, lower: tuple[int, ...], handed: tuple[int, ...]) -> Composed | None:
    """Compose what an inbox asks: officers look into the same one all day, so that this is seldom done."""
    rows = Case.objects.filter(state__in=wanted.states or sorted(OPEN))
    if wanted.mark:
        rows = rows.filter(marks__contains=[wanted.mark])
    if wanted.matter:
        rows = rows.filter(matter_id=wanted.matter)
    if wanted.due_before:
        rows = rows.filter(next_due_on__lt=wanted.due_before)
    if wanted.text:
        rows = rows.filter(_named(wanted.text))
    if wanted.cursor:
        day, _bar, last = wanted.cursor.partition("|")
        rows = rows.filter(next_due_on__gte=day).exclude(next_due_on=day, id__lte=int(last))
    order, most = ("next_due_on", "id"), wanted.size + 1
    posts = [(organ, role) for organ in wanted.organs for role in wanted.roles]
    if not 0 < len(posts) <= MOST_PLACES:
        return _composed(rows.filter(_wide(wanted, lower, handed)).order_by(*order)[:most])
    parts = [one.order_by(*order)[:most] for one in _parts(rows, posts, lower, handed)]
    whole = parts[0].union(*parts[1:], all=True).order_by(*order) if len(parts) > 1 else parts[0]
    return _composed(whole[:most])


def _wide(wanted: Wanted, lower: Sequence[int], handed: Sequence[int]) -> Q:
    """Keep the cases of some organs, of those that lower ones examine first, and of those taken in by delegation."""
    roles = wanted.roles
    own = Q(organ_id__in=wanted.organs)
    wide = own & (Q(waiting_role__in=roles) | _also(roles)) if roles else own
    if lower:
        below = Q(first_organ_id__in=lower, forwarded_at__isnull=True)
        wide |= below & Q(first_role__in=roles) if roles else below
    if handed:
        taken = Q(station_id__in=handed)
        wide |= taken & (_at_station(roles) | (WHOLE & _also(roles))) if roles else taken
    return wide


def _parts(
    rows: QuerySet[Case], posts: Sequence[tuple[int, str]], lower: Sequence[int], handed: Sequence[int]
) -> Iterator[QuerySet[Case]]:
    """Return what waits for each post, each looked up in its own part of an index; no case twice."""
    organs, roles = {organ for organ, _role in posts}, sorted({role for _organ, role in posts})
    for organ in sorted(organs):
        beside = rows.filter(_also(roles)).exclude(waiting_role__in=roles)
        yield beside.filter(organ_id=organ)
        if organ in handed:
            yield beside.filter(WHOLE, station_id=organ).exclude(organ_id__in=sorted(organs))
    for organ, role in posts:
        yield rows.filter(organ_id=organ, waiting_role=role)
        if organ in lower:
            yield rows.filter(first_organ_id=organ, forwarded_at__isnull=True, first_role=role)
        if organ in handed:
            yield rows.filter(_at_station([role]), station_id=organ).exclude(organ_id__in=sorted(organs))


def _also(roles: Sequence[str]) -> Q:
    """Keep the cases in which a step of one of the roles is open beside the first (E-121)."""
    return Q(also_roles__isnull=False, also_roles__overlap=list(roles))


def _lower(organ_ids: Sequence[int]) -> list[int]:
    """Return the organs of a kind that may examine first for an upper one (A-304)."""
    tree = agencies.organs()
    return [one for one in organ_ids if one in tree and tree[one].kind in {"town", "village", "institution"}]


def _at_station(roles: Sequence[str]) -> Q:
    """Keep what an organ may do with what it took in: all of its own power, of an entrusted one the window's part."""
    return Q(waiting_role__in=roles) & (Q(waiting_role__in=WINDOW) | WHOLE)


def _named(text: str) -> Q:
    """Keep cases by the number or its first digits, a part of the matter's name, or the whole name of the applicant."""
    typed, number = text.strip(), read_printed(text)
    found = Q(applicant_index=vault.blind_index(typed, context=APPLICANT))
    if number:
        found |= Q(id=number)
    digits = "".join(typed.split())
    if FIRST_DIGITS.fullmatch(digits):
        found |= _beginning(digits)
    if len(typed) >= LEAST_TYPED and typed.isprintable():
        found |= Q(title__icontains=typed)
    return found


def _beginning(digits: str) -> Q:
    """Keep the numbers that begin with some digits."""
    first, found = int(digits), Q()
    for more in range(LONGEST - len(digits) + 1):
        found |= Q(id__gte=first * 10**more, id__lt=min((first + 1) * 10**more, LIMIT))
    return found


def ended(organ_ids: Iterable[int], *, cursor: str = "", size: int = PAGE) -> Page:
    """Return what was ended or delivered, the newest first: the organs' own, and what they took in by delegation."""
    organs = sorted(organ_ids)
    handed = tuple(sorted(catalogue.stations() & set(organs)))
    return _page(_ended(tuple(organs), handed, cursor, size), size, "id")


@lru_cache(maxsize=1024)
def _ended(organs: tuple[int, ...], handed: tuple[int, ...], cursor: str, size: int) -> Composed | None:
    rows = Case.objects.filter(state__in=sorted({*ENDED, State.DELIVERED}))
    if cursor:
        rows = rows.filter(id__lt=int(cursor))
    whole = rows.filter(organ_id__in=organs)
    if handed:
        taken = rows.filter(station_id__in=handed).exclude(organ_id__in=organs)
        parts = [one.order_by("-id")[: size + 1] for one in (whole, taken)]
        whole = parts[0].union(parts[1], all=True)
    return _composed(whole.order_by("-id")[: size + 1])


def numbers_of(person_id: int, matter_ids: Collection[int]) -> list[int]:
    """Return the numbers of a person's cases in some matters."""
    rows = Case.objects.filter(person_id=person_id, matter_id__in=matter_ids)
    return list(rows.values_list("id", flat=True))


def asked_line(case_id: int) -> Reading[CaseLine | None]:
    """Return what to read for a case as a line, None if there is no such number, together with others."""
    rows = Case.objects.filter(pk=case_id).only(*Row._fields)
    return Reading(rows, lambda found: line_of(found[0]) if found else None)
