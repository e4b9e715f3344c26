"""Content in several languages: choosing a text, and drafting traditional characters."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, TypeVar

import opencc
from django.utils.translation import override

from yimen.ground.languages.traditional import converter

T = TypeVar("T")
ACCOUNT: Final = re.compile("帐(?!篷)")  # 帳號 is 账号; OpenCC keeps the tent
RECORD: Final = "zh-hans"
LANGUAGES: Final = ("zh-hans", "zh-hant", "en", "fr", "ja")
FALLBACKS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh-hans": ("zh-hant", "en"),
    "zh-hant": ("zh-hans", "en"),
    "en": ("zh-hans",),
    "fr": ("en", "zh-hans"),
    "ja": ("zh-hans", "en"),
}


def pick(texts: Mapping[str, T], language: str) -> tuple[T, bool]:
    """Return the text in a language, or the nearest one there is and True. Raises KeyError if there is none at all."""
    if language in texts:
        return texts[language], False
    for other in (*FALLBACKS.get(language, ()), RECORD, *texts):
        if other in texts:
            return texts[other], True
    message = "no text in any language"
    raise KeyError(message)


def in_every_language(words: object) -> dict[str, str]:
    """Return what a lazy text says in each language, to be kept until somebody reads it."""
    said = {}
    for code in LANGUAGES:
        with override(code):
            said[code] = str(words)
    return said


def to_traditional(text: str) -> str:
    """Return a draft in traditional characters, to be approved by a person."""
    drafted: str = converter().convert(text)
    return drafted


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    """Return the text in simplified characters (for searching)."""
    folded: str = _simplifier().convert(text)
    return ACCOUNT.sub("账", folded)
