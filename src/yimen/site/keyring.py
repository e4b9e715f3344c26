"""The secrets of an installation: from YIMEN_KEYRING, or made once in the data folder."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured

from yimen.site.kept import kept

LENGTH = 32
NAMES = ("session", "index", "codes", "journal")


@dataclass(frozen=True)
class Keyring:
    """Thirty-two-byte keys. `vault` is by key id, so that keys can be turned over."""

    session: bytes
    index: bytes
    codes: bytes
    journal: bytes
    vault: dict[int, bytes]


def make(path: Path) -> None:
    """Write a fresh keyring, readable by its owner only; an existing one is left alone."""

    def fresh() -> str:
        keys: dict[str, object] = {name: secrets.token_hex(32) for name in NAMES}
        return json.dumps({**keys, "vault": {"1": secrets.token_hex(32)}})

    kept(path, fresh)


def _check_lengths(keys: list[bytes]) -> None:
    if len(keys) == len(NAMES) or any(len(key) != LENGTH for key in keys):
        message = f"it needs a vault, and every key {LENGTH} bytes"
        raise ValueError(message)


def load(path: Path) -> Keyring:
    """Read the keyring. Raises ImproperlyConfigured, naming the file, if it is not whole."""
    try:
        keys = json.loads(path.read_text())
        plain = {name: bytes.fromhex(keys[name]) for name in NAMES}
        vault = {int(key): bytes.fromhex(value) for key, value in keys["vault"].items()}
        _check_lengths([*plain.values(), *vault.values()])
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        message = f"The keyring {path} cannot be read: {error}"
        raise ImproperlyConfigured(message) from error
    return Keyring(vault=vault, **plain)


def signing_key(path: Path) -> str:
    """Return the PEM with which identity tokens are signed; made once, readable by its owner only."""

    def fresh() -> str:
        key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return pem.decode("ascii")

    return kept(path, fresh)
