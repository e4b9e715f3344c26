"""How statements reach the database: over a cursor that each connection keeps, and those that bring nothing back together.

An act reads a row or two and then writes: it changes the row, adds a few beside it and says what happened. Each statement
sent by itself costs more on its way there and back than PostgreSQL takes to do it. While `gathering`, writes wait and go
as one statement: before anything is read, at a savepoint, or at the end. The order of what depends on order is kept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

BACK: Final = "ROLLBACK TO"
Missed = Callable[[], Exception]
KEPT: Final = "kept_cursor"  # where a connection keeps it: threads come and go


class _Kept:
    """A cursor with the line to the server that it was made for."""

    def __init__(self, wrapper: BaseDatabaseWrapper) -> None:
        self.wrapper: Any = wrapper  # Django's stubs know nothing of its health checks
        self.cursor: CursorWrapper = wrapper.cursor()
        self.line = None if wrapper.queries_logged else wrapper.connection

    def fits(self) -> bool:
        """Say whether the line is still the same and was proved in this request, and nobody logs statements."""
        wrapper = self.wrapper
        proved = wrapper.health_check_done or not wrapper.health_check_enabled
        return proved and self.line is wrapper.connection and not wrapper.force_debug_cursor


def ask(statement: str, given: Sequence[Any] | Mapping[str, Any]) -> CursorWrapper:
    """Send a statement over a cursor that the connection keeps; its answer is to be fetched before the next is sent.

    A cursor made for one statement costs a third of what the statement does. The first of a request is made anew, so
    that a connection that died since the last is replaced.
    """
    wrapper = connections[DEFAULT_DB_ALIAS]
    kept: _Kept | None = getattr(wrapper, KEPT, None)
    if kept is None or not kept.fits():
        kept = _Kept(wrapper)
        setattr(wrapper, KEPT, kept)
    kept.cursor.execute(statement, given)
    return kept.cursor


@dataclass
class _Write:
    """A statement that waits: rows added to a table, or one that must concern a row."""

    table: str
    words: str
    given: list[Any]
    missed: Missed | None = None
    rows: str = ""

    @property
    def statement(self) -> str:
        """Return the statement with its rows."""
        return self.words + self.rows


@dataclass
class _Gathered:
    """The writes that wait in one transaction."""

    waiting: list[_Write] = field(default_factory=list)

    def add(self, table: str, words: str, place: str, rows: Sequence[Sequence[Any]]) -> None:
        """Let rows wait, with those that wait already for the same columns of the table."""
        given = [value for row in rows for value in row]
        places = ", ".join([place] * len(rows))
        for one in self.waiting:
            if one.table == table and one.words == words:
                one.rows += f", {places}"
                one.given += given
                return
        self._let_wait(_Write(table, words, given, rows=places))

    def change(self, table: str, words: str, given: Sequence[Any], missed: Missed) -> None:
        """Let a statement about one row wait."""
        self._let_wait(_Write(table, words, [*given], missed))

    def _let_wait(self, write: _Write) -> None:
        if any(one.table == write.table for one in self.waiting):
            self.send()  # one statement sees a table as it was before: it would not find its own rows
        self.waiting.append(write)

    def send(self) -> None:
        """Send what waits. Raises what the database refuses, and what a statement names that concerned no row."""
        sent, self.waiting = self.waiting, []
        if not sent:
            return
        words = _as_one_statement(tuple((one.statement, one.missed is not None) for one in sent))
        answer = ask(words, [value for one in sent for value in one.given])
        if len(sent) == 1:
            found = {0} if answer.rowcount == 1 else set()
        else:
            found = {n for (n,) in answer.fetchall()} if answer.description else set()
        for n, one in enumerate(sent):
            if one.missed and n not in found:
                raise one.missed()

    def before(
        self, execute: Callable[..., Any], words: str, given: object, many: bool, context: dict[str, Any]
    ) -> object:
        """Send what waits before any other statement; what is taken back was not sent yet."""
        if self.waiting:
            if str(words).startswith(BACK):
                self.waiting = []
            self.send()
        return execute(words, given, many, context)


@lru_cache(maxsize=1024)
def _as_one_statement(writes: tuple[tuple[str, bool], ...]) -> str:
    """Return writes as one statement; it brings back the place of each change that found its row."""
    if len(writes) == 1:
        return writes[0][0]
    changing = any(changes for _words, changes in writes)
    first = writes if changing else writes[:-1]
    parts = [
        f"w{n} AS ({words}{' RETURNING 1' if changes else ''})" for n, (words, changes) in enumerate(first)
    ]
    found = [f"SELECT {n} FROM w{n}" for n, (_words, changes) in enumerate(first) if changes]  # noqa: S608 our own names
    return f"WITH {', '.join(parts)} {' UNION ALL '.join(found) or writes[-1][0]}"


_gathered: ContextVar[_Gathered | None] = ContextVar("gathered", default=None)


def is_gathering() -> bool:
    """Say whether writes wait for each other now."""
    return _gathered.get() is not None


@contextmanager
def gathering() -> Iterator[None]:
    """Let writes wait for each other until the block ends; it belongs inside a transaction."""
    gathered = _Gathered()
    token = _gathered.set(gathered)
    asked: list[Any] = connections[DEFAULT_DB_ALIAS].execute_wrappers
    asked.append(gathered.before)
    try:
        yield
        gathered.send()
    finally:
        asked.remove(gathered.before)
        _gathered.reset(token)


def add_rows(table: str, words: str, place: str, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows to a table: the words of the statement up to its values, the place of one row, and the rows."""
    if not rows:
        return
    if gathered := _gathered.get():
        gathered.add(table, words, place, rows)
    else:
        ask(words + ", ".join([place] * len(rows)), [value for row in rows for value in row])


def change_row(table: str, words: str, given: Sequence[Any], missed: Missed) -> None:
    """Change, or add, one row of a table. Raises what `missed` returns if the statement concerned none."""
    if gathered := _gathered.get():
        gathered.change(table, words, given, missed)
    elif ask(words, given).rowcount != 1:
        raise missed()
