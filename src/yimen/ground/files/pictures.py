"""Photos: opened within bounds, turned upright, shrunk, and stripped of what the phone wrote into them."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from yimen.ground.files.kept import JPEG, Clean
from yimen.ground.life import Refused

pillow_heif.register_heif_opener()
FORMATS: Final = ("JPEG", "PNG", "HEIF")
MOST_PIXELS: Final = 52_000_000  # the largest photo of a phone in HEIC; 150 MB as plain colours
MOST_PIXELS_JPEG: Final = 300_000_000  # these are decoded at a fraction of their size
HEAVY: Final = 16_000_000  # pixels; what is larger, and not decoded at a fraction, is opened one at a time
SHRINKABLE: Final = frozenset(
    {"L", "LA", "RGB", "RGBA", "CMYK"}
)  # modes that can be shrunk before anything else
LONG_SIDE: Final = 2400
PREVIEW_SIDE: Final = 360
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG
BROKEN: Final = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    RuntimeError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


_large = threading.Lock()


@contextmanager
def one_at_a_time(pixels: int) -> Iterator[None]:
    """Open a large picture while no other is opened: a few at once would take all memory. Raises Refused if one is."""
    heavy = pixels > HEAVY
    if heavy and not _large.acquire(blocking=False):
        raise Refused(
            _("Another large picture is being opened just now. Please send this one again in a moment."),
            field="file",
            code="busy",
        )
    try:
        yield
    finally:
        if heavy:
            _large.release()


def clean_picture(data: bytes) -> Clean:
    """Return a photo as an upright JPEG of at most 2400 px. Raises Refused if it is damaged or far too large."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            most = MOST_PIXELS_JPEG if image.format in {"JPEG", "MPO"} else MOST_PIXELS
            if image.width * image.height > most:
                raise Refused(_("The picture is too large to be opened safely."), field="file", code="pixels")
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
            with one_at_a_time(image.width * image.height):
                upright = _upright(image)
    except BROKEN as error:
        raise Refused(
            _("The picture is damaged and cannot be opened."), field="file", code="damaged"
        ) from error
    return Clean(_jpeg(upright, 82), JPEG, 1, small(upright))


def _upright(image: Image.Image) -> Image.Image:
    """Return plain colours of at most 2400 px, the right way up; what is large is shrunk before it is copied."""
    if image.mode in SHRINKABLE and "transparency" not in image.info:
        image.thumbnail((LONG_SIDE, LONG_SIDE))
    ImageOps.exif_transpose(image, in_place=True)
    upright = plain(image)
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    return upright


def plain(image: Image.Image) -> Image.Image:
    """Return the colours and nothing else: what is transparent becomes white, deep greys keep their tones."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    if image.has_transparency_data:
        above = image.convert("RGBA")
        image = Image.new("RGBA", above.size, "white")
        image.alpha_composite(above)
    bare = image.convert("RGB")
    bare.info.clear()  # comments and the like would be written into the copy
    return bare


def small(image: Image.Image) -> bytes:
    """Return a small picture of a picture, as JPEG."""
    copy = image.copy()
    copy.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return _jpeg(copy, 70)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()
