"""What is hidden of a case, shown once to an officer who says why; the person can read who looked."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from yimen.affairs.cases import reads
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.api import schemas
from yimen.doors.api.parts.cases import case_of
from yimen.doors.api.shell import RESPONSES, caller_of, needs, once
from yimen.ground.clock import now
from yimen.registers.people import acts as people

router = Router(tags=["cases"])
NUMBERS: Final = ("id_number", "phone")
FORM: Final = "form"  # what was seen, as the person's own page calls it


def _seen(case: CaseSheet, **note: Any) -> dict[str, Any]:
    """Return the hidden values, each look noted for the person (F-425)."""
    values = {name: people.reveal(case.person_id, name, **note) for name in NUMBERS}
    if case.facts:
        people.note_seen(case.person_id, FORM, **note)
    return {"id": str(case.id), **values, "facts": case.facts}


@router.post(
    "/{int:case_id}/reveal",
    response={200: schemas.Revealed, **RESPONSES},
    summary="See the hidden numbers of a case",
    openapi_extra=needs("cases:reveal"),
)
def reveal(request: HttpRequest, case_id: int, body: schemas.RevealIn) -> HttpResponse:
    """Return the numbers and answers that are hidden elsewhere; the person can read who looked and why."""
    caller, at = caller_of(request, "cases:reveal"), now()
    case_of(caller, case_id)

    def act() -> tuple[int, Any]:
        case = reads.sheet(case_id)
        if not case.person_id:  # the record was destroyed (G-310)
            raise Http404
        why = _("%(why)s (case %(number)s)") % {"why": body.reason, "number": case.line.number}
        who = f"{body.officer} · {case.line.organ_name}"
        note = {"why": why, "who": who, "by": caller.actor(body.officer), "organ": case.line.organ_id}
        return 200, _seen(case, **note, at=at)

    return once(request, caller, act, at=at, secret=True)
