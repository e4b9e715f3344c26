"""The organ's signature over plain data, by a suite of algorithms; another one (SM2) is registered beside ours."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from yimen.means.documents import sealing


@dataclass(frozen=True)
class Signature:
    """A signature that can be checked without us: the suite, the certificate (PEM), its issuer's (PEM), the value (hex)."""

    suite: str
    certificate: str
    issuer: str
    value: str

    def words(self) -> dict[str, str]:
        """Return it as plain words, to be kept in a file."""
        return asdict(self)


class Suite(Protocol):
    """What a suite of algorithms has to be able to do; a provider of SM2 is another one (A-1009)."""

    def sign(self, data: bytes, *, organ_id: int, organ: str, at: datetime) -> Signature:
        """Sign with the key of an organ."""

    def holds(self, data: bytes, signature: Signature, issuers: list[bytes]) -> bool:
        """Say whether a signature is whole and of a certificate that one of the issuers (DER) gave."""


class Ecdsa:
    """ECDSA over P-256 with SHA-256, with the certificate by which the organ seals its documents."""

    def sign(self, data: bytes, *, organ_id: int, organ: str, at: datetime) -> Signature:
        """Sign with the key of an organ."""
        certificate, key = sealing.key_of(organ_id, organ, at)
        issuer = x509.load_der_x509_certificate(sealing.issuer_certificate(at))
        pem = serialization.Encoding.PEM
        return Signature(
            suite=sealing.SUITE,
            certificate=certificate.public_bytes(pem).decode(),
            issuer=issuer.public_bytes(pem).decode(),
            value=key.sign(data, ec.ECDSA(hashes.SHA256())).hex(),
        )

    def holds(self, data: bytes, signature: Signature, issuers: list[bytes]) -> bool:
        """Say whether a signature is whole and of a certificate that one of the issuers gave."""
        try:
            certificate = x509.load_pem_x509_certificate(signature.certificate.encode())
            key = certificate.public_key()
            if not isinstance(key, ec.EllipticCurvePublicKey):
                return False
            key.verify(bytes.fromhex(signature.value), data, ec.ECDSA(hashes.SHA256()))
        except (ValueError, InvalidSignature):
            return False
        return any(_issued(certificate, x509.load_der_x509_certificate(one)) for one in issuers)


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


_suites: Final[dict[str, Suite]] = {sealing.SUITE: Ecdsa()}


def register_suite(name: str, suite: Suite) -> None:
    """Let a provider sign and check with other algorithms, for example SM2 with SM3."""
    _suites[name] = suite


def sign(data: bytes, *, organ_id: int, organ: str, at: datetime, suite: str = sealing.SUITE) -> Signature:
    """Sign data for an organ. Raises KeyError for a suite that is not registered."""
    return _suites[suite].sign(data, organ_id=organ_id, organ=organ, at=at)


def holds(data: bytes, words: Mapping[str, str], *, at: datetime) -> bool:
    """Say whether a signature that was kept as words is whole and by an organ of this city."""
    try:
        signature = Signature(**words)
        return _suites[signature.suite].holds(data, signature, sealing.issuer_certificates(at))
    except (KeyError, TypeError):
        return False
