"""Compiled catalogues are read at once by the process that compiled them."""

import os

import pytest
from django.utils.translation import gettext, override
from django.utils.translation.reloader import translation_file_changed

from yimen.ground.languages import catalogues
from yimen.ground.languages.compiling import compile_file

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


@pytest.fixture
def closed(elsewhere, settings, tmp_path_factory, monkeypatch):
    """The same folder where it may not be written, and a second one for what is compiled."""
    second = tmp_path_factory.mktemp("locale")
    settings.LOCALE_PATHS = [elsewhere, second]
    may = os.access
    monkeypatch.setattr(
        catalogues.os, "access", lambda path, mode: elsewhere not in path.parents and may(path, mode)
    )
    words = elsewhere / "zh_Hans/LC_MESSAGES/django.po"
    words.parent.mkdir(parents=True)
    words.write_text(WORDS, encoding="utf-8")
    return words


def test_where_the_package_may_not_be_written_words_are_compiled_beside_the_data(closed, settings):
    assert catalogues.compile_all() == 1
    with override("zh-hans"):
        assert gettext("A word of this test") == "试词"
    assert not closed.with_suffix(".mo").exists()
    assert (settings.LOCALE_PATHS[1] / "zh_Hans/LC_MESSAGES/django.mo").exists()
    assert catalogues.compile_all() == 0


def test_where_the_package_may_not_be_written_what_was_built_with_it_is_taken_though_it_looks_older(closed):
    compile_file(closed, closed.with_suffix(".mo"))
    os.utime(closed.with_suffix(".mo"), (0, 0))

    assert catalogues.compile_all() == 0
    with override("zh-hans"):
        assert gettext("A word of this test") == "试词"
