"""Opening a document, and checking whether one is genuine."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from yimen.ground.gates import public
from yimen.means.documents import reads


@public
@require_safe
def download(request: HttpRequest, document_id: int) -> HttpResponse:
    """Send a sealed document to whoever may read it."""
    sheet = reads.document(document_id)
    if sheet is None or not sheet.ready or not reads.may_read(request, sheet):
        raise Http404
    answer = HttpResponse(reads.pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{document_id}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@public
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is genuine about a document and nothing private; compare a file with it if one is sent."""
    sheet = reads.by_code(code)
    same = None
    given = request.FILES.get("file")
    if sheet and given:
        digest = hashlib.sha256()
        for part in given.chunks():
            digest.update(part)
        same = digest.hexdigest() == sheet.digest
    context = {"document": sheet, "same": same}
    return render(request, "documents/verify.html", context, status=200 if sheet else 404)
