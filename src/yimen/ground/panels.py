"""What modules have to say on the page of something that belongs to another: each speaks where its mark is set."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.http import HttpRequest
from django.utils.functional import Promise

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
_MAKERS: dict[str, dict[str, Maker]] = {}
ALWAYS: Final = ""  # the mark of a panel that is asked about everything


def register_panel(kind: str, mark: str, maker: Maker) -> None:
    """Let a module speak on the page of a kind of thing ("case"), where the thing carries the module's mark."""
    _MAKERS.setdefault(kind, {})[mark] = maker


def panels_for(
    kind: str, marks: Iterable[str], request: HttpRequest, subject: int, side: Side
) -> list[Panel]:
    """Return what the modules whose marks a thing carries have to say to this visitor."""
    makers: Mapping[str, Maker] = _MAKERS.get(kind, {})
    found = (makers[mark](request, subject, side) for mark in (ALWAYS, *marks) if mark in makers)
    return [panel for panel in found if panel is not None]
