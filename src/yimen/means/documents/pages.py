"""Opening a document, and checking whether one is genuine."""

import hashlib
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.means.documents import reads, sealing

_NOTHING: Final = _("Type the code or choose the file.")
_NO_CODE: Final = _("No document of this city has this code. It may be forged, or the code was mistyped.")
_NO_FILE: Final = _("This file is no document of this city, or it was changed. Do not rely on it.")


@public
@require_safe
def download(request: HttpRequest, document_id: int) -> HttpResponse:
    """Send a sealed document to whoever may read it."""
    sheet = reads.document(document_id)
    if sheet is None or not sheet.ready or not reads.may_read(request, sheet):
        raise Http404
    try:
        data = reads.pdf(sheet)
    except (
        FileNotFoundError
    ) as error:  # lost on the disk: said by the archive's checks, and here like what never was
        raise Http404 from error
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, sheet.file_name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _digest(given: "UploadedFile[Any]") -> str:
    digest = hashlib.sha256()
    for part in given.chunks():
        digest.update(part)
    return digest.hexdigest()


def _file(request: HttpRequest) -> "UploadedFile[Any] | None":
    given = request.FILES.get("file")
    return given if isinstance(given, UploadedFile) else None


@public
@require_safe
def issuer(_request: HttpRequest) -> HttpResponse:
    """Hand out the certificate of the issuer, which a reader has to trust to find the seals valid."""
    answer = HttpResponse(sealing.issuer_certificate(now()), content_type="application/pkix-cert")
    answer["Content-Disposition"] = 'attachment; filename="yimen-seals.cer"'
    return answer


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Find the document that belongs to a code or to a file, for anyone who holds one of them."""
    context: dict[str, Any] = {"typed": ""}
    if request.method == "POST" and not getattr(request, "switching", False):
        given, context["typed"] = _file(request), request.POST.get("code", "")[:200].strip()
        found = reads.by_digest(_digest(given)) if given else reads.by_typed(context["typed"])
        if found:
            return redirect("documents:verify", found.code)
        context["error"] = _NO_FILE if given else _NO_CODE if context["typed"] else _NOTHING
    return render(request, "documents/check.html", context, status=422 if "error" in context else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is genuine about a document and nothing private; compare a file with it if one is sent."""
    sheet = reads.by_code(code)
    given = _file(request) if sheet and sheet.ready else None
    same = _digest(given) == sheet.digest if sheet and given else None
    context = {"document": sheet, "same": same}
    return render(request, "documents/verify.html", context, status=200 if sheet else 404)
