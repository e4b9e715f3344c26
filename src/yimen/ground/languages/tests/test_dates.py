"""A day is written as the reader's language writes it."""

from datetime import date

import pytest
from django.utils import translation

from yimen.ground.languages.dates import written


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("fr", date(2027, 5, 1), "1er mai 2027"),
        ("fr", date(2027, 5, 11), "11 mai 2027"),
        ("fr", date(2011, 1, 21), "21 janvier 2011"),
        ("zh-hans", date(2027, 5, 1), "2027年5月1日"),
        ("ja", date(2027, 5, 1), "2027年5月1日"),
    ],
)
def test_a_day_in_words(language, day, words):
    with translation.override(language):
        assert written(day) == words
