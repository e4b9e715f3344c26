"""The organ's electronic seals: a certificate for each, and a PAdES signature that anyone's reader can check."""

import io
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import transaction
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from yimen.ground import vault
from yimen.means.documents.models import Purpose, RetiredCertificate, SealKey

SUITE: Final = "ecdsa-p256-sha256"
ISSUER: Final = 0
ISSUER_NAME: Final = "一门演示电子印章签发机构"
ACCEPTANCE: Final = "受理专用章"
LONGEST: Final = 60  # of a name in a certificate
YEARS: Final = 5
ISSUER_YEARS: Final = 20


@dataclass(frozen=True)
class _Pair:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def _words(oid: x509.ObjectIdentifier, words: str) -> x509.NameAttribute[str]:
    # X.520 allows 64 characters; the library counts bytes, of which a Chinese one has three, and warns
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return x509.NameAttribute(oid, words, _validate=False)


def _called(row: SealKey) -> str:
    """Return the common name in a certificate that is kept."""
    return str(asn1_x509.Certificate.load(bytes(row.certificate)).subject.native["common_name"])


@dataclass(frozen=True)
class _Owner:
    """Whose seal it is, and which one: the organ's own, or the one kept for acceptance."""

    organ_id: int
    organ: str
    purpose: str = Purpose.ORGAN.value

    @property
    def words(self) -> str:
        """Return what the seal is called, as whoever checks it reads it (A-208)."""
        ending = ACCEPTANCE if self.purpose == Purpose.ACCEPTANCE else ""
        return self.organ[: LONGEST - len(ending)] + ending

    @property
    def name(self) -> x509.Name:
        """Return the name in the certificate: the organ, and its seal."""
        return x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
                _words(NameOID.ORGANIZATION_NAME, self.organ[:LONGEST]),
                _words(NameOID.COMMON_NAME, self.words),
            ]
        )

    @property
    def row(self) -> SealKey | None:
        """Return what is kept of it, or None before its first use."""
        return SealKey.objects.filter(organ_id=self.organ_id, purpose=self.purpose).first()


AUTHORITY: Final = _Owner(ISSUER, ISSUER_NAME)


def _issue(name: x509.Name, issuer: _Pair | None, at: datetime) -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    authority = issuer is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.certificate.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at.astimezone(UTC) - timedelta(days=366))
        .not_valid_after(at.astimezone(UTC) + timedelta(days=366 * (ISSUER_YEARS if authority else YEARS)))
        .add_extension(
            x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=not authority,
                key_cert_sign=authority,
                crl_sign=authority,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    return _Pair(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def _load(row: SealKey) -> _Pair:
    key = serialization.load_pem_private_key(
        vault.unseal(row.key, context="documents.key").encode(), password=None
    )
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return _Pair(x509.load_der_x509_certificate(bytes(row.certificate)), key)


def _pair(owner: _Owner, at: datetime) -> _Pair:
    """Return the certificate and key of a seal; made the first time, when the old one lapses or the name changes."""
    row = owner.row
    if row is not None:
        pair = _load(row)
        if _called(row) == owner.words and at < pair.certificate.not_valid_after_utc:
            return pair
    return _renewed(owner, at, row)


def _renewed(owner: _Owner, at: datetime, old: SealKey | None) -> _Pair:
    issuer = None if owner.organ_id == ISSUER else _pair(AUTHORITY, at)
    made = _issue(owner.name, issuer, at)
    plain = made.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    seal_of = {"organ_id": owner.organ_id, "purpose": owner.purpose}
    with transaction.atomic():
        if old is not None:
            same = SealKey.objects.filter(**seal_of, certificate=old.certificate)
            if same.delete()[0]:
                RetiredCertificate.objects.create(**seal_of, certificate=old.certificate, retired_at=at)
        row, _new = SealKey.objects.get_or_create(
            **seal_of,
            defaults={
                "suite": SUITE,
                "certificate": made.certificate.public_bytes(serialization.Encoding.DER),
                "key": vault.seal(plain, context="documents.key"),
            },
        )
    return _load(row)


def sealed_by_ourselves() -> int:
    """Return how many organs seal with a certificate that this platform gave itself."""
    rows = SealKey.objects.exclude(organ_id=ISSUER).values_list("organ_id", "certificate")
    return len({organ for organ, one in rows if _issued_here(bytes(one))})


def _issued_here(certificate: bytes) -> bool:
    issuer = asn1_x509.Certificate.load(certificate).issuer.native
    return str(issuer.get("common_name", "")) == ISSUER_NAME


def issuer_certificate(at: datetime) -> bytes:
    """Return the issuer's certificate (DER), which whoever checks a document has to trust."""
    return _pair(AUTHORITY, at).certificate.public_bytes(serialization.Encoding.DER)


def seal(
    pdf: bytes, *, organ_id: int, organ: str, reason: str, at: datetime, purpose: str = Purpose.ORGAN.value
) -> bytes:
    """Return the document with the organ's signature by one of its seals (PAdES baseline B; A-208)."""
    owner = _Owner(organ_id, organ, purpose)
    issuer, own = _pair(AUTHORITY, at), _pair(owner, at)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(asn1_x509.Certificate.load(issuer.certificate.public_bytes(serialization.Encoding.DER)))
    plain = own.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(own.certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(plain),
        cert_registry=store,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Seal",
        md_algorithm="sha256",
        reason=reason,
        name=owner.words,
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=False,
    )
    out = io.BytesIO()
    signers.PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def issuer_certificates(at: datetime) -> list[bytes]:
    """Return the issuer's certificates (DER), the present one and those retired, with which old seals are checked."""
    retired = RetiredCertificate.objects.filter(organ_id=ISSUER).values_list("certificate", flat=True)
    return [issuer_certificate(at), *(bytes(one) for one in retired)]


def key_of(organ_id: int, organ: str, at: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """Return the certificate and the key with which an organ signs; made the first time."""
    pair = _pair(_Owner(organ_id, organ), at)
    return pair.certificate, pair.key
