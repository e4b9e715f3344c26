"""Words for PostgreSQL's text search: bigrams and single characters, pinyin and initials, everyday words. Pure."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

from pypinyin import Style, lazy_pinyin

from yimen.ground.languages.texts import to_simplified

RUN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+", re.IGNORECASE)
EVERYDAY: Final = Path(__file__).parent / "data" / "everyday_words.json"
LONGEST = 200  # characters of a query that are looked at


@cache
def everyday() -> dict[str, list[str]]:
    """Return everyday words with what offices call them."""
    words: dict[str, list[str]] = json.loads(EVERYDAY.read_text("utf-8"))
    return words


def _runs(text: str) -> list[str]:
    return RUN.findall(to_simplified(text).lower())


def _is_chinese(run: str) -> bool:
    return run[0] >= "\u3400"


def index_text(text: str) -> str:
    """Return the words under which a text is found, separated by blanks, for to_tsvector('simple', …)."""
    words: dict[str, None] = {}
    for run in _runs(text):
        if _is_chinese(run):
            syllables = lazy_pinyin(run)
            found = [*run, *(run[n : n + 2] for n in range(len(run) - 1)), "".join(syllables), *syllables]
            found.append("".join(lazy_pinyin(run, style=Style.FIRST_LETTER)))
        else:
            found = [run]
        words.update(dict.fromkeys(found))
    return " ".join(words)


def _words_of(run: str) -> list[str]:
    if not _is_chinese(run) or len(run) == 1:
        return [run]
    return [run[n : n + 2] for n in range(len(run) - 1)]


def query(text: str, *, loose: bool = False) -> str:
    """Return a tsquery: every word must occur (loose: any may, for typing errors); "" if nothing can be asked.

    Only letters, digits and Chinese characters survive, so nothing typed can break the query. A word of
    Latin letters also matches as a beginning.
    """
    parts = []
    for run in _runs(text[:LONGEST]):
        words = [word if _is_chinese(word) else f"{word}:*" for word in _words_of(run)]
        parts.append((" | " if loose else " & ").join(words))
    return (" | " if loose else " & ").join(f"({part})" for part in parts)


def widened(text: str) -> list[str]:
    """Return the text and, behind it, what offices call the everyday words in it."""
    plain = to_simplified(text[:LONGEST]).strip()
    return [plain, *(name for word, names in everyday().items() if word in plain for name in names)]
