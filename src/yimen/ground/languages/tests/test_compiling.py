"""Compiled catalogues are read at once by the process that compiled them."""

import pytest
from django.utils.translation import gettext, override
from django.utils.translation.reloader import translation_file_changed

from yimen.ground.languages import catalogues

WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "A word of this test"\nmsgstr "试词"\n'


@pytest.fixture
def elsewhere(tmp_path, settings, monkeypatch):
    """A folder of catalogues of our own, not compiled yet."""
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(
        catalogues, "catalogue_path", lambda locale: tmp_path / locale / "LC_MESSAGES/django.po"
    )
    translation_file_changed(None, tmp_path / "django.mo")
    yield tmp_path
    translation_file_changed(None, tmp_path / "django.mo")


def test_a_process_that_began_without_compiled_words_reads_them_once_they_are_there(elsewhere):
    with override("zh-hans"):
        assert gettext("A word of this test") == "A word of this test"
    words = elsewhere / "zh_Hans/LC_MESSAGES/django.po"
    words.parent.mkdir(parents=True)
    words.write_text(WORDS, encoding="utf-8")

    assert catalogues.compile_all() == 1
    with override("zh-hans"):
        assert gettext("A word of this test") == "试词"
    assert catalogues.compile_all() == 0


def test_a_process_reads_what_another_one_compiled_in_the_meantime(elsewhere):
    words = elsewhere / "zh_Hans/LC_MESSAGES/django.po"
    words.parent.mkdir(parents=True)
    words.write_text(WORDS, encoding="utf-8")
    with override("zh-hans"):
        assert gettext("A word of this test") == "A word of this test"
    catalogues.compile_one("zh_Hans")  # as the other process does

    assert catalogues.compile_all() == 0
    with override("zh-hans"):
        assert gettext("A word of this test") == "试词"
