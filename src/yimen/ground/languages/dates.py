"""Dates as the reader's language writes them."""

from datetime import date
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language

from yimen.ground.languages.texts import RECORD


def written(day: date) -> str:
    """Write a day as the reader's language does; in French the first of a month is « 1er »."""
    return _written(day, get_language() or RECORD)


@lru_cache(maxsize=8192)
def _written(day: date, language: str) -> str:
    words = formats.date_format(day, "DATE_FORMAT")
    return words.replace("1", "1er", 1) if language == "fr" and day.day == 1 else words
