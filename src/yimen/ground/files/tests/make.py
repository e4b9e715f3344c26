"""Files for tests: real bytes of every kind that people, and others, hand in."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pikepdf
from PIL import Image

from yimen.ground.files import pictures  # noqa: F401 it teaches Pillow to write HEIC

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LI, WANG = "account:1", "account:2"


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (60, 40),
    colour: object = "red",
    mode: str = "RGB",
    **words: object,
) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, kind, **words)
    return buffer.getvalue()


def photo(size: tuple[int, int] = (60, 40)) -> bytes:
    """A phone's photo, lying on its side, with place, owner and a remark written into it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "secret owner"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(size=size, exif=exif, comment=b"secret remark")


def pdf(pages: int = 1, **changes: object) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(595, 842))
    for key, value in changes.items():
        made.Root[f"/{key}"] = value
    return made


def saved(made: pikepdf.Pdf, **words: object) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer, **words)
    return buffer.getvalue()


def scan() -> bytes:
    """A PDF of one page that is one scanned picture, as copiers make it."""
    buffer = io.BytesIO()
    Image.new("RGB", (595 * 2, 842 * 2), "navy").save(buffer, "PDF", resolution=144)
    return buffer.getvalue()


def script(words: str = "app.alert(1)") -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(words))
