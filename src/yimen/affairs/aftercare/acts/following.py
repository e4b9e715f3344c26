"""What follows by itself: renewal by silence, striking off, reminders, and what a broken promise or false papers bring."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.affairs.aftercare import paperwork
from yimen.affairs.aftercare.acts.proceedings import Proposal, revoke_at_once
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.ground.calendar.reads import today_of
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import as_one
from yimen.ground.life import Refused
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people import acts as people
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as permit_reads
from yimen.registers.permits.acts import Ending, Ground

FALSE_PAPERS: Final = "隐瞒有关情况或者提供虚假材料申请行政许可"
FALSE_BASIS: Final = "《中华人民共和国行政许可法》第七十八条"
FALSE_YEARS: Final = 1
NOT_RENEWED: Final = "有效期届满未延续"
AFTER: Final = "行政许可已被依法撤销、撤回，或者许可证件已被依法吊销"


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
    """Strike off what was revoked, withdrawn or forfeited; it stays what it is (art. 70 (4))."""
    permits.end(permit_id, Ending.CANCEL, ground=Ground.AFTER_ENDING, reason=AFTER, by="system", at=at)


def remind(permit_id: int, renewal_days: int, *, at: datetime) -> int:
    """Remind the holder that the permit ends soon, once for each of the days that the city set (A-603)."""
    return permits.remind(permit_id, days=settings.PERMIT_REMINDER_DAYS, renewal_days=renewal_days, at=at)


def bar_for_false_papers(case_id: int, *, by: str, at: datetime) -> bool:
    """Bar an applicant for a year after false papers, where safety, health, life or property are concerned (A-210, L-11).

    Say whether the matter is of that kind; the same case bars only once.
    """
    line, owner = case_reads.line(case_id), case_reads.owner(case_id)
    if line is None or owner is None or not catalogue.version(line.version_id).protects:
        return False
    record = people.BarRecord(basis=FALSE_BASIS, organ_id=line.organ_id, about=case_id)
    until = permit_reads.free_again(today_of(at), FALSE_YEARS)
    people.bar(owner.person_id, line.matter_id, until=until, reason=FALSE_PAPERS, record=record, by=by, at=at)
    return True


def revoke_after_commitment(case_id: int, *, false: bool, by: str, at: datetime) -> list[int]:
    """Revoke what was granted on a promise that proved false, or was not kept and not mended (A-910).

    Return the numbers of the proceedings; none if the case granted no permit or it has ended. A false
    promise is deceit: it also bars the holder (A-607), and its event feeds the credit record.
    """
    ground = Ground.PROMISE_FALSE if false else Ground.PROMISE_UNMET
    facts = "核查发现申请人作出的承诺不实" if false else "核查发现申请人未在规定期限内履行承诺，且逾期未改正"
    said = Proposal(
        Ending.REVOKE, ground, facts=f"{facts}。", reason=f"{facts}，依法撤销以告知承诺方式作出的决定。"
    )
    standing = [
        one
        for one in permit_reads.of_case(case_id, at=at)
        if one.case_id == case_id and one.state in permit_reads.HOLDS
    ]
    with as_one():
        return [revoke_at_once(permit, said, by=by, at=at) for permit in standing]
