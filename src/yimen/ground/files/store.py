"""Where bytes lie: sealed, under the digest of what was kept, written whole or not at all."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.ground.files import sealed
from yimen.ground.life import Refused

NEW: Final = ".new-"  # how the name of what is being written begins
FULL: Final = {errno.ENOSPC, errno.EDQUOT}


def _place(digest: str, suffix: str = "") -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / f"{digest}{suffix}"


def no_room() -> Refused:
    """Return the refusal for a full disk."""
    return Refused(
        _("There is no room for files at the moment; nothing was kept. Please try again later."),
        field="file",
        code="no_room",
    )


def keep(data: bytes, *, suffix: str = "", digest: str = "") -> str:
    """Keep bytes; return their digest. Equal bytes are kept once. Raises Refused if the disk is full."""
    digest = digest or hashlib.sha256(data).hexdigest()
    place = _place(digest, suffix)
    if place.exists():
        os.utime(place)  # so that forgetting knows that it came again
    else:
        _write(place, data)
    return digest


def _write(place: Path, data: bytes) -> None:
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=NEW, delete=False) as file:
            try:
                file.writelines(sealed.seal(data, context=_context(place)))
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).rename(place)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _settle(place.parent)
    except OSError as error:
        if error.errno in FULL:
            raise no_room() from error
        raise


def _settle(folder: Path) -> None:
    """Have the disk remember the new name too, so that a power cut cannot lose it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(digest: str, *, suffix: str = "") -> bytes:
    """Return the bytes. Raises FileNotFoundError if they are lost or damaged."""
    with _open(_place(digest, suffix)) as file:
        return file.read()


def stream(digest: str) -> BinaryIO:
    """Open the bytes for reading piece by piece. Raises FileNotFoundError if they are lost or damaged."""
    return _open(_place(digest))


def _open(place: Path) -> BinaryIO:
    file = place.open("rb")
    try:
        return sealed.opened(file, context=_context(place))
    except BaseException:
        file.close()
        raise


def _context(place: Path) -> str:
    return f"files.{place.name}"


def reseal() -> Iterator[bool]:
    """Yield of each file whether it had to be sealed anew, because it was not by the newest key. Raises what `read` does."""
    for place in sorted(Path(settings.MEDIA_ROOT).glob("??/*")):
        if place.name.startswith(NEW):
            continue
        with place.open("rb") as file:
            due = not sealed.is_sealed_now(file)
        if due:
            with _open(place) as file:
                data = file.read()
            _write(place, data)
        yield due


def forget(digest: str, *, suffixes: tuple[str, ...], before: datetime) -> None:
    """Remove bytes that nothing refers to any more, unless they were handed in again after a moment."""
    place = _place(digest)
    if place.exists() and place.stat().st_mtime > before.timestamp():
        return
    for suffix in suffixes:
        _place(digest, suffix).unlink(missing_ok=True)


def erase(digest: str, *, suffixes: tuple[str, ...]) -> None:
    """Remove bytes at once, because what they belonged to was lawfully destroyed."""
    for suffix in suffixes:
        _place(digest, suffix).unlink(missing_ok=True)


def has(digest: str, *, suffix: str = "") -> bool:
    """Say whether bytes are kept under a digest."""
    return _place(digest, suffix).exists()


def write_part(file_id: int, offset: int, part: bytes) -> None:
    """Write a part of a waiting file at an offset, cutting off what stood behind it. Raises Refused if the disk is full."""
    place = waiting(file_id)
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b") as file:
            file.truncate(offset)
            file.seek(offset)
            file.write(part)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if error.errno in FULL:
            raise no_room() from error
        raise


def waiting(file_id: int) -> Path:
    """Return where a file is put together while its parts arrive."""
    place = Path(settings.MEDIA_ROOT) / "waiting" / str(file_id)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place
