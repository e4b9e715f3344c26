"""Files that programs hand in as papers, and those of their cases."""

from typing import Annotated, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from ninja import Query, Router

from yimen.doors.api import schemas
from yimen.doors.api.parts.cases import case_of
from yimen.doors.api.shell import RESPONSES, caller_of, needs, once
from yimen.ground.clock import now
from yimen.ground.files import acts, reads
from yimen.ground.numbers import read_number

router, of_cases = Router(tags=["files"]), Router(tags=["files"])
BYTES = {"schema": {"type": "string", "format": "binary"}}
SENT = {"required": True, "content": {"application/octet-stream": BYTES}}
GIVEN = {200: {"content": {"application/pdf": BYTES, "image/jpeg": BYTES}}}


@router.post(
    "",
    response={201: schemas.FileOut, **RESPONSES},
    summary="Send a file",
    openapi_extra={**needs("cases:write"), "requestBody": SENT},
)
def send_file(request: HttpRequest, name: Annotated[str, Query(max_length=180)] = "") -> HttpResponse:
    """Send a photo or a PDF as the body, at most 20 MB; its `id` is the `file` of a paper within thirty days."""
    caller, at = caller_of(request, "cases:write"), now()
    data = request.read()

    def act() -> tuple[int, Any]:
        number = acts.keep(data, name, by=caller.actor(), at=at)
        return 201, {"id": str(number)}

    return once(request, caller, act, at=at, content=name.encode() + b"\0" + data)


@of_cases.get(
    "/{case_id}/files/{file_id}",
    response={200: None, **RESPONSES},
    summary="Download a file of a case",
    openapi_extra={**needs("documents:read"), "responses": GIVEN},
)
def download_file(request: HttpRequest, case_id: schemas.Number, file_id: schemas.Number) -> HttpResponseBase:
    """Return a file that was handed in with a case; papers name it in `file_id`."""
    case_of(caller_of(request, "documents:read"), int(case_id))
    number = read_number(file_id)
    sheet = reads.file(number) if number is not None else None
    if sheet is None or not sheet.ready or sheet.keeper != f"case:{int(case_id)}":
        raise Http404
    answer = FileResponse(reads.open_bytes(sheet), content_type=sheet.kind)
    answer["Content-Length"] = str(sheet.size)
    answer["Content-Disposition"] = content_disposition_header(True, sheet.download_name) or "attachment"
    return answer
