"""Notify and commit 告知承诺: made with the application, taken back before the decision, checked after the grant."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts.common import WAITING, begin_review, day, local_date, note, terms
from yimen.affairs.cases.acts.gaps import owe
from yimen.affairs.cases.acts.review import is_another
from yimen.affairs.cases.events import (
    CommitmentBroken,
    CommitmentCheckDue,
    CommitmentKept,
    CommitmentMade,
    CommitmentMendOrdered,
    CommitmentTakenBack,
)
from yimen.affairs.cases.life import UNDECIDED, State
from yimen.affairs.cases.models import Case, Commitment, Review
from yimen.affairs.cases.promises import Promised
from yimen.affairs.cases.ways import COMMITMENT
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold, together
from yimen.ground.life import Refused, require
from yimen.ground.rows import keep
from yimen.registers.catalogue.reads import MatterSheet, say
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people

RECORD: Final = "zh-hans"
FOUND: Final = ["state", "finding", "found_at", "found_by", "false", "due_on"]
OUTCOMES: Final = frozenset({"kept", "not_kept", "false"})


def commit(case: Case, matter: MatterSheet, *, by: str, at: datetime) -> tuple[Commitment, CommitmentMade]:
    """Return the commitment with the notice as it was told. Raises Refused where none is offered or the person is excluded.

    Whoever chooses the ordinary way loses nothing by it: nothing here is asked of them (A-907).
    """
    offered = matter.special.commitment
    if offered is None:
        raise Refused(
            _("This matter is not decided on a commitment."), field="commitment", code="not_offered"
        )
    if people.is_excluded_from_commitments(case.person_id):
        raise Refused(
            _("After a false promise this person hands in the papers until the record is repaired."),
            field="commitment",
            code="excluded",
        )
    note(case, COMMITMENT, until=False)
    papers = {one.n: one for one in matter.materials}
    items = [say(matter.conditions[n - 1], RECORD) for n in offered.conditions]
    items += [papers[n].name(RECORD) for n in offered.materials]
    row = Commitment(
        case_id=case.id,
        person_id=case.person_id,
        matter_id=case.matter_id,
        organ_id=case.organ_id,
        title=case.title,
        items=items,
        notice={name: say(getattr(offered, name), RECORD) for name in ("duty", "content", "liability")},
        check_days=offered.check_days or settings.COMMITMENT_CHECK_DAYS,
        mend_days=offered.mend_days or settings.COMMITMENT_MEND_DAYS,
        made_at=at,
        made_by=by,
    )
    return row, CommitmentMade(**_envelope(row, by, at))


def _envelope(row: Commitment, by: str, at: datetime) -> dict[str, Any]:
    about = {"subject": row.case_id, "organ": row.organ_id, "by": by, "at": at}
    return {**about, "person": row.person_id, "matter": row.matter_id}


def take_back_commitment(case_id: int, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Take a commitment back before the decision; the case goes on the ordinary way, at no disadvantage (A-909).

    The papers for which it stood are missing from now on: they follow before the decision (A-907).
    """
    with hold(Case, case_id) as case:
        if case.state not in UNDECIDED or COMMITMENT not in case.marks:
            raise Refused(_("There is no commitment that could be taken back."), code="out_of_order")
        case.marks = [one for one in case.marks if one != COMMITMENT]
        if case.state in {State.ACCEPTED, State.SUSPENDED}:
            begin_review(case)
            Review.objects.filter(case_id=case_id).update(void=True)
        said = owe(case, _spared(case), by=by, at=at, calendar=calendar)
        keep(case, ["marks", "pending", *WAITING])
        row = Commitment.objects.get(pk=case_id)
        row.state, row.taken_back_at = Promised.TAKEN_BACK, at
        keep(row, ["state", "taken_back_at"])
        publish(CommitmentTakenBack(**_envelope(row, by, at)), *said)


def _spared(case: Case) -> tuple[int, ...]:
    """Return the numbers of the papers for which the commitment of a case stands."""
    offered = terms(case).special.commitment
    return tuple(offered.materials) if offered else ()


def let_check(case: Case, *, granted: bool, by: str, at: datetime, calendar: Calendar) -> list[Event]:
    """Set the day of the check once a case was granted on a commitment (A-910); nothing for other cases."""
    if COMMITMENT not in case.marks:
        return []
    row = Commitment.objects.get(pk=case.id)
    if not granted:
        row.state = Promised.VOID
        keep(row, ["state"])
        return []
    row.state = Promised.WAITING
    row.due_on = calendar.national.working_days_after(local_date(at), row.check_days).on
    keep(row, ["state", "due_on"])
    return [CommitmentCheckDue(**_envelope(row, by, at), check_due_on=row.due_on)]


def _by_two(second: str, by: str) -> None:
    """Raise Refused for a finding against somebody that only one officer made (A-302)."""
    if not is_another(second, by):
        raise Refused(_("Two officers must verify this."), field="second", code="two_officers")


def check_commitment(
    case_id: int,
    *,
    outcome: str,
    finding: str,
    second: str = "",
    by: str,
    at: datetime,
    calendar: Calendar,
) -> None:
    """Record what the check after the grant found: kept, not kept (to be mended by a day), or false (A-910).

    What speaks against the holder is found by two (A-302). After a false promise the person is excluded from commitments
    until the record is repaired (A-911).
    """
    with _held(case_id) as row:
        if row.state != Promised.WAITING:
            raise Refused(_("This commitment is not to be checked now."), code="out_of_order")
        if outcome not in OUTCOMES:
            raise Refused(_("Choose a finding."), field="outcome", code="unknown")
        words = finding.strip() if outcome == "kept" else require(finding, "finding")
        if outcome != "kept":
            _by_two(second, by)
        _find(row, words, by, at)
        if outcome == "kept":
            row.state, row.due_on = Promised.KEPT, None
            said: Event = CommitmentKept(**_envelope(row, by, at), mended=False)
        elif outcome == "not_kept":
            row.state = Promised.MENDING
            row.due_on = calendar.working_days_after(local_date(at), row.mend_days).on
            order: dict[str, Any] = {"finding": words, "mend_by_on": row.due_on, "second": second}
            said = CommitmentMendOrdered(**_envelope(row, by, at), **order)
        else:
            said = _break(row, by, second, at, false=True)
        keep(row, FOUND)
        publish(said)


@contextmanager
def _held(case_id: int) -> Iterator[Commitment]:
    """Hold the commitment of a case. Raises Refused if none was made with it."""
    with together():
        if not Commitment.objects.filter(pk=case_id).exists():
            raise Refused(_("No commitment was made with this case."), code="out_of_order")
        with hold(Commitment, case_id) as row:
            yield row


def _find(row: Commitment, words: str, by: str, at: datetime) -> None:
    row.finding, row.found_at, row.found_by = words, at, by


def _break(row: Commitment, by: str, second: str, at: datetime, *, false: bool) -> CommitmentBroken:
    row.state, row.false, row.due_on = Promised.BROKEN, false, None
    if false:
        people_acts.exclude_from_commitments(
            row.person_id, case=row.case_id, reason=row.finding, by=by, at=at
        )
    return CommitmentBroken(**_envelope(row, by, at), false=false, finding=row.finding, second=second)


def record_mending(
    case_id: int, *, mended: bool, finding: str, second: str = "", by: str, at: datetime
) -> None:
    """Record whether what was not kept was mended; not mended by the day, as two found, the grant is to be revoked (A-910)."""
    with _held(case_id) as row:
        if row.state != Promised.MENDING:
            raise Refused(_("Nothing is to be mended here."), code="out_of_order")
        if not mended and local_date(at) <= day(row.due_on):
            raise Refused(_("The time to mend it has not ended yet."), field="mended", code="too_early")
        _find(row, finding.strip() if mended else require(finding, "finding"), by, at)
        if not mended:
            _by_two(second, by)
        if mended:
            row.state, row.due_on = Promised.MENDED, None
            said: Event = CommitmentKept(**_envelope(row, by, at), mended=True)
        else:
            said = _break(row, by, second, at, false=False)
        keep(row, FOUND)
        publish(said)
