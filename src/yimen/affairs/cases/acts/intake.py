"""From the draft to the receipt: everything the applicant or the window does before acceptance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts import filing, gaps, periods
from yimen.affairs.cases.acts.application import Application, Choices, Paper
from yimen.affairs.cases.acts.arriving import arrive, place_later
from yimen.affairs.cases.acts.common import (
    APPLICANT,
    FACTS,
    day,
    local_date,
    met,
    move,
    open_json,
    seal_situation,
    terms,
)
from yimen.affairs.cases.acts.permits import end_silence, take_on, title_for
from yimen.affairs.cases.acts.stations import take_in
from yimen.affairs.cases.events import (
    CaseCorrected,
    CaseSubmitted,
    CaseSupplemented,
    DraftSaved,
    ReceiptConfirmed,
)
from yimen.affairs.cases.life import State
from yimen.affairs.cases.models import Case, Material, Supplement
from yimen.ground import vault
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import alone, hold, together
from yimen.ground.life import Refused
from yimen.ground.numbers import new_number
from yimen.ground.rows import add, keep
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people import reads as people
from yimen.registers.people.reads import PersonSheet


def _new_case(application: Application) -> Case:
    matter, person = application.matter, application.person
    return Case(
        id=new_number(),
        matter_id=matter.matter_id,
        version_id=matter.version_id,
        title=title_for(matter.name("zh-hans"), application.purpose),
        organ_id=matter.organ_id,
        organ_name=matter.organ_name,
        state=State.DRAFT,
        channel=application.channel,
        language=application.language,
        person_id=person.id,
        agent_id=application.agent_id,
        applicant=vault.seal_json(
            {
                "name": person.name,
                "kind": person.kind,
                "id_kind": person.id_kind,
                "id": person.masked_id,
                "phone": person.masked_phone,
            },
            context=APPLICANT,
        ),
        applicant_index=vault.blind_index(person.name, context=APPLICANT),
        facts=vault.seal_json({**application.facts, **known_of(matter, person)}, context=FACTS),
        situation=seal_situation(matter),
        statutory_days=matter.statutory_days,
        statutory_unit=matter.statutory_unit,
        promised_days=matter.promised_days,
        purpose=application.purpose,
        permit_id=application.permit_id,
    )


def known_of(matter: MatterSheet, person: PersonSheet) -> dict[str, str]:
    """Return the answers that the register knows, by question; nobody is asked for them (A-108)."""
    register = {
        "person.name": person.name,
        "person.id_number": person.masked_id,
        "person.phone": person.masked_phone,
    }
    return {one.name: register[one.known] for one in matter.form if one.known in register}


def _rows(
    case_id: int, matter: MatterSheet, papers: Sequence[Paper], *, start: int, answers: int, at: datetime
) -> list[Material]:
    names = {material.n: material.name("zh-hans") for material in matter.materials}
    unknown = [paper.material for paper in papers if paper.material not in names]
    if unknown:
        # A-104, E-117: nothing outside the published list may be asked for or taken.
        raise Refused(
            _("This paper is not in the published list of the matter."), field="papers", code="unlisted"
        )
    return [
        Material(
            case_id=case_id,
            n=start + place,
            material=paper.material,
            name=names[paper.material],
            via=paper.via,
            file_id=paper.file_id,
            reference=paper.reference,
            round=answers,
            added_at=at,
        )
        for place, paper in enumerate(papers)
    ]


def _receive(case: Case, matter: MatterSheet, *, at: datetime, calendar: Calendar) -> None:
    """Give the case its moment of receipt: the legal date is that of arrival, at any hour (T-12)."""
    if matter.state == "suspended":
        raise Refused(
            _("This matter is suspended at the moment; it cannot be applied for."), code="suspended"
        )
    if catalogue.elsewhere(matter):
        raise Refused(_("In this situation another matter applies; see its guide."), code="elsewhere")
    bar = people.bar_on(case.person_id, case.matter_id, on=local_date(at))
    if bar is not None:
        raise Refused(bar.words, code="barred")
    case.received_at = case.papers_at = at
    case.confirmed_at = None if matter.receipt_needs_confirmation else at  # T-13
    due = periods.answer_due(local_date(at), calendar)
    case.accept_due_on, case.provisional = due.on, due.provisional
    case.waiting_role = "window"
    case.marks, case.pending = [], []


def _say_submitted(case: Case, *more: Event, by: str, at: datetime) -> None:
    publish(
        CaseSubmitted(
            subject=case.id,
            organ=case.organ_id,
            by=by,
            at=at,
            matter=case.matter_id,
            person=case.person_id,
            channel=case.channel,
            accept_due_on=day(case.accept_due_on),
        ),
        *more,
    )


def submit(application: Application, *, by: str, at: datetime, calendar: Calendar) -> int:
    """Hand an application in at once; return the number of the case.

    Raises Refused for an unlisted paper (A-104) or a barred person (A-210).
    """
    case = _new_case(application)
    move(case, "submit")
    _receive(case, application.matter, at=at, calendar=calendar)
    take_in(case, application.matter, by=by, at=at)
    rows = _rows(case.id, application.matter, application.papers, start=1, answers=0, at=at)
    with together():
        take_on(case, application.matter, at=at)
        come = arrive(case, application, {one.material for one in rows}, by=by, at=at)
        add(case)
        add(*rows)
        come.keep()
        _say_submitted(case, *come.said, by=by, at=at)
    return case.id


def save_draft(application: Application, *, case_id: int | None, by: str, at: datetime) -> int:
    """Keep what was typed so far on the server; return the number under which to go on.

    Whoever begins a matter that the person has begun already goes on with that draft.
    """
    if case_id is None:
        return _begin(application, by=by, at=at)
    with hold(Case, case_id) as case:
        move(case, "save_draft")
        case.facts = vault.seal_json(application.facts, context=FACTS)
        case.language, case.situation = application.language, seal_situation(application.matter)
        keep(case, ["facts", "language", "situation"])
    return case_id


def _begin(application: Application, *, by: str, at: datetime) -> int:
    case = _new_case(application)
    same = {name: getattr(case, name) for name in ("person_id", "matter_id", "purpose", "permit_id")}
    with alone(f"draft {same}"):
        begun = Case.objects.filter(**same, state=State.DRAFT).order_by("-id")
        number: int | None = begun.values_list("id", flat=True).first()
        if number is None:
            add(case)
            publish(DraftSaved(subject=case.id, organ=case.organ_id, by=by, at=at, matter=case.matter_id))
    return number or case.id


def choose(case_id: int, choices: Choices) -> None:
    """Keep with a draft what was chosen: promised papers, a commitment, the office that examines first."""
    with hold(Case, case_id) as case:
        move(case, "save_draft")
        case.marks, case.first_organ_id = choices.marks(), choices.first_organ_id
        keep(case, ["marks", "first_organ_id"])


def add_papers(case_id: int, papers: Sequence[Paper], *, at: datetime, instead: bool = False) -> None:
    """Put papers with a draft; with `instead` they replace the earlier ones of the same materials."""
    with hold(Case, case_id) as case:
        move(case, "save_draft")
        if instead:
            Material.objects.filter(case_id=case_id, material__in=[p.material for p in papers]).delete()
        start = (Material.objects.filter(case_id=case_id).aggregate(last=Max("n"))["last"] or 0) + 1
        add(*_rows(case_id, terms(case), papers, start=start, answers=0, at=at))


def remove_paper(case_id: int, n: int) -> None:
    """Take one paper out of a draft."""
    with hold(Case, case_id) as case:
        move(case, "save_draft")
        Material.objects.filter(case_id=case_id, n=n).delete()


def submit_draft(
    case_id: int, application: Application, *, by: str, at: datetime, calendar: Calendar
) -> None:
    """Hand a draft in. The terms are those published today, not those of the day the draft began (0-3)."""
    with hold(Case, case_id) as case:
        move(case, "submit")
        fresh = _new_case(replace(application, purpose=case.purpose, permit_id=case.permit_id))
        for name in (
            "version_id",
            "title",
            "organ_id",
            "organ_name",
            "statutory_days",
            "statutory_unit",
            "promised_days",
            "situation",
        ):
            setattr(case, name, getattr(fresh, name))
        case.facts, case.applicant, case.language = fresh.facts, fresh.applicant, fresh.language
        case.agent_id = fresh.agent_id
        _receive(case, application.matter, at=at, calendar=calendar)
        take_in(case, application.matter, by=by, at=at)
        take_on(case, application.matter, at=at)
        there = set(Material.objects.filter(case_id=case_id).values_list("material", flat=True))
        come = arrive(case, application, there, by=by, at=at)
        case.save()
        come.keep()
        _say_submitted(case, *come.said, by=by, at=at)


def discard_draft(case_id: int) -> None:
    """Throw a draft away; it was never handed in, so nothing of it is kept."""
    with hold(Case, case_id) as case:
        move(case, "save_draft")
        Material.objects.filter(case_id=case_id).delete()
        case.delete()


def confirm_receipt(case_id: int, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Tell the applicant that the application has arrived, where the law starts the clock there (T-13)."""
    with hold(Case, case_id) as case:
        move(case, "confirm_receipt")
        if case.confirmed_at is not None:
            raise Refused(_("The arrival was confirmed before."), code="twice")
        due = periods.answer_due(local_date(at), calendar)
        case.confirmed_at, case.accept_due_on, case.provisional = at, due.on, due.provisional
        keep(case, ["confirmed_at", "accept_due_on", "provisional", *met(case, by)])
        publish(ReceiptConfirmed(subject=case.id, organ=case.organ_id, by=by, at=at, accept_due_on=due.on))


def correct(case_id: int, facts: Mapping[str, Any], *, changed: Sequence[str], by: str, at: datetime) -> None:
    """Let slips be corrected at once, without a formal notice and without touching the clock (A-203)."""
    with hold(Case, case_id) as case:
        move(case, "correct")
        case.facts = vault.seal_json(facts, context=FACTS)
        said = _filed(case, facts, by=by, at=at)
        keep(case, ["facts", *met(case, by), *(filing.FILED if said else [])])
        corrected = CaseCorrected(subject=case.id, organ=case.organ_id, by=by, at=at, fields=list(changed))
        publish(corrected, *said)


def _filed(case: Case, facts: Mapping[str, Any] | None, *, by: str, at: datetime) -> list[Event]:
    """File a case that became complete, if its matter is a filing; return what is said of it (K-28)."""
    if not terms(case).is_filing:
        return []
    there = set(Material.objects.filter(case_id=case.id).values_list("material", flat=True))
    given = facts if facts is not None else open_json(case.facts, context=FACTS)
    complete = filing.is_complete(terms(case), given, there, at=at)
    return [filing.file(case, by=by, at=at)] if complete else []


def _check_answer(
    case: Case, notice: Supplement, papers: Sequence[Paper], facts: Mapping[str, Any] | None
) -> None:
    """Raise Refused unless an answer brings every paper and every entry of the form that the notice asked for."""
    matter, known = terms(case), open_json(case.facts, context=FACTS)
    given = known if facts is None else facts
    came = {paper.material for paper in papers}
    fields = {item["field"] for item in notice.items if item.get("field")}
    lacking = {item["material"] for item in notice.items if item.get("material")} - came
    names = [one.name(case.language) for one in matter.materials if one.n in lacking]
    names += [
        one.label(case.language)
        for one in matter.form
        if one.name in fields and given.get(one.name) in {None, ""}
    ]
    if names:
        message = _("Still missing: %(papers)s.") % {"papers": ", ".join(names)}
        raise Refused(message, field="papers", code="missing")
    if not papers and dict(given) == known:
        raise Refused(_("Nothing of what was handed in has changed."), field="papers", code="unchanged")


def supplement(
    case_id: int,
    papers: Sequence[Paper],
    *,
    facts: Mapping[str, Any] | None = None,
    by: str,
    at: datetime,
    calendar: Calendar,
) -> None:
    """Hand in what the one-time notice asked for; five new working days to answer begin (A-207, A-212).

    Raises Refused if a material or an entry asked for is still missing, and for an answer that brings nothing new.
    """
    with hold(Case, case_id) as case:
        move(case, "supplement")
        notice = Supplement.objects.filter(case_id=case_id).latest("n")
        _check_answer(case, notice, papers, facts)
        start = (Material.objects.filter(case_id=case_id).aggregate(last=Max("n"))["last"] or 0) + 1
        add(*_rows(case_id, terms(case), papers, start=start, answers=notice.n, at=at))
        Supplement.objects.filter(case_id=case_id, n=notice.n).update(answered_at=at)
        due = periods.answer_due(local_date(at), calendar)
        case.papers_at, case.accept_due_on, case.waiting_role = at, due.on, "window"
        case.provisional = due.provisional
        place_later(case)
        if facts is not None:
            case.facts = vault.seal_json(facts, context=FACTS)
        said = gaps.filled_otherwise(case, {paper.material for paper in papers}, by=by, at=at)
        said += _filed(case, facts, by=by, at=at)
        keep(case, [*ANSWERED, *FILLED, *end_silence(case, at)])
        answered = CaseSupplemented(
            subject=case.id, organ=case.organ_id, by=by, at=at, n=notice.n, accept_due_on=due.on
        )
        publish(answered, *said)


FILLED = ["closed_at", "pending"]  # by what came, a filing is complete or a promise kept
ANSWERED = ["state", "papers_at", "accept_due_on", "provisional", "waiting_role", "first_role", "facts"]
