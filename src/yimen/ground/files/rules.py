"""What a file may be, judged by its bytes and never by its name. Pure."""

import io
from dataclasses import dataclass
from typing import Final

import pikepdf
import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from yimen.ground.life import Refused

pillow_heif.register_heif_opener()
MOST_PIXELS: Final = 120_000_000
LONG_SIDE: Final = 2400
PREVIEW_SIDE: Final = 360
MOST_PAGES: Final = 2000
JPEG, PDF = "image/jpeg", "application/pdf"
SIGNS: Final = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"%PDF-", "pdf"),
)
HEIF_BRANDS: Final = {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"heim", b"heis"}
ACTIVE: Final = ("/JavaScript", "/JS", "/OpenAction", "/AA", "/EmbeddedFiles", "/XFA", "/RichMedia", "/Launch")


@dataclass(frozen=True)
class Clean:
    """A file as it is kept: re-encoded, without anything active or hidden."""

    data: bytes
    kind: str
    pages: int
    preview: bytes


def family(data: bytes) -> str:
    """Return "image" or "pdf" by the first bytes; raise Refused for anything else."""
    for sign, kind in SIGNS:
        if data.startswith(sign):
            return kind
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return "image"
    raise Refused(_("Only photos (JPEG, PNG, HEIC) and PDF can be handed in."), field="file", code="kind")


def clean(data: bytes) -> Clean:
    """Return the file as it may be kept. Raises Refused with words for the reader."""
    if not data:
        raise Refused(_("The file is empty."), field="file", code="empty")
    return _clean_image(data) if family(data) == "image" else _clean_pdf(data)


def _jpeg(image: Image.Image, side: int, quality: int) -> bytes:
    small = image.copy()
    small.thumbnail((side, side))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def _clean_image(data: bytes) -> Clean:
    """Turn it upright, drop what the phone wrote about place and time, shrink it."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused(_("The picture is too large to be opened safely."), field="file", code="pixels")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(_("The picture is damaged and cannot be opened."), field="file", code="damaged") from error
    return Clean(_jpeg(upright, LONG_SIDE, 82), JPEG, 1, _jpeg(upright, PREVIEW_SIDE, 70))


def _clean_pdf(data: bytes) -> Clean:
    """Drop scripts, attachments and actions; refuse what is locked or broken."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
            if not 1 <= pages <= MOST_PAGES:
                raise Refused(_("The document has too many pages."), field="file", code="pages")
            _disarm(pdf)
            buffer = io.BytesIO()
            pdf.save(buffer, linearize=False)
    except pikepdf.PasswordError as error:
        raise Refused(_("The document is locked with a password."), field="file", code="locked") from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise Refused(_("The document is damaged and cannot be opened."), field="file", code="damaged") from error
    return Clean(buffer.getvalue(), PDF, pages, b"")


def _disarm(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    for name in ("/OpenAction", "/AA", "/AcroForm"):
        if name in root:
            del root[name]
    if "/Names" in root:
        for name in ("/JavaScript", "/EmbeddedFiles"):
            if name in root.Names:
                del root.Names[name]
    for page in pdf.pages:
        if "/AA" in page:
            del page["/AA"]
        for note in page.get("/Annots", []):
            for name in ("/A", "/AA"):
                if name in note and (name == "/AA" or note.A.get("/S") != "/URI"):
                    del note[name]
