"""More acts on a case: special procedures and their notices, service, checks, fees."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field, StringConstraints

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Finding, Found, Serving
from yimen.doors.api.parts.cases import mount, router
from yimen.doors.api.schemas import ActIn, In, NamedIn, Short
from yimen.ground.life import Refused
from yimen.means.documents.reads import Kind as Documents

__all__ = ["router"]
Number = Annotated[str, StringConstraints(pattern=r"^\d{1,19}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Kind = Annotated[str, StringConstraints(max_length=16)]


class SuspendIn(ActIn):
    """Which special procedure begins, on which basis, and how many working days it takes."""

    ground: Kind
    basis: Annotated[str, StringConstraints(max_length=300)]
    planned_days: Annotated[int, Field(ge=1, le=365)]


class ProlongIn(ActIn):
    """How many working days more a procedure takes, and why."""

    planned_days: Annotated[int, Field(ge=1, le=365)]
    reason: Short


class ServeIn(ActIn):
    """One attempt to serve a document."""

    document: Kind
    method: Literal["personal", "left", "entrusted", "post", "electronic", "notice"]
    outcome: Literal["served", "sent", "failed"] = "served"
    on: date | None = None
    receiver: Annotated[str, StringConstraints(max_length=120)] = ""
    witnesses: Short = ""
    number: Annotated[str, StringConstraints(max_length=60)] = ""
    proof: Short = ""
    reason: Annotated[str, StringConstraints(max_length=400)] = ""


class PublishIn(ActIn):
    """Which document is served by public notice, why it could not be served otherwise, and what proves that someone is missing."""

    document: Kind
    reason: Annotated[str, StringConstraints(max_length=400)] = ""
    missing_proof: Annotated[str, StringConstraints(max_length=120)] = ""


class PlanIn(ActIn):
    """Who checks, where and when; the officers by their names in the client's own system."""

    kind: Literal["site", "inspection"] = "site"
    officers: Annotated[list[Name], Field(max_length=20)]
    place: Short
    planned_at: AwareDatetime


class FindingIn(In):
    """What was found at one point."""

    point: Annotated[str, StringConstraints(max_length=300)]
    found: Annotated[str, StringConstraints(max_length=1000)]
    conforms: bool


class RecordIn(ActIn):
    """What was found at a check; `check` is its number in the case."""

    check: Number
    held_at: AwareDatetime
    findings: Annotated[list[FindingIn], Field(max_length=100)]
    standard: Short = ""
    needs_analysis: bool = False
    present: Annotated[str, StringConstraints(max_length=100)] = ""
    present_signed: bool = False
    unsigned_why: Short = ""


class SignIn(ActIn):
    """Which record is signed."""

    check: Number


class FeeIn(ActIn):
    """Which fee of the published list."""

    fee: Annotated[int, Field(ge=1, le=99)]


class PaidIn(FeeIn):
    """The receipt of a payment."""

    receipt: Annotated[str, StringConstraints(max_length=60)]


class WaiveIn(FeeIn):
    """On which listed ground a fee should be waived, and why."""

    ground: Kind
    reason: Annotated[str, StringConstraints(max_length=400)]


class ApproveIn(NamedIn):
    """Which waiver is approved."""

    fee: Annotated[int, Field(ge=1, le=99)]


def _colleague(by: str, officer: str, name: str) -> str:
    """Name a colleague as the client's own officers are named, so that one is not two (A-302)."""
    client = by.removesuffix(f"/{officer}") if officer else by
    return f"{client}/{name}"[:80]


def _suspend(case: int, body: SuspendIn, **who: Any) -> str:
    acts.suspend(case, ground=body.ground, basis=body.basis, planned_days=body.planned_days, **who)
    return "suspend"


def _prolong(case: int, body: ProlongIn, **who: Any) -> str:
    days = reads.calendar_for(case)
    acts.prolong(case, planned_days=body.planned_days, reason=body.reason, **who, calendar=days)
    return "prolong"


def _resume(case: int, _body: ActIn, **who: Any) -> str:
    acts.resume(case, **who, calendar=reads.calendar_for(case))
    return "resume"


def _check_had(case: int, document: str) -> None:
    """Raise Refused for a document of a kind that a case never had, as the desk offers none (A-511)."""
    if document in Documents.values and document not in reads.had(reads.sheet(case)):
        raise Refused(_("This case has no such document."), field="document", code="not_made")


def _serve(case: int, body: ServeIn, **who: Any) -> str:
    _check_had(case, body.document)
    data = body.model_dump(exclude={"officer", "method"})
    acts.serve(case, Serving(way=body.method, **data), **who, calendar=reads.calendar_for(case))
    return ""


def _publish(case: int, body: PublishIn, **who: Any) -> str:
    _check_had(case, body.document)
    days = reads.calendar_for(case)
    acts.publish_service(case, **body.model_dump(exclude={"officer"}), **who, calendar=days)
    return ""


def _plan(case: int, body: PlanIn, *, by: str, at: datetime) -> str:
    officers = [_colleague(by, body.officer, one) for one in body.officers]
    words: dict[str, Any] = {"kind": body.kind, "place": body.place, "planned_at": body.planned_at}
    acts.plan_check(case, officers=officers, **words, by=by, at=at)
    return ""


def _record(case: int, body: RecordIn, **who: Any) -> str:
    findings = [Finding(one.point, one.found, one.conforms) for one in body.findings]
    data = body.model_dump(exclude={"officer", "check", "findings"})
    acts.record_check(case, int(body.check), Found(findings, **data), **who)
    return ""


def _sign(case: int, body: SignIn, **who: Any) -> str:
    acts.sign_check(case, int(body.check), **who)
    return ""


def _charge(case: int, body: FeeIn, **who: Any) -> str:
    acts.charge(case, n=body.fee, **who)
    return ""


def _paid(case: int, body: PaidIn, **who: Any) -> str:
    acts.record_payment(case, n=body.fee, receipt=body.receipt, **who)
    return ""


def _ask_waiver(case: int, body: WaiveIn, **who: Any) -> str:
    acts.ask_waiver(case, n=body.fee, ground=body.ground, reason=body.reason, **who)
    return ""


def _approve_waiver(case: int, body: ApproveIn, **who: Any) -> str:
    acts.approve_waiver(case, n=body.fee, **who)
    return ""


ACTS: Final[Mapping[str, tuple[str, type[In], Callable[..., str]]]] = {
    "suspend": ("Begin a special procedure", SuspendIn, _suspend),
    "prolong": ("Tell anew how long a special procedure takes", ProlongIn, _prolong),
    "resume": ("End a special procedure", ActIn, _resume),
    "serve": ("Record an attempt to serve a document", ServeIn, _serve),
    "publish-service": ("Serve a document by public notice", PublishIn, _publish),
    "plan-check": ("Arrange a check by two officers", PlanIn, _plan),
    "record-check": ("Write down what was found at a check", RecordIn, _record),
    "sign-check": ("Sign the record of a check", SignIn, _sign),
    "charge": ("Let a fee of the published list fall due", FeeIn, _charge),
    "record-payment": ("Record a payment", PaidIn, _paid),
    "ask-waiver": ("Propose to waive a fee", WaiveIn, _ask_waiver),
    "approve-waiver": ("Approve the waiver of a fee", ApproveIn, _approve_waiver),
}
for _name, (_summary, _schema, _perform) in ACTS.items():
    mount(_name, _summary, _schema, _perform)
