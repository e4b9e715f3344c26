"""Seals: examined, then taken off; the picture of the seal stays, two independent readers find no signature (G-303, K-20)."""

import io
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from yimen.affairs.archives.tests.make import archived, opened
from yimen.means.documents import reads, rendering, sealing
from yimen.means.documents.tests.make import AT, DATA

pytestmark = pytest.mark.django_db


def sealed() -> bytes:
    plain = rendering.pdf("grant", DATA, number="n", address="http://127.0.0.1/", at=AT)
    return sealing.seal(plain, organ_id=5, organ="高州市公安局", reason="准予决定书", at=AT)


def visibly_signed() -> bytes:
    """A PDF whose signature field itself shows something, as applicants' readers make them."""
    certificate, key = sealing.key_of(7, "某公司", AT)
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization as ser
    from pyhanko.stamp import TextStampStyle
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(ser.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(
            key.private_bytes(ser.Encoding.DER, ser.PrivateFormat.PKCS8, ser.NoEncryption())
        ),
        cert_registry=SimpleCertificateStore(),
    )
    page = pikepdf.new()
    page.add_blank_page(page_size=(200, 200))
    blank = io.BytesIO()
    page.save(blank)
    writer = IncrementalPdfFileWriter(blank)
    fields.append_signature_field(writer, fields.SigFieldSpec("Sig", box=(20, 20, 180, 120)))
    out = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name="Sig"),
        signer,
        stamp_style=TextStampStyle(stamp_text="SIGNED", border_width=8),
    ).sign_pdf(writer, output=out)
    return out.getvalue()


def signatures(data: bytes, tmp_path) -> str:
    path = tmp_path / "one.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout


def rendered(data: bytes, tmp_path) -> Image.Image:
    path = tmp_path / "one.pdf"
    path.write_bytes(data)
    subprocess.run(
        ["pdftoppm", "-r", "50", "-png", "-singlefile", str(path), str(tmp_path / "one")], check=True
    )
    return Image.open(tmp_path / "one.png").convert("RGB")


def red_pixels(image: Image.Image) -> int:
    lower = image.crop((0, image.height // 3, image.width, image.height))  # below the red head
    return sum(1 for r, g, b in lower.get_flattened_data() if r > 170 and g < 90 and b < 90)


@pytest.mark.rule("G-303")
def test_the_seal_is_examined_before_it_is_taken_off():
    [facts] = reads.examine(sealed(), at=AT)

    assert facts.good
    assert (facts.signer, facts.algorithm) == ("高州市公安局", "sha256")
    assert len(facts.digest) == 64
    assert facts.valid_from < facts.signed_at
    forged = bytearray(sealed())
    forged[len(forged) // 4] ^= 1
    assert not all(one.good for one in reads.examine(bytes(forged), at=AT))
    assert reads.examine(rendering.pdf("grant", DATA, number="n", address="http://x/", at=AT), at=AT) == []


@pytest.mark.rule("G-303", "K-20")
def test_no_signature_is_left_and_the_picture_of_the_seal_is(tmp_path):
    before = sealed()
    after = reads.without_signatures(before)

    assert "Signature Validation" in signatures(before, tmp_path)
    assert "does not contain any signatures" in signatures(after, tmp_path)
    assert reads.examine(after, at=AT) == []
    assert not any(word in after for word in (b"/ByteRange", b"ETSI.CAdES", b"/AcroForm", b"/Encrypt"))
    assert red_pixels(rendered(before, tmp_path)) > 200
    assert rendered(after, tmp_path).tobytes() == rendered(before, tmp_path).tobytes()


@pytest.mark.rule("G-303", "K-20")
def test_what_a_signature_field_shows_is_drawn_into_the_page(tmp_path):
    before = visibly_signed()
    after = reads.without_signatures(before)

    dark = [
        sum(1 for one in rendered(data, tmp_path).convert("L").get_flattened_data() if one < 128)
        for data in (before, after)
    ]
    assert "does not contain any signatures" in signatures(after, tmp_path)
    assert dark[0] > 100
    assert abs(dark[0] - dark[1]) < dark[0] // 10


@pytest.mark.rule("G-303")
def test_encryption_does_not_come_into_the_archive():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user=""))

    with pikepdf.open(io.BytesIO(reads.without_signatures(out.getvalue()))) as document:
        assert not document.is_encrypted


@pytest.mark.rule("K-20")
def test_every_document_of_a_package_is_free_of_signatures_and_still_pdf_a(tmp_path):
    files = opened(archived()).files
    documents = {path: data for path, data in files.items() if path.endswith(".pdf")}

    assert len(documents) == 5
    for data in documents.values():
        assert "does not contain any signatures" in signatures(data, tmp_path)
        with pikepdf.open(io.BytesIO(data)) as document, document.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert document.pdf_version == "1.7"


@pytest.mark.rule("A-1009")
def test_the_signature_names_its_suite_and_another_suite_is_registered_beside_it():
    class Reversed:
        def sign(self, data, *, organ_id, organ, at):
            from yimen.means.documents.signing import Signature

            return Signature("test-suite", "", "", data[::-1].hex())

        def holds(self, data, signature, issuers):
            return bytes.fromhex(signature.value) == data[::-1]

    reads.register_suite("test-suite", Reversed())
    made = reads.sign(b"abc", organ_id=5, organ="局", at=AT, suite="test-suite").words()

    assert made["suite"] == "test-suite"
    assert reads.holds(b"abc", made, at=AT)
    assert not reads.holds(b"abd", made, at=AT)
    assert not reads.holds(b"abc", {**made, "suite": "unknown"}, at=AT)
    ours = reads.sign(b"abc", organ_id=5, organ="局", at=AT).words()
    assert ours["suite"] == "ecdsa-p256-sha256"
    assert reads.holds(b"abc", ours, at=AT + timedelta(days=1))
    assert not reads.holds(b"abx", ours, at=AT)
