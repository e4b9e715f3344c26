"""Personal data at rest."""

import pytest
from cryptography.exceptions import InvalidTag

from yimen.ground import vault


def test_what_was_sealed_opens_again():
    assert vault.unseal(vault.seal("440981199001011234", context="a"), context="a") == "440981199001011234"


def test_the_same_words_are_never_sealed_alike():
    assert vault.seal("same", context="a") != vault.seal("same", context="a")


@pytest.mark.rule("A-1001")
def test_one_changed_byte_is_found():
    sealed = vault.seal("words", context="a")

    for place in range(len(sealed)):
        broken = bytearray(sealed)
        broken[place] ^= 1
        with pytest.raises((InvalidTag, KeyError)):
            vault.unseal(bytes(broken), context="a")


def test_another_context_does_not_open_it():
    with pytest.raises(InvalidTag):
        vault.unseal(vault.seal("words", context="a"), context="b")


def test_the_blind_index_finds_equals_and_tells_contexts_apart():
    assert vault.blind_index("x", context="a") == vault.blind_index("x", context="a")
    assert vault.blind_index("x", context="a") != vault.blind_index("x", context="b")
    assert vault.blind_index("x", context="a") != vault.blind_index("y", context="a")
