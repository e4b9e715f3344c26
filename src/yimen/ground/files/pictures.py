"""Photos: opened within bounds, turned upright, shrunk, and stripped of what the phone wrote into them. Pure."""

import io
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


def clean_picture(data: bytes) -> Clean:
    """Return a photo as an upright JPEG of at most 2400 px. Raises Refused if it is damaged or far too large."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            most = MOST_PIXELS_JPEG if image.format in {"JPEG", "MPO"} else MOST_PIXELS
            if image.width * image.height > most:
                raise Refused(_("The picture is too large to be opened safely."), field="file", code="pixels")
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
            upright = plain(ImageOps.exif_transpose(image))
            upright.thumbnail((LONG_SIDE, LONG_SIDE))
    except BROKEN as error:
        raise Refused(
            _("The picture is damaged and cannot be opened."), field="file", code="damaged"
        ) from error
    return Clean(_jpeg(upright, 82), JPEG, 1, small(upright))


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
