"""Uploading in parts, downloading, and small pictures."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground.clock import now
from yimen.ground.files import acts, reads
from yimen.ground.files.models import File, State
from yimen.ground.files.reads import FileSheet
from yimen.ground.gates import public, signed_in
from yimen.ground.life import Refused

STATUS = {"no_room": 507, "offset": 409, "unknown": 404, "too_large": 413}
PART = 8 * 1024 * 1024


def _refusal(refused: Refused) -> JsonResponse:
    words = {"error": str(refused.reason), "code": refused.code}
    return JsonResponse(words, status=STATUS.get(refused.code, 422))


@signed_in
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file: `name` and `size`; answers its id and where to send the parts."""
    size = request.POST.get("size", "")
    try:
        number = int(size) if size.isdecimal() and len(size) < 13 else 0  # noqa: PLR2004 a terabyte
        file_id = acts.begin(request.POST.get("name", ""), number, by=f"account:{request.user.pk}", at=now())
    except Refused as refused:
        return _refusal(refused)
    return JsonResponse({"id": file_id, "offset": 0, "part": PART}, status=201)


@signed_in
@require_http_methods(["GET", "PATCH"])
def part(request: HttpRequest, file_id: int) -> HttpResponse:
    """Tell where an upload stands (GET), or add a part at Upload-Offset (PATCH)."""
    actor = f"account:{request.user.pk}"
    if request.method == "GET":
        sheet = reads.file(file_id)
        if sheet is None or sheet.by != actor:
            raise Http404
        return JsonResponse({"id": file_id, "offset": sheet.size, "state": sheet.state})
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isdecimal() or len(offset) > 12:  # noqa: PLR2004 a terabyte
        return JsonResponse({"error": "Upload-Offset", "code": "offset"}, status=400)
    try:
        end = acts.append(file_id, int(offset), request.read(PART + 1)[:PART], by=actor)
    except File.DoesNotExist as error:
        raise Http404 from error
    except Refused as refused:
        return _refusal(refused)
    sheet = reads.file(file_id)
    return JsonResponse({"id": file_id, "offset": end, "state": sheet.state if sheet else ""})


def _allowed(request: HttpRequest, file_id: int) -> FileSheet:
    sheet = reads.file(file_id)
    if sheet is None or sheet.state != State.READY or not reads.may_read(request, sheet):
        raise Http404
    return sheet


def _answer(data: bytes, kind: str, disposition: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = disposition
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@public
@require_safe
def download(request: HttpRequest, file_id: int) -> HttpResponse:
    """Send a file to whoever may read it, never to be opened in place."""
    sheet = _allowed(request, file_id)
    ending = ".pdf" if sheet.kind == "application/pdf" else ".jpg"
    return _answer(reads.data(sheet), sheet.kind, f'attachment; filename="{file_id}{ending}"')


@public
@require_safe
def preview(request: HttpRequest, file_id: int) -> HttpResponse:
    """Show a small picture of a file."""
    sheet = _allowed(request, file_id)
    if not sheet.preview:
        raise Http404
    return _answer(reads.preview(sheet), "image/jpeg", "inline")
