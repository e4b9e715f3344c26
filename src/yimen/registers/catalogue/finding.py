"""What the publish gate is made of: findings, checks, and the words they look at. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise

Content = Mapping[str, Any]
MUST: Final = "must"  # keeps a matter from being published
SHOULD: Final = "should"  # is shown to the editor and counted in the quality report


@dataclass(frozen=True)
class Finding:
    """One thing to mend: the rule, where, what in words, and whether it keeps the matter from being published."""

    rule: str
    place: str
    words: str | Promise
    severity: str = MUST


Check = Callable[[Content], Iterator[Finding]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Add a check to the gate."""
    CHECKS.append(function)
    return function


def chinese(texts: object) -> str:
    """Return the Chinese text, which is the record; "" if there is none."""
    text = texts.get("zh-hans") if isinstance(texts, Mapping) else None
    return text.strip() if isinstance(text, str) else ""
