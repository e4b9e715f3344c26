"""What follows by itself: renewal by silence, striking off, reminders, and what broken promises or false papers bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.affairs.aftercare import paperwork
from yimen.affairs.aftercare.acts.proceedings import Proposal, has_open, propose
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.ground.calendar.reads import today_of
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import as_one
from yimen.ground.life import Refused
from yimen.means.documents import reads as documents
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people import acts as people
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as permit_reads
from yimen.registers.permits.acts import Ending, Ground
from yimen.registers.permits.reads import PermitSheet

FALSE_BASIS: Final = "《中华人民共和国行政许可法》第七十八条"
FALSE_YEARS: Final = 1
NOT_RENEWED: Final = "有效期届满未延续"
NOT_ENDED: Final = "行政许可未被撤销、撤回或者吊销"
BREACHES: Final[Mapping[bool, tuple[Ground, str]]] = {
    True: (Ground.PROMISE_FALSE, "核查发现申请人作出的承诺不实，拟依法撤销以告知承诺方式作出的决定。"),
    False: (
        Ground.PROMISE_UNMET,
        "核查发现申请人未在规定期限内履行承诺，且逾期未改正，拟依法撤销以告知承诺方式作出的决定。",
    ),
}


def deem_renewed(case_id: int, *, at: datetime, calendar: Calendar) -> None:
    """Renew a permit by silence: case, register, document and message in one transaction (A-411, A-605, A-609)."""
    with as_one():
        cases.deem_renewed(case_id, at=at, calendar=calendar)
        for permit in permit_reads.of_case(case_id, at=at):
            if permit.deemed:
                paperwork.order_deemed(permit, at=at)
                paperwork.tell(permit, "permit_renewed_by_law", at=at, valid_until_on=permit.valid_until)


def strike_off_expired(permit_id: int, *, at: datetime) -> None:
    """Strike off a permit whose time ran out and that nobody asked to renew (art. 70 (1)).

    Raises Refused while an application on it is undecided.
    """
    with as_one():
        permit = permit_reads.permit(permit_id, at=at)
        if permit is None or (permit.open_case_id and case_reads.undecided([permit.open_case_id])):
            raise Refused(_("An application on this permit is under way."), code="pending")
        permits.end(
            permit_id, Ending.CANCEL, ground=Ground.NOT_RENEWED, reason=NOT_RENEWED, by="system", at=at
        )
        cases.free_place_of(permit_id, at=at)


def strike_off_ended(permit_id: int, *, at: datetime) -> None:
    """Strike off what was revoked, withdrawn or forfeited, naming that act; it stays what it is (art. 70 (4))."""
    permit = permit_reads.permit(permit_id, at=at)
    reason = _after(permit) if permit is not None and permit.ends else NOT_ENDED
    permits.end(permit_id, Ending.CANCEL, ground=Ground.AFTER_ENDING, reason=reason, by="system", at=at)


def _after(permit: PermitSheet) -> str:
    """Return which act the striking off follows: its kind, its day and the number of its decision."""
    last = permit.ends[0]
    day, kind = today_of(last.at), paperwork.DECISIONS[last.ending]
    numbers = [one.number for one in documents.documents_of(permit.id) if one.kind == kind and one.number]
    named = f"（{paperwork.called(kind, last.ending)}{numbers[-1]}）" if numbers else ""
    return f"该行政许可已于{day.year}年{day.month}月{day.day}日被依法{paperwork.ACTS[last.ending]}{named}"


def remind(permit_id: int, renewal_days: int, *, at: datetime) -> int:
    """Remind the holder that the permit ends soon, once for each of the days that the city set (A-603)."""
    return permits.remind(permit_id, days=settings.PERMIT_REMINDER_DAYS, renewal_days=renewal_days, at=at)


def bar_for_false_papers(case_id: int, *, by: str, at: datetime) -> date | None:
    """Bar an applicant for a year after false papers, where safety, health, life or property are concerned (A-210, L-11).

    Return the last day, or None if the matter is of another kind; the same case bars only once.
    """
    line, owner = case_reads.line(case_id), case_reads.owner(case_id)
    if line is None or owner is None or not catalogue.version(line.version_id).protects:
        return None
    record = people.BarRecord(basis=FALSE_BASIS, organ_id=line.organ_id, about=case_id)
    until = permit_reads.free_again(today_of(at), FALSE_YEARS)
    reason = people.BarReason.FALSE_PAPERS
    people.bar(owner.person_id, line.matter_id, until=until, reason=reason, record=record, by=by, at=at)
    return until - timedelta(days=1)


@dataclass(frozen=True)
class Breach:
    """What the inspector found of a promise: that it was false, or was not kept and not mended."""

    false: bool
    finding: str
    second: str = ""


def propose_after_commitment(case_id: int, broken: Breach, *, by: str, at: datetime) -> list[int]:
    """Propose to revoke what was granted on a promise that was broken (A-910); return the numbers of the proceedings.

    The holder is heard like any other (art. 7), and neither of the two who found the breach decides. Nothing is proposed
    for what has ended, twice for one breach, or while another proceeding on the permit is open.
    """
    ground, facts = BREACHES[broken.false]
    standing = [
        one
        for one in permit_reads.of_case(case_id, at=at)
        if one.case_id == case_id and permits.may_end(one.state, ground) and not has_open(one.id, ground, at)
    ]
    said = Proposal(Ending.REVOKE, ground, facts=broken.finding, reason=facts, found_with=broken.second)
    with as_one():
        return [propose(permit, said, by=by, at=at) for permit in standing]
