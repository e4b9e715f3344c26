"""Taking the words out of a matter's content and putting them back. Pure.

In drafts and files a text stands as a mapping of languages, {"zh-hans": …, "en": …}. In the database
the content keeps a mark in its place, {"$": "materials.0.names"}, and each language is a row.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from yimen.ground.languages.texts import LANGUAGES

MARK = "$"


def is_text(value: Any) -> bool:  # noqa: ANN401 any JSON value
    """Say whether a value is a text in several languages."""
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(LANGUAGES)


def taken_out(content: Any, place: str = "") -> Any:  # noqa: ANN401 any JSON value
    """Return the content with a mark for every text."""
    if is_text(content):
        return {MARK: place}
    if isinstance(content, Mapping):
        return {
            name: taken_out(value, f"{place}.{name}" if place else name) for name, value in content.items()
        }
    if isinstance(content, list | tuple):
        return [taken_out(value, f"{place}.{n}") for n, value in enumerate(content)]
    return content


def texts(content: Any, place: str = "") -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 any JSON value
    """Yield (place, language, text) for every text."""
    if is_text(content):
        for language, text in content.items():
            if text:
                yield place, language, text
    elif isinstance(content, Mapping):
        for name, value in content.items():
            yield from texts(value, f"{place}.{name}" if place else name)
    elif isinstance(content, list | tuple):
        for n, value in enumerate(content):
            yield from texts(value, f"{place}.{n}")


def put_back(content: Any, words: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 any JSON value
    """Return the content with its texts in place of the marks."""
    if isinstance(content, dict):
        if MARK in content:
            return dict(words.get(content[MARK], {}))
        return {
            name: put_back(value, words) if isinstance(value, dict | list) else value
            for name, value in content.items()
        }
    if isinstance(content, list):
        return [put_back(value, words) for value in content]
    return content
