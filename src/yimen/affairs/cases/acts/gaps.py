"""Acceptance with gaps 容缺受理: secondary papers are promised, opened at acceptance, filled one by one, or close the case."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import ways
from yimen.affairs.cases.acts.application import Paper
from yimen.affairs.cases.acts.common import day, local_date, move, note, terms
from yimen.affairs.cases.acts.permits import check_silence
from yimen.affairs.cases.events import GapFilled, GapsOpened, GapsPromised, GapsUnfilled
from yimen.affairs.cases.life import UNDECIDED, State
from yimen.affairs.cases.models import Case, Gap, Material
from yimen.affairs.cases.ways import COMMITMENT, GAPS
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import add, keep
from yimen.registers.catalogue.reads import MatterSheet

FAULTS: Final = {
    "main_missing": _("Only papers that may follow later can be promised; another one is missing too."),
    "no_gaps": _("No paper that may follow later is missing, so there is nothing to promise."),
}


def days_of(matter: MatterSheet) -> int:
    """Return within how many working days of acceptance promised papers follow: the matter's, else the city's (A-905)."""
    return matter.special.gaps.days or settings.GAPS_DAYS


def promise(
    case: Case, matter: MatterSheet, there: Collection[int], *, by: str, at: datetime
) -> tuple[list[Gap], GapsPromised]:
    """Return the promised papers and what is said of them. Raises Refused unless only secondary ones are missing (H-305)."""
    committed = COMMITMENT in case.marks
    needed = matter.needed_with(commitment=committed)
    missing = [one for one in matter.secondary_with(commitment=committed) if one.n not in there]
    fault = ways.gaps_fault(
        missing_main=[one.n for one in needed if one.n not in there],
        missing_secondary=[one.n for one in missing],
    )
    if fault:
        raise Refused(FAULTS[fault], field="gaps", code=fault)
    note(case, GAPS)
    rows = [
        Gap(case_id=case.id, n=one.n, name=one.name("zh-hans"), promised_at=at, promised_by=by)
        for one in missing
    ]
    said = GapsPromised(
        subject=case.id,
        organ=case.organ_id,
        by=by,
        at=at,
        person=case.person_id,
        papers=[one.name for one in rows],
        days=days_of(matter),
    )
    return rows, said


def owe(case: Case, numbers: Collection[int], *, by: str, at: datetime, calendar: Calendar) -> list[Event]:
    """Let needed papers among these follow later that did not come, and hold the decision until then; return what is said.

    To be called under the lock of an act that keeps `marks` and `pending`. Their time runs from acceptance.
    """
    matter = terms(case)
    there = set(Material.objects.filter(case_id=case.id).values_list("material", flat=True))
    there |= set(Gap.objects.filter(case_id=case.id).values_list("n", flat=True))
    missing = [one for one in (*matter.needed, *matter.secondary) if one.n in set(numbers) - there]
    if not missing:
        return []
    words = {"case_id": case.id, "promised_at": at, "promised_by": by}
    add(*[Gap(n=one.n, name=one.name("zh-hans"), **words) for one in missing])
    note(case, GAPS)
    accepted = case.state in {State.ACCEPTED, State.SUSPENDED}
    return open_gaps(case, by=by, at=at, calendar=calendar) if accepted else []


def open_gaps(case: Case, *, by: str, at: datetime, calendar: Calendar) -> list[Event]:
    """Say once, at acceptance, what is due when (A-905); nothing to say if every paper came before."""
    if GAPS not in case.pending:
        return []
    due = calendar.working_days_after(local_date(at), days_of(terms(case))).on
    rows = Gap.objects.filter(case_id=case.id, filled_at__isnull=True, due_on__isnull=True)
    names = list(rows.order_by("n").values_list("name", flat=True))
    rows.update(since_on=local_date(at), due_on=due)
    opened = GapsOpened(
        subject=case.id,
        organ=case.organ_id,
        by=by,
        at=at,
        person=case.person_id,
        papers=names,
        gaps_due_on=due,
    )
    return [opened]


def fill_gaps(case_id: int, papers: Sequence[Paper], *, by: str, at: datetime) -> None:
    """Hand promised papers in, one or several at a time; with the last one the decision is free (A-906).

    Raises Refused for a paper that was not promised or came before, and after the day that was told.
    """
    with hold(Case, case_id) as case:
        if case.state not in UNDECIDED or GAPS not in case.marks:
            raise Refused(_("No promised paper is awaited here."), code="out_of_order")
        rows = {one.n: one for one in Gap.objects.filter(case_id=case_id, filled_at__isnull=True)}
        numbers = {paper.material for paper in papers}
        if not numbers:
            raise Refused(_("Choose at least one paper."), field="papers", code="empty")
        if numbers - rows.keys():
            raise Refused(
                _("This paper was not promised, or it came before."), field="papers", code="not_promised"
            )
        due = min((one.due_on for one in rows.values() if one.due_on), default=None)
        if due is not None and local_date(at) > due:
            raise Refused(_("The day by which the papers were promised has passed."), code="too_late")
        start = (Material.objects.filter(case_id=case_id).aggregate(last=Max("n"))["last"] or 0) + 1
        add(
            *[
                Material(
                    case_id=case_id,
                    n=start + place,
                    material=paper.material,
                    name=rows[paper.material].name,
                    via=paper.via,
                    file_id=paper.file_id,
                    reference=paper.reference,
                    added_at=at,
                )
                for place, paper in enumerate(papers)
            ]
        )
        Gap.objects.filter(case_id=case_id, n__in=numbers).update(filled_at=at)
        left = len(rows) - len(numbers)
        if not left:
            case.pending = [one for one in case.pending if one != GAPS]
            keep(case, ["pending"])
        names = [rows[n].name for n in sorted(numbers)]
        publish(GapFilled(subject=case_id, organ=case.organ_id, by=by, at=at, papers=names, left=left))


def filled_otherwise(case: Case, numbers: Collection[int], *, by: str, at: datetime) -> list[Event]:
    """Take promised papers off the list that came with the answer to a notice; the act that received them keeps `pending`."""
    if GAPS not in case.pending:
        return []
    open_ones = {one.n: one for one in Gap.objects.filter(case_id=case.id, filled_at__isnull=True)}
    came = sorted(open_ones.keys() & set(numbers))
    if not came:
        return []
    Gap.objects.filter(case_id=case.id, n__in=came).update(filled_at=at)
    left = len(open_ones) - len(came)
    if not left:
        case.pending = [one for one in case.pending if one != GAPS]
    names = [open_ones[n].name for n in came]
    return [GapFilled(subject=case.id, organ=case.organ_id, by=by, at=at, papers=names, left=left)]


def close_unfilled(case_id: int, *, at: datetime) -> None:
    """End a case whose promised papers never came: withdrawn or returned, as the matter or the city says (A-906)."""
    with hold(Case, case_id) as case:
        outcome = terms(case).special.gaps.outcome or settings.GAPS_OUTCOME
        move(case, "return_unfilled" if outcome == "returned" else "deem_withdrawn")
        rows = list(Gap.objects.filter(case_id=case_id, filled_at__isnull=True).order_by("n"))
        if not rows:
            raise Refused(_("No promised paper is awaited here."), code="out_of_order")
        check_silence(case, at)
        if local_date(at) <= min(day(one.due_on) for one in rows):
            raise Refused(_("The time to answer has not ended yet."), code="too_early")
        case.closed_at, case.waiting_role = at, ""
        keep(case, ["state", "closed_at", "waiting_role"])
        publish(
            GapsUnfilled(
                subject=case_id,
                organ=case.organ_id,
                by="system",
                at=at,
                person=case.person_id,
                papers=[one.name for one in rows],
                outcome=outcome,
            )
        )
