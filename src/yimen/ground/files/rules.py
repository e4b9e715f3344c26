"""What a file may be, judged by its bytes; its name may not say something else. Pure."""

from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.ground.files.kept import Clean
from yimen.ground.files.pdfs import clean_pdf
from yimen.ground.files.pictures import clean_picture
from yimen.ground.life import Refused

SIGNS: Final = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"%PDF-", "pdf"),
)
HEIF_BRANDS: Final = {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"heim", b"heis"}
ENDINGS: Final = {
    "image": frozenset({"", ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".heic", ".heif", ".hif"}),
    "pdf": frozenset({"", ".pdf"}),
}
LONGEST_NAME: Final = 180
LARGEST: Final = 200 * 1024 * 1024
MOST_OPEN: Final = 30
MOST_A_DAY: Final = 5 * 1024 * 1024 * 1024
ABANDONED_DAYS: Final = 2
UNCLAIMED_DAYS: Final = 30


def family(data: bytes) -> str:
    """Return "image" or "pdf" by the first bytes; raise Refused for anything else."""
    for sign, kind in SIGNS:
        if data.startswith(sign):
            return kind
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return "image"
    raise Refused(_("Only photos (JPEG, PNG, HEIC) and PDF can be handed in."), field="file", code="kind")


def clean(data: bytes, name: str = "") -> Clean:
    """Return the file as it may be kept. Raises Refused with words for the reader.

    Phones name photos loosely, so any photo's ending is believed of any photo; an ending that
    promises another kind of thing is a lie (F-417).
    """
    if not data:
        raise Refused(_("The file is empty."), field="file", code="empty")
    kind = family(data)
    if PurePath(name).suffix.lower() not in ENDINGS[kind] and ending(name):
        raise Refused(_("The file is not what its name says."), field="file", code="name")
    return clean_picture(data) if kind == "image" else clean_pdf(data)


def ending(name: str) -> str:
    """Return the ending of a name if it reads like one (".pdf"), and nothing for "No. 3 of 2026"."""
    suffix = PurePath(name).suffix.lower()
    return (
        suffix
        if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 6 and not suffix[1:].isdecimal()
        else ""
    )


def tidy(name: str) -> str:
    """Return a name without folders and unprintable characters, never empty."""
    plain = "".join(c for c in PurePath(name.replace("\\", "/")).name if c.isprintable())
    return plain.strip()[-LONGEST_NAME:] or "file"


def within(size: int, *, open_now: int, today: int) -> None:
    """Raise Refused if a file is empty or too large, or a person has too much under way or sent today (bytes)."""
    if size == 0:
        raise Refused(_("The file is empty."), field="file", code="empty")
    if not 0 < size <= LARGEST:
        raise Refused(_("A file may have 200 MB at most."), field="file", code="too_large")
    if open_now >= MOST_OPEN:
        raise Refused(
            _("Too many uploads are under way. Finish or wait, then go on."), field="file", code="too_many"
        )
    if today + size > MOST_A_DAY:
        raise Refused(_("You sent very much today. Please go on tomorrow."), field="file", code="too_many")
