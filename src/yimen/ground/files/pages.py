"""Uploading in parts (after tus 1.0, creation and termination left out), downloading, and small pictures."""

import base64
import binascii
from typing import Final, TypeVar

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground.clock import now
from yimen.ground.files import acts, reads
from yimen.ground.files.models import File, State
from yimen.ground.files.reads import FileSheet
from yimen.ground.gates import public, signed_in
from yimen.ground.life import Refused

Answer = TypeVar("Answer", bound=HttpResponseBase)
STATUS: Final = {
    "no_room": 507,
    "offset": 409,
    "unknown": 404,
    "too_large": 413,
    "too_many": 429,
    "scanner": 503,
}
PART: Final = 8 * 1024 * 1024
BLOCK: Final = 256 * 1024
TUS: Final = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
PDF_VIEWER: Final = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"  # a browser shows no PDF in a sandbox
OFFSET_TYPE: Final = "application/offset+octet-stream"


def _refusal(refused: Refused) -> JsonResponse:
    words = {"error": str(refused.reason), "code": refused.code}
    return JsonResponse(words, status=STATUS.get(refused.code, 422), headers=TUS)


def _number(text: str) -> int:
    """Return a whole number of bytes below a terabyte, or -1."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 13 else -1


def _announced(request: HttpRequest) -> tuple[str, int]:
    """Return the name and size of a new upload, from the form or from tus headers."""
    if "Upload-Length" not in request.headers:
        return request.POST.get("name", ""), _number(request.POST.get("size", ""))
    told = dict(
        one.strip().partition(" ")[::2] for one in request.headers.get("Upload-Metadata", "").split(",")
    )
    try:
        name = base64.b64decode(told.get("filename", ""), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        name = ""
    return name, _number(request.headers["Upload-Length"])


@signed_in
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file (`name` and `size`, or tus headers); answers its id and where to send the parts.

    The id is text: a browser's numbers hold 53 bits only.
    """
    name, size = _announced(request)
    try:
        file_id = acts.begin(name, size, by=f"account:{request.user.pk}", at=now())
    except Refused as refused:
        return _refusal(refused)
    place = {**TUS, "Location": reverse("files:part", args=[file_id])}
    return JsonResponse({"id": str(file_id), "offset": 0, "part": PART}, status=201, headers=place)


@signed_in
@require_http_methods(["GET", "HEAD", "PATCH"])
def part(request: HttpRequest, file_id: int) -> HttpResponse:
    """Tell where an upload stands (GET, HEAD), or add a part at Upload-Offset (PATCH)."""
    actor = f"account:{request.user.pk}"
    if request.method != "PATCH":
        sheet = reads.file(file_id)
        if sheet is None or sheet.by != actor:
            raise Http404
        return _standing(sheet, sheet.declared_size if sheet.state == State.READY else sheet.size)
    if request.content_type != OFFSET_TYPE:
        return JsonResponse({"error": "Content-Type", "code": "type"}, status=415, headers=TUS)
    offset = _number(request.headers.get("Upload-Offset", ""))
    if offset < 0:
        return JsonResponse({"error": "Upload-Offset", "code": "offset"}, status=400, headers=TUS)
    try:
        end = acts.append(file_id, offset, _arrived(request), by=actor)
    except File.DoesNotExist as error:
        raise Http404 from error
    except Refused as refused:
        return _refusal(refused)
    sheet = reads.file(file_id)
    if sheet is None:
        raise Http404
    return _standing(sheet, end)


def _standing(sheet: FileSheet, offset: int) -> JsonResponse:
    told = {"Upload-Offset": str(offset), "Upload-Length": str(sheet.declared_size), **TUS}
    return JsonResponse({"id": str(sheet.id), "offset": offset, "state": sheet.state}, headers=told)


def _arrived(request: HttpRequest) -> bytes:
    """Return at most one part of the body; if the line breaks, what came until then counts."""
    blocks: list[bytes] = []
    length = 0
    try:
        while length < PART and (block := request.read(min(BLOCK, PART - length))):
            blocks.append(block)
            length += len(block)
    except UnreadablePostError:
        pass
    return b"".join(blocks)


def _allowed(request: HttpRequest, file_id: int) -> FileSheet:
    sheet = reads.file(file_id)
    if sheet is None or sheet.state != State.READY or not reads.may_read(request, sheet):
        raise Http404
    return sheet


def _guarded(answer: Answer) -> Answer:
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@public
@require_safe
def download(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Send a file to whoever may read it, to be kept; with `?show` a browser may show it in its own tab."""
    sheet = _allowed(request, file_id)
    answer = FileResponse(reads.open_bytes(sheet), content_type=sheet.kind)
    answer.headers["Content-Length"] = str(sheet.size)  # what lies on the disk is longer
    shown = "show" in request.GET
    answer.headers["Content-Disposition"] = (
        content_disposition_header(not shown, sheet.download_name) or "inline"
    )
    _guarded(answer)
    if shown and not sheet.photo:
        answer.headers["Content-Security-Policy"] = PDF_VIEWER
    return answer


@public
@require_safe
def preview(request: HttpRequest, file_id: int) -> HttpResponse:
    """Show a small picture of a file."""
    sheet = _allowed(request, file_id)
    if not sheet.preview:
        raise Http404
    return _guarded(HttpResponse(reads.preview(sheet), content_type="image/jpeg"))
