"""Cases and what may be done to them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Application, Channel, Choices, Missing, State
from yimen.doors.api import schemas
from yimen.doors.api.gates import Caller
from yimen.doors.api.papers import claim, listed, papers_of
from yimen.doors.api.problems import Problem
from yimen.doors.api.shell import RESPONSES, caller_of, needs, once
from yimen.doors.api.situations import in_situation
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.numbers import printed
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.people.reads import PersonSheet

router = Router(tags=["cases"])


def case_of(caller: Caller, case_id: int) -> None:
    """Raise Http404 unless a case lies with the caller's organs."""
    organ = reads.organ_of(case_id) if case_id < 2**63 else None
    if organ is None or organ not in caller.organs:
        raise Http404


def _person(caller: Caller, given: schemas.Applicant) -> PersonSheet:
    found = people.find(given.id_kind, given.id_number)
    if found is None:
        new = people_acts.NewPerson(given.name, given.id_kind, given.id_number, given.phone)
        try:
            return people.by_id(people_acts.register(new, account_id=None, by=caller.actor(), at=now()))
        except Refused:
            found = people.find(given.id_kind, given.id_number)  # someone else registered them just now
            if found is None:
                raise
    if found.name != given.name.strip():
        words = _("Another name is registered for this document.")
        raise Problem(422, words, "no_match", [{"field": "applicant.name", "message": words}])
    return found


def _matter(caller: Caller, body: schemas.Submission, at: datetime) -> MatterSheet:
    """Return the matter applied for. Raises Problem if it is not in force here or its form is not filled in well."""
    matter = catalogue.published(body.matter, on=at.date())
    if matter is None or matter.organ_id not in caller.organs or matter.state == "suspended":
        raise Problem(404, _("No matter in force has this code."), "unknown_matter")
    matter = in_situation(matter, body.situation)
    _check_form(matter, body.facts, at)
    return matter


def _check_form(matter: MatterSheet, facts: Mapping[str, Any], at: datetime) -> None:
    """Raise Problem at each question that is not answered well."""
    errors = catalogue.check_form(matter, facts, today=at.date())
    if errors:
        places = [{"field": f"facts.{one.field}", "message": str(one.words)} for one in errors]
        raise Problem(422, _("Some questions need another answer."), "form", places)


def _check_applicant(matter: MatterSheet, given: schemas.Applicant) -> None:
    """Raise Refused for a telephone number that cannot be one, and for an enterprise where only persons may apply."""
    if given.phone.strip():
        people_acts.clean_phone(given.phone)
    if given.id_kind == "uscc" and matter.audience and "legal" not in matter.audience:
        words = _("Only natural persons may apply for this matter.")
        raise Refused(words, field="id_kind", code="audience")


def _applicant(caller: Caller, matter: MatterSheet, given: schemas.Applicant) -> PersonSheet:
    """Return who applies. Raises Refused at the place within the applicant that is wrong."""
    try:
        _check_applicant(matter, given)
        return _person(caller, given)
    except Refused as refused:
        place = f"applicant.{refused.field}" if refused.field else "applicant"
        raise Refused(refused.reason, field=place, code=refused.code) from refused


def _filed(number: int) -> bool:
    """Say whether a filing was complete and is filed already."""
    line = reads.line(number)
    return line is not None and line.state == acts.State.FILED


def _office(key: str) -> int | None:
    """Return the office that examines first by its key or credit code; the act judges whether it may."""
    found = [one.id for one in agencies.organs().values() if key and key in {one.key, one.uscc}]
    return found[0] if found else None


@router.post(
    "",
    response={201: schemas.Done, **RESPONSES},
    summary="Hand an application in",
    openapi_extra=needs("cases:write"),
)
def submit(request: HttpRequest, body: schemas.Submission) -> HttpResponse:
    """Hand an application in; the answer carries its number and the code to follow it with."""
    caller = caller_of(request, "cases:write")
    at = now()

    def act() -> tuple[int, Any]:
        matter, papers = _matter(caller, body, at), papers_of(body.papers)
        listed(body.papers, matter)
        application = Application(
            matter=matter,
            person=_applicant(caller, matter, body.applicant),
            facts=catalogue.kept(matter, body.facts),
            papers=papers,
            channel=Channel.API,
            language=body.language,
            choices=Choices(body.gaps, body.commitment, _office(body.first_organ)),
        )
        number = acts.submit(
            application, by=caller.actor(), at=at, calendar=reads.calendar_of(matter.organ_id)
        )
        claim(papers, number, by=caller.actor())
        reads.remember_organ(number, matter.organ_id)
        code = reads.code_of(number)
        state = "filed" if matter.is_filing and _filed(number) else "submitted"
        return 201, {"id": str(number), "number": printed(number), "state": state, "code": code}

    return once(request, caller, act, at=at)


def _accept(case: int, _body: Any, **who: Any) -> str:
    acts.accept(case, **who, calendar=reads.calendar_for(case))
    return "accept"


def _second(body: schemas.ReviewIn | schemas.CheckIn | schemas.MendedIn, by: str) -> str:
    """Return the second officer, named like the first, so that one is not two (A-302)."""
    client = by.removesuffix(f"/{body.officer}") if body.officer else by
    return f"{client}/{body.second}"[:80] if body.second else ""


def _review(case: int, body: schemas.ReviewIn, *, by: str, at: Any) -> str:
    found = {"verdict": body.verdict, "opinion": body.opinion, "second": _second(body, by)}
    acts.review(case, step=body.step, **found, by=by, at=at)
    return "review"


def _decided(
    grant: Callable[..., None], refuse: Callable[..., None], case: int, body: schemas.DecideIn, **who: Any
) -> str:
    days = reads.calendar_for(case)
    if body.outcome == "grant":
        more = acts.Grant(body.remark or body.reason, body.conditions, body.conditions_why)
        grant(case, more=more, **who, calendar=days)
    else:
        refuse(case, reason=body.reason, **who, calendar=days)
    return body.outcome


def _decide(case: int, body: schemas.DecideIn, **who: Any) -> str:
    return _decided(acts.grant, acts.refuse, case, body, **who)


def _decide_on_the_spot(case: int, body: schemas.DecideIn, **who: Any) -> str:
    return _decided(acts.grant_on_the_spot, acts.refuse_on_the_spot, case, body, **who)


def _check_items(case: int, items: Sequence[schemas.MissingIn]) -> None:
    """Raise Problem at each thing that the published list does not know (A-104)."""
    terms = reads.terms_of(reads.sheet(case))
    materials, fields = {one.n for one in terms.materials}, {one.name for one in terms.form}
    words = _("Only papers and entries of the published list may be asked for.")
    places = [
        {"field": f"items.{n}", "message": words}
        for n, one in enumerate(items)
        if one.material not in materials and one.field not in fields
    ]
    if places:
        raise Problem(422, words, "unlisted", places)


def _ask(case: int, body: schemas.AskIn, **who: Any) -> str:
    _check_items(case, body.items)
    items = [Missing(one.reason, one.material, one.field) for one in body.items]
    days = reads.calendar_for(case)
    acts.ask_for_more(case, items, ground=body.ground, way=body.way, **who, calendar=days)
    return "ask_for_more"


def _supplement(case: int, body: schemas.SupplementIn, **who: Any) -> str:
    papers = papers_of(body.papers)
    found, facts = reads.sheet(case), None
    if body.facts:
        matter = reads.terms_of(found)
        facts = catalogue.kept(matter, {**found.facts, **body.facts})
        _check_form(matter, facts, who["at"])
    acts.supplement(case, papers, facts=facts, **who, calendar=reads.calendar_for(case))
    claim(papers, case, by=who["by"])
    return "supplement"


def _correct_situation(case: int, body: schemas.SituationIn, **who: Any) -> str:
    acts.correct_situation(case, body.answers, reason=body.reason, **who)
    return "correct_situation"


def _decline(case: int, body: schemas.DeclineIn, **who: Any) -> str:
    acts.decline(case, ground=body.ground, reason=body.reason, competent_organ=body.competent_organ, **who)
    return "decline"


def _check_head(case: int, name: str, on: date) -> None:
    """Raise Problem unless the officer heads the organ of a case, or one above it (A-402)."""
    organ = agencies.organ(reads.organ_of(case) or 0)
    found = (agencies.officers_of(one, gates.ACTS["extend"], on=on) for one in organ.lineage)
    if not any(name == head for heads in found for _account, head, _title in heads):
        words = _("Only the head of the organ may extend a period. Name them as the register of posts does.")
        raise Problem(422, words, "role", [{"field": "officer", "message": words}])


def _extend(case: int, body: schemas.ExtendIn, *, by: str, at: Any) -> str:
    _check_head(case, body.officer, at.date())
    acts.extend(
        case, days=body.days, reason=body.reason, approver=by, at=at, calendar=reads.calendar_for(case)
    )
    line = reads.line(case)
    return "extend_stopped" if line and line.state == State.SUSPENDED else "extend"


def _deliver(case: int, body: schemas.DeliverIn, **who: Any) -> str:
    acts.deliver(case, method=body.method, proof=body.proof, witnesses=body.witnesses, **who)
    return "" if body.method == "post" else "deliver"


def _close(case: int, _body: Any, **who: Any) -> str:
    acts.close(case, **who)
    return "close"


def _withdraw(case: int, body: schemas.ReasonIn, **who: Any) -> str:
    acts.withdraw(case, reason=body.reason, **who)
    return "withdraw"


def _explain(case: int, body: schemas.ReasonIn, **who: Any) -> str:
    acts.explain_overdue(case, reason=body.reason, **who)
    return ""


def _accept_first(case: int, _body: Any, **who: Any) -> str:
    acts.accept_first(case, **who, calendar=reads.calendar_for(case))
    return "accept_first"


def _forward(case: int, body: schemas.ForwardIn, **who: Any) -> str:
    days = reads.calendar_for(case)
    acts.forward(case, verdict=body.verdict, opinion=body.opinion, **who, calendar=days)
    return "forward"


def _fill_gaps(case: int, body: schemas.SupplementIn, **who: Any) -> str:
    papers = papers_of(body.papers)
    acts.fill_gaps(case, papers, **who)
    claim(papers, case, by=who["by"])
    return ""


def _take_back(case: int, _body: Any, **who: Any) -> str:
    acts.take_back_commitment(case, **who, calendar=reads.calendar_for(case))
    return ""


def _record_intention(case: int, body: schemas.IntentionIn, **who: Any) -> str:
    acts.record_intention(case, said=body.said, **who)
    return ""


def _check(case: int, body: schemas.CheckIn, *, by: str, at: Any) -> str:
    found = {"outcome": body.outcome, "finding": body.finding, "second": _second(body, by)}
    acts.check_commitment(case, **found, by=by, at=at, calendar=reads.calendar_for(case))
    return ""


def _record_mending(case: int, body: schemas.MendedIn, *, by: str, at: Any) -> str:
    second = _second(body, by)
    acts.record_mending(case, mended=body.mended, finding=body.finding, second=second, by=by, at=at)
    return ""


PLACES: Final = {"n": "fee", "overdue_reason": "reason"}  # as the input calls them


def _placed(refused: Refused) -> Refused:
    """Return a refusal at the field that the caller knows."""
    field = "officer" if refused.code == "not_named" else PLACES.get(refused.field, refused.field)
    return Refused(refused.reason, field=field, code=refused.code)


ACTS: Final[Mapping[str, tuple[str, type[schemas.In], Callable[..., str]]]] = {
    "accept": ("Accept", schemas.NamedIn, _accept),
    "ask": ("Ask, once, for everything that is missing", schemas.AskIn, _ask),
    "supplement": ("Hand in what was asked for", schemas.SupplementIn, _supplement),
    "correct-situation": (
        "Correct which situation the case is in",
        schemas.SituationIn,
        _correct_situation,
    ),
    "decline": ("Do not accept", schemas.DeclineIn, _decline),
    "review": ("Record a step of the review", schemas.ReviewIn, _review),
    "decide": ("Decide", schemas.DecideIn, _decide),
    "decide-on-the-spot": ("Accept and decide an immediate matter", schemas.DecideIn, _decide_on_the_spot),
    "extend": ("Extend the period", schemas.ExtendIn, _extend),
    "deliver": ("Record the delivery", schemas.DeliverIn, _deliver),
    "explain-overdue": ("State why it was late", schemas.ReasonIn, _explain),
    "close": ("Close", schemas.ActIn, _close),
    "withdraw": ("Withdraw", schemas.ReasonIn, _withdraw),
    "accept-first": ("Accept for the first review", schemas.NamedIn, _accept_first),
    "forward": ("Send up with opinion and papers", schemas.ForwardIn, _forward),
    "fill-gaps": ("Hand in promised papers", schemas.SupplementIn, _fill_gaps),
    "take-back-commitment": ("Take a commitment back", schemas.ActIn, _take_back),
    "record-intention": ("Record what an elderly person wants", schemas.IntentionIn, _record_intention),
    "check-commitment": ("Record the check of a commitment", schemas.CheckIn, _check),
    "record-mending": ("Record whether it was mended", schemas.MendedIn, _record_mending),
}


def _state(case_id: int) -> str:
    """Return where a case stands after an act that moves it nowhere."""
    line = reads.line(case_id)
    return line.state if line else ""


def mount(name: str, summary: str, schema: type[schemas.In], perform: Callable[..., str]) -> None:
    """Give an act its address; all are asked for, gated and answered in the same way."""

    def page(request: HttpRequest, case_id: int, body: Any) -> HttpResponse:
        caller = caller_of(request, "cases:act")
        at = now()

        def act() -> tuple[int, Any]:
            try:
                done = perform(case_id, body, by=caller.actor(body.officer), at=at)
            except reads.Unknown as error:
                raise Http404 from error
            except Refused as refused:
                raise _placed(refused) from refused
            return 200, {
                "id": str(case_id),
                "number": printed(case_id),
                "state": acts.state_after(done) or _state(case_id),
            }

        case_of(caller, case_id)
        return once(request, caller, act, at=at)

    page.__name__ = name.replace("-", "_")
    page.__doc__ = f"{summary}."
    page.__annotations__["body"] = schema
    router.post(
        f"/{{int:case_id}}/{name}",
        response={200: schemas.Done, **RESPONSES},
        summary=summary,
        openapi_extra=needs("cases:act"),
    )(page)


for _name, (_summary, _schema, _perform) in ACTS.items():
    mount(_name, _summary, _schema, _perform)
