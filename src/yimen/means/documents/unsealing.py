"""Looking at the signatures of a sealed PDF, and taking them off for the archive, which keeps the picture of the seal."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pikepdf
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from yimen.means.documents import sealing

HIDDEN: Final = 2  # the bit of an annotation that is not shown


@dataclass(frozen=True)
class SealFacts:
    """What checking one signature found (G-303): who signed, with which certificate, when, over what."""

    signer: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    signed_at: datetime | None
    algorithm: str
    digest: str
    intact: bool
    valid: bool
    trusted: bool

    @property
    def good(self) -> bool:
        """Say whether nothing speaks against it."""
        return self.intact and self.valid and self.trusted


def examine(pdf: bytes, *, at: datetime) -> list[SealFacts]:
    """Return what is to be said of each signature of a PDF, checked as of a moment; none for an unsigned one."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    roots = [asn1_x509.Certificate.load(one) for one in sealing.issuer_certificates(at)]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)
    return [_facts(one, context) for one in reader.embedded_signatures]


def _facts(signature: Any, context: ValidationContext) -> SealFacts:  # noqa: ANN401 pyHanko has no types
    status = validate_pdf_signature(signature, context)
    certificate = signature.signer_cert
    validity = certificate["tbs_certificate"]["validity"]
    return SealFacts(
        signer=_called(certificate.subject.native),
        issuer=_called(certificate.issuer.native),
        serial=f"{certificate.serial_number:x}",
        valid_from=validity["not_before"].native,
        valid_until=validity["not_after"].native,
        signed_at=status.signer_reported_dt,
        algorithm=status.md_algorithm,
        digest=signature.compute_digest().hex(),
        intact=status.intact,
        valid=status.valid,
        trusted=status.trusted,
    )


def _called(name: dict[str, Any]) -> str:
    return str(name.get("common_name") or name.get("organization_name") or "")


def without_signatures(pdf: bytes) -> bytes:
    """Return a PDF without any signature data and without encryption; what showed of a seal stays on the page (G-303, K-20).

    The file is written anew: no earlier revision with the signature is left in it.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            _settle(page)
        _forget(document)
        out = io.BytesIO()
        document.save(out, encryption=False, deterministic_id=True, min_version="1.7")
    return out.getvalue()


def _is_signature(annotation: Any) -> bool:  # noqa: ANN401 a PDF object
    kind = annotation.get("/FT") or annotation.get("/Parent", {}).get("/FT")
    return bool(annotation.get("/Subtype") == "/Widget" and kind == "/Sig")


def _settle(page: pikepdf.Page) -> None:
    """Draw what the signature fields of a page show into the page itself, and take the fields away."""
    annotations = list(page.obj.get("/Annots", []))
    signed = [one for one in annotations if _is_signature(one)]
    if not signed:
        return
    for n, one in enumerate(signed):
        _draw(page, one, n)
        if "/V" in one:
            del one["/V"]
    page.obj["/Annots"] = pikepdf.Array([one for one in annotations if one not in signed])


def _draw(page: pikepdf.Page, annotation: Any, n: int) -> None:  # noqa: ANN401 a PDF object
    shown = annotation.get("/AP", {}).get("/N")
    left, bottom, right, top = (float(one) for one in annotation.get("/Rect", [0, 0, 0, 0]))
    if not isinstance(shown, pikepdf.Stream) or int(annotation.get("/F", 0)) & HIDDEN:
        return
    box = [float(one) for one in shown.get("/BBox", [0, 0, 0, 0])]
    wide, high = box[2] - box[0], box[3] - box[1]
    if not (wide and high and right - left and top - bottom):
        return
    name = page.add_resource(shown, pikepdf.Name.XObject, pikepdf.Name(f"/ArchivedSeal{n}"))
    x, y = (right - left) / wide, (top - bottom) / high
    matrix = f"{x:.6f} 0 0 {y:.6f} {left - box[0] * x:.4f} {bottom - box[1] * y:.4f}"
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q {matrix} cm {name} Do Q".encode())


def _forget(document: pikepdf.Pdf) -> None:
    """Take signature fields, their stores of certificates and their permissions out of the document."""
    root = document.Root
    for name in ("/DSS", "/Perms", "/Version", "/Extensions"):  # signing had raised the version
        if name in root:
            del root[name]
    form = root.get("/AcroForm")
    if form is None:
        return
    left = [one for one in form.get("/Fields", []) if not any(_signature_fields(one))]
    if left:
        form["/Fields"] = pikepdf.Array(left)
        if "/SigFlags" in form:
            del form["/SigFlags"]
    else:
        del root["/AcroForm"]


def _signature_fields(field: Any) -> Iterator[Any]:  # noqa: ANN401 a PDF object
    if field.get("/FT") == "/Sig":
        if "/V" in field:
            del field["/V"]
        yield field
    for kid in field.get("/Kids", []):
        yield from _signature_fields(kid)
