"""What a case has to do with permits: applications on one, and the register that follows the decision (A-601 to A-609)."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts import periods
from yimen.affairs.cases.acts.common import APPLICANT, FACTS, WAITING, local_date, move, open_json, terms
from yimen.affairs.cases.acts.in_order import free_place
from yimen.affairs.cases.events import CaseDeemedRenewed
from yimen.affairs.cases.life import UNDECIDED, Purpose
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.ways import IN_ORDER
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import keep
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import FieldSheet, MatterSheet, say
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as permit_reads
from yimen.registers.permits.acts import Ending, Ground

MARK: Final = "permit"
DECIDED: Final = ["state", "decided_at", "decided_by", *WAITING, "deliver_due_on", "provisional"]
MOST_LINES: Final = 8  # answers printed on a certificate whose matter does not choose them
TITLES: Final[Mapping[str, str]] = {
    Purpose.CHANGE: "（变更）",
    Purpose.RENEWAL: "（延续）",
    Purpose.CANCEL: "（注销）",
}
FIRST_GRANT: Final = re.compile(r"[（(](新办|首次申领)[）)]$")


def title_for(name: str, purpose: str) -> str:
    """Return the name of a case on record: that of its matter, with what is asked for in place of a first grant."""
    return FIRST_GRANT.sub("", name) + TITLES[purpose] if purpose in TITLES else name


def take_on(case: Case, matter: MatterSheet, *, at: datetime) -> None:
    """Tie an application to the permit it is about (A-601, A-602); a late renewal is taken in and flagged (A-604).

    To be called inside the transaction of the application. Raises Refused for what the matter does not
    take or the permit does not allow.
    """
    if case.purpose == Purpose.NEW:
        return
    if case.purpose not in matter.permit.purposes or case.permit_id is None:
        raise Refused(_("This cannot be asked for on this matter."), field="purpose", code="purpose")
    renewal = case.purpose == Purpose.RENEWAL
    asked = permits.Application(case.id, case.person_id, matter, renewal=renewal)
    found = permits.ask_about(case.permit_id, asked, busy=_is_undecided, at=at)
    if case.purpose == Purpose.CHANGE:
        _check_not_held_back(case.permit_id, at)
    case.late_renewal = found.late
    case.renews_on = found.valid_until if renewal and not found.late else None
    case.marks = sorted({*case.marks, MARK})


def _check_not_held_back(permit_id: int, at: datetime) -> None:
    """Refuse an application for a change that could only be refused: the permit is held back (A-601)."""
    permit = permit_reads.permit(permit_id, at=at)
    if permit is not None and permit.state == permit_reads.State.SUSPENDED:
        raise Refused(
            _("This permit is held back; a change can be asked for once it holds again."), code="held_back"
        )


def _is_undecided(case_id: int) -> bool:
    return Case.objects.filter(pk=case_id, state__in=sorted(UNDECIDED)).exists()


def _value(field: FieldSheet, value: object) -> str:
    if field.kind == "boolean":
        return "是" if value in {True, "true", "on", "yes"} else "否"
    options = dict(field.options)
    return say(options[str(value)], "zh-hans") if str(value) in options else str(value)


def _scope(matter: MatterSheet, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the answers that stand on the certificate: those the matter chose, or what is not personal."""
    chosen = [one for one in matter.form if one.name in matter.permit.scope]
    fields = chosen or [one for one in matter.form if not one.personal][:MOST_LINES]
    return [
        {"label": one.label("zh-hans"), "value": _value(one, facts[one.name])}
        for one in fields
        if facts.get(one.name) not in {None, ""}
    ]


def _granted(case: Case) -> permits.Granted:
    applicant, matter = open_json(case.applicant, context=APPLICANT), terms(case)
    own = agencies.organs().get(case.name_organ_id or 0)
    return permits.Granted(
        case_id=case.id,
        matter=matter,
        person_id=case.person_id,
        holder={name: applicant.get(name, "") for name in ("name", "kind", "id_kind", "id")},
        scope=_scope(matter, open_json(case.facts, context=FACTS)),
        conditions=case.conditions,
        in_name_of=own.name("zh-hans") if own else "",
    )


def enter(case: Case, *, by: str, at: datetime) -> None:
    """Let the register of permits follow a grant, in its transaction (A-609): issue, change, renew, or strike off."""
    if case.purpose == Purpose.NEW:
        if not terms(case).permit.kind:
            return
        case.permit_id = permits.issue(_granted(case), by=by, at=at)
    elif case.purpose == Purpose.RENEWAL:
        permits.renew(case.permit_id or 0, _granted(case), late=case.late_renewal, by=by, at=at)
    elif case.purpose == Purpose.CHANGE:
        permits.change(case.permit_id or 0, _granted(case), by=by, at=at)
    else:
        reason = "被许可人申请注销"
        permits.end(case.permit_id or 0, Ending.CANCEL, ground=Ground.BY_LAW, reason=reason, by=by, at=at)
        free_place_of(case.permit_id or 0, at=at)
    case.marks = sorted({*case.marks, MARK})


def free_place_of(permit_id: int, *, at: datetime) -> None:
    """Give back the place that an ended permit had in a limited number (art. 57). To be called inside the act that ends it."""
    permit = permit_reads.permit(permit_id, at=at)
    if permit is not None and catalogue.version(permit.version_id).special.quota is None:
        return
    while permit is not None and permit.previous_id is not None:
        permit = permit_reads.permit(permit.previous_id, at=at)
    if permit is not None and Case.objects.filter(pk=permit.case_id, marks__contains=[IN_ORDER]).exists():
        free_place(permit.matter_id)


def end_silence(case: Case, at: datetime) -> list[str]:
    """Let silence renew nothing where a permit ended while the organ waited for papers (A-605); return the fields to keep.

    There the organ was not the silent one: it still decides.
    """
    if case.renews_on is None or local_date(at) <= case.renews_on:
        return []
    case.renews_on = None
    return ["renews_on"]


def check_silence(case: Case, at: datetime) -> None:
    """Refuse a decision on a renewal that silence has granted already: the permit's last day has ended (A-605)."""
    if is_renewed(case.renews_on, case.permit_id, at):
        raise Refused(_("The permit has ended undecided; by law it counts as renewed."), code="too_late")


def is_renewed(renews_on: date | None, permit_id: int | None, at: datetime) -> bool:
    """Say whether silence has renewed a permit that still holds: its last day has ended (A-605)."""
    if renews_on is None or local_date(at) <= renews_on:
        return False
    permit = permit_reads.permit(permit_id or 0, at=at)
    return permit is not None and permit.state in permit_reads.HOLDS


def deem_renewed(case_id: int, *, at: datetime, calendar: Calendar) -> None:
    """Record that silence renewed a permit: asked for in time, undecided at 24:00 of its last day (A-411, A-605, L-10).

    Nothing else is ever granted by silence (K-05). Raises Refused for it, and too early.
    """
    with hold(Case, case_id) as case:
        if case.purpose != Purpose.RENEWAL or case.renews_on is None:
            raise Refused(
                _("Silence grants nothing but a renewal that was asked for in time."), code="no_silent_grant"
            )
        move(case, "deem_renewed")
        if local_date(at) <= case.renews_on:
            raise Refused(_("The permit has not ended yet; the organ may still decide."), code="too_early")
        number, last = permits.deem_renewed(case.permit_id or 0, _granted(case), at=at)
        case.decided_at, case.decided_by = at, "system"
        case.waiting_role, case.also_roles = "window", None
        due = periods.deliver_due(local_date(at), calendar)
        case.deliver_due_on, case.provisional = due.on, due.provisional
        case.marks = sorted({*case.marks, MARK})
        keep(case, [*DECIDED, "marks"])
        publish(
            CaseDeemedRenewed(
                subject=case.id,
                organ=case.organ_id,
                by="system",
                at=at,
                person=case.person_id,
                matter=case.matter_id,
                permit=number,
                valid_until=last,
                deliver_due_on=case.deliver_due_on,
            )
        )
