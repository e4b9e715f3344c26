"""Judging files by their bytes: what is taken, what is cleaned, what is refused."""

import io
import re
import struct
import zlib

import pikepdf
import pytest
from PIL import Image

from yimen.ground.files.pictures import HEAVY, one_at_a_time
from yimen.ground.files.rules import clean, family
from yimen.ground.files.tests.make import pdf, photo, picture, saved, scan, script
from yimen.ground.life import Refused

HEART = b"%PDF-1.4 hidden"


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def refusal(data: bytes, name: str = "") -> str:
    with pytest.raises(Refused) as refused:
        clean(data, name)
    assert str(refused.value.reason)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.PNG"), ("HEIF", "a.heic"), ("HEIF", "IMG_1.JPG")]
)
def test_photos_of_every_kind_become_jpeg(kind, name):
    kept = clean(picture(kind), name)

    assert opened(kept.data).format == "JPEG"
    assert (kept.kind, kept.pages) == ("image/jpeg", 1)
    assert opened(kept.preview).size == (60, 40)


def test_a_photo_stands_upright_and_says_nothing_of_place_and_owner():
    kept = clean(photo())

    assert opened(kept.data).size == (40, 60)
    assert not opened(kept.data).getexif()
    assert b"secret" not in kept.data + kept.preview


def test_a_large_photo_is_shrunk():
    kept = clean(picture(size=(5000, 2500)))

    assert opened(kept.data).size == (2400, 1200)
    assert opened(kept.preview).size == (360, 180)


def test_what_is_transparent_becomes_white_and_not_black():
    kept = clean(picture("PNG", colour=(0, 0, 0, 0), mode="RGBA"))

    assert min(opened(kept.data).getpixel((30, 20))) > 250


def test_a_deep_grey_scan_keeps_its_tones():
    kept = clean(picture("PNG", colour=0x4000, mode="I;16"))

    assert abs(opened(kept.data).getpixel((30, 20))[0] - 0x40) < 6


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_photos_in_other_colours_are_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert opened(clean(picture(kind, colour=1, mode=mode)).data).mode == "RGB"


@pytest.mark.rule("F-417")
@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE html><script>1</script>",
        b"PK\x03\x04",
        b"GIF89a",
        b"MZ\x90",
        b"\0" * 20,
        b"\0\0\0\x18ftypmp42",
        b" %PDF-1.7",
        b"{\\rtf1}",
        b"\x1f\x8b\x08",
        b"BM",
    ],
)
def test_other_kinds_are_refused_whatever_their_name(data):
    assert refusal(data, "photo.jpg") == "kind"


@pytest.mark.rule("F-417")
@pytest.mark.parametrize(
    ("data", "name"),
    [(picture(), "a.pdf"), (saved(pdf()), "a.jpg"), (picture(), "a.exe"), (picture(), "a.svg")],
)
def test_a_file_that_lies_about_its_kind_is_refused(data, name):
    assert refusal(data, name) == "name"


@pytest.mark.parametrize("name", ["", "营业执照", "合同 No.3", "No. 3 of 2026", "王.小明"])
def test_a_name_that_promises_nothing_is_no_lie(name):
    assert clean(picture(), name).kind == "image/jpeg"


def test_an_empty_file_is_refused():
    assert refusal(b"") == "empty"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_a_damaged_photo_is_refused(kind):
    data = picture(kind, size=(400, 400), colour="navy")

    assert refusal(data[: len(data) // 2]) == "damaged"


def test_a_photo_that_unfolds_beyond_bounds_is_refused_unopened():
    head = struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    data += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))

    assert refusal(data) in {"pixels", "damaged"}
    assert refusal(picture("PNG", size=(9000, 9000), mode="1", colour=0)) == "pixels"


def test_a_document_keeps_its_pages():
    kept = clean(saved(pdf(3)), "a.pdf")

    assert (kept.kind, kept.pages, kept.preview) == ("application/pdf", 3, b"")


def test_a_scanned_document_has_a_small_picture_of_its_first_page():
    kept = clean(scan())

    assert opened(kept.preview).size == (254, 360)


def test_a_locked_document_is_refused():
    lock = pikepdf.Encryption(user="x", owner="y")

    assert refusal(saved(pdf(), encryption=lock)) == "locked"


def test_a_document_that_only_forbids_printing_is_opened_up():
    kept = clean(saved(pdf(), encryption=pikepdf.Encryption(user="", owner="y")))

    assert not pikepdf.open(io.BytesIO(kept.data)).is_encrypted


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xff" * 500, saved(pdf())[:200], saved(pdf(0))]
)
def test_a_broken_or_empty_document_is_refused(data):
    assert refusal(data) in {"damaged", "pages"}


def test_a_document_with_far_too_many_pages_is_refused():
    assert refusal(saved(pdf(2001))) == "pages"


def dangerous() -> dict[str, pikepdf.Pdf]:
    attached = pdf()
    attached.attachments["x.exe"] = pikepdf.AttachedFileSpec(attached, b"MZ hidden")
    annotated = pdf()
    note = annotated.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script())
    )
    annotated.pages[0].Annots = pikepdf.Array([note])
    chained = pdf()
    chain = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=[0], Next=script())
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=chain)
    chained.pages[0].Annots = pikepdf.Array([link])
    named = pdf(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", script()])))
    page_action = pdf()
    page_action.pages[0].AA = pikepdf.Dictionary(O=script())
    link_script = pdf()
    link_script.pages[0].Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 9, 9],
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:app.alert(1)"),
            )
        ]
    )
    return {
        "open action": pdf(OpenAction=script()),
        "script by name": named,
        "attachment": attached,
        "annotation": annotated,
        "chain of actions": chained,
        "page action": page_action,
        "link to a script": link_script,
        "launch": pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="app.alert")),
        "form script": pdf(AcroForm=pikepdf.Dictionary(Fields=[], XFA=pikepdf.String("app.alert"))),
    }


@pytest.mark.parametrize("way", list(dangerous()))
def test_nothing_active_is_left_in_a_document(way):
    kept = clean(saved(dangerous()[way], compress_streams=False))

    plain = saved(
        pikepdf.open(io.BytesIO(kept.data)),
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    for mark in (
        b"app.alert",
        b"/JavaScript",
        b"/Launch",
        b"/EmbeddedFile",
        b"MZ hidden",
        b"/XFA",
        b"javascript:",
    ):
        assert mark not in plain, mark


def test_what_was_typed_into_a_form_stays_readable():
    made = pdf()
    field = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="name",
            V="LICHEE",
            Rect=[50, 700, 300, 720],
            DA="/Helv 12 Tf 0 g",
            F=4,
            AA=pikepdf.Dictionary(K=script()),
        )
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    made.pages[0].Annots = pikepdf.Array([field])
    made.Root.AcroForm = pikepdf.Dictionary(
        Fields=[field],
        DA="/Helv 12 Tf 0 g",
        DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font)),
        NeedAppearances=True,
    )

    kept = pikepdf.open(io.BytesIO(clean(saved(made)).data))

    assert "/AcroForm" not in kept.Root
    assert b"LICHEE" in b"".join(stream.read_bytes() for stream in kept.pages[0].Resources.XObject.values())


def signed(**changes: object) -> bytes:
    """A document with a signature (of zeros) over all its bytes."""
    places = (1111111111, 2222222222, 3333333333)
    made = pdf(**changes)
    signature = pikepdf.Dictionary(ByteRange=[0, *places], Contents=pikepdf.String(b"\x00" * 40))
    made.Root.AcroForm = pikepdf.Dictionary(
        Fields=[pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="s", V=signature)]
    )
    data = saved(made)
    found = re.search(rb"<(00){40}>", data)
    for place, number in zip(places, (found.start(), found.end(), len(data) - found.end()), strict=True):
        data = data.replace(str(place).encode(), str(number).encode().ljust(10))
    return data


@pytest.mark.rule("A-1004")
@pytest.mark.parametrize("later", [b"", b"\r\n", b"\n7 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"])
def test_a_signed_document_is_kept_byte_for_byte(later):
    data = signed() + later

    assert clean(data).data == data


@pytest.mark.rule("F-417")
@pytest.mark.parametrize(
    "data",
    [
        signed() + b"MZ<script>",
        signed() + b"\nMZ 7 0 obj\n%%EOF\n",
        signed().replace(b"/ByteRange [ 0 ", b"/ByteRange [ 9 "),
        signed().replace(b"/ByteRange", b"/ByteRangE").replace(b"/T (s)", b"/T (s) /ByteRange 1"),
        re.sub(rb"/ByteRange \[ 0 \d+", lambda found: found[0][:-1] + b" ", signed()),
    ],
)
def test_what_only_says_that_it_is_signed_is_cleaned(data):
    kept = clean(data).data

    assert kept != data
    assert b"MZ" not in kept


def test_a_signed_document_with_scripts_is_refused():
    assert refusal(signed(OpenAction=script())) == "active"


@pytest.mark.rule("F-417")
def test_large_pictures_are_opened_one_at_a_time_and_photos_beside_them():
    large = picture("PNG", size=(4100, 4100))
    with one_at_a_time(HEAVY + 1):
        assert refusal(large) == "busy"
        assert clean(picture("JPEG", size=(4100, 1000))).pages == 1

    assert clean(large).pages == 1


def test_a_document_that_unfolds_beyond_bounds_is_refused():
    body = zlib.compress(b"1 0 " + b" " * (250 * 1024 * 1024), 9)
    out = b"%PDF-1.5\n"
    first = len(out)
    out += (
        b"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(body)
        + body
        + b"\nendstream\nendobj\n"
    )
    second = len(out)
    rows = [(0, 0, 65535), (2, 3, 0), (0, 0, 0), (1, first, 0), (1, second, 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    out += (
        b"4 0 obj\n<</Type/XRef/Size 5/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(table)
        + table
    )
    out += b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % second

    assert refusal(out) == "damaged"


def test_the_first_bytes_decide():
    assert family(HEART) == "pdf"
    assert family(picture("HEIF")) == "image"
