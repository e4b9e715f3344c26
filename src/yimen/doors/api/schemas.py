"""What goes in and out of the interface."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

Text = Annotated[str, StringConstraints(max_length=4000)]
Short = Annotated[str, StringConstraints(max_length=200)]
DIGITS: Final = {"type": "string", "pattern": "^[0-9]{1,19}$"}  # a browser's numbers hold 53 bits only
CaseNumber = Annotated[int, Field(ge=0, le=2**63 - 1), WithJsonSchema(DIGITS)]


Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,19}$")]


class In(BaseModel):
    """Input: nothing unknown is taken. Its values come from JSON, so that it needs nothing of ninja's own."""

    model_config = ConfigDict(extra="forbid")


class Applicant(In):
    """Who applies."""

    name: Short
    id_kind: Literal["resident", "passport", "permit", "uscc"] = "resident"
    id_number: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    phone: Annotated[str, StringConstraints(max_length=30)] = ""


class PaperIn(In):
    """A paper: its number in the published list, and the file that was sent or a reference to where it is held."""

    material: Annotated[int, Field(ge=1, le=999)]
    reference: Short = ""
    file: Number | None = None


class Submission(In):
    """An application."""

    matter: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    applicant: Applicant
    facts: dict[str, Any] = {}
    papers: Annotated[list[PaperIn], Field(max_length=200)] = []
    gaps: bool = False
    commitment: bool = False
    first_organ: Annotated[str, StringConstraints(max_length=60)] = ""
    language: Literal["zh-hans", "zh-hant", "en", "fr", "ja"] = "zh-hans"
    situation: Annotated[
        dict[
            Annotated[str, StringConstraints(max_length=60)], Annotated[str, StringConstraints(max_length=60)]
        ],
        Field(max_length=20),
    ] = {}


class ActIn(In):
    """An act that needs nothing more than who does it: the name of the officer in the client's own system."""

    officer: Annotated[str, StringConstraints(max_length=40)] = ""


class NamedIn(ActIn):
    """An act that an officer answers for: their name in the client's own system."""

    officer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class RevealIn(NamedIn):
    """Who has to see the hidden numbers, and why; the person can read both."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class ReviewIn(NamedIn):
    """What was found at a step."""

    step: Annotated[int, Field(ge=1, le=999)] | None = None
    verdict: Literal["agree", "disagree"]
    opinion: Text = ""
    second: Annotated[str, StringConstraints(max_length=40)] = ""


class DecideIn(NamedIn):
    """The decision: reasons of a refusal; conditions of a grant with what they rest on, and a remark for the file only."""

    outcome: Literal["grant", "refuse"]
    reason: Text = ""
    conditions: Text = ""
    conditions_why: Text = ""
    remark: Text = ""


class MissingIn(In):
    """One thing that is missing."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    material: Annotated[int, Field(ge=0, le=999)] = 0
    field: Annotated[str, StringConstraints(max_length=60)] = ""


class AskIn(ActIn):
    """Everything that is missing, told at once, and how it is told."""

    items: Annotated[list[MissingIn], Field(min_length=1, max_length=200)]
    ground: Literal["", "new_fact"] = ""
    way: Literal["online", "window", "phone", "post"] = "online"


class SupplementIn(ActIn):
    """The papers and the answers that were asked for."""

    papers: Annotated[list[PaperIn], Field(max_length=200)]
    facts: dict[str, Any] = {}


class SituationIn(ActIn):
    """Which situation a case is in, and why it was corrected."""

    answers: Annotated[dict[str, Short], Field(max_length=20)]
    reason: Text


class DeclineIn(NamedIn):
    """Why an application is not taken on."""

    ground: Literal["not_required", "not_competent", "false"]
    reason: Text
    competent_organ: Short = ""


class ExtendIn(NamedIn):
    """By how many working days, and why; the officer is the head of the organ, named as in the register of posts (A-402)."""

    days: Annotated[int, Field(ge=1, le=10)]
    reason: Text


class DeliverIn(ActIn):
    """How the decision was served."""

    method: Literal["personal", "left", "entrusted", "post", "electronic", "notice"]
    proof: Short = ""
    witnesses: Short = ""


class ReasonIn(ActIn):
    """A reason."""

    reason: Text = ""


class ForwardIn(NamedIn):
    """The opinion of the office that examines first."""

    verdict: Literal["agree", "disagree"]
    opinion: Text


class IntentionIn(ActIn):
    """What an elderly person answered when asked what they want."""

    said: Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class CheckIn(ActIn):
    """What the check of a commitment found."""

    outcome: Literal["kept", "not_kept", "false"]
    finding: Text = ""
    second: Annotated[str, StringConstraints(max_length=40)] = ""


class MendedIn(ActIn):
    """Whether what was not kept has been mended."""

    mended: bool
    finding: Text = ""
    second: Annotated[str, StringConstraints(max_length=40)] = ""


class WebhookIn(In):
    """Where to be told of which events."""

    url: Annotated[str, StringConstraints(min_length=8, max_length=500)]
    kinds: Annotated[list[Annotated[str, StringConstraints(max_length=80)]], Field(max_length=100)] = []


class Done(Schema):
    """The case after an act."""

    id: str
    number: str
    state: str
    code: str | None = None


class CaseOut(Schema):
    """A case as a line of a list."""

    id: str
    number: str
    title: str
    matter: str
    matter_code: str
    organ: int
    organ_code: str
    state: str
    received_at: datetime | None
    promised_due_on: date | None
    statutory_due_on: date | None
    provisional: bool


class CasePage(Schema):
    """Some cases and the cursor to the next ones."""

    items: list[CaseOut]
    next: str


class CaseWhole(CaseOut):
    """A case with everything about it; numbers that identify people are hidden."""

    applicant: dict[str, Any]
    facts: dict[str, Any]
    situation: dict[str, str]
    papers: list[dict[str, Any]]
    reviews: list[dict[str, Any]]
    supplements: list[dict[str, Any]]
    suspensions: list[dict[str, Any]] = []
    services: list[dict[str, Any]] = []
    checks: list[dict[str, Any]] = []
    fees: list[dict[str, Any]] = []
    marks: list[str] = []
    pending: list[str] = []
    acts: list[str]


class Revealed(Schema):
    """What is hidden elsewhere: the applicant's numbers, and the answers of the form in full."""

    id: str
    id_number: str
    phone: str
    facts: dict[str, Any]


class MatterOut(Schema):
    """A matter as a line of a list."""

    code: str
    name: str
    summary: str
    kind: str
    organ: str
    organ_code: str
    promised_days: int | None
    online: bool


class MatterPage(Schema):
    """Some matters and how many there are."""

    items: list[MatterOut]
    total: int
    next: str


class OrganOut(Schema):
    """An organ: `id` is its number in cases, `code` the name by which it is found."""

    id: int
    code: str
    uscc: str
    name: str
    kind: str
    parent: str
    division_code: str
    address: str
    hours: str
    phone: str
    complaint_phone: str


class EventPage(Schema):
    """CloudEvents since a cursor, and the cursor to go on with."""

    items: list[dict[str, Any]]
    next: str


class DocumentOut(Schema):
    """A document about a case."""

    id: str
    kind: str
    title: str
    number: str
    state: str
    issued_at: datetime | None
    verify: str


class FileOut(Schema):
    """A file that was sent."""

    id: str


class WebhookOut(Schema):
    """A webhook; the secret is shown once, when it is made."""

    id: int
    url: str
    kinds: list[str]
    failures: int
    error: str
    secret: str | None = None


class PlaceOut(Schema):
    """What is wrong at one place of the input."""

    field: str
    message: str


class ProblemOut(Schema):
    """What went wrong (RFC 9457), in the caller's language; `code` is a stable word for machines."""

    type: str
    title: str
    status: int
    code: str
    errors: list[PlaceOut] = []
