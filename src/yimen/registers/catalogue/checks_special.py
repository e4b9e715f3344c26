"""The publish gate, special terms: gaps, commitment, registration, filing, a limited number, a first review. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.finding import Content, Finding, check, chinese
from yimen.registers.catalogue.life import Kind
from yimen.registers.catalogue.special import FIRST_REVIEW_DAYS, REGISTRATION_DAYS, REGISTRATION_MORE

OUTCOMES: Final = frozenset({"withdrawn", "returned"})
FIELDS: Final = frozenset(
    {
        "national_security",
        "state_secret",
        "public_security",
        "finance",
        "ecology",
        "life_and_property",
        "foreign_affairs",
        "high_risk",
        "irreversible",
    }
)
SIGNING: Final = frozenset({"accept", "review", "decide"})
DECIDING: Final = frozenset({"review", "decide"})
MOST_SIGNATURES: Final = 2  # Beijing art. 35: who handles it, and the chief representative
LOWER: Final = frozenset({"town", "village", "institution"})


def _list(content: Content, name: str) -> list[Any]:
    found = content.get(name)
    return found if isinstance(found, list) else []


@check
def gaps(content: Content) -> Iterator[Finding]:
    """What follows later has a day and an outcome, and a main paper never follows later (A-905, H-305)."""
    terms = content.get("gaps") or {}
    if not terms:
        return
    if not any(one.get("required") == "later" for one in _list(content, "materials")):
        yield Finding("A-905", "gaps", _("No paper is marked as one that may follow later."))
    if not isinstance(terms.get("days"), int) or not 1 <= terms["days"] <= 250:
        yield Finding("A-905", "gaps", _("It is not said within how many working days the papers follow."))
    if terms.get("outcome") and terms["outcome"] not in OUTCOMES:
        yield Finding("A-906", "gaps", _("Papers that never came make an application withdrawn or returned."))
    if not str(terms.get("basis") or "").strip():
        yield Finding("A-905", "gaps", _("It is not said which rule lets papers follow later."))


@check
def commitment(content: Content) -> Iterator[Finding]:
    """A notice says duty, content and liability, and a check follows in a set time (A-907, A-910)."""
    terms = content.get("commitment") or {}
    if not terms:
        return
    for name, words in (
        ("duty", _("The notice does not say what the applicant has to fulfil.")),
        ("content", _("The notice does not say what is committed to.")),
        ("liability", _("The notice does not say what follows from a broken commitment.")),
    ):
        if not chinese(terms.get(name)):
            yield Finding("A-907", "commitment", words)
    yield from _known(content, terms)
    if not isinstance(terms.get("check_days"), int) or terms["check_days"] < 1:
        yield Finding(
            "A-910",
            "commitment",
            _("It is not said within how many working days the commitment is checked."),
        )
    if not str(terms.get("basis") or "").strip():
        yield Finding(
            "A-907", "commitment", _("It is not said which rule lets the matter be decided on a commitment.")
        )


def _known(content: Content, terms: Mapping[str, Any]) -> Iterator[Finding]:
    """What is committed to are conditions and papers of the matter, and at least one of them."""
    conditions, materials = _list(terms, "conditions"), _list(terms, "materials")
    if not conditions and not materials:
        yield Finding("A-907", "commitment", _("It is not said which conditions or papers it stands for."))
    if _strangers(conditions, _list(content, "conditions")) or _strangers(
        materials, _list(content, "materials")
    ):
        yield Finding(
            "A-907", "commitment", _("It stands for a condition or a paper that the matter does not have.")
        )


def _strangers(numbers: Iterable[object], there: list[Any]) -> bool:
    return any(not isinstance(one, int) or not 1 <= one <= len(there) for one in numbers)


@check
def commitment_fields(content: Content) -> Iterator[Finding]:
    """Some fields are closed to commitments; the matter says which it touches, none being an answer too (A-908)."""
    terms = content.get("commitment") or {}
    if not terms:
        return
    touched = terms.get("touches")
    if not isinstance(touched, list) or set(map(str, touched)) - FIELDS:
        yield Finding(
            "A-908",
            "commitment",
            _("It is not said whether the matter touches a field that is closed to commitments."),
        )
    elif touched:
        yield Finding(
            "A-908",
            "commitment",
            _("A matter of this field may not be decided on a commitment."),
        )
    elif content.get("kind") not in {Kind.LICENSING, Kind.CONFIRMATION, Kind.SERVICE, Kind.PAYMENT}:
        yield Finding("A-908", "commitment", _("A power of this kind is not exercised on a commitment."))


@check
def registration(content: Content) -> Iterator[Finding]:
    """A registration is done on the spot, else in three working days and three more with approval (A-306, L-39)."""
    if content.get("handling") != "registration":
        return
    statutory, terms = content.get("statutory") or {}, content.get("registration") or {}
    days, unit = statutory.get("days"), statutory.get("unit") or "working_days"
    if (content.get("promised_days") or 0) > REGISTRATION_DAYS or (
        days and (unit != "working_days" or days > REGISTRATION_DAYS)
    ):
        yield Finding(
            "L-39", "promised_days", _("A registration is done on the spot, or in three working days.")
        )
    if (terms.get("more_days") or 0) > REGISTRATION_MORE:
        yield Finding(
            "L-39", "registration", _("A registration takes at most three working days more, with approval.")
        )


@check
def filing(content: Content) -> Iterator[Finding]:
    """A filing is complete when it is received: nobody reviews or decides it (K-28, I-303)."""
    if content.get("handling") != "filing":
        return
    for n, step in enumerate(_list(content, "steps"), start=1):
        if step.get("kind") in DECIDING:
            yield Finding(
                "K-28", f"steps.{n}", _("A filing is complete on receipt; nobody reviews or decides it.")
            )
    if content.get("kind") == Kind.LICENSING:
        yield Finding("K-28", "handling", _("A licence is granted or refused; it is no filing."))


@check
def quota(content: Content) -> Iterator[Finding]:
    """A number that limits is a number, with the rule that limits it (A-308, A-115)."""
    terms = content.get("quota") or {}
    if not terms:
        return
    if not isinstance(terms.get("number"), int) or terms["number"] < 1:
        yield Finding("A-308", "quota", _("The number to which the matter is limited is no number."))
    if not str(terms.get("basis") or "").strip():
        yield Finding("A-308", "quota", _("It is not said which rule limits the number."))
    if content.get("handling", "promised") != "promised":
        yield Finding(
            "A-308", "handling", _("What is limited in number is decided in turn, not on the spot.")
        )


@check
def first_review(content: Content) -> Iterator[Finding]:
    """A lower organ examines in twenty working days at most and sends everything up (A-304, L-04)."""
    terms = content.get("first_review") or {}
    if not terms:
        return
    if terms.get("kind") not in LOWER:
        yield Finding("A-304", "first_review", _("It is not said which lower organs examine first."))
    if not isinstance(terms.get("days"), int) or not 1 <= terms["days"] <= FIRST_REVIEW_DAYS:
        yield Finding("L-04", "first_review", _("The first review takes twenty working days at most."))
    if not str(terms.get("basis") or "").strip():
        yield Finding(
            "A-304", "first_review", _("It is not said which rule lets a lower organ examine first.")
        )
    if content.get("handling", "promised") != "promised":
        yield Finding("A-304", "handling", _("What a lower organ examines first is not decided on the spot."))


@check
def signatures(content: Content) -> Iterator[Finding]:
    """A delegated matter needs two signatures at most from acceptance to the end (A-917)."""
    if not (content.get("flags") or {}).get("delegated"):
        return
    signing = [one for one in _list(content, "steps") if one.get("kind") in SIGNING]
    hands = {one.get("role") or "reviewer" for one in signing}
    if len(hands) + sum(bool(one.get("two_officers")) for one in signing) > MOST_SIGNATURES:
        yield Finding(
            "A-917", "steps", _("A delegated matter needs at most two signatures from acceptance to the end.")
        )
