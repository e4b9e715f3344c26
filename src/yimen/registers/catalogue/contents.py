"""The content of a version with its words in place."""

from typing import Any

from yimen.registers.catalogue import wording
from yimen.registers.catalogue.models import Version


def whole(version: Version) -> dict[str, Any]:
    """Return the content of a version, each text as a mapping of languages."""
    words: dict[str, dict[str, str]] = {}
    for place, language, text in version.wordings.values_list("place", "language", "text"):
        words.setdefault(place, {})[language] = text
    found: dict[str, Any] = wording.put_back(version.content, words)
    return found
