"""What ratings mean. Pure."""

from typing import Final

BAD: Final = frozenset({1, 2})


def is_bad(level: int) -> bool:
    """Say whether a rating is a bad one; fairly satisfied is not (E-403)."""
    return level in BAD


def praise_rate(counts: dict[int, int]) -> float | None:
    """Return the share of levels 3 to 5 among the rated, or None if nobody rated (E-415, E-405)."""
    rated = sum(counts.values())
    return sum(n for level, n in counts.items() if level not in BAD) / rated if rated else None
