"""The publish gate, situations: every situation is answered, once, after five questions at most. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue import decisions
from yimen.registers.catalogue.decisions import Flaw, Outcome, Table, table_of
from yimen.registers.catalogue.finding import Content, Finding, check, chinese

NO_QUESTION: Final[str | Promise] = _("This row names a question or an answer that does not exist.")
LIMITS: Final[Mapping[str, str | Promise]] = {
    "questions": _("There are too many questions, answers or rows."),
    "hit": _("It is not said how the rows count: exactly one, the first, or all that fit."),
}


@check
def sound_situations(content: Content) -> Iterator[Finding]:
    """A decision table can be read: its words are there, its rows point to what exists (A-103, A-104)."""
    table = table_of(content.get("situations"))
    if table is None:
        return
    if table.hit not in decisions.POLICIES:
        yield Finding("A-104", "situations", LIMITS["hit"])
    if not _small(table):
        yield Finding("A-103", "situations", LIMITS["questions"])
        return
    yield from _questions(table)
    for row in table.rows:
        place = f"situations.rows.{row.n}"
        if not _points_well(row.when, table.questions):
            yield Finding("A-104", place, NO_QUESTION)
        yield from _outcome(content, row.outcome, place)


def _small(table: Table) -> bool:
    options = max((len(one.options) for one in table.questions), default=0)
    return (
        len(table.questions) <= decisions.MOST_QUESTIONS
        and options <= decisions.MOST_OPTIONS
        and len(table.rows) <= decisions.MOST_ROWS
    )


def _questions(table: Table) -> Iterator[Finding]:
    names = [one.name for one in table.questions]
    for n, one in enumerate(table.questions):
        place = f"situations.questions.{n + 1}"
        values = [value for value, _labels in one.options]
        if not one.name or one.name in names[:n]:
            yield Finding(
                "A-103", place, _("Each question needs a name of its own, of small letters and digits.")
            )
        if not chinese(one.labels) or not all(chinese(labels) for _value, labels in one.options):
            yield Finding("A-103", place, _("A question has no words."))
        if len(values) < 2 or len(set(values)) != len(values):
            yield Finding("A-103", place, _("A question needs at least two different answers."))
        if not _points_well(one.when, table.questions[:n]):
            yield Finding("A-103", place, _("The condition of this question points to no earlier question."))


def _points_well(when: tuple[tuple[str, tuple[str, ...]], ...], among: tuple[decisions.Ask, ...]) -> bool:
    offered = {one.name: {value for value, _labels in one.options} for one in among}
    return all(name in offered and values and set(values) <= offered[name] for name, values in when)


def _outcome(content: Content, outcome: Outcome, place: str) -> Iterator[Finding]:
    lists = {name: content.get(name) or [] for name in ("materials", "fees", "steps", "form")}
    papers = {*outcome.needed, *outcome.spared}
    if not papers <= set(range(1, len(lists["materials"]) + 1)) or set(outcome.needed) & set(outcome.spared):
        yield Finding(
            "A-104", place, _("This row names a paper that is not in the published list, or twice.")
        )
    if not set(outcome.fees or ()) <= set(range(1, len(lists["fees"]) + 1)):
        yield Finding("A-802", place, _("This row names a fee that is not in the published list."))
    reviews = {n for n, one in enumerate(lists["steps"], start=1) if one.get("kind") == "review"}
    if not set(outcome.no_steps) <= reviews:
        yield Finding("H-304", place, _("Only steps of the review may be left out."))
    if not {*outcome.asked, *outcome.not_asked} <= {one.get("name") for one in lists["form"]}:
        yield Finding("A-103", place, _("This row names a question that is not in the form."))
    yield from _days(content, outcome, place)


def _days(content: Content, outcome: Outcome, place: str) -> Iterator[Finding]:
    published = content.get("promised_days")
    promised = outcome.promised_days
    if promised is not None and (promised < 0 or (published is not None and promised > published)):
        yield Finding("A-408", place, _("No situation may be promised more days than the matter promises."))
    days = (content.get("statutory") or {}).get("days")
    if outcome.statutory_days is not None and (days is None or not 0 < outcome.statutory_days <= days):
        yield Finding(
            "A-408", place, _("A statutory period in a situation may only be shorter than the published one.")
        )


WORDS: Final[Mapping[str, str | Promise]] = {
    "gap": _("No row says what applies to: %(example)s."),
    "contradiction": _("Rows %(rows)s contradict each other for: %(example)s."),
    "overlap": _("Rows %(rows)s say the same for: %(example)s. One of them is enough."),
    "dead_row": _("Row %(rows)s never counts."),
    "never_asked": _("The question “%(question)s” is never asked."),
    "idle_question": _("The answer to “%(question)s” changes nothing; do not ask it."),
    "too_many_questions": _("More than five questions would be asked for: %(example)s."),
    "too_many_ways": _("There are too many combinations to be checked; ask fewer questions."),
}
RULES: Final = {"gap": "A-115", "idle_question": "A-103", "never_asked": "A-103"}


@check
def whole_situations(content: Content) -> Iterator[Finding]:
    """Every combination of answers has its row, rows do not contradict each other, nothing is asked in vain (A-103, A-115)."""
    table = table_of(content.get("situations"))
    if table is None or any(True for _one in sound_situations(content)):
        return
    for flaw in decisions.flaws(table):
        yield Finding(RULES.get(flaw.code, "A-115"), place_of(flaw, table), words_of(flaw, table))


def place_of(flaw: Flaw, table: Table) -> str:
    """Return the row or question at which a flaw is shown."""
    if flaw.rows:
        return f"situations.rows.{flaw.rows[-1]}"
    names = [one.name for one in table.questions]
    return f"situations.questions.{names.index(flaw.question) + 1}" if flaw.question else "situations"


def words_of(flaw: Flaw, table: Table, language: str = "zh-hans") -> str:
    """Return a flaw in words, with a situation in which it shows."""
    words: dict[str, Any] = {
        "rows": str(_(" and ")).join(map(str, flaw.rows)),
        "question": next((one.label(language) for one in table.questions if one.name == flaw.question), ""),
        "example": "; ".join(
            f"{question}: {answer}"
            for question, answer in decisions.in_words(table, dict(flaw.example), language)
        ),
    }
    return str(WORDS[flaw.code]) % words
