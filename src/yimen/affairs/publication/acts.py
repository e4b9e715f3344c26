"""What may be done about the publication of a decision. Nothing else writes to it."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.publication import rules
from yimen.affairs.publication.events import (
    DecisionPublished,
    ObjectionDecided,
    PublicationCorrected,
    PublicationObjected,
    PublicationPlanned,
    PublicationWithdrawn,
    PublicationWithheld,
    WithholdingProposed,
    WithholdingTurnedDown,
)
from yimen.affairs.publication.life import LIFE, Exempt, Outcome, State
from yimen.affairs.publication.models import Entry
from yimen.ground import vault
from yimen.ground.bus.journal import publish as say
from yimen.ground.calendar.rules import Calendar, today_of
from yimen.ground.hold import as_one, hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import add, keep
from yimen.ground.search import index_text
from yimen.means.documents import reads as documents
from yimen.registers.agencies import reads as agencies
from yimen.registers.people import reads as people

__all__ = ["Exempt", "Outcome", "State"]
MARK, OBJECTION = "publication", "publication.objection"
DECISIONS: Final = frozenset({"grant", "refusal"})


def _days() -> rules.Days:
    return rules.Days(settings.PUBLICATION_DAYS, settings.PUBLICATION_GLANCE_DAYS, settings.OBJECTION_DAYS)


def _envelope(entry: Entry, by: str, at: datetime) -> dict[str, Any]:
    return {"subject": entry.case_id, "organ": entry.organ_id, "by": by, "at": at}


def _move(entry: Entry, act: str) -> None:
    entry.state = LIFE.after(act, State(entry.state))


def is_wanted(kind: str, result: str) -> bool:
    """Say whether decisions of this kind of power and result are published in this city (A-503)."""
    return kind in settings.PUBLISHED_KINDS and (result == "granted" or settings.PUBLISH_REFUSALS)


def _entry(case: CaseSheet, result: str, calendar: Calendar) -> Entry | None:
    matter, decided = case_reads.terms_of(case), case.line.decided_at
    if decided is None or not is_wanted(matter.kind, result):
        return None
    natural = case.applicant["kind"] == "natural"
    day, own = today_of(decided), agencies.organs().get(case.line.in_name_of)
    object_by, publish_by = rules.dates(day, _days(), calendar, asked=matter.may_hold_secrets)
    withheld = matter.unpublished if matter.unpublished in Exempt.values else ""
    return Entry(
        case_id=case.id,
        organ_id=case.line.organ_id,
        organ_name=own.name("zh-hans") if own else case.line.organ_name,
        person_id=case.person_id,
        title=case.line.title,
        kind=matter.kind,
        result=result,
        decided_on=day,
        holder=rules.shown_name(case.applicant["name"], natural=natural),
        holder_code="" if natural else people.public_code(case.person_id),
        summary=rules.scrub(
            case.decision_reason or case.conditions, [case.applicant["name"]] if natural else []
        ),
        state=State.WITHHELD if withheld else State.WAITING,
        ground=withheld,
        asked=matter.may_hold_secrets,
        object_by_on=object_by,
        publish_by_on=publish_by,
    )


def plan(case_id: int, result: str, *, by: str, at: datetime, calendar: Calendar) -> bool:
    """Prepare what is published of a decision, and give the applicant time to object; say whether it was still to be done.

    What the matter keeps secret is noted as not published, with its ground (A-503).
    """
    with as_one():
        if Entry.objects.filter(pk=case_id).exists():
            return False
        entry = _entry(case_reads.sheet(case_id), result, calendar)
        if entry is None:
            return False
        add(entry)
        cases.mark(case_id, MARK)
        envelope = _envelope(entry, by, at)
        if entry.state == State.WITHHELD or entry.object_by_on is None:
            say(PublicationWithheld(**envelope, ground=entry.ground))
        else:
            say(PublicationPlanned(**envelope, person=entry.person_id, object_by_on=entry.object_by_on))
        return True


def _words(entry: Entry) -> str:
    """Return what an entry is found by: never the name of a natural person."""
    legal = entry.holder if entry.holder_code else ""
    return f"{entry.title} {entry.organ_name} {entry.document} {legal} {entry.holder_code}"


def _show(entry: Entry, at: datetime) -> None:
    entry.published_at = at
    if not entry.document:
        issued = [
            one.number
            for one in documents.documents_of(entry.case_id)
            if one.kind in DECISIONS and one.number
        ]
        entry.document = issued[-1] if issued else ""


def _index(entry: Entry) -> None:
    words = RawSQL("to_tsvector('simple', %s)", [index_text(_words(entry))])
    Entry.objects.filter(pk=entry.case_id).update(text=words)


def publish(case_id: int, *, by: str = "system", at: datetime) -> None:
    """Publish once the time to object has ended (A-503, A-513)."""
    with hold(Entry, case_id) as entry:
        _move(entry, "publish")
        if entry.object_by_on is None or today_of(at) <= entry.object_by_on:
            raise Refused(_("The applicant may still object."), code="too_early")
        _publish(entry, by=by, at=at)


def agree(case_id: int, *, by: str, at: datetime) -> None:
    """Let the applicant agree, so that it is published at once (A-504)."""
    with hold(Entry, case_id) as entry:
        _move(entry, "agree")
        _publish(entry, by=by, at=at)


def _publish(entry: Entry, *, by: str, at: datetime) -> None:
    _show(entry, at)
    keep(entry, ["state", "published_at", "document", "summary", "outcome", "answer", "decided_by"])
    _index(entry)
    say(DecisionPublished(**_envelope(entry, by, at), result=entry.result))


def object_to(case_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Let the applicant object because of trade secrets or undisclosed information; it waits for the answer (A-504)."""
    with hold(Entry, case_id) as entry:
        _move(entry, "object")
        if entry.object_by_on is None or today_of(at) > entry.object_by_on:
            raise Refused(_("The time to object has ended."), code="too_late")
        entry.objection = vault.seal_json(require(reason, "reason"), context=OBJECTION)
        entry.objected_at = at
        keep(entry, ["state", "objection", "objected_at"])
        say(PublicationObjected(**_envelope(entry, by, at)))


def decide_objection(case_id: int, *, outcome: str, answer: str, by: str, at: datetime) -> None:
    """Decide on an objection, with reasons, and tell the applicant (A-504)."""
    with hold(Entry, case_id) as entry:
        if outcome not in Outcome.values:
            raise Refused(_("Choose what you decide."), field="outcome", code="unknown")
        upheld = outcome == Outcome.UPHELD
        _move(entry, "uphold" if upheld else "publish_after_objection")
        entry.outcome, entry.answer, entry.decided_by = outcome, require(answer, "answer"), by
        envelope = _envelope(entry, by, at)
        if upheld:
            entry.ground = Exempt.TRADE_SECRET
            keep(entry, ["state", "outcome", "answer", "decided_by", "ground"])
            say(PublicationWithheld(**envelope, ground=entry.ground))
        else:
            entry.summary = "" if outcome == Outcome.SHORTENED else entry.summary
            _publish(entry, by=by, at=at)
        say(ObjectionDecided(**envelope, person=entry.person_id, outcome=outcome))


def propose_withholding(case_id: int, *, ground: str, reason: str, by: str, at: datetime) -> None:
    """Propose not to publish, on one of the three grounds of the law; another officer approves (A-503)."""
    with hold(Entry, case_id) as entry:
        _move(entry, "propose_withholding")
        if ground not in Exempt.values:
            raise Refused(_("Choose one of the grounds that the law knows."), field="ground", code="unknown")
        entry.ground, entry.answer, entry.proposed_by = ground, require(reason, "reason"), by
        keep(entry, ["state", "ground", "answer", "proposed_by"])
        say(WithholdingProposed(**_envelope(entry, by, at), ground=ground))


def _check_other(entry: Entry, by: str) -> None:
    if by == entry.proposed_by:
        raise Refused(_("Somebody else than the proposer decides on this."), code="two_people")


def approve_withholding(case_id: int, *, by: str, at: datetime) -> None:
    """Approve that a decision is not published (A-503)."""
    with hold(Entry, case_id) as entry:
        _move(entry, "approve_withholding")
        _check_other(entry, by)
        entry.decided_by = by
        keep(entry, ["state", "decided_by"])
        say(PublicationWithheld(**_envelope(entry, by, at), ground=entry.ground))


def turn_down(case_id: int, *, by: str, at: datetime) -> None:
    """Turn a proposal not to publish down; the decision is published in its time."""
    with hold(Entry, case_id) as entry:
        _move(entry, "turn_down")
        _check_other(entry, by)
        entry.ground, entry.answer, entry.proposed_by, entry.decided_by = "", "", "", by
        keep(entry, ["state", "ground", "answer", "proposed_by", "decided_by"])
        say(WithholdingTurnedDown(**_envelope(entry, by, at)))


def correct(case_id: int, *, summary: str, reason: str, by: str, at: datetime) -> None:
    """Correct what is published; personal data is taken out again, and the entry says that it was corrected."""
    with hold(Entry, case_id) as entry:
        _move(entry, "correct")
        entry.summary, entry.change, entry.changed_at = rules.scrub(summary), require(reason, "reason"), at
        keep(entry, ["state", "summary", "change", "changed_at"])
        say(PublicationCorrected(**_envelope(entry, by, at), person=entry.person_id, reason=entry.change))


def withdraw(case_id: int, *, reason: str, by: str, at: datetime) -> bool:
    """Withdraw what is published because the decision no longer holds; organ, matter and reason stay as a trace.

    Says whether there was something to withdraw; twice changes nothing (A-1213 by analogy).
    """
    with as_one():
        if not Entry.objects.filter(pk=case_id).exclude(state__in=[State.WITHDRAWN, State.WITHHELD]).exists():
            return False
        with hold(Entry, case_id) as entry:
            _move(entry, "withdraw")
            entry.change, entry.changed_at = rules.scrub(require(reason, "reason")), at
            entry.summary = ""
            keep(entry, ["state", "change", "changed_at", "summary"])
            say(PublicationWithdrawn(**_envelope(entry, by, at), person=entry.person_id, reason=entry.change))
            return True


def note_number(case_id: int, number: str) -> None:
    """Put the number of the decision on its entry, once the document has one."""
    if not Entry.objects.filter(pk=case_id).exists():
        return
    with hold(Entry, case_id) as entry:
        entry.document = number
        keep(entry, ["document"])
        if entry.state == State.PUBLISHED:
            _index(entry)


def erase(case_id: int) -> None:
    """Remove what is published of a decision whose archived record was lawfully destroyed (G-310)."""
    Entry.objects.filter(pk=case_id).delete()
