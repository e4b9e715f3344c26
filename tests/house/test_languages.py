"""Every word of the interface is said in five languages; nothing is fuzzy, left over or broken."""

import json
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.house.source import SOURCE
from yimen.ground.languages import catalogues
from yimen.ground.languages.catalogues import LOCALES

LOOSE = (
    re.compile(  # a mark that has no space that holds, unless it is part of a time, an address or a header
        r"« | »|(?<!\u202f)(?<![;?!])[;?!]+(?=\s|$)|(?<!\u00a0)(?<!Authorization):(?=\s|$)| [:;?!]"
    )
)


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


@pytest.mark.parametrize(
    ("said", "loose"),
    [
        (
            "Qui\u202f? Lui\u202f; «\u00a0lui\u00a0»\u00a0: à 9:00, https://a.fr/?x=1, %(n)s:%(m)s\u202f!",
            False,
        ),
        ("En tête Authorization: Bearer", False),
        ("Qui ?", True),
        ("Qui\u00a0?", True),
        ("Qui?", True),
        ("Lui ; elle", True),
        ("Nom : Li", True),
        ("Nom: Li", True),
        ("« Li »", True),
        ("%(name)s !", True),
    ],
)
def test_a_loose_mark_is_seen(said: str, loose: bool):
    assert bool(LOOSE.search(said)) is loose


def test_no_french_mark_stands_alone_on_a_line():
    interface = [one for message in catalogues.read("fr") if message.id for one in _all(message.string)]

    assert [said for said in [*interface, *_content()] if LOOSE.search(said)] == []


def _all(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


def _content() -> Iterator[str]:
    """Yield every French text of the files of data."""
    for path in sorted(SOURCE.rglob("data/**/*.json")):
        yield from _french(json.loads(path.read_text("utf-8")))
    for path in sorted(SOURCE.rglob("data/*.toml")):
        yield from _french(tomllib.loads(path.read_text("utf-8")))


def _french(value: object, *, said: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _french(one, said=said or name == "fr")
    elif isinstance(value, list):
        for one in value:
            yield from _french(one, said=said)
    elif said and isinstance(value, str):
        yield value
