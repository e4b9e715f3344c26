"""Personal data at rest: sealed per field with a key id, found again by a blind index."""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

AES_256_GCM: Final = 1  # the suite id stored as the first byte of every ciphertext (A-1009)
SM4_GCM: Final = 2
NONCE: Final = 12
TAG: Final = 16
SM4_KEY: Final = 16


class Aead(Protocol):
    """What a suite has to be able to do: encrypt so that no byte and no context can be changed unnoticed."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """Return the ciphertext with its tag."""

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """Return the plain bytes. Raises cryptography's InvalidTag."""


class Sm4Gcm:
    """SM4 in Galois/Counter mode; its key is derived from the vault's by HKDF with SM3 (GM/T 0002, GM/T 0004)."""

    def __init__(self, key: bytes) -> None:
        self._key = HKDF(hashes.SM3(), SM4_KEY, salt=None, info=b"vault sm4").derive(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """Return the ciphertext with its tag."""
        work = Cipher(algorithms.SM4(self._key), modes.GCM(nonce)).encryptor()
        work.authenticate_additional_data(associated_data)
        return work.update(data) + work.finalize() + work.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """Return the plain bytes. Raises cryptography's InvalidTag."""
        body, tag = data[:-TAG], data[-TAG:].rjust(TAG, b"\0")
        work = Cipher(algorithms.SM4(self._key), modes.GCM(nonce, tag)).decryptor()
        work.authenticate_additional_data(associated_data)
        return work.update(body) + work.finalize()


SUITES: Final[Mapping[int, Callable[[bytes], Aead]]] = {AES_256_GCM: AESGCM, SM4_GCM: Sm4Gcm}
NAMES: Final[Mapping[str, int]] = {"aes-256-gcm": AES_256_GCM, "sm4-gcm": SM4_GCM}


@cache
def cipher(suite: int, key_id: int) -> Aead:
    """Return what encrypts by a suite with a key. Raises KeyError for a suite or a key that is not there."""
    return SUITES[suite](settings.KEYRING.vault[key_id])


def newest() -> tuple[int, int]:
    """Return the suite and the key by which is sealed now."""
    return NAMES[settings.VAULT_SUITE], max(settings.KEYRING.vault)


def seal(plain: str | bytes, *, context: str) -> bytes:
    """Encrypt; the context (as "people.id_number") must be given again to open it.

    Layout: suite id 1 byte, key id 1 byte, nonce 12 bytes, ciphertext with its 16-byte tag.
    """
    suite, key_id = newest()
    nonce = os.urandom(NONCE)
    data = plain.encode() if isinstance(plain, str) else plain
    head = bytes([suite, key_id])
    return head + nonce + cipher(suite, key_id).encrypt(nonce, data, head + context.encode())


def unseal(sealed: bytes | memoryview, *, context: str) -> str:
    """Decrypt what `seal` made, by whichever suite it names. Raises cryptography's InvalidTag if a byte or the context differs."""
    raw = bytes(sealed)
    head, nonce, body = raw[:2], raw[2 : 2 + NONCE], raw[2 + NONCE :]
    return cipher(head[0], head[1]).decrypt(nonce, body, head + context.encode()).decode()


def seal_json(value: object, *, context: str) -> bytes:
    """Encrypt a JSON value."""
    return seal(json.dumps(value, ensure_ascii=False), context=context)


def open_json(sealed: bytes | memoryview, *, context: str) -> Any:  # noqa: ANN401 whatever JSON holds, as json.loads has it
    """Decrypt what `seal_json` made. Raises cryptography's InvalidTag if a byte or the context differs."""
    return json.loads(unseal(sealed, context=context))


def blind_index(value: str, *, context: str) -> bytes:
    """Return 32 bytes by which equal values are found without being readable."""
    return hmac.new(settings.KEYRING.index, f"{context}\0{value}".encode(), hashlib.sha256).digest()
