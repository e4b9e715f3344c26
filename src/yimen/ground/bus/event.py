"""A fact in the past tense, and the names by which facts are known."""

import dataclasses
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

ENVELOPE = frozenset({"subject", "organ", "by", "at"})
PLAIN = frozenset({str, int, bool, type(None)})  # what JSON says as it is
_kinds: "dict[str, type[Event]]" = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. Ids and plain values only, so that it can wait on disk.

    `subject` is the 64-bit number of the thing it is about, `organ` the organ in whose hands it lies
    (0: none), `by` the actor ("account:12", "client:shop", "system"), `at` the legal moment.
    """

    subject: int
    organ: int = 0
    by: str
    at: datetime

    def __init_subclass__(cls, **words: Any) -> None:  # noqa: ANN401 passed on as they come
        super().__init_subclass__(**words)
        _kinds[name_of(cls)] = cls


def name_of(kind: type[Event]) -> str:
    """Return the public name: the module that says it and what it says, as "cases.CaseAccepted"."""
    return f"{kind.__module__.split('.')[-2]}.{kind.__name__}"


def kinds() -> dict[str, type[Event]]:
    """Return every kind of event known to this process, by name."""
    return dict(sorted(_kinds.items()))


_adapters: dict[type[Event], TypeAdapter[Event]] = {}


def _adapter(kind: type[Event]) -> TypeAdapter[Event]:
    """Return the adapter of a kind, made once."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


_beyond: dict[type[Event], tuple[str, ...]] = {}


def _names(kind: type[Event]) -> tuple[str, ...]:
    """Return the names of what a kind of event says beyond its envelope, looked up once."""
    if kind not in _beyond:
        _beyond[kind] = tuple(one.name for one in dataclasses.fields(kind) if one.name not in ENVELOPE)
    return _beyond[kind]


def data_of(event: Event) -> dict[str, Any]:
    """Return what the event says beyond its envelope, as JSON values."""
    said = {name: getattr(event, name) for name in _names(type(event))}
    if all(type(value) in PLAIN for value in said.values()):
        return said
    whole = _adapter(type(event)).dump_python(event, mode="json")
    return {name: whole[name] for name in said}


def restore(name: str, envelope: dict[str, Any], data: dict[str, Any]) -> Event:
    """Rebuild the event. Fields that a newer release dropped are ignored; raises KeyError for an unknown name."""
    kind = _kinds[name]
    known = {field.name for field in dataclasses.fields(kind)}
    return _adapter(kind).validate_python({**envelope, **{k: v for k, v in data.items() if k in known}})


def sentence(name: str) -> str:
    """Return the first line of the event's docstring, which is its documentation."""
    return (
        (sys.modules[_kinds[name].__module__].__dict__[_kinds[name].__name__].__doc__ or "")
        .strip()
        .split("\n")[0]
    )
