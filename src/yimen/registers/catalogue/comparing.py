"""What differs between two contents: term by term, row by row, word by word, and what follows in law. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext as _

from yimen.ground.languages.texts import LANGUAGES
from yimen.registers.catalogue import beyond, hints, questions, situation_words
from yimen.registers.catalogue.finding import chinese
from yimen.registers.catalogue.parts import BY_NAME, FORM, TABLES, YES_NO, Column, Table
from yimen.registers.catalogue.pieces import (
    IN,
    OUT,
    SAME,
    Change,
    Group,
    Piece,
    paired,
    words_between,
    words_in,
)
from yimen.registers.catalogue.sections import CLOSED, NONE, SECTIONS, Section
from yimen.registers.catalogue.themes import THEMES

Content = Mapping[str, Any]
SITUATIONS: Final = "situations"
__all__ = ["Change", "Group", "Piece", "compare", "words_between", "words_in"]


def value_of(content: Content, path: str) -> Any:  # noqa: ANN401 any JSON value
    """Return what stands under a dotted path, or None."""
    if isinstance(content, dict) and "." not in path:
        return content.get(path)
    value: Any = content
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def say(column: Column, value: Any, language: str) -> str:  # noqa: ANN401 any JSON value
    """Return a value in the reader's words."""
    if column.sort == "among" and value == []:
        return str(CLOSED[NONE])
    if value in (None, "", [], {}):
        return ""
    if column.sort == "texts":
        return words_in(value, language)
    if column.sort == "tick":
        return str(YES_NO["true" if value is True else "false"])
    if column.sort in {"many", "among", "places"} and isinstance(value, list | tuple):
        known = column.choices or THEMES
        return _(", ").join(str(known.get(str(one), one)) for one in value)
    if column.sort == "fen" and isinstance(value, int | float):
        return formats.number_format(value / 100, 2)
    return str((column.choices or {}).get(str(value), value))


def terms_said(content: Content, language: str) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return the terms of every section but the first that say something, in words, section by section."""
    found = []
    for section in SECTIONS[1:]:
        said = [(str(column.label), _lines(column, content, language)) for column in section.columns]
        if lines := [(label, words) for label, words in said if any(words)]:
            found.append((str(section.label), lines))
    return found


def _lines(column: Column, content: Content, language: str) -> list[str]:
    value = value_of(content, column.name)
    if column.sort == "tick" and value is not True:
        return []
    if column.sort == "places" and isinstance(value, list):
        return [place_name(content, column.of, one, language) for one in value]
    return [say(column, value, language)]


def place_name(content: Content, name: str, n: Any, language: str) -> str:  # noqa: ANN401 any JSON value
    """Return the row of a list with this number, counted from 1, by its number and name."""
    rows = _rows(content, BY_NAME[name])
    known = isinstance(n, int) and 0 < n <= len(rows)
    return f"{n}. {_name(BY_NAME[name], rows[n - 1], language)}" if known else str(n)


def _key(table: Table, row: Any) -> str:  # noqa: ANN401 any JSON value
    value = row if table.plain else row.get(table.key) if isinstance(row, Mapping) else ""
    return chinese(value) if isinstance(value, Mapping) else str(value or "")


def matched(table: Table, old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """Return which row became which: the same name first, then the most alike; in the order of the new list."""
    return paired([_key(table, row) for row in old], [_key(table, row) for row in new])


def _rows(content: Content, table: Table) -> list[Any]:
    value = content.get(table.name)
    return list(value) if isinstance(value, list | tuple) else []


def _whole(table: Table, row: Any, language: str) -> str:  # noqa: ANN401 any JSON value
    if table.plain:
        return say(table.columns[0], row, language)
    cells = ((column, say(column, row.get(column.name), language)) for column in table.columns)
    words = [f"{column.label}{_(': ')}{said}" for column, said in cells if said and column.most < 1000]
    rest = beyond.said(_beyond(table, row, language), language)
    return _("; ").join([*words, *([rest] if rest else [])])


def _beyond(table: Table, row: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return what a row says beyond the columns of its table; the questions of a group in words."""
    written = row.get(questions.WRITTEN, row)
    rest = beyond.without(written, [column.name for column in table.columns])
    if table.name == FORM.name and rest.get("fields"):
        rest["fields"] = questions.inner(rest["fields"], language)
    return rest


def _columns(
    columns: Iterable[Column], old: Content, new: Content, language: str
) -> Iterator[tuple[Column, tuple[Piece, ...], str]]:
    """Yield the terms that differ; a change in another language only is said as such."""
    for column in columns:
        before, after = value_of(old, column.name), value_of(new, column.name)
        if column.sort == "many":
            after = _in_order(before, after)
        if before == after or (not before and not after and not _answers(column)):
            continue
        pieces = words_between(say(column, before, language), say(column, after, language))
        if all(piece.op == SAME for piece in pieces):
            others = [code for code in LANGUAGES if _in(before, code) != _in(after, code)]
            if others:
                yield column, pieces, _("Changed in: %(languages)s") % {"languages": ", ".join(others)}
            continue
        yield column, pieces, ""


def _in_order(before: object, after: object) -> object:
    """Return several values with those that stay in the order they had: another order is no difference."""
    if not isinstance(before, list | tuple) or not isinstance(after, list | tuple):
        return after
    stay = [one for one in before if one in after]
    ordered = [*stay, *(one for one in after if one not in before)]
    return tuple(ordered) if isinstance(before, tuple) else ordered


def _answers(column: Column) -> bool:
    """Say whether nothing and zero, or nothing and "none", are two answers: in the special terms they are."""
    return column.sort == "among" or (column.sort == "number" and "." in column.name)


def _in(texts: Any, language: str) -> str:  # noqa: ANN401 any JSON value
    return str(texts.get(language) or "") if isinstance(texts, Mapping) else ""


def _table(table: Table, old: Content, new: Content, language: str) -> Iterator[Change]:
    before, after = _rows(old, table), _rows(new, table)
    if before == after:
        return
    last = -1
    for m, n in matched(table, before, after):
        if m is None and n is not None:
            said = _whole(table, after[n], language)
            hint = hints.row_added(table.name, after[n])
            yield Change(f"{table.name}.{n}", str(table.row), "added", (Piece(IN, said),), hint)
        elif n is None and m is not None:
            said = _whole(table, before[m], language)
            yield Change(
                f"{table.name}.{m}",
                str(table.row),
                "removed",
                (Piece(OUT, said),),
                hints.row_removed(table.name),
            )
        elif m is not None and n is not None:
            yield from _row(table, before[m], after[n], n, language)
            if m < last:
                yield Change(
                    f"{table.name}.{n}",
                    str(table.row),
                    "moved",
                    (Piece(SAME, _name(table, after[n], language)),),
                )
            last = max(last, m)


def _name(table: Table, row: Any, language: str) -> str:  # noqa: ANN401 any JSON value
    if table.plain:
        return say(table.columns[0], row, language)
    value = row.get(table.key)
    if table.name == FORM.name:
        value = row.get("labels") or value
    return words_in(value, language)


def _row(table: Table, old: Any, new: Any, n: int, language: str) -> Iterator[Change]:  # noqa: ANN401 a row of a content
    if table.plain:
        wrapped = ({"row": old}, {"row": new})
        column = Column("row", table.row, "texts")
        for _column, pieces, hint in _columns([column], *wrapped, language):
            yield Change(f"{table.name}.{n}", str(table.row), "changed", pieces, hint)
        return
    yield from _cells(table, old, new, n, language)
    before, after = (_beyond(table, one, language) for one in (old, new))
    yield from beyond.differing(f"{table.name}.{n}", _name(table, new, language), before, after, language)


def _cells(table: Table, old: Any, new: Any, n: int, language: str) -> Iterator[Change]:  # noqa: ANN401 a row of a content
    """Yield the columns of a row that differ; what differs as it is written, but not in words, as it is written."""
    was, now = (one.get(questions.WRITTEN, one) for one in (old, new))
    differing = [one for one in table.columns if value_of(was, one.name) != value_of(now, one.name)]
    said: set[str] = set()
    for column, pieces, hint in _columns(differing, old, new, language):
        said.add(column.name)
        label = f"{_name(table, new, language)} · {column.label}"
        yield Change(f"{table.name}.{n}.{column.name}", label, "changed", pieces, hint)
    for column in differing if was is not old else ():
        if column.name not in said and column.sort != "tick":
            place, label = (
                f"{table.name}.{n}.{column.name}",
                f"{_name(table, new, language)} · {column.label}",
            )
            yield from beyond.differing(place, label, was.get(column.name), now.get(column.name), language)


def compare(old: Content, new: Content, language: str) -> tuple[Group, ...]:
    """Return everything that differs between two contents, in the reader's words, part by part."""
    parts: list[tuple[Section | Table, tuple[Change, ...]]] = [
        (one, tuple(_terms(one, old, new, language))) for one in SECTIONS
    ]
    parts += [(table, tuple(_table(table, old, new, language))) for table in TABLES]
    before, after = ({FORM.name: questions.spoken(one)} for one in (old, new))
    parts.append((FORM, tuple(_table(FORM, before, after, language))))
    found = [Group(one.name, str(one.label), changes) for one, changes in parts if changes]
    return (*found, *_others(old, new, language))


def _others(old: Content, new: Content, language: str) -> Iterator[Group]:
    """Yield what differs in the guided questions, and in whatever else has no columns."""
    before, after = (situation_words.spoken(one, language) for one in (old, new))
    changes = tuple(beyond.differing(SITUATIONS, "", before, after, language))
    if not changes:
        changes = tuple(beyond.differing(SITUATIONS, "", old.get(SITUATIONS), new.get(SITUATIONS), language))
    if changes:
        yield Group(SITUATIONS, str(situation_words.LABEL), changes)
    left, came = (beyond.without(one, _told()) for one in (old, new))
    if others := tuple(beyond.differing("", "", left, came, language)):
        yield Group("others", _("Other terms"), others)


@cache
def _told() -> frozenset[str]:
    """Return every place of a content that has columns or words of its own."""
    terms = (column.name for section in SECTIONS for column in section.columns)
    return frozenset((*terms, *(table.name for table in TABLES), FORM.name, SITUATIONS))


def form_said(content: Content, language: str) -> list[tuple[str, list[str]]]:
    """Return every question of the form with all that is said of it, for whoever judges the form (A-103)."""
    found = []
    for row in questions.spoken(content):
        cells = [(column, say(column, row.get(column.name), language)) for column in FORM.columns[1:]]
        lines = [f"{column.label}{_(': ')}{words}" for column, words in cells if words]
        rest = beyond.pruned(_beyond(FORM, row, language))
        lines += [
            f"{beyond.called(one)}{_(': ')}{beyond.said(value, language, one)}" for one, value in rest.items()
        ]
        found.append((_name(FORM, row, language), lines))
    return found


@cache
def _head(path: str) -> str:
    return path.partition(".")[0]


def _terms(section: Section, old: Content, new: Content, language: str) -> Iterator[Change]:
    names = old.keys() | new.keys()  # a term of which neither says anything does not differ
    said = [column for column in section.columns if _head(column.name) in names]
    for column, pieces, hint in _columns(said, old, new, language):
        what = hint or hints.term(column.name, old, new)
        yield Change(column.name, str(column.label), "changed", pieces, what)


def moved_places(old: Content, new: Content, places: Iterable[str]) -> dict[str, str]:
    """Return where each place of the old content is in the new one; a row that is gone leaves its list."""
    tables = {table.name: table for table in (*TABLES, FORM)}
    maps: dict[str, dict[int, int]] = {}
    found: dict[str, str] = {}
    for place in places:
        head, _dot, rest = place.partition(".")
        number, _second, tail = rest.partition(".")
        if head not in tables or not number.isdecimal():
            continue
        if head not in maps:
            pairs = matched(tables[head], _rows(old, tables[head]), _rows(new, tables[head]))
            maps[head] = {m: n for m, n in pairs if m is not None and n is not None}
        there = maps[head].get(int(number))
        found[place] = head if there is None else ".".join(one for one in (head, str(there), tail) if one)
    return found
