"""The guided questions of a matter in the reader's words: for reviewers, and for differences. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.registers.catalogue import decisions
from yimen.registers.catalogue.parts import BY_NAME, Choices, Words
from yimen.registers.catalogue.pieces import words_in

Content = Mapping[str, Any]
LABEL: Final[Words] = gettext_lazy("Guided questions")
POLICIES: Final[Choices] = {
    "unique": gettext_lazy("exactly one row fits each situation"),
    "first": gettext_lazy("the first row that fits counts"),
    "collect": gettext_lazy("all rows that fit count together"),
}
NUMBERED: Final[Mapping[str, tuple[str, Words]]] = {
    "needed": ("materials", gettext_lazy("Papers that are needed")),
    "spared": ("materials", gettext_lazy("Papers that are not needed")),
    "fees": ("fees", gettext_lazy("Fees that are charged")),
    "no_steps": ("steps", gettext_lazy("Steps that are left out")),
}
NAMED: Final[Mapping[str, Words]] = {
    "asked": gettext_lazy("Questions of the form that must be answered"),
    "not_asked": gettext_lazy("Questions of the form that are not asked"),
}
PLAIN: Final[Mapping[str, Words]] = {
    "promised_days": gettext_lazy("Promised working days"),
    "statutory_days": gettext_lazy("Statutory period"),
    "elsewhere": gettext_lazy("If another matter applies: its code"),
    "words": gettext_lazy("If another matter applies: why"),
}


def spoken(content: Content, language: str) -> dict[str, Any]:
    """Return the guided questions with answers, papers, fees and steps by their names; what has no words stays as written."""
    written = content.get("situations")
    if not isinstance(written, Mapping):
        return {}
    table = decisions.table_of(written)
    questions = [_question(one, table, language) for one in written.get("questions") or []]
    rows = [_row(content, one, table, language) for one in written.get("rows") or []]
    hit = str(written.get("hit") or "unique")
    rest = {name: one for name, one in written.items() if name not in {"hit", "questions", "rows"}}
    if not questions and not rows and not rest:
        return {}
    return {
        **rest,
        _("How rows count"): str(POLICIES.get(hit, hit)),
        _("Question"): questions,
        _("Row"): rows,
    }


def _question(one: Mapping[str, Any], table: decisions.Table | None, language: str) -> dict[str, Any]:
    rest = {name: value for name, value in one.items() if name != "when"}
    return {**rest, _("Asked only after"): _answers(one.get("when"), table, language)}


def _row(
    content: Content, one: Mapping[str, Any], table: decisions.Table | None, language: str
) -> dict[str, Any]:
    rest = {name: value for name, value in one.items() if name not in {"when", "then"}}
    key = _answers(one.get("when"), table, language) or _("any answer")
    return {**rest, "key": key, _("What follows"): _then(content, one.get("then") or {}, language)}


def _answers(when: object, table: decisions.Table | None, language: str) -> str:
    """Return the answers to earlier questions on which a question or a row depends."""
    found = []
    for one in when if isinstance(when, list | tuple) else []:
        question = table.named(str(one.get("question"))) if table else None
        values = [str(value) for value in one.get("in") or []]
        asked = question.label(language) if question else str(one.get("question") or "")
        given = [question.option(value, language) if question else value for value in values]
        found.append(f"{asked}{_(': ')}{' / '.join(given)}")
    return _("; ").join(found)


def _then(content: Content, then: Mapping[str, Any], language: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in then.items():
        if name in NUMBERED:
            part, label = NUMBERED[name]
            found[str(label)] = _numbers(content, part, value, language)
        elif name in NAMED:
            found[str(NAMED[name])] = [_asked(content, one, language) for one in value or []]
        else:
            found[str(PLAIN.get(name, name))] = value
    return found


def _numbers(content: Content, part: str, numbers: Any, language: str) -> str | None:  # noqa: ANN401 any JSON value
    """Return rows of a published list by number and name; a list that names none says so, no list says nothing."""
    if numbers is None:
        return None
    rows, key = content.get(part) or [], BY_NAME[part].key
    names = {n: words_in(row.get(key), language) for n, row in enumerate(rows, start=1)}
    return _(", ").join(f"{n}. {names.get(n, '')}".rstrip(". ") for n in numbers) or _("none")


def _asked(content: Content, name: object, language: str) -> str:
    form = content.get("form") or []
    return next((words_in(one.get("labels"), language) for one in form if one.get("name") == name), str(name))


def policy(content: Content) -> Words:
    """Return how the rows count, in words."""
    hit = str((content.get("situations") or {}).get("hit") or "unique")
    return POLICIES.get(hit, hit)


def lines(content: Content, language: str) -> list[tuple[str, list[str]]]:
    """Return the guided questions as a reviewer reads them: each question with its answers, each row with what follows."""
    table = decisions.table_of(content.get("situations"))
    if table is None:
        return []
    found = [
        (f"{n}. {one.label(language)}", [one.option(value, language) for value, _labels in one.options])
        for n, one in enumerate(table.questions, start=1)
    ]
    for row in content["situations"].get("rows") or []:
        said = _row(content, row, table, language)
        then = {
            name: value for name, value in said[_("What follows")].items() if value not in (None, "", [], {})
        }
        words = [f"{name}{_(': ')}{_plain(value, language)}" for name, value in then.items()]
        found.append((said["key"], words or [_("as published")]))
    return found


def _plain(value: Any, language: str) -> str:  # noqa: ANN401 any JSON value
    return _(", ").join(value) if isinstance(value, list) else words_in(value, language) or str(value)
