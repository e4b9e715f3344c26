"""Time, place and chair of a hearing, and challenges to the chair (Licensing Law art. 48)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.hearings import rules
from yimen.affairs.hearings.acts.common import (
    FINDINGS,
    envelope,
    held,
    local_date,
    move,
    parties_of,
    party_of,
    require,
)
from yimen.affairs.hearings.acts.telling import untold
from yimen.affairs.hearings.events import ChairChallenged, ChallengeDecided, HearingSet
from yimen.affairs.hearings.life import State
from yimen.affairs.hearings.models import Challenge, Hearing
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import as_one
from yimen.ground.life import Refused
from yimen.ground.rows import add, keep
from yimen.registers.catalogue.reads import Kind

BASIS: Final = "《中华人民共和国行政许可法》第四十五条、第四十六条至第四十八条"
ELSEWHERE: Final = "有关法律、法规、规章关于听证的规定"
AFTER: Final = 3  # working days told to the applicant for the record, beside those until the hearing
POSTPONED: Final = "听证时间变更"
TIME_FAULTS: Final = {
    "too_soon": _("Time and place must be told at least seven working days ahead."),
    "rest_day": _("The hearing must be on a working day."),
    "too_late": _("The hearing must be held within twenty working days of the request."),
}


@dataclass(frozen=True)
class Appointment:
    """When, where and by whom a hearing is held."""

    starts_at: datetime
    place: str
    chair: str
    chair_name: str
    public: bool = True
    closed_reason: str = ""
    reason: str = ""


def handled(case: CaseSheet) -> set[str]:
    """Return who accepted, reviewed or checked a case; what was sent back counts too."""
    reviewers = {name for one in case.reviews for name in (one["by"], one["second"]) if name}
    checkers = {name for one in case.checks for name in one["officers"]}
    return reviewers | checkers | {one["actor"] for one in case.told if one["type"] == "cases.CaseAccepted"}


def _challenged(case_id: int) -> Iterable[str]:
    return Challenge.objects.filter(case_id=case_id, upheld=True).values_list("chair", flat=True)


def check_chair(case: CaseSheet, chair: str, challenged: Iterable[str] | None = None) -> None:
    """Raise Refused for a chair who handled the case or was successfully challenged, if that is known (A-704)."""
    if not chair:
        raise Refused(_("Choose who chairs the hearing."), field="chair", code="empty")
    if not rules.may_chair(chair, handled(case), _challenged(case.id) if challenged is None else challenged):
        raise Refused(
            _(
                "Whoever accepted, reviewed or checked the case, or was challenged with success, may not chair."
            ),
            field="chair",
            code="chair",
        )


def _missed(case: CaseSheet, hearing: Hearing, today: date, calendar: Calendar) -> bool:
    """Say whether the time that is set can lawfully not be kept, since somebody was not told of it in time (A-704)."""
    if hearing.state != State.SET or hearing.starts_at is None:
        return False
    return today > rules.tell_by(local_date(hearing.starts_at), calendar) and untold(case, hearing, calendar)


def _check(
    case: CaseSheet, hearing: Hearing, wanted: Appointment, *, at: datetime, calendar: Calendar
) -> None:
    """Raise Refused for a time that the law does not allow, or for what is not whole.

    The twenty working days bind no more where telling somebody of the time took longer; the hearing stays late.
    """
    today = local_date(at)
    hold_by = None if _missed(case, hearing, today, calendar) else hearing.hold_by_on
    fault = rules.time_fault(today, local_date(wanted.starts_at), hold_by, calendar)
    if fault:
        raise Refused(TIME_FAULTS[fault], field="starts_at", code=fault)
    require(wanted.place, "place")
    if not wanted.public:
        require(wanted.closed_reason, "closed_reason")
    if hearing.state == State.SET:
        require(wanted.reason, "reason")


def _stop(case: CaseSheet, hearing: Hearing, *, by: str, at: datetime, calendar: Calendar) -> bool:
    """Begin to stop the clock for the hearing; say whether it was begun. It stands once the notice is served (A-706).

    A clock that stands for something else is left alone; where it stands for this hearing, the applicant is told anew.
    """
    if hearing.starts_at is None:
        return False
    days = rules.days_needed(local_date(at), local_date(hearing.starts_at), calendar) + AFTER
    if _stands_for_hearing(case):
        cases.prolong(case.id, planned_days=days, reason=POSTPONED, by=by, at=at, calendar=calendar)
        return True
    if case.line.state != "accepted":
        return False
    basis = BASIS if case_reads.terms_of(case).kind == Kind.LICENSING else ELSEWHERE
    try:
        cases.suspend(
            case.id, ground=cases.SuspensionGround.HEARING, basis=basis, planned_days=days, by=by, at=at
        )
    except Refused as refused:
        if (
            refused.code != "too_late"
        ):  # what is late already stays late; the hearing takes place all the same
            raise
        return False
    return True


def _stands_for_hearing(case: CaseSheet) -> bool:
    running = [one for one in case.suspensions if one["last_on"] is None]
    return bool(running) and running[-1]["ground"] == cases.SuspensionGround.HEARING


def set_time(case_id: int, wanted: Appointment, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Set time and place, at least seven working days ahead, and begin to stop the clock of the case (A-704, A-706, L-08).

    It is held only if everybody was served with its notice as long ahead (`tell_person`).

    A second time postpones, with reasons and a new notice of the same length.
    """
    with held(case_id) as hearing:
        cases.await_first(case_id, FINDINGS)  # holds the case, so that nobody reviews it meanwhile
        again = hearing.state == State.SET
        case = case_reads.sheet(case_id)
        _check(case, hearing, wanted, at=at, calendar=calendar)
        check_chair(case, wanted.chair)
        move(hearing, "set_time")
        hearing.starts_at, hearing.set_at, hearing.place = wanted.starts_at, at, wanted.place.strip()
        hearing.chair, hearing.chair_name = wanted.chair, wanted.chair_name
        hearing.public, hearing.closed_reason = wanted.public, wanted.closed_reason.strip()
        hearing.stops_clock = _stop(case, hearing, by=by, at=at, calendar=calendar) or hearing.stops_clock
        fields = ["state", "starts_at", "set_at", "place", "chair", "chair_name", "public"]
        keep(hearing, [*fields, "closed_reason", "stops_clock"])
        publish(
            HearingSet(
                **envelope(hearing, by, at),
                starts_at=wanted.starts_at,
                place=hearing.place,
                chair=wanted.chair_name,
                public=wanted.public,
                again=again,
                reason=wanted.reason.strip(),
            )
        )


def go_on(case_id: int, *, by: str, at: datetime, calendar: Calendar) -> bool:
    """Stop the clock for a hearing that was told while it stood still for something else; say whether it did (A-706)."""
    with as_one():
        rows = Hearing.objects.select_for_update().filter(pk=case_id, stops_clock=False)
        hearing = rows.filter(state__in=[State.SET, State.HELD]).first()
        if hearing is None:
            return False
        case = case_reads.sheet(case_id)
        hearing.stops_clock = _stop(case, hearing, by=by, at=at, calendar=calendar)
        keep(hearing, ["stops_clock"])
        return hearing.stops_clock


def open_challenge(case_id: int) -> Challenge | None:
    """Return the challenge that waits for the head of the organ, if there is one."""
    return Challenge.objects.filter(case_id=case_id, upheld__isnull=True).order_by("n").first()


def challenge(case_id: int, n: int, *, reason: str, by: str, at: datetime) -> None:
    """Challenge the chair; nothing is heard before the head of the organ decided (A-704)."""
    with held(case_id) as hearing:
        party_of(parties_of(case_id), n)
        move(hearing, "challenge")
        reason = require(reason, "reason")
        earlier = list(Challenge.objects.filter(case_id=case_id))
        if any(one.upheld is None for one in earlier):
            raise Refused(_("The chair is challenged already; the head of the organ decides."), code="twice")
        if any(one.party == n and one.chair == hearing.chair for one in earlier):
            raise Refused(_("This challenge was decided before."), code="twice")
        add(
            Challenge(case_id=case_id, n=len(earlier) + 1, party=n, chair=hearing.chair, reason=reason, at=at)
        )
        publish(ChairChallenged(**envelope(hearing, by, at), n=n))


def decide_challenge(
    case_id: int, *, upheld: bool, answer: str, chair: str = "", chair_name: str = "", by: str, at: datetime
) -> None:
    """Decide on a challenge, as the head of the organ; upheld, another chair is named (A-704)."""
    with held(case_id) as hearing:
        move(hearing, "decide_challenge")
        open_one = open_challenge(case_id)
        if open_one is None:
            raise Refused(_("No challenge waits for a decision."), code="out_of_order")
        if by == open_one.chair:
            raise Refused(_("Nobody decides on a challenge to themselves."), code="two_people")
        open_one.upheld, open_one.answer = upheld, require(answer, "answer")
        open_one.decided_by, open_one.decided_at = by, at
        keep(open_one, ["upheld", "answer", "decided_by", "decided_at"])
        if upheld:
            cases.await_first(case_id, FINDINGS)  # holds the case, so that nobody reviews it meanwhile
            check_chair(case_reads.sheet(case_id), chair)
            hearing.chair, hearing.chair_name = chair, chair_name
            keep(hearing, ["chair", "chair_name"])
        publish(
            ChallengeDecided(
                **envelope(hearing, by, at), n=open_one.party, upheld=upheld, chair=hearing.chair_name
            )
        )
