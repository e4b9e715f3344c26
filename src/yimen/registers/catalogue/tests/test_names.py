"""Names of matters by version: in every language, one question for a whole page, none the second time."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from yimen.registers.catalogue import reads
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db
OTHER = "11511300008778693M4440125002000"


def shown(version_id: int, record: str, language: str) -> str:
    page = Template("{% load matters %}{% matter_name version record %}")
    with translation.override(language):
        return page.render(Context({"version": version_id, "record": record}))


def test_a_whole_page_asks_once_and_the_next_page_not_at_all():
    versions = [published_matter().version_id, published_matter(OTHER).version_id]
    reads.forget()

    with CaptureQueriesContext(connection) as asked:
        first = reads.names(versions)
        again = reads.names(versions)

    assert len(asked) == 1
    assert first == again
    assert set(first) == set(versions)
    assert first[versions[0]]["en"] != first[versions[0]]["zh-hans"]


def test_the_name_is_shown_in_the_readers_language():
    matter = published_matter()

    assert shown(matter.version_id, "x", "en") == matter.names["en"]


def test_what_has_no_name_in_the_language_shows_the_record_and_says_so():
    assert shown(987_654, "食品经营许可", "zh-hans") == "食品经营许可"
    assert shown(987_654, "食品经营许可", "fr") == '<span lang="zh-CN">食品经营许可</span>'


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("en", 1, "1 working day"),
        ("en", 0.25, "0.25 working days"),
        ("en", 20, "20 working days"),
        ("fr", 1, "1 jour ouvré"),
        ("fr", 0.25, "0,25 jour ouvré"),
        ("fr", 20, "20 jours ouvrés"),
    ],
)
def test_days_are_counted_as_the_reader_would(language, days, words):
    with translation.override(language):
        assert reads.working_days(days).replace("\xa0", " ") == words
