"""The part of the programming interface that takes ratings."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from yimen.affairs.cases import reads as cases
from yimen.doors.api.shell import RESPONSES, In, api, caller_of, needs, once
from yimen.ground.clock import now
from yimen.watch.ratings import acts

router = Router(tags=["cases"])


class RateIn(In):
    """What the applicant thought of the service, and how the applicant said it: nobody else rates (E-404)."""

    level: Annotated[int, Field(ge=1, le=5)]
    told_by: Literal["online", "terminal", "window", "phone", "post"]
    words: Annotated[str, StringConstraints(max_length=1000)] = ""


@router.post(
    "/{int:case_id}/rate",
    response={200: dict[str, Any], **RESPONSES},
    summary="Pass on the applicant's rating",
    openapi_extra=needs("cases:rate"),
)
def rate(request: HttpRequest, case_id: int, body: RateIn) -> HttpResponse:
    """Pass on what the applicant thought of the service, once; the journal names the client and how it was told."""
    caller, at = caller_of(request, "cases:rate"), now()
    line = cases.line(case_id) if case_id < 2**63 else None
    if line is None or line.organ_id not in caller.organs:
        raise Http404

    def act() -> tuple[int, Any]:
        acts.rate(line, body.level, words=body.words, told_by=body.told_by, by=caller.actor(), at=at)
        return 200, {"id": str(case_id), "level": body.level}

    return once(request, caller, act, at=at)


api.add_router("/cases", router)
