"""Where packages lie: one file each, the same in every configured place; written whole or not at all (G-308)."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from yimen.affairs.archives import rules
from yimen.ground.files.store import FULL, no_room

ENDING: Final = ".tar"
PART: Final = 1024 * 1024


@dataclass(frozen=True)
class Place:
    """One full copy of the archive: where it lies and on which medium."""

    folder: Path
    medium: str

    @property
    def name(self) -> str:
        """Return how people call the place."""
        return f"{self.folder.name} ({self.medium})"

    def path(self, number: str) -> Path:
        """Return where the package of an archival number lies."""
        plain = rules.folder(number)
        fonds, _dash, rest = plain.partition("-")
        year = rest.partition(".")[2].partition("-")[0]
        return self.folder / fonds / year / f"{plain}{ENDING}"

    def numbers(self) -> Iterator[Path]:
        """Yield every file that lies there, but for those that are being written."""
        if self.folder.is_dir():
            yield from (
                one for one in sorted(self.folder.rglob("*")) if one.is_file() and one.name[:5] != ".new-"
            )


@dataclass(frozen=True)
class Digests:
    """How long some bytes are, and their digests."""

    size: int
    sha256: str
    sm3: str


def places() -> list[Place]:
    """Return the configured copies."""
    return [Place(Path(folder), medium) for folder, medium in settings.ARCHIVE_COPIES]


def digests(data: bytes) -> Digests:
    """Return the length of some bytes and their digests by SHA-256 and SM3."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(data)
    return Digests(len(data), hashlib.sha256(data).hexdigest(), sm3.finalize().hex())


def sha256_of(path: Path) -> str:
    """Return the digest of a file, read piece by piece. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(PART):
            digest.update(part)
    return digest.hexdigest()


def write(number: str, data: bytes) -> None:
    """Write a package to every place; each copy is read back. Raises Refused if a disk is full, OSError otherwise."""
    wanted = hashlib.sha256(data).hexdigest()
    for place in places():
        write_one(place, number, data, wanted)


def write_one(place: Place, number: str, data: bytes, wanted: str) -> None:
    """Write a package to one place, read it back and compare it (G-310: what was moved is tested again)."""
    path = place.path(number)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if sha256_of(Path(fresh)) != wanted:
                message = f"{path} does not hold what was written"
                raise OSError(message)
            Path(fresh).chmod(0o400)
            Path(fresh).replace(path)
        except BaseException:
            Path(fresh).unlink(missing_ok=True)
            raise
    except OSError as error:
        if error.errno in FULL:
            raise no_room() from error
        raise


def read(number: str, digest: str) -> bytes:
    """Return the bytes of a package from the first place where they are whole. Raises FileNotFoundError."""
    for place in places():
        path = place.path(number)
        if path.is_file():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == digest:
                return data
    message = f"no copy of {number} is whole"
    raise FileNotFoundError(message)


def remove(number: str) -> int:
    """Remove a package from every place; return how many copies there were. Raises OSError if one stays."""
    removed = 0
    for place in places():
        path = place.path(number)
        if path.exists():
            path.unlink()
            removed += 1
    return removed
