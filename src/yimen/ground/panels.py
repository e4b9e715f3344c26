"""What modules have to say on the page of something that belongs to another: each speaks where its mark is set."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from django.http import HttpRequest
from django.utils.functional import Promise

from yimen.ground.together import Reading, read_together

T = TypeVar("T")
Words = str | Promise
Side = Literal["desk", "portal"]


@dataclass(frozen=True)
class Panel:
    """A few lines about one thing: a title, what is so (term, description), and where to go on (words, address)."""

    title: Words
    lines: tuple[tuple[Words, Words], ...] = ()
    links: tuple[tuple[Words, str], ...] = ()
    tone: str = ""


Maker = Callable[[HttpRequest, int, Side], Panel | None]
Teller = Callable[[Any, int, Side], Panel | None]


@dataclass(frozen=True)
class Reader:
    """A panel that is made of rows: what to read about a subject, and what to tell of it."""

    reading: Callable[[int], Reading[Any]]
    tell: Teller


_MAKERS: dict[str, dict[str, Maker | Reader]] = {}
ALWAYS: Final = ""  # the mark of a panel that is asked about everything


def register_panel(kind: str, mark: str, maker: Maker | Reader) -> None:
    """Let a module speak on the page of a kind of thing ("case"), where the thing carries the module's mark.

    What panels that read (`Reader`) want is read together, in one statement.
    """
    _MAKERS.setdefault(kind, {})[mark] = maker


@dataclass(frozen=True)
class Page:
    """Whose page is shown to whom: the kind and number of the thing with its marks, the side and the visitor."""

    kind: str
    subject: int
    marks: Iterable[str]
    side: Side
    request: HttpRequest


def panels_beside(reading: Reading[T], page: Page) -> tuple[T, list[Panel]]:
    """Read what the page wants itself, and return what modules say to this visitor; one query for all that read."""
    (own,), panels = panels_beside_all((reading,), page)
    return own, panels


def panels_beside_all(readings: Sequence[Reading[Any]], page: Page) -> tuple[list[Any], list[Panel]]:
    """Read several things that the page wants itself, in their order, as `panels_beside` reads one."""
    known = _MAKERS.get(page.kind, {})
    makers = [known[mark] for mark in (ALWAYS, *page.marks) if mark in known]
    readers = [one for one in makers if isinstance(one, Reader)]
    found = read_together(*readings, *(one.reading(page.subject) for one in readers))
    left = iter(found[len(readings) :])
    said = [
        one.tell(next(left), page.subject, page.side)
        if isinstance(one, Reader)
        else one(page.request, page.subject, page.side)
        for one in makers
    ]
    return found[: len(readings)], [panel for panel in said if panel is not None]
