"""Decision tables: a few questions, rows that say what follows from the answers, and whether the table is sound. Pure.

Rows hit by one of three policies: `unique` (exactly one row fits each situation), `first` (the first row that fits
counts), `collect` (all rows that fit count together: a paper that one of them needs is needed, the longest period
holds, fees add up).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from yimen.ground.languages.texts import pick

Texts = Mapping[str, str]
Answers = Mapping[str, str]
POLICIES: Final = ("unique", "first", "collect")
MOST_ASKED: Final = 5  # questions before an answer, whatever is answered
MOST_WAYS: Final = 20_000  # ways through the questions that are walked
MOST_QUESTIONS, MOST_OPTIONS, MOST_ROWS = 20, 12, 200


@dataclass(frozen=True)
class Ask:
    """One short question; `when` says after which earlier answers it is asked at all."""

    name: str
    labels: Texts
    hint: Texts
    options: tuple[tuple[str, Texts], ...]
    when: tuple[tuple[str, tuple[str, ...]], ...]

    def label(self, language: str) -> str:
        """Return the question."""
        return pick(self.labels, language)[0] if self.labels else self.name

    def option(self, value: str, language: str) -> str:
        """Return an answer in words."""
        return next(
            (pick(labels, language)[0] for one, labels in self.options if one == value and labels), value
        )


@dataclass(frozen=True)
class Outcome:
    """What follows from a situation. Numbers are those of the published lists; None leaves a list as it is."""

    needed: tuple[int, ...] = ()
    spared: tuple[int, ...] = ()
    promised_days: int | None = None
    statutory_days: int | None = None
    fees: tuple[int, ...] | None = None
    no_steps: tuple[int, ...] = ()
    asked: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    elsewhere: str = ""
    words: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row: the answers under which it counts (a question that is not named may have any), and what follows."""

    n: int
    when: tuple[tuple[str, tuple[str, ...]], ...]
    outcome: Outcome

    def fits(self, answers: Answers) -> bool:
        """Say whether the row counts in a situation."""
        return _hold(self.when, answers)


@dataclass(frozen=True)
class Table:
    """The questions and rows of a matter."""

    hit: str
    questions: tuple[Ask, ...]
    rows: tuple[Row, ...]

    def named(self, name: str) -> Ask | None:
        """Return a question by its name."""
        return next((one for one in self.questions if one.name == name), None)


def _hold(when: Iterable[tuple[str, tuple[str, ...]]], answers: Answers) -> bool:
    return all(answers.get(name, "") in values for name, values in when)


def _when(given: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = given if isinstance(given, list | tuple) else []
    return tuple((str(one.get("question") or ""), tuple(map(str, one.get("in") or []))) for one in rows)


def _outcome(then: Mapping[str, Any]) -> Outcome:
    fees = then.get("fees")
    return Outcome(
        needed=tuple(then.get("needed") or ()),
        spared=tuple(then.get("spared") or ()),
        promised_days=then.get("promised_days"),
        statutory_days=then.get("statutory_days"),
        fees=None if fees is None else tuple(fees),
        no_steps=tuple(then.get("no_steps") or ()),
        asked=tuple(then.get("asked") or ()),
        not_asked=tuple(then.get("not_asked") or ()),
        elsewhere=then.get("elsewhere") or "",
        words=then.get("words") or {},
    )


def table_of(content: object) -> Table | None:
    """Return the table that a content writes, or None where a matter has none."""
    if not isinstance(content, Mapping) or not content.get("questions"):
        return None
    questions = tuple(
        Ask(
            name=str(one.get("name") or ""),
            labels=one.get("labels") or {},
            hint=one.get("hint") or {},
            options=tuple((str(o.get("value")), o.get("labels") or {}) for o in one.get("options") or []),
            when=_when(one.get("when")),
        )
        for one in content["questions"]
    )
    rows = tuple(
        Row(n, _when(one.get("when")), _outcome(one.get("then") or {}))
        for n, one in enumerate(content.get("rows") or [], start=1)
    )
    return Table(content.get("hit") or "unique", questions, rows)


def cleaned(table: Table, given: Mapping[str, Any]) -> dict[str, str]:
    """Return the answers that count, in order: to questions that are asked, with an answer that is offered."""
    found: dict[str, str] = {}
    for one in table.questions:
        value = given.get(one.name)
        offered = isinstance(value, str) and value in dict(one.options)
        if _hold(one.when, found) and isinstance(value, str) and offered:
            found[one.name] = value
    return found


def following(table: Table, answers: Answers) -> Ask | None:
    """Return the question that comes next, or None when everything is answered."""
    return next(
        (one for one in table.questions if one.name not in answers and _hold(one.when, answers)), None
    )


def still_possible(table: Table, answers: Answers) -> int:
    """Return how many questions there are at most, counting those answered."""
    return max((len(way) for way in ways(table, answers)), default=len(answers))


def ways(table: Table, begun: Answers | None = None) -> Iterator[dict[str, str]]:
    """Yield every way through the questions from some answers on, so many at most."""
    waiting, yielded = [dict(begun or {})], 0
    while waiting and yielded < MOST_WAYS:
        answers = waiting.pop()
        question = following(table, answers)
        if question is None or not question.options:
            yielded += 1
            yield answers
        else:
            waiting += [{**answers, question.name: value} for value, _labels in reversed(question.options)]


def hits(table: Table, answers: Answers) -> list[Row]:
    """Return the rows that count in a situation, by the policy of the table."""
    fitting = [row for row in table.rows if row.fits(answers)]
    return fitting if table.hit == "collect" else fitting[:1]


def decided(table: Table, answers: Answers) -> Outcome | None:
    """Return what follows from answers, or None as long as a question is open or no row fits."""
    if following(table, answers) is not None:
        return None
    found = [row.outcome for row in hits(table, answers)]
    return _together(found) if found else None


def _together(found: list[Outcome]) -> Outcome:
    """Join outcomes: what one of them needs is needed, the longest period holds, fees add up."""
    if len(found) == 1:
        return found[0]
    needed = sorted({n for one in found for n in one.needed})
    asked = sorted({name for one in found for name in one.asked})
    fees = [one.fees for one in found if one.fees is not None]
    away = next((one for one in found if one.elsewhere), found[0])
    return Outcome(
        needed=tuple(needed),
        spared=tuple(sorted({n for one in found for n in one.spared} - set(needed))),
        promised_days=max(
            (one.promised_days for one in found if one.promised_days is not None), default=None
        ),
        statutory_days=max(
            (one.statutory_days for one in found if one.statutory_days is not None), default=None
        ),
        fees=tuple(sorted({n for one in fees for n in one})) if fees else None,
        no_steps=tuple(sorted(set.intersection(*(set(one.no_steps) for one in found)))),
        asked=tuple(asked),
        not_asked=tuple(sorted({name for one in found for name in one.not_asked} - set(asked))),
        elsewhere=away.elsewhere,
        words=away.words,
    )


def frozen(answers: Answers, outcome: Outcome) -> dict[str, Any]:
    """Return a situation as it is kept with a case: the answers and what followed from them then."""
    return {"answers": dict(answers), "outcome": asdict(outcome)}


def thawed(kept: Mapping[str, Any]) -> Outcome:
    """Return what followed from a situation that was kept."""
    words: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in kept["outcome"].items()
    }
    return Outcome(**words)


def in_words(table: Table, answers: Answers, language: str) -> list[tuple[str, str]]:
    """Return questions with their answers in words."""
    lines = []
    for name, value in answers.items():
        one = table.named(name)
        if one is not None:
            lines.append((one.label(language), one.option(value, language)))
    return lines


@dataclass(frozen=True)
class Flaw:
    """One thing wrong with a table: which, at which rows (or question), and a situation in which it shows."""

    code: str
    rows: tuple[int, ...] = ()
    question: str = ""
    example: tuple[tuple[str, str], ...] = ()


def flaws(table: Table) -> list[Flaw]:
    """Return what is wrong with a table: gaps, contradictions, rows and questions that are never reached, too many questions."""
    found: dict[tuple[str, tuple[int, ...], str], Flaw] = {}
    counted: set[int] = set()
    asked: set[str] = set()
    walked = 0
    for answers in ways(table):
        walked += 1
        fitting = [row for row in table.rows if row.fits(answers)]
        counted |= {row.n for row in hits(table, answers)}
        asked |= answers.keys()
        for code, rows in _at(table, answers, fitting):
            found.setdefault((code, rows, ""), Flaw(code, rows, example=tuple(answers.items())))
    if walked >= MOST_WAYS:
        return [Flaw("too_many_ways")]
    never = [Flaw("dead_row", (row.n,)) for row in table.rows if row.n not in counted]
    unasked = [Flaw("never_asked", question=one.name) for one in table.questions if one.name not in asked]
    return [*found.values(), *never, *unasked, *_idle(table)]


def _at(table: Table, answers: Answers, fitting: list[Row]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what is wrong in one situation."""
    if len(answers) > MOST_ASKED:
        yield "too_many_questions", ()
    if not fitting:
        yield "gap", ()
    if table.hit == "unique" and len(fitting) > 1:
        first, second = fitting[0], fitting[1]
        yield ("overlap" if first.outcome == second.outcome else "contradiction"), (first.n, second.n)


def _idle(table: Table) -> Iterator[Flaw]:
    """Yield questions whose answer changes nothing: they need not be asked (A-103)."""
    used = {name for row in table.rows for name, _values in row.when}
    used |= {name for one in table.questions for name, _values in one.when}
    for one in table.questions:
        if one.name not in used:
            yield Flaw("idle_question", question=one.name)
