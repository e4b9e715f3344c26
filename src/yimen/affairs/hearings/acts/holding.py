"""The hearing itself, its record, and the findings on which the decision rests (Licensing Law art. 48)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.hearings import rules
from yimen.affairs.hearings.acts.common import (
    FINDINGS,
    HEARING,
    MINUTES,
    envelope,
    held,
    move,
    parties_of,
    party_of,
    seal,
)
from yimen.affairs.hearings.acts.setting import check_chair
from yimen.affairs.hearings.acts.telling import untold
from yimen.affairs.hearings.events import FindingsMade, HearingDropped, HearingHeld, RecordClosed
from yimen.affairs.hearings.life import LIFE, OPEN, Part, State
from yimen.affairs.hearings.models import Challenge, Hearing, Party
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import as_one, hold
from yimen.ground.life import Refused
from yimen.ground.rows import keep

CHAIR, ORGAN = "chair", "organ"
SIGNED, REFUSED = "signed", "refused"
MOST_POINTS: Final = 50
UNTOLD: Final = _(
    "Not everyone was served with the notice of time and place at least seven working days ahead. Set another time."
)


@dataclass(frozen=True)
class Entry:
    """One thing said at a hearing: in which part, by whom ("organ" or the number of a person), and what."""

    part: str
    who: str
    said: str


@dataclass(frozen=True)
class Minutes:
    """What the chair writes down of a hearing."""

    entries: Sequence[Entry]
    present: Sequence[int]
    points: Sequence[str]


def _check_minutes(minutes: Minutes, parties: Sequence[Party]) -> None:
    known = {str(one.n) for one in parties} | {ORGAN, CHAIR}
    if any(one.part not in Part.values or one.who not in known for one in minutes.entries):
        raise Refused(
            _("The record names a part or a person that does not exist."), field="entries", code="unknown"
        )
    if not any(one.part == Part.REVIEW and one.who == ORGAN and one.said.strip() for one in minutes.entries):
        message = _("The reviewer has to state the findings with evidence and reasons.")
        raise Refused(message, field="review", code="no_review")
    for n in minutes.present:
        party_of(parties, n)
    if not [one for one in minutes.points if one.strip()]:
        raise Refused(
            _("Write down what is in dispute; each point is taken up later."), field="points", code="empty"
        )
    if len(minutes.points) > MOST_POINTS:
        raise Refused(_("This is too long."), field="points", code="too_long")


def hold_hearing(case_id: int, minutes: Minutes, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Hold the hearing and write down who came and what was said, as its chair (A-704).

    Raises Refused before its time, if somebody was not served with its notice seven working days ahead (L-08), with a
    challenge open, or where the reviewer did not state evidence and reasons.
    """
    with held(case_id) as hearing:
        if hearing.chair and by != hearing.chair:
            raise Refused(_("Only the chair holds the hearing and closes its record."), code="chair")
        move(hearing, "hold_hearing")
        if hearing.starts_at is None or at < hearing.starts_at:
            raise Refused(_("The hearing has not begun yet."), code="too_early")
        challenges = list(Challenge.objects.filter(case_id=case_id))
        if any(one.upheld is None for one in challenges):
            raise Refused(
                _("The chair is challenged already; the head of the organ decides."), code="challenged"
            )
        lost = [one.chair for one in challenges if one.upheld]
        case = case_reads.sheet(case_id)
        if untold(case, hearing, calendar):
            raise Refused(UNTOLD, code="untold")
        check_chair(case, hearing.chair, lost)
        parties = parties_of(case_id)
        _check_minutes(minutes, parties)
        here = ExpressionWrapper(Q(n__in=list(minutes.present)), output_field=BooleanField())
        Party.objects.filter(case_id=case_id).update(present=here)
        said = [asdict(one) for one in minutes.entries if one.said.strip()]
        hearing.held_at, hearing.minutes = at, seal(said, MINUTES)
        hearing.points = [one.strip()[:500] for one in minutes.points if one.strip()]
        keep(hearing, ["state", "held_at", "minutes", "points"])
        came = len(minutes.present)
        publish(HearingHeld(**envelope(hearing, by, at), present=came, points=len(hearing.points)))


def close_record(
    case_id: int, signatures: Mapping[str, tuple[str, str]], *, by: str, at: datetime, calendar: Calendar
) -> None:
    """Close the record once everyone who was there signed it or their refusal is noted (A-704); the clock runs again.

    `signatures` gives "signed" or "refused" with a note, for "chair", "organ" and the number of each person present.
    """
    with held(case_id) as hearing:
        if by != hearing.chair:
            raise Refused(_("Only the chair holds the hearing and closes its record."), code="chair")
        move(hearing, "close_record")
        parties = [one for one in parties_of(case_id) if one.present]
        given = {who: said for who, said in signatures.items() if said[0] in {SIGNED, REFUSED}}
        missing = rules.unsigned([CHAIR, ORGAN, *(str(one.n) for one in parties)], given)
        if missing:
            message = _("Everyone who was there signs, or it is noted that they refused.")
            raise Refused(message, field=f"sign_{missing[0]}", code="unsigned")
        for who, (how, note) in given.items():
            if how == REFUSED and not note.strip():
                raise Refused(_("Note why the record was not signed."), field=f"note_{who}", code="empty")
        for one in parties:
            one.signature, one.note = given[str(one.n)][0], given[str(one.n)][1].strip()
        Party.objects.bulk_update(parties, ["signature", "note"])
        hearing.signatures = {who: list(given[who]) for who in (CHAIR, ORGAN)}
        hearing.closed_at = at
        keep(hearing, ["state", "signatures", "closed_at"])
        cases.settle(case_id, HEARING)
        _resume(hearing, by=by, at=at, calendar=calendar)
        refused = sum(how == REFUSED for how, _note in given.values())
        publish(RecordClosed(**envelope(hearing, by, at), refused=refused))


def _resume(hearing: Hearing, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Let the clock run again if it stands still for this hearing, and not for anything else (A-706)."""
    running = [one for one in case_reads.sheet(hearing.case_id).suspensions if one["last_on"] is None]
    if running and running[-1]["ground"] == cases.SuspensionGround.HEARING:
        cases.resume(hearing.case_id, by=by, at=at, calendar=calendar)


def find_on_record(case_id: int, findings: Sequence[str], *, by: str, at: datetime) -> None:
    """Take up each point in dispute on the record; without that there is no decision (A-705)."""
    with held(case_id) as hearing:
        move(hearing, "find_on_record")
        open_points = rules.points_without_finding(hearing.points, findings)
        if open_points:
            message = _("Each point in dispute needs a finding.")
            raise Refused(message, field=f"finding_{open_points[0]}", code="empty")
        hearing.findings = [one.strip() for one in findings[: len(hearing.points)]]
        hearing.found_by, hearing.found_at = by, at
        keep(hearing, ["state", "findings", "found_by", "found_at"])
        cases.settle(case_id, FINDINGS)
        publish(FindingsMade(**envelope(hearing, by, at), points=len(hearing.points)))


def drop(case_id: int, *, by: str, at: datetime) -> bool:
    """End the hearing of a case that ended, and everybody's time to answer; say whether there was one to end."""
    with as_one():
        if not Hearing.objects.filter(pk=case_id, state__in=sorted(OPEN)).exists():
            return False
        with hold(Hearing, case_id) as hearing:
            if "drop" not in LIFE.possible(State(hearing.state)):
                return False
            move(hearing, "drop")
            keep(hearing, ["state"])
            Party.objects.filter(case_id=case_id, respond_by_on__isnull=False).update(over=True)
            publish(HearingDropped(**envelope(hearing, by, at)))
            return True
