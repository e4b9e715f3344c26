"""The parts of a matter's content, named once: what the editor shows, what differences are called, which words stand for values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.life import Kind

Words = str | Promise
Sort = Literal["texts", "line", "long", "number", "days", "fen", "choice", "many", "among", "places", "tick"]
Choices = Mapping[str, Words]

YES_NO: Final[Choices] = {"true": _("yes"), "false": _("no")}
UNITS: Final[Choices] = {
    "working_days": _("working days"),
    "calendar_days": _("calendar days"),
    "months": _("months"),
    "years": _("years"),
    "hours": _("hours"),
}
AUDIENCE: Final[Choices] = {
    "natural": _("people"),
    "legal": _("legal persons"),
    "enterprise": _("enterprises"),
    "institution": _("public institutions"),
    "association": _("associations"),
    "unincorporated": _("organisations without legal personality"),
    "government": _("administrative organs"),
    "other": _("others"),
}
CHANNELS: Final[Choices] = {
    "online": _("online"),
    "window": _("at the window"),
    "post": _("by post"),
    "app": _("in the mobile app"),
    "kiosk": _("at a self-service machine"),
}
HANDLING: Final[Choices] = {
    "immediate": _("handled at once"),
    "promised": _("handled within a promised period"),
    "registration": _("registered on the spot"),
    "filing": _("filed on receipt"),
}
REQUIRED: Final[Choices] = {
    "required": _("required"),
    "optional": _("if it applies"),
    "later": _("may follow later"),
}
FORMS: Final[Choices] = {"paper": _("on paper"), "electronic": _("electronic"), "both": _("either")}
SOURCES: Final[Choices] = {
    "applicant": _("the applicant"),
    "government": _("an office of the government"),
    "other": _("someone else"),
}
LEVELS: Final[Choices] = {
    "law": _("law"),
    "regulation": _("administrative regulation"),
    "decision": _("decision of the State Council"),
    "local": _("local regulation"),
    "rule": _("rule of a ministry or a government"),
    "document": _("normative document"),
    "other": _("other"),
}
STEPS: Final[Choices] = {
    "accept": _("accepting"),
    "review": _("reviewing"),
    "decide": _("deciding"),
    "deliver": _("delivering"),
}
ROLES: Final[Choices] = {
    "window": _("window"),
    "reviewer": _("reviewer"),
    "approver": _("approver"),
    "organ_head": _("head of the organ"),
    "chief_representative": _("chief representative"),
    "village_agent": _("village agent"),
    "applicant": _("applicant"),
}
RESULTS: Final[Choices] = {
    "licence": _("licence or certificate"),
    "approval": _("written approval"),
    "certificate": _("proof"),
    "payment": _("payment"),
    "other": _("other"),
    "none": _("none"),
}
NATURES: Final[Choices] = {
    "statutory": _("statutory organ"),
    "authorised": _("organisation authorised by law"),
    "commissioned": _("entrusted organisation"),
}
KINDS: Final[Choices] = {value: label for value, label in Kind.choices}  # noqa: C416 the labels stay lazy


@dataclass(frozen=True)
class Column:
    """One entry of a row, or one term of the matter; a dot leads into a mapping.

    `among` is `many` in which "none" is an answer too; `places` are numbers of rows of the list `of`.
    """

    name: str
    label: Words
    sort: Sort = "line"
    choices: Choices | None = None
    most: int = 300
    of: str = ""


@dataclass(frozen=True)
class Table:
    """A part that is a list: its rows have these columns; a row is known again by its key."""

    name: str
    label: Words
    row: Words
    columns: tuple[Column, ...]
    key: str
    hint: Words = ""

    @property
    def plain(self) -> bool:
        """Say whether a row is one text and nothing else."""
        return self.key == ""


TERMS: Final = (
    Column("titles", _("Name of the matter"), "texts"),
    Column("summaries", _("Summary"), "texts", most=600),
    Column("kind", _("Kind of power"), "choice", KINDS),
    Column("base_code", _("Base code"), most=20),
    Column("search_words", _("Everyday words under which it is found"), most=300),
    Column("audience", _("For whom"), "many", AUDIENCE),
    Column("themes", _("Themes"), "many"),
    Column("handling", _("Handling"), "choice", HANDLING),
    Column("statutory.days", _("Statutory period"), "number"),
    Column("statutory.unit", _("Unit of the statutory period"), "choice", UNITS),
    Column("statutory.note", _("Why there is no statutory period")),
    Column("promised_days", _("Promised working days"), "number"),
    Column("channels", _("Ways to apply"), "many", CHANNELS),
    Column("channel_basis", _("Law that allows one way only")),
    Column("visits", _("Visits needed"), "number"),
    Column("visit_reason", _("Why people have to come")),
    Column("window", _("Where to go"), "texts"),
    Column("hours", _("Office hours"), "texts"),
    Column("phone", _("Telephone for questions"), most=60),
    Column("complaint", _("Telephone for complaints"), most=60),
    Column("organ_nature", _("Nature of the organ"), "choice", NATURES),
    Column("commissioned_by", _("Entrusting organ")),
    Column("quantity", _("How many are granted"), "texts"),
    Column("charged", _("Costs something"), "tick"),
    Column("flags.two_officers_decide", _("Two officers decide"), "tick"),
    Column("flags.third_party_interest", _("May touch the interests of others"), "tick"),
    Column("flags.quantity_limited", _("The number is limited"), "tick"),
    Column("flags.receipt_needs_confirmation", _("The period begins when receipt is confirmed"), "tick"),
    Column("flags.online_payment", _("Can be paid online"), "tick"),
    Column("flags.supplement_days", _("Working days to supply what is missing"), "number"),
)
NAMES: Final = Column("names", _("Designation"), "texts")
TABLES: Final = (
    Table(
        "conditions",
        _("Conditions"),
        _("Condition"),
        (Column("", _("Condition"), "texts", most=1000),),
        "",
        _("Only what the law asks for; offices may not add conditions beyond the list."),
    ),
    Table(
        "materials",
        _("Papers"),
        _("Paper"),
        (
            NAMES,
            Column("required", _("Needed"), "choice", REQUIRED),
            Column("originals", _("Originals"), "number"),
            Column("copies", _("Copies"), "number"),
            Column("form", _("Form of the paper"), "choice", FORMS),
            Column("source", _("Issued by"), "choice", SOURCES),
            Column("basis", _("Rule that asks for it"), most=600),
            Column("basis_level", _("Level of the rule"), "choice", LEVELS),
            Column("main", _("Written by the applicant"), "tick"),
            Column("proof", _("Is a proof"), "tick"),
            Column("shared", _("Fetched from other offices"), "tick"),
            Column("agent", _("Only where somebody acts for the applicant"), "tick"),
            Column("note", _("Note"), "texts", most=600),
            Column("blank", _("Blank form"), "texts", most=4000),
            Column("sample", _("Filled-in example"), "texts", most=4000),
        ),
        "names",
        _("Each paper needs the rule that asks for it; no entry may stand for anything else."),
    ),
    Table(
        "steps",
        _("Steps"),
        _("Step"),
        (
            Column("kind", _("Kind of step"), "choice", STEPS),
            NAMES,
            Column("days", _("Working days"), "days"),
            Column("role", _("In whose hands"), "choice", ROLES),
            Column("parallel", _("Side by side with (same number)"), "number"),
            Column("two_officers", _("Two officers"), "tick"),
        ),
        "names",
        _(
            "The days of the steps add up to the promised period, with delivery or without it; steps side by side count once."
        ),
    ),
    Table(
        "results",
        _("Results"),
        _("Result"),
        (
            NAMES,
            Column("type", _("Type"), "choice", RESULTS),
            Column("sample", _("Specimen"), "texts", most=4000),
        ),
        "names",
    ),
    Table(
        "fees",
        _("Fees"),
        _("Fee"),
        (
            NAMES,
            Column("amount_fen", _("Amount in yuan"), "fen"),
            Column("unit", _("Per"), most=60),
            Column("standard", _("Scale of the fee"), most=600),
            Column("basis", _("Basis"), most=600),
            Column("level", _("Level of the rule"), "choice", LEVELS),
            Column("payee", _("Paid to"), most=120),
            Column("reductions", _("Reductions"), most=600),
        ),
        "names",
        _("A fee for a licence needs a law or an administrative regulation."),
    ),
    Table(
        "legal_basis",
        _("Legal basis"),
        _("Legal basis"),
        (
            Column("title", _("Title of the law")),
            Column("articles", _("Articles")),
            Column("doc_no", _("Number of the document")),
            Column("level", _("Level of the rule"), "choice", LEVELS),
            Column("issuer", _("Issued by"), most=120),
        ),
        "title",
    ),
    Table(
        "faqs",
        _("Questions and answers"),
        _("Question"),
        (Column("questions", _("Question"), "texts"), Column("answers", _("Answer"), "texts", most=2000)),
        "questions",
    ),
)
FORM: Final = Table(
    "form",
    _("Application form"),
    _("Question of the form"),
    (
        Column("labels", _("Question"), "texts"),
        Column("kind", _("Kind of question")),
        Column("required", _("Needed"), "tick"),
        Column("hint", _("Hint"), "texts"),
        Column("options", _("Answers to choose from"), "texts", most=600),
        Column("shown_when", _("Ask only if"), "texts", most=600),
        Column("fewest", _("Least")),
        Column("most", _("Most")),
        Column("pattern", _("Pattern")),
        Column("when", _("The day lies")),
        Column("back", _("Days before today at most")),
        Column("ahead", _("Days after today at most")),
        Column("compare", _("The answer must be"), "texts", most=600),
        Column("serves", _("Serves")),
        Column("personal", _("Personal data"), "tick"),
    ),
    "name",
)
BY_NAME: Final[Mapping[str, Table]] = {one.name: one for one in TABLES}


def place_words(place: str) -> Words:
    """Return what a place in the content is called; the gate counts rows from 1, paths from 0, so no number is said."""
    head = place.split(".", maxsplit=1)[0]
    if head in BY_NAME:
        return BY_NAME[head].label
    if head == FORM.name:
        return FORM.label
    found = next((one.label for one in TERMS if place in {one.name, one.name.split(".")[0]}), None)
    return found if found is not None else place
