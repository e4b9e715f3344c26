"""The secrets of an installation: from YIMEN_KEYRING, or made once in the data folder."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured

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
    path.parent.mkdir(parents=True, exist_ok=True)
    keys: dict[str, object] = {name: secrets.token_hex(32) for name in NAMES}
    keys["vault"] = {"1": secrets.token_hex(32)}
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        json.dump(keys, file)


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
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        pem = rsa.generate_private_key(public_exponent=65537, key_size=3072).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        fresh = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pem)
        try:
            os.link(fresh, path)  # the first of several processes wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text("ascii")
