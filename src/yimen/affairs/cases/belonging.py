"""Under which numbers documents of a case lie beside its own: those of permits and of interested persons (G-302)."""

from collections.abc import Callable, Iterable

Of = Callable[[int], Iterable[int]]
Home = Callable[[int], int | None]
_KINDS: list[tuple[Of, Home]] = []


def register_belonging(of: Of, home: Home) -> None:
    """Let a module say which of its numbers belong to a case, and to which case one of them belongs (None: not its own)."""
    _KINDS.append((of, home))


def numbers_of_case(case_id: int) -> list[int]:
    """Return every number under which something of a case may lie, that of the case first."""
    return [case_id, *(number for of, _home in _KINDS for number in of(case_id))]


def home_of(number: int) -> int:
    """Return the case to which a number belongs; the number itself where no module knows it."""
    found = (home(number) for _of, home in _KINDS)
    return next((case for case in found if case is not None), number)
