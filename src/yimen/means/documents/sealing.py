"""The organ's electronic seal: a certificate per organ and a PAdES signature that anyone's reader can check."""

import io
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
from yimen.means.documents.models import RetiredCertificate, SealKey

SUITE: Final = "ecdsa-p256-sha256"
ISSUER: Final = 0
ISSUER_NAME: Final = "一门演示电子印章签发机构"
YEARS: Final = 5
ISSUER_YEARS: Final = 20


@dataclass(frozen=True)
class _Pair:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def _name(words: str) -> x509.Name:
    organ = x509.NameAttribute(NameOID.ORGANIZATION_NAME, words[:60])
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            organ,
            x509.NameAttribute(NameOID.COMMON_NAME, words[:60]),
        ]
    )


def _issue(words: str, issuer: _Pair | None, at: datetime) -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    authority = issuer is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(words))
        .issuer_name(issuer.certificate.subject if issuer else _name(words))
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


def _pair(organ_id: int, words: str, at: datetime) -> _Pair:
    """Return the certificate and key of an organ; made the first time, when the old one lapses or the name changes."""
    row = SealKey.objects.filter(pk=organ_id).first()
    if row is not None:
        pair = _load(row)
        if pair.certificate.subject == _name(words) and at < pair.certificate.not_valid_after_utc:
            return pair
    return _renewed(organ_id, words, at, row)


def _renewed(organ_id: int, words: str, at: datetime, old: SealKey | None) -> _Pair:
    issuer = None if organ_id == ISSUER else _pair(ISSUER, ISSUER_NAME, at)
    made = _issue(words, issuer, at)
    plain = made.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with transaction.atomic():
        if old is not None:
            same = SealKey.objects.filter(pk=organ_id, certificate=old.certificate)
            if same.delete()[0]:
                RetiredCertificate.objects.create(
                    organ_id=organ_id, certificate=old.certificate, retired_at=at
                )
        row, _new = SealKey.objects.get_or_create(
            organ_id=organ_id,
            defaults={
                "suite": SUITE,
                "certificate": made.certificate.public_bytes(serialization.Encoding.DER),
                "key": vault.seal(plain, context="documents.key"),
            },
        )
    return _load(row)


def issuer_certificate(at: datetime) -> bytes:
    """Return the issuer's certificate (DER), which whoever checks a document has to trust."""
    return _pair(ISSUER, ISSUER_NAME, at).certificate.public_bytes(serialization.Encoding.DER)


def seal(pdf: bytes, *, organ_id: int, organ: str, reason: str, at: datetime) -> bytes:
    """Return the document with the organ's signature (PAdES baseline B)."""
    issuer, own = _pair(ISSUER, ISSUER_NAME, at), _pair(organ_id, organ, at)
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
        name=organ,
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
    pair = _pair(organ_id, organ, at)
    return pair.certificate, pair.key
