"""Personal data at rest, by each suite of algorithms."""

import hypothesis
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.fixture(params=["aes-256-gcm", "sm4-gcm"])
def suite(request, settings) -> int:
    settings.VAULT_SUITE = request.param
    return vault.NAMES[request.param]


@pytest.mark.rule("A-1009")
@given(words=st.text(max_size=200))
@hypothesis.settings(max_examples=30, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
def test_the_suite_stands_beside_every_ciphertext_and_opens_it(suite, words):
    sealed = vault.seal(words, context="a")

    assert sealed[0] == suite
    assert vault.unseal(sealed, context="a") == words


@pytest.mark.rule("A-1009", "A-1001")
def test_with_every_suite_one_changed_byte_or_another_context_is_found(suite):
    sealed = vault.seal("440981199001011234", context="a")

    for place in range(len(sealed)):
        broken = bytearray(sealed)
        broken[place] ^= 1
        with pytest.raises((InvalidTag, KeyError)):
            vault.unseal(bytes(broken), context="a")
    with pytest.raises(InvalidTag):
        vault.unseal(sealed, context="b")
    with pytest.raises(InvalidTag):
        vault.unseal(sealed[:20], context="a")


@pytest.mark.rule("A-1009")
def test_what_was_sealed_before_the_suite_was_changed_still_opens(settings):
    settings.VAULT_SUITE = "aes-256-gcm"
    old = vault.seal("words", context="a")
    settings.VAULT_SUITE = "sm4-gcm"

    assert vault.unseal(old, context="a") == "words"
    assert vault.seal("words", context="a")[0] == vault.SM4_GCM


@pytest.mark.rule("A-1009")
def test_sm3_and_sm4_are_those_of_the_standards():
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")  # GM/T 0002, appendix A
    cipher = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()

    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert cipher.update(key).hex() == "681edf34d206965e86b3e94f536e4246"
