"""PDF documents: opened within bounds and disarmed; signed ones are kept as they are or not at all. Pure."""

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from django.utils.translation import gettext_lazy as _

from yimen.ground.files import pictures
from yimen.ground.files.kept import PDF, Clean
from yimen.ground.life import Refused

MOST_PAGES: Final = 2000
MEGABYTE: Final = 1024 * 1024
pikepdf.settings.set_qpdf_limits(
    max_stream_filters=4,
    flate_max_memory=192 * MEGABYTE,
    png_max_memory=192 * MEGABYTE,
    tiff_max_memory=192 * MEGABYTE,
    run_length_max_memory=192 * MEGABYTE,
    dct_max_memory=192 * MEGABYTE,
    dct_max_progressive_scans=100,
)
ACTIVE_KEYS: Final = frozenset(
    {
        "/JS",
        "/JavaScript",
        "/AA",
        "/EmbeddedFiles",
        "/EF",
        "/AF",
        "/XFA",
        "/RichMediaContent",
        "/RichMediaSettings",
    }
)
ACTIONS: Final = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
    }
    | {"/RichMediaExecute", "/GoTo3DView"}
)
ATTACHED: Final = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"})
LINKS: Final = ("http://", "https://", "mailto:", "tel:")
LATER: Final = re.compile(
    rb"\s*(\d+ \d+ obj\b.*%%EOF\s*)?", re.DOTALL
)  # what was added after signing, if anything
SCAN_WIDTH: Final = 400
SLACK: Final = 0.15


def clean_pdf(data: bytes) -> Clean:
    """Return the document without scripts, attachments and actions.

    One that carries a signature is kept byte for byte, so that the signature stays valid (A-1004).
    Raises Refused for what is locked, broken, too long, or signed and active at once.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
            if not 1 <= pages <= MOST_PAGES:
                raise Refused(_("The document has no pages or far too many."), field="file", code="pages")
            kept = data if _is_signed(pdf, data) else _disarmed(pdf)
            return Clean(kept, PDF, pages, _picture_of(pdf))
    except pikepdf.PasswordError as error:
        raise Refused(_("The document is locked with a password."), field="file", code="locked") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise Refused(
            _("The document is damaged and cannot be opened."), field="file", code="damaged"
        ) from error


def _parts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Walk every dictionary of the document, reached or not."""
    heap: list[Any] = [pdf.trailer]
    for thing in pdf.objects:
        heap.append(thing)
        while heap:
            part = heap.pop()
            if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
                yield part
                inner = [value for _key, value in part.items()]
            elif isinstance(part, pikepdf.Array):
                inner = list(part)
            else:
                continue
            heap.extend(one for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect)


def _is_signed(pdf: pikepdf.Pdf, data: bytes) -> bool:
    """Say whether the document carries a signature; raise Refused if it is active besides."""
    ends = [_end_of_signed(part["/ByteRange"], data) for part in _parts(pdf) if "/ByteRange" in part]
    if not LATER.fullmatch(data, max(ends, default=0)) or not any(ends):
        return False
    if any(_is_active(part) for part in _parts(pdf)):
        words = _(
            "The document is signed and carries scripts or attachments; it can only be taken without them."
        )
        raise Refused(words, field="file", code="active")
    return True


def _end_of_signed(ranges: Any, data: bytes) -> int:  # noqa: ANN401 a PDF object is anything
    """Return where the bytes that a signature covers end: all from the first on but the signature; 0 if it covers others."""
    try:
        start, length, again, rest = map(int, ranges)
    except (TypeError, ValueError):
        return 0
    gap = data[length:again]
    fits = start == 0 < length < again <= again + rest <= len(data) and gap[:1] + gap[-1:] == b"<>"
    return again + rest if fits else 0


def _is_active(part: Any) -> bool:  # noqa: ANN401 a PDF object is anything
    if any(key in ACTIVE_KEYS for key in part.keys()) or str(part.get("/Subtype", "")) in ATTACHED:  # noqa: SIM118
        return True
    action = str(part.get("/S", ""))
    return action in ACTIONS or (action == "/URI" and not _is_link(part))


def _is_link(part: Any) -> bool:  # noqa: ANN401 a PDF object is anything
    return str(part.get("/URI", "")).strip().lower().startswith(LINKS)


def _disarmed(pdf: pikepdf.Pdf) -> bytes:
    """Return the document with forms turned into print and everything active taken out."""
    root = pdf.Root
    if "/AcroForm" in root:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations()
    for page in pdf.pages:
        if "/Annots" in page:
            kept = [note for note in page.Annots if str(note.get("/Subtype", "")) not in ATTACHED]
            page.Annots = pikepdf.Array(kept)
    for key in ("/AcroForm", "/OpenAction", "/Collection"):
        if key in root:
            del root[key]
    for part in _parts(pdf):
        _defuse(part)
    buffer = io.BytesIO()
    pdf.save(buffer, linearize=False)
    return buffer.getvalue()


def _defuse(part: Any) -> None:  # noqa: ANN401 a PDF object is anything
    action = str(part.get("/S", ""))
    every = action in ACTIONS or (action == "/URI" and not _is_link(part))
    for key in list(part.keys()):
        if every or key in ACTIVE_KEYS:
            del part[key]


def _picture_of(pdf: pikepdf.Pdf) -> bytes:
    """Return a small picture of the first page if that page is one scan; there is no drawing engine here."""
    page = pdf.pages[0]
    images = [one for one in page.get_images().values() if isinstance(one, pikepdf.Stream)]
    if len(images) != 1:
        return b""
    try:
        scan = pikepdf.PdfImage(images[0])
        _x, _y, width, height = (float(edge) for edge in page.mediabox)
        tall, wide = (height - _y) / (width - _x), scan.height / scan.width
        if (
            scan.width < SCAN_WIDTH
            or abs(tall / wide - 1) > SLACK
            or scan.width * scan.height > pictures.MOST_PIXELS
        ):
            return b""
        with pictures.one_at_a_time(scan.width * scan.height):
            image = scan.as_pil_image().rotate(-int(page.get("/Rotate", 0)), expand=True)
            return pictures.small(pictures.plain(image))
    except (Refused, pikepdf.PdfError, ArithmeticError, NotImplementedError, *pictures.BROKEN):
        return b""
