"""Serving the letters of a hearing on everyone who has a say, by the rules that hold for every document (A-511)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final, Protocol

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import DeliveryMethod, Outcome, Serving
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.hearings import rules
from yimen.affairs.hearings.acts.common import envelope, held, local_date, move, parties_of, party_of
from yimen.affairs.hearings.events import LetterPublished, LetterTried, PersonTold, TimeTold
from yimen.affairs.hearings.life import LIFE, Letter, State
from yimen.affairs.hearings.models import Attempt, Hearing, Party
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import SHANGHAI, Calendar
from yimen.ground.life import Refused
from yimen.ground.rows import add, keep

NOTICE: Final = "hearing_notice"  # as the case knows the document


class Told(Protocol):
    """What counts of an attempt to serve: a row or what pages show of it."""

    @property
    def party(self) -> int:
        """Return the number of the person whom it was for."""

    @property
    def letter(self) -> str:
        """Return which letter it was."""

    @property
    def at(self) -> datetime:
        """Return when it was written down."""

    @property
    def served_on(self) -> date | None:
        """Return on which day it was served, if it was."""


def days_told(
    case: CaseSheet, set_at: datetime | None, attempts: Iterable[Told], who: Iterable[int]
) -> dict[int, date | None]:
    """Return on which day each person was served with the notice of the time that is set, None for who was not (A-704)."""
    if set_at is None:
        return dict.fromkeys(who)
    served: dict[int, list[tuple[datetime, date | None]]] = {n: [] for n in who}
    for one in attempts:
        if one.letter == Letter.TIME:
            served[one.party].append((one.at, one.served_on))
    for row in case.services:
        if row["document"] == NOTICE and row["served_on"]:
            moment = datetime.fromisoformat(row["at"])
            served[0].append((moment, date.fromisoformat(row["served_on"])))
    return {n: rules.told_on(rows, set_at, local_date(set_at)) for n, rows in served.items()}


def untold(case: CaseSheet, hearing: Hearing, calendar: Calendar) -> bool:
    """Say whether somebody was not told of time and place at least seven working days ahead (A-704, L-08)."""
    attempts = Attempt.objects.filter(case_id=case.id)
    told = days_told(case, hearing.set_at, attempts, [one.n for one in parties_of(case.id)])
    return hearing.starts_at is None or rules.told_late(
        told.values(), local_date(hearing.starts_at), calendar
    )


def _check_letter(hearing: Hearing, one: Party, letter: str) -> None:
    if letter not in Letter.values:
        raise Refused(_("Choose the letter."), field="letter", code="unknown")
    if letter == Letter.TIME and hearing.state != State.SET:
        raise Refused(LIFE.refusal, field="letter", code="out_of_order")
    if letter == Letter.MATTER and one.told_at is not None:
        raise Refused(_("This person was told before."), field="n", code="twice")


def tell_person(case_id: int, n: int, one: Serving, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Write down one attempt to serve a letter (`Serving.document`, of `Letter`) on a person; served, it takes effect.

    From the letter about the matter five working days to speak and ask run (A-303, A-702, L-06); the notice of time
    and place is served seven working days ahead (A-704, L-08). By public notice it counts after thirty days (A-511).
    """
    with held(case_id) as hearing:
        party = party_of(parties_of(case_id), n)
        _check_letter(hearing, party, one.document)
        if n == 0 and one.document == Letter.TIME:
            _tell_applicant(case_id, one, by=by, at=at, calendar=calendar)
            return
        row = _attempt(hearing, party, one, by, at, calendar)
        add(row)
        _take_effect(hearing, row, by=by, at=at, calendar=calendar)


def _tell_applicant(case_id: int, one: Serving, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Serve the notice of the hearing in the case, where it stops the clock as well (A-706)."""
    if one.way == DeliveryMethod.NOTICE:
        words = {"document": NOTICE, "reason": one.reason}
        cases.publish_service(case_id, **words, by=by, at=at, calendar=calendar)
    else:
        cases.serve(case_id, replace(one, document=NOTICE), by=by, at=at, calendar=calendar)


def _attempt(
    hearing: Hearing, party: Party, one: Serving, by: str, at: datetime, calendar: Calendar
) -> Attempt:
    words = {
        name: getattr(one, name).strip() for name in ("receiver", "witnesses", "number", "proof", "reason")
    }
    row = Attempt(
        case_id=party.case_id, party=party.n, letter=one.document, way=one.way, by=by, at=at, **words
    )
    since = hearing.set_at if one.document == Letter.TIME else case_reads.sheet(party.case_id).accepted_at
    if one.way == DeliveryMethod.NOTICE:
        tried = _tried(hearing, party, one.document)
        if {Outcome.SERVED, Outcome.PUBLISHED} & {outcome for _way, outcome in tried}:
            raise Refused(_("This person was told before."), field="method", code="twice")
        cases.check_tried(tried, agreed=False, missing_proof="", field="method")
        row.on, row.outcome = local_date(at), Outcome.PUBLISHED
        row.deemed_on = cases.published_until(row.on, calendar)
        if not row.proof:
            raise Refused(_("Say where it was published."), field="proof", code="empty")
        return row
    row.on = cases.check_attempt(one, person_id=party.person_id, since=since, at=at)
    row.outcome = one.outcome
    row.served_on = row.on if one.outcome == Outcome.SERVED else None
    return row


def _tried(hearing: Hearing, party: Party, letter: str) -> list[tuple[str, str]]:
    """Return by which way each attempt to serve this letter was made and what became of it; for time and place, of the time that is set."""
    rows = Attempt.objects.filter(case_id=party.case_id, party=party.n, letter=letter)
    if letter == Letter.TIME:
        rows = rows.filter(at__gte=hearing.set_at)
    return list(rows.values_list("way", "outcome"))


def _take_effect(hearing: Hearing, row: Attempt, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Let a served letter do what it is for, and say what became of the attempt."""
    said = {**envelope(hearing, by, at), "n": row.party}
    if row.deemed_on is not None and row.served_on is None:
        publish(LetterPublished(**said, letter=row.letter, deemed_on=row.deemed_on))
    elif row.served_on is None:
        publish(LetterTried(**said, letter=row.letter, method=row.way))
    elif row.letter == Letter.TIME:
        publish(TimeTold(**said, method=row.way, served_on=row.served_on))
    else:
        _told(hearing, row, by=by, at=at, calendar=calendar)


def _told(hearing: Hearing, row: Attempt, *, by: str, at: datetime, calendar: Calendar) -> None:
    parties, day = parties_of(hearing.case_id), row.served_on or local_date(at)
    one = party_of(parties, row.party)
    one.told_at = at if day == local_date(at) else datetime.combine(day, time(12), SHANGHAI)
    one.method, one.proof = row.way, row.proof or row.number or row.receiver
    one.respond_by_on = rules.ask_by(day, calendar).on
    keep(one, ["told_at", "method", "proof", "respond_by_on"])
    if hearing.state == State.DUE and len(parties) > 1 and all(p.told_at for p in parties):
        move(hearing, "told_all")
        keep(hearing, ["state"])
    publish(
        PersonTold(
            **envelope(hearing, by, at),
            n=one.n,
            number=one.number,
            method=one.method,
            respond_by_on=one.respond_by_on,
        )
    )


def deem_told(case_id: int, n: int, *, at: datetime, calendar: Calendar) -> None:
    """Record that a published letter counts as served, on the last of the thirty days (A-511)."""
    with held(case_id) as hearing:
        row = Attempt.objects.filter(case_id=case_id, n=n, outcome=Outcome.PUBLISHED).first()
        if row is None:
            raise Refused(LIFE.refusal, code="out_of_order")
        if row.deemed_on is None or local_date(at) <= row.deemed_on:
            raise Refused(_("The thirty days have not ended yet."), code="too_early")
        row.outcome, row.served_on = Outcome.SERVED, row.deemed_on
        keep(row, ["outcome", "served_on"])
        _take_effect(hearing, row, by="system", at=at, calendar=calendar)
