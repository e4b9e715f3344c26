"""The answer to an application: taken on, sent back for papers once, or not taken on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts import (
    checks,
    fees,
    filing,
    periods,
)
from yimen.affairs.cases.acts.common import (
    DUE_FIELDS,
    WAITING,
    begin_review,
    check_time,
    day,
    local_date,
    met,
    move,
    set_clocks,
    terms,
    with_first,
)
from yimen.affairs.cases.acts.first_review import begin_by_silence, check_upper
from yimen.affairs.cases.acts.gaps import open_gaps
from yimen.affairs.cases.acts.in_order import take_place
from yimen.affairs.cases.acts.pending import wait_by_matter
from yimen.affairs.cases.acts.permits import check_silence
from yimen.affairs.cases.acts.telling import handed_over
from yimen.affairs.cases.events import (
    CaseAccepted,
    CaseDeclined,
    CaseDeemedAccepted,
    SecondSupplementRequested,
    SupplementRequested,
)
from yimen.affairs.cases.life import LIFE, DeclineGround, State, ToldBy
from yimen.affairs.cases.models import Case, Material, Supplement
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import add, keep

NEW_FACT = "new_fact"  # the only ground of a second notice: the first answer brought something new up


@dataclass(frozen=True)
class Missing:
    """One thing to supply: a material of the published list or a field of the form, and why."""

    reason: str
    material: int = 0
    field: str = ""


def _begin(case: Case, names: Sequence[str], *, by: str, at: datetime, calendar: Calendar) -> list[Event]:
    """Write an accepted case down and begin what runs from acceptance: checks, fees, what must be settled, promised papers."""
    begun = checks.begin(case, calendar) + fees.begin(case, fees.ACCEPTANCE, by=by, at=at)
    fields = [*ACCEPTED, *DUE_FIELDS, *checks.FIELDS, *wait_by_matter(case), *take_place(case), *names]
    keep(case, list(dict.fromkeys(fields)))
    return [*begun, *open_gaps(case, by=by, at=at, calendar=calendar)]


def accept(case_id: int, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Accept a submitted case; the clocks of the decision run from the day after (A-207, A-401, T-10)."""
    with hold(Case, case_id) as case:
        move(case, "accept")
        check_upper(case)
        if case.confirmed_at is None:
            raise Refused(_("Confirm the arrival to the applicant first."), code="unconfirmed")
        check_time(case, at)
        check_silence(case, at)
        case.accepted_at, case.accepted_by = at, by
        begin_review(case)
        set_clocks(case, local_date(at), calendar)
        begun = _begin(case, [*met(case, by)], by=by, at=at, calendar=calendar)
        publish(
            CaseAccepted(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                person=case.person_id,
                promised_due_on=day(case.promised_due_on),
                statutory_due_on=day(case.statutory_due_on),
            ),
            *begun,
        )


ACCEPTED = ["state", "accepted_at", "accepted_by", *WAITING]


def deem_accepted(case_id: int, *, at: datetime, calendar: Calendar) -> None:
    """Record that silence became acceptance, running back to the day the papers came (A-205, K-01).

    Silence about a filing is its filing; silence of an office that examines first begins its review.
    """
    with hold(Case, case_id) as case:
        LIFE.after("deem_accepted", State(case.state))
        silent = case.confirmed_at is not None and case.accept_due_on is not None  # T-13: no clock before
        if not silent or not rules.is_deemed_accepted(day(case.accept_due_on), local_date(at)):
            raise Refused(_("The five working days have not ended yet."), code="too_early")
        if terms(case).is_filing:
            said = filing.file(case, by="system", at=at, by_silence=True)
            keep(case, filing.FILED)
            publish(said)
            return
        if with_first(case):
            begin_by_silence(case, at=at, calendar=calendar)
            return
        move(case, "deem_accepted")
        case.accepted_at, case.accepted_by, case.deemed = case.papers_at, "system", True
        begin_review(case)
        accepted_on = local_date(case.papers_at)
        set_clocks(case, accepted_on, calendar)
        begun = _begin(case, ["deemed"], by="system", at=at, calendar=calendar)
        publish(
            CaseDeemedAccepted(
                subject=case.id,
                organ=case.organ_id,
                by="system",
                at=at,
                person=case.person_id,
                accepted_on=accepted_on,
                promised_due_on=day(case.promised_due_on),
                statutory_due_on=day(case.statutory_due_on),
            ),
            *begun,
        )


def _check_items(case: Case, items: Sequence[Missing]) -> None:
    sheet = terms(case)
    materials, fields = {m.n for m in sheet.materials}, {f.name for f in sheet.form}
    if not items:
        raise Refused(_("Say what is missing."), field="items", code="empty")
    handed_in = _handed_in(case)
    for item in items:
        require(item.reason, "items")
        if item.material in handed_in:
            raise Refused(
                _("What was handed in for the first review is not asked for again."),
                field="items",
                code="asked_twice",
            )
        if item.material not in materials and item.field not in fields:
            # what is not in the published list may not be asked for.
            raise Refused(
                _("Only papers and entries of the published list may be asked for."),
                field="items",
                code="unlisted",
            )


def _handed_in(case: Case) -> set[int]:
    """Return the papers that came with a first review, which the upper organ takes as they are (art. 35, A-108)."""
    if case.forwarded_at is None:
        return set()
    return set(Material.objects.filter(case_id=case.id).values_list("material", flat=True))


def ask_for_more(
    case_id: int,
    items: Sequence[Missing],
    *,
    ground: str = "",
    way: str = ToldBy.ONLINE,
    by: str,
    at: datetime,
    calendar: Calendar,
) -> None:
    """Tell the applicant, once, everything that is missing (A-204).

    A second notice needs the ground "new_fact" and is reported to supervision (A-206). Raises Refused
    after the five working days: then the case is accepted by law (A-205). Content, moment, officer and `way`
    are kept as they were told (A-901). The applicant's days run from service (A-211): at the window that is now.
    """
    with hold(Case, case_id) as case:
        move(case, "ask_for_more")
        if way not in ToldBy.values:
            raise Refused(_("Choose how the applicant was told."), field="way", code="unknown")
        _check_items(case, items)
        check_time(case, at)
        check_silence(case, at)
        earlier = Supplement.objects.filter(case_id=case_id).count()
        if earlier and ground != NEW_FACT:
            raise Refused(
                _(
                    "Everything must be told at once. A second notice is only for what the first answer brought up."
                ),
                field="ground",
                code="second_notice",
            )
        due = periods.supplement_due(local_date(at), terms(case).supplement_days, calendar)
        at_window = way == ToldBy.WINDOW
        add(
            Supplement(
                case_id=case_id,
                n=earlier + 1,
                items=_as_told(case, items),
                ground=ground if earlier else "",
                told_by_way=way,
                asked_at=at,
                asked_by=by,
                served_on=local_date(at) if at_window else None,
                respond_by_on=due.on,
            )
        )
        case.waiting_role, case.first_role, case.provisional = "", "", due.provisional
        keep(case, ["state", "waiting_role", "first_role", "provisional", *met(case, by)])
        envelope: dict[str, Any] = {"subject": case.id, "organ": case.organ_id, "by": by, "at": at}
        requested = SupplementRequested(**envelope, n=earlier + 1, items=len(items), respond_by_on=due.on)
        again = [SecondSupplementRequested(**envelope, n=earlier + 1, ground=ground)] if earlier else []
        publish(requested, *again, *([handed_over(case, by=by, at=at)] if at_window else []))


def _as_told(case: Case, items: Sequence[Missing]) -> list[dict[str, Any]]:
    """Return what is missing with the names it then had: the notice stays as it was read (A-901)."""
    sheet = terms(case)
    names = {one.n: one.name("zh-hans") for one in sheet.materials}
    labels = {one.name: one.label("zh-hans") for one in sheet.form}
    return [
        {**asdict(item), "name": names.get(item.material) or labels.get(item.field, "")} for item in items
    ]


def decline(
    case_id: int,
    *,
    ground: str,
    reason: str,
    competent_organ: str = "",
    entitled: bool = False,
    by: str,
    at: datetime,
) -> None:
    """Do not take the case on, with reasons and, where another organ is competent, its name (A-201, A-202, A-209).

    "Complete but unwanted" is no ground: only those of `DeclineGround` exist (A-207). That papers are false warns and
    may bar the applicant, so only whoever is `entitled` to decide finds it, as the gate says (A-210).
    """
    with hold(Case, case_id) as case:
        move(case, "decline")
        check_time(case, at)
        check_silence(case, at)
        if ground not in DeclineGround.values:
            raise Refused(_("Choose one of the grounds that the law knows."), field="ground", code="unknown")
        if ground == DeclineGround.FALSE and not entitled:
            words = _("Whether papers are false is found by whoever decides; have them look at the case.")
            raise Refused(words, field="ground", code="not_entitled")
        if ground == DeclineGround.NOT_COMPETENT and not competent_organ.strip():
            raise Refused(_("Name the organ that is competent."), field="competent_organ", code="empty")
        case.decline_ground, case.decision_reason = ground, require(reason, "reason")
        case.competent_organ, case.decided_at, case.decided_by = competent_organ.strip(), at, by
        case.waiting_role = case.first_role = ""
        fields = ["state", "decline_ground", "decision_reason", "competent_organ", "decided_at", "decided_by"]
        keep(case, [*fields, "waiting_role", "first_role", *met(case, by)])
        publish(
            CaseDeclined(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                ground=ground,
                competent_organ=case.competent_organ,
            )
        )
