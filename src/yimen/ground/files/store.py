"""Where bytes lie: under their digest, written whole or not at all."""

import errno
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Refused

FULL = {errno.ENOSPC, errno.EDQUOT}


def _place(digest: str, suffix: str = "") -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / f"{digest}{suffix}"


def no_room() -> Refused:
    """Return the refusal for a full disk."""
    return Refused(_("There is no room for files at the moment; nothing was kept. Please try again later."), field="file", code="no_room")


def keep(data: bytes, *, suffix: str = "", digest: str = "") -> str:
    """Keep bytes; return their digest. Equal bytes are kept once. Raises Refused if the disk is full."""
    digest = digest or hashlib.sha256(data).hexdigest()
    place = _place(digest, suffix)
    if place.exists():
        return digest
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).rename(place)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        if error.errno in FULL:
            raise no_room() from error
        raise
    return digest


def read(digest: str, *, suffix: str = "") -> bytes:
    """Return the bytes. Raises FileNotFoundError."""
    return _place(digest, suffix).read_bytes()


def has(digest: str, *, suffix: str = "") -> bool:
    """Say whether bytes are kept under a digest."""
    return _place(digest, suffix).exists()


def waiting(file_id: int) -> Path:
    """Return where a file is put together while its parts arrive."""
    place = Path(settings.MEDIA_ROOT) / "waiting" / str(file_id)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place
