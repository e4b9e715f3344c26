"""Every word of the interface is said in five languages; nothing is fuzzy, left over or broken."""

import pytest

from yimen.ground.languages import catalogues
from yimen.ground.languages.catalogues import LOCALES


def test_there_is_something_to_say():
    assert len(catalogues.extract()) > 1000


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_is_whole_in_every_language(locale):
    found = [f"{fault.what}: {fault.message}" for fault in catalogues.faults(locale)]

    assert found == []


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "ja"])
def test_chinese_and_japanese_are_written_in_their_own_characters(locale):
    foreign = [
        message.id
        for message in catalogues.read(locale)
        if message.id
        and isinstance(message.string, str)
        and len(message.string.split()) > 3
        and not any("\u3040" <= character <= "\u9fff" for character in message.string)
    ]

    assert foreign == []


def test_a_french_quotation_mark_never_stands_alone_on_a_line():
    loose = [
        message.id
        for message in catalogues.read("fr")
        if message.id
        and {"« ", " »"} & {said[n : n + 2] for said in _all(message.string) for n in range(len(said))}
    ]

    assert loose == []


def _all(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string
