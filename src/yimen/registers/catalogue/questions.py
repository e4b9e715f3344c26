"""The questions of a form in the reader's words: kind, purpose, answers and conditions. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.languages.texts import LANGUAGES, RECORD, pick
from yimen.registers.catalogue.fields import Condition, condition_of
from yimen.registers.catalogue.finding import Content, chinese

Given = Mapping[str, Any]
KINDS: Final[Mapping[str, str | Promise]] = {
    "text": _("Short text"),
    "textarea": _("Long text"),
    "number": _("Number or quantity"),
    "money": _("Amount of money"),
    "date": _("Day"),
    "choice": _("One of several answers"),
    "choices": _("Several of the answers"),
    "boolean": _("Tick"),
    "id_number": _("Resident identity number"),
    "uscc": _("Unified social credit code"),
    "phone": _("Telephone"),
    "email": _("E-mail address"),
    "division": _("Town or street"),
    "address": _("Address"),
    "file": _("Where it stands in a paper"),
    "group": _("Group, once for each person or thing"),
    "table": _("Table"),
}
PATTERNS: Final[Mapping[str, str | Promise]] = {
    "digits": _("Only digits."),
    "letters_digits": _("Only letters, digits and hyphens."),
    "chinese": _("Only Chinese characters."),
    "postal_code": _("A postal code has six digits."),
    "bank_account": _("A bank account has 12 to 19 digits."),
    "licence_plate": _("Number of a vehicle"),
}
WHEN: Final[Mapping[str, str | Promise]] = {"past": _("in the past"), "future": _("in the future")}
COMPARED: Final[Mapping[str, str | Promise]] = {
    "at_least": _("not less or earlier"),
    "at_most": _("not more or later"),
    "more_than": _("more or later"),
    "less_than": _("less or earlier"),
    "same_as": _("the same"),
    "not_same_as": _("different"),
}
MOST_DAYS: Final = 36_500  # before or after today
WRITTEN: Final = "as_written"
HEADING: Final = _("Heading")
TICKED: Final = {"true": _("ticked"), "false": _("not ticked")}
CHOSEN: Final = {"pattern": PATTERNS, "when": WHEN}
LISTS: Final = {
    "condition": ("conditions", _("Condition")),
    "material": ("materials", _("Paper")),
}
FOR_ALL: Final = {
    "identity": _("Who applies"),
    "contact": _("How to reach the applicant"),
}
JOINED: Final = {
    "all": _("all conditions hold"),
    "any": _("one of the conditions holds"),
}
SAID: Final[Mapping[str, str | Promise]] = {
    "equals": _("“%(question)s” is “%(answer)s”"),
    "in": _("“%(question)s” is “%(answer)s”"),
    "not": _("“%(question)s” is not “%(answer)s”"),
    "greater": _("“%(question)s” is more or later than “%(answer)s”"),
    "less": _("“%(question)s” is less or earlier than “%(answer)s”"),
    "filled": _("“%(question)s” is answered"),
    "empty": _("“%(question)s” is not answered"),
}


def serves(content: Content, purpose: object, language: str) -> str:
    """Return the condition or paper that a question serves, by its name (A-103)."""
    head, _sign, number = str(purpose or "").partition(":")
    if head not in LISTS:
        return str(FOR_ALL.get(head, head))
    part, word = LISTS[head]
    rows = content.get(part) or []
    row = rows[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(rows) else {}
    texts = row.get("names") or {} if part == "materials" else row
    return f"{word} {_text(texts, language) or number}"


def condition(form: Iterable[Given], given: object, language: str) -> str:
    """Return under which condition a question is asked, "" for one that is always asked."""
    found = condition_of(given)
    return _condition(found, {str(one.get("name")): one for one in form}, language) if found else ""


def _condition(one: Condition, form: Mapping[str, Given], language: str) -> str:
    if one.op in JOINED:
        return f"{JOINED[one.op]}{_(': ')}" + str(_("; ")).join(
            _condition(part, form, language) for part in one.parts
        )
    question = form.get(one.field) or {}
    asked = _text(question.get("labels"), language) or one.field
    op = "empty" if one.op == "filled" and one.values == ("False",) else one.op
    answers = " / ".join(_answer(question, value, language) for value in one.values)
    return str(SAID[op]) % {"question": asked, "answer": answers}


def _answer(question: Given, value: str, language: str) -> str:
    if question.get("kind") == "boolean":
        return str(TICKED.get(value, value))
    labels = {str(one.get("value")): one.get("labels") for one in question.get("options") or []}
    return _text(labels.get(value), language) or value


def compared(form: Iterable[Given], given: Iterable[Given], language: str) -> str:
    """Return to which other answers the answer to a question is held, and how."""
    known = {str(one.get("name")): one for one in form}
    lines = [
        f"{COMPARED.get(str(one.get('is')), one.get('is'))}{_(': ')}"
        f"{_text(known.get(str(one.get('field')), {}).get('labels'), language) or one.get('field')}"
        for one in given
    ]
    return str(_("; ")).join(lines)


def answers(question: Given, language: str) -> str:
    """Return the answers that a question offers, each with its code."""
    lines = [
        f"{_text(one.get('labels'), language)} ({one.get('value')})" for one in question.get("options") or []
    ]
    return str(_("; ")).join(lines)


def spoken(content: Content) -> list[dict[str, Any]]:
    """Return the questions of a form in words of every language, each beside how the content writes it."""
    form = [one for one in content.get("form") or [] if isinstance(one, Mapping)]
    everything = [*(inner for one in form for inner in one.get("fields") or []), *form]
    return [_spoken(everything, one) for one in form]


def _spoken(form: list[Given], one: Given) -> dict[str, Any]:
    said: dict[str, Callable[[str], str]] = {
        "options": lambda language: answers(one, language),
        "shown_when": lambda language: condition(form, one.get("shown_when"), language),
    }
    if one.get("compare"):
        said["compare"] = lambda language: compared(form, one["compare"], language)
    texts = {name: {code: words(code) for code in LANGUAGES} for name, words in said.items()}
    kind = str(one.get("kind") or "text")
    words = {
        "kind": str(HEADING if kind == "section" else KINDS.get(kind, kind)),
        "serves": serves({}, one.get("serves"), RECORD),
        **{name: str(known.get(one[name], one[name])) for name, known in CHOSEN.items() if one.get(name)},
    }
    found = {name: every for name, every in texts.items() if any(every.values())}
    return {**one, "options": {}, "shown_when": {}, "compare": {}, **found, **words, WRITTEN: one}


MEASURES: Final[Mapping[str, str | Promise]] = {
    "fewest": _("Least"),
    "most": _("Most"),
    "pattern": _("Pattern"),
    "when": _("The day lies"),
    "back": _("Days before today at most"),
    "ahead": _("Days after today at most"),
}


def measured(form: Iterable[Given]) -> list[list[str]]:
    """Return of each question of a form its Chinese words, its kind, whether it is needed, and what its answer is held to."""
    return [
        [
            chinese(one.get("labels")) or str(one.get("name") or ""),
            str(one.get("kind") or "text"),
            "required" if one.get("required") else "",
            *(str(one.get(name) or "") for name in MEASURES),
        ]
        for one in _everything(form)
    ]


def _everything(form: Iterable[Given]) -> Iterator[Given]:
    """Yield every question of a form, those of a group after it; headings ask nothing."""
    for one in form:
        if isinstance(one, Mapping) and one.get("kind") != "section":
            yield one
            yield from one.get("fields") or []


def limits(question: Iterable[str]) -> str:
    """Return what `measured` says of a question in the reader's words."""
    asked, kind, required, *given = question
    said = [str(KINDS.get(kind, kind)), *([str(_("Needed"))] if required else [])]
    for (name, label), value in zip(MEASURES.items(), given, strict=True):
        if value:
            said.append(f"{label}{_(': ')}{CHOSEN.get(name, {}).get(value, value)}")
    return f"{asked} ({_('; ').join(said)})"


def inner(rows: Iterable[Given], language: str) -> list[dict[str, Any]]:
    """Return the questions of a group with their conditions in the reader's words."""
    asked = [one for one in rows if isinstance(one, Mapping)]
    return [
        {**one, "shown_when": condition(asked, one["shown_when"], language)}
        if one.get("shown_when")
        else {**one}
        for one in asked
    ]


def _text(texts: object, language: str) -> str:
    return str(pick(texts, language)[0]) if isinstance(texts, Mapping) and texts else ""
