"""The terms of a matter in sections: what the editor shows on one page, differences call by one name, and the desk reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.parts import LEVELS, TERMS, UNITS, Choices, Column, Words

CERTIFICATES: Final[Choices] = {
    "licence": _("licence or certificate"),
    "qualification": _("qualification of a person"),
    "approval": _("written approval"),
    "other": _("other"),
    "none": _("none: nothing is entered in the register of permits"),
}
TERM_UNITS: Final[Choices] = {unit: UNITS[unit] for unit in ("months", "years")}
PURPOSES: Final[Choices] = {
    "new": _("the first grant"),
    "change": _("a change"),
    "renewal": _("a renewal"),
    "cancel": _("the end at the holder's wish"),
}
OUTCOMES: Final[Choices] = {
    "withdrawn": _("the application counts as withdrawn"),
    "returned": _("the application is returned"),
}
NONE: Final = "none"
CLOSED: Final[Choices] = {
    "national_security": _("national security"),
    "state_secret": _("state secrets"),
    "public_security": _("public security"),
    "finance": _("finance"),
    "ecology": _("the natural environment"),
    "life_and_property": _("life, health and property of people"),
    "foreign_affairs": _("foreign affairs"),
    "high_risk": _("high risk if it is not true"),
    "irreversible": _("harm that cannot be undone"),
    NONE: _("none of them"),
}
LOWER: Final[Choices] = {
    "town": _("towns and streets"),
    "village": _("villages and neighbourhoods"),
    "institution": _("institutions"),
}
HEARINGS: Final[Choices] = {
    "law": _("The law demands a hearing"),
    "public_interest": _("A major public interest is concerned"),
}
SECRETS: Final[Choices] = {
    "state_secret": _("State secret"),
    "trade_secret": _("Trade secret"),
    "privacy": _("Privacy"),
}
FIRST: Final[Choices] = {
    "on_the_spot": _("a penalty decided on the spot (art. 23 no. 1)"),
    "natural_resources": _("rights to natural resources (art. 23 no. 2)"),
    "failure_to_act": _("an organ that does not act (art. 23 no. 3)"),
    "disclosure": _("information that is not disclosed (art. 23 no. 4)"),
    "law": _("a law or regulation that says so (art. 23 no. 5)"),
}


@dataclass(frozen=True)
class Section:
    """Some terms that belong together. `head` is the mapping in which all of them stand, "" for several."""

    name: str
    label: Words
    columns: tuple[Column, ...]
    hint: Words = ""
    head: str = ""


SECTIONS: Final = (
    Section("terms", _("Terms"), TERMS),
    Section(
        "procedure",
        _("Procedure"),
        (
            Column("flags.site_check", _("Checked on site by two officers"), "tick"),
            Column("flags.inspection", _("Inspected, tested or quarantined"), "tick"),
            Column("flags.hearing", _("A hearing is held because"), "choice", HEARINGS),
            Column("flags.unpublished", _("Decisions are not published because of"), "choice", SECRETS),
            Column(
                "flags.may_hold_secrets", _("The applicant is asked before a decision is published"), "tick"
            ),
            Column(
                "flags.reconsideration_first",
                _("Reconsideration comes before the court for"),
                "choice",
                FIRST,
            ),
            Column(
                "flags.protects", _("Protects life, health or property; its holders are inspected"), "tick"
            ),
            Column(
                "flags.asks_intention", _("Older people are asked for their own will, which is noted"), "tick"
            ),
            Column("flags.delegated", _("Handled under delegated authority"), "tick"),
        ),
        _("What officers have to do beyond the steps, and what follows from a decision."),
    ),
    Section(
        "permit",
        _("Permit"),
        (
            Column("permit.kind", _("Kind of certificate"), "choice", CERTIFICATES),
            Column("permit.names", _("Name of the certificate"), "texts"),
            Column("permit.validity.amount", _("Holds for (0: without an end)"), "number"),
            Column("permit.validity.unit", _("Unit of the term"), "choice", TERM_UNITS),
            Column("permit.purposes", _("What may be asked"), "many", PURPOSES),
            Column("permit.renewal.days", _("Renewal is asked for so many days before the end"), "number"),
            Column("permit.renewal.basis", _("Rule that sets other days than 30")),
            Column("permit.renewal.level", _("Level of the rule"), "choice", LEVELS),
            Column("permit.scope", _("Questions of the form that make up its scope"), "many", most=1000),
        ),
        _("What a grant is, how long it holds and what its holder may ask for later."),
        "permit",
    ),
    Section(
        "gaps",
        _("Papers that may follow later"),
        (
            Column("gaps.days", _("Working days in which they follow"), "number"),
            Column("gaps.outcome", _("If they never come"), "choice", OUTCOMES),
            Column("gaps.basis", _("Rule that allows it")),
        ),
        _(
            "An application is accepted without its secondary papers; each of them is marked in the list of papers."
        ),
        "gaps",
    ),
    Section(
        "commitment",
        _("Notice and commitment"),
        (
            Column("commitment.touches", _("Fields closed to commitments that it touches"), "among", CLOSED),
            Column("commitment.conditions", _("Conditions it stands for"), "places", of="conditions"),
            Column("commitment.materials", _("Papers it stands for"), "places", of="materials"),
            Column("commitment.duty", _("What the applicant has to fulfil"), "texts", most=2000),
            Column("commitment.content", _("What is committed to"), "texts", most=2000),
            Column("commitment.liability", _("What follows if it is broken"), "texts", most=2000),
            Column("commitment.check_days", _("Working days in which it is checked"), "number"),
            Column("commitment.mend_days", _("Working days to put it right"), "number"),
            Column("commitment.basis", _("Rule that allows it")),
        ),
        _("People may commit to a condition in writing instead of proving it; it is checked afterwards."),
        "commitment",
    ),
    Section(
        "registration",
        _("Registration"),
        (Column("registration.more_days", _("Working days more, with approval"), "number"),),
        _("For matters registered on the spot: three working days more at most."),
        "registration",
    ),
    Section(
        "quota",
        _("Limited number"),
        (
            Column("quota.number", _("How many there are at most"), "number"),
            Column("quota.basis", _("Rule that limits them")),
        ),
        _("Applications are decided in the order in which they were accepted."),
        "quota",
    ),
    Section(
        "first_review",
        _("First review below"),
        (
            Column("first_review.kind", _("Who examines first"), "choice", LOWER),
            Column("first_review.days", _("Working days"), "number"),
            Column("first_review.basis", _("Rule that allows it")),
        ),
        _("A lower organ examines first, in twenty working days at most, and sends everything up."),
        "first_review",
    ),
)
BY_SECTION: Final[Mapping[str, Section]] = {one.name: one for one in SECTIONS}
ALL_TERMS: Final[tuple[Column, ...]] = tuple(column for one in SECTIONS for column in one.columns)


def section_of(place: str) -> str:
    """Return the section of a place in the content: of a term, or of everything in a mapping of one section."""
    head = place.split(".", maxsplit=1)[0]
    exact = next((one.name for one in SECTIONS for column in one.columns if column.name == place), "")
    return exact or (head if head in BY_SECTION else "terms")
