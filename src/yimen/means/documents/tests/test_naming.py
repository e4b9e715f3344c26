"""What documents are called in lists."""

import pytest
from django.utils.translation import override

from yimen.means.documents.naming import called, listed


@pytest.mark.rule("A-511")
def test_a_record_of_service_names_what_was_served():
    assert listed("service", {"document": "受理通知书"}) == "送达回证（受理通知书）"
    assert listed("grant", {"licensing": True}) == "准予行政许可决定书"


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("送达回证（受理通知书）", "Record of service (Notice of acceptance)"),
        ("送达回证（准予行政许可决定书）", "Record of service (Decision to grant)"),
        ("送达回证（别的文书）", "Record of service"),
        ("送达回证", "Record of service"),
    ],
)
def test_readers_of_other_languages_read_so_too(kept, words):
    with override("en"):
        assert called("service", kept) == words
