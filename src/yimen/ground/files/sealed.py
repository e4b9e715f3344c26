"""Bytes at rest: sealed piece by piece, so that a long file is read without being held whole (F-422).

Layout: 4 bytes that say so, the ids of suite and key (1 byte each), a prefix of 7 bytes; then pieces of 64 KiB, each with
its tag. The nonce of a piece is the prefix, its number (4 bytes) and whether it is the last: none can be left out, put
elsewhere or taken from another file.
"""

import io
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from cryptography.exceptions import InvalidTag

from yimen.ground import vault

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC: Final = b"YMS1"
PREFIX: Final = 7
HEAD: Final = len(MAGIC) + 2 + PREFIX
PIECE: Final = 64 * 1024


class Damaged(FileNotFoundError):
    """What lies there is not what was kept: it counts as lost."""


def _nonce(head: bytes, n: int, *, last: bool) -> bytes:
    return head[-PREFIX:] + n.to_bytes(4, "big") + bytes([last])


def seal(data: bytes, *, context: str) -> Iterator[bytes]:
    """Yield bytes sealed by the newest key, to be written one after another; the context must be given again to open them."""
    suite, key_id = vault.newest()
    head = MAGIC + bytes([suite, key_id]) + os.urandom(PREFIX)
    yield head
    cipher, bound = vault.cipher(suite, key_id), head + context.encode()
    for n, start in enumerate(range(0, max(len(data), 1), PIECE)):
        last = start + PIECE >= len(data)
        yield cipher.encrypt(_nonce(head, n, last=last), data[start : start + PIECE], bound)


class _Opened(io.RawIOBase):
    """A sealed file as it is read: one piece is opened at a time."""

    def __init__(self, file: BinaryIO, head: bytes, context: str) -> None:
        self._file, self._head, self._bound = file, head, head + context.encode()
        self._cipher = vault.cipher(*head[len(MAGIC) : -PREFIX])
        self._next = file.read(PIECE + vault.TAG)
        self._n, self._left = 0, b""

    def readable(self) -> bool:
        return True

    def readinto(self, room: "WriteableBuffer", /) -> int:
        if not self._left and self._next:
            self._left = self._piece()
        place = memoryview(room).cast("B")
        taken = min(len(place), len(self._left))
        place[:taken], self._left = self._left[:taken], self._left[taken:]
        return taken

    def _piece(self) -> bytes:
        sealed, self._next = self._next, self._file.read(PIECE + vault.TAG)
        nonce = _nonce(self._head, self._n, last=not self._next)
        self._n += 1
        try:
            return self._cipher.decrypt(nonce, sealed, self._bound)
        except InvalidTag as error:
            raise Damaged(self._file.name) from error

    def close(self) -> None:
        self._file.close()
        super().close()


def opened(file: BinaryIO, *, context: str) -> BinaryIO:
    """Return what reads a file that was sealed; one that never was is read as it lies.

    Raises Damaged here or while it is read, and KeyError for a key that is not in the keyring.
    """
    head = file.read(HEAD)
    if not head.startswith(MAGIC):
        file.seek(0)
        return file
    if len(head) < HEAD:
        raise Damaged(file.name)
    return io.BufferedReader(_Opened(file, head, context), PIECE)


def is_sealed_now(file: BinaryIO) -> bool:
    """Say whether a file is sealed by the newest key."""
    return file.read(HEAD - PREFIX) == MAGIC + bytes(vault.newest())
