"""Personal data at rest: sealed per field with a key id, found again by a blind index."""

import hashlib
import hmac
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

AES_256_GCM = 1  # the suite id stored as the first byte of every ciphertext
NONCE = 12


@cache
def _cipher(key_id: int) -> AESGCM:
    return AESGCM(settings.KEYRING.vault[key_id])


def seal(plain: str | bytes, *, context: str) -> bytes:
    """Encrypt; the context (as "people.id_number") must be given again to open it.

    Layout: suite id 1 byte, key id 1 byte, nonce 12 bytes, ciphertext with its 16-byte tag.
    """
    key_id = max(settings.KEYRING.vault)
    nonce = os.urandom(NONCE)
    data = plain.encode() if isinstance(plain, str) else plain
    head = bytes([AES_256_GCM, key_id])
    return head + nonce + _cipher(key_id).encrypt(nonce, data, head + context.encode())


def unseal(sealed: bytes | memoryview, *, context: str) -> str:
    """Decrypt what `seal` made. Raises cryptography's InvalidTag if a byte or the context differs."""
    raw = bytes(sealed)
    head, nonce, body = raw[:2], raw[2 : 2 + NONCE], raw[2 + NONCE :]
    return _cipher(head[1]).decrypt(nonce, body, head + context.encode()).decode()


def blind_index(value: str, *, context: str) -> bytes:
    """Return 32 bytes by which equal values are found without being readable."""
    return hmac.new(settings.KEYRING.index, f"{context}\0{value}".encode(), hashlib.sha256).digest()
