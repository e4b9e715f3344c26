"""The seal: found valid by two independent readers, broken by one byte, renewed in time, its key never readable."""

import io
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from yimen.means.documents import acts, reads, rendering, sealing
from yimen.means.documents.models import RetiredCertificate, SealKey
from yimen.means.documents.tests.make import AT, DATA
from yimen.means.documents.tests.test_documents import ordered
from yimen.means.documents.unsealing import examine

pytestmark = pytest.mark.django_db


def sealed(organ: str = "高州市公安局", at=AT, **more) -> bytes:
    plain = rendering.pdf("grant", DATA, number="n", address="http://127.0.0.1/", at=AT)
    return sealing.seal(plain, organ_id=5, organ=organ, reason="准予决定书", at=at, **more)


def signer(data: bytes, path) -> str:
    """Who signed, as poppler's reader says."""
    path.write_bytes(data)
    told = subprocess.run(
        ["pdfsig", "-nocert", str(path)], check=False, capture_output=True, text=True
    ).stdout
    assert "Signature is Valid" in told
    return next(line for line in told.splitlines() if "Signer Certificate Common Name" in line).split(": ")[1]


def status(data: bytes, roots=None):
    trusted = (
        roots if roots is not None else list(load_certs_from_pemder_data(sealing.issuer_certificate(AT)))
    )
    found = PdfFileReader(io.BytesIO(data)).embedded_signatures[0]
    return validate_pdf_signature(
        found, ValidationContext(trust_roots=trusted, allow_fetching=False, moment=AT)
    )


@pytest.mark.rule("A-208", "A-1001", "A-1002")
def test_the_seal_is_whole_valid_and_trusted_by_whoever_trusts_the_issuer():
    told = status(sealed())

    assert (told.intact, told.valid, told.trusted) == (True, True, True)
    assert told.bottom_line
    assert told.coverage.name == "ENTIRE_FILE"
    assert told.signing_cert.subject.native["organization_name"] == "高州市公安局"


@pytest.mark.rule("A-1001")
def test_whoever_does_not_trust_the_issuer_does_not_trust_the_seal():
    assert not status(sealed(), roots=[]).trusted


@pytest.mark.rule("A-1001")
@pytest.mark.parametrize("part", [0.1, 0.25, 0.5, 0.6])
def test_one_changed_byte_anywhere_is_found(part, tmp_path):
    data = bytearray(sealed())
    data[int(len(data) * part)] ^= 1
    path = tmp_path / "forged.pdf"
    path.write_bytes(data)

    told = subprocess.run(
        ["pdfsig", "-nocert", str(path)], check=False, capture_output=True, text=True
    ).stdout

    assert "Signature is Valid" not in told


@pytest.mark.rule("A-1001")
def test_something_added_behind_the_seal_is_found():
    with pikepdf.open(io.BytesIO(sealed())) as pdf:
        pdf.Root.Added = pikepdf.String("x")
        buffer = io.BytesIO()
        pdf.save(buffer)

    assert not status(buffer.getvalue()).bottom_line


@pytest.mark.rule("A-1001")
def test_each_organ_has_its_own_key_and_none_is_readable_at_rest():
    sealed()
    sealing.seal(
        rendering.pdf("grant", DATA, number="n", address="a", at=AT),
        organ_id=6,
        organ="高州市民政局",
        reason="r",
        at=AT,
    )

    rows = {row.organ_id: row for row in SealKey.objects.all()}
    assert set(rows) == {sealing.ISSUER, 5, 6}
    assert len({bytes(row.certificate) for row in rows.values()}) == 3
    assert all(b"PRIVATE" not in bytes(row.key) for row in rows.values())
    assert {row.suite for row in rows.values()} == {"ecdsa-p256-sha256"}


def test_a_lapsed_certificate_is_renewed_and_the_old_one_kept():
    sealed()
    before = bytes(SealKey.objects.get(organ_id=5).certificate)

    sealed(at=AT + timedelta(days=366 * 5 + 1))

    assert bytes(SealKey.objects.get(organ_id=5).certificate) != before
    assert [bytes(row.certificate) for row in RetiredCertificate.objects.all()] == [before]


def test_an_organ_with_a_new_name_seals_with_its_new_name():
    sealed()
    sealed()
    assert not RetiredCertificate.objects.exists()

    sealed("高州市公安和消防局")

    certificate = x509.load_der_x509_certificate(bytes(SealKey.objects.get(organ_id=5).certificate))
    assert (
        certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value == "高州市公安和消防局"
    )
    assert RetiredCertificate.objects.count() == 1


def test_the_certificate_of_the_issuer_is_handed_out(client):
    answer = client.get("/verify/issuer.cer")

    assert (
        x509.load_der_x509_certificate(answer.content).issuer
        == x509.load_der_x509_certificate(answer.content).subject
    )


def test_a_document_says_that_it_is_archivable_and_accessible():
    with pikepdf.open(io.BytesIO(sealed())) as pdf, pdf.open_metadata() as words:
        assert (words["pdfaid:part"], words["pdfaid:conformance"]) == ("2", "B")
        assert words["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower().startswith("zh")


def test_every_font_lies_in_the_document():
    with pikepdf.open(io.BytesIO(sealed())) as pdf:
        fonts = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all(any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3")) for font in fonts)


@pytest.mark.rule("A-208")
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("receipt", "高州市市场监督管理局受理专用章"),
        ("acceptance", "高州市市场监督管理局受理专用章"),
        ("grant", "高州市市场监督管理局"),
        ("refusal", "高州市市场监督管理局"),
    ],
)
def test_what_belongs_to_acceptance_bears_the_acceptance_seal_and_a_decision_that_of_the_organ(
    kind, name, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "files"
    days = dict.fromkeys(
        ("received_on", "accept_due_on", "accepted_on", "promised_due_on", "statutory_due_on"), "2026-03-02"
    )
    number = ordered(kind, **days, papers=["营业执照"], query_code="123456")
    acts.issue(number, at=AT)

    data = reads.pdf(reads.document(number))
    assert signer(data, tmp_path / "one.pdf") == name
    certificate = PdfFileReader(io.BytesIO(data)).embedded_signatures[0].signer_cert
    assert certificate.subject.native["organization_name"] == "高州市市场监督管理局"


@pytest.mark.rule("A-208", "A-1001")
def test_both_seals_of_an_organ_have_their_own_keys_and_are_trusted_alike(tmp_path):
    own, acceptance = sealed(), sealed(purpose="acceptance")

    assert (status(own).bottom_line, status(acceptance).bottom_line) == (True, True)
    rows = SealKey.objects.filter(organ_id=5)
    assert {row.purpose for row in rows} == {"organ", "acceptance"}
    assert len({bytes(row.certificate) for row in rows}) == 2
    assert sealed(purpose="acceptance")
    assert not RetiredCertificate.objects.exists()


def test_a_lapsed_acceptance_seal_is_renewed_apart_and_what_it_sealed_stays_valid(tmp_path):
    before = sealed(purpose="acceptance")
    sealed()

    later = AT + timedelta(days=366 * 5 + 1)
    sealed(purpose="acceptance", at=later)

    assert [row.purpose for row in RetiredCertificate.objects.all()] == ["acceptance"]
    found = examine(before, at=AT)
    assert [(one.signer, one.good) for one in found] == [("高州市公安局受理专用章", True)]
    assert signer(before, tmp_path / "old.pdf") == "高州市公安局受理专用章"


@pytest.mark.rule("A-1007")
def test_what_lapsed_is_kept_for_five_years_more_and_still_tells_who_sealed():
    before = sealed()
    first = bytes(SealKey.objects.get(organ_id=5).certificate)
    lapses = x509.load_der_x509_certificate(first).not_valid_after_utc

    for years in (0, 5):
        at = lapses + timedelta(days=366 * years + 1)
        sealed(at=at)

        kept = RetiredCertificate.objects.filter(organ_id=5, retired_at__lte=at)
        assert first in [bytes(row.certificate) for row in kept]
        assert [(one.signer, one.good) for one in examine(before, at=AT)] == [("高州市公安局", True)]


def test_a_long_name_leaves_room_for_the_words_of_the_seal():
    organ = "广东省茂名市高州市农业农村局（高州市乡村振兴局、高州市委农村工作领导小组办公室）"

    def called(**more) -> str:
        found = examine(sealed(**more), at=AT)[0]
        assert found.good
        return found.signer

    assert called(organ=organ, purpose="acceptance") == f"{organ}受理专用章"
    assert called(organ=organ) == organ
    assert called(organ=organ * 3, purpose="acceptance").endswith("受理专用章")
