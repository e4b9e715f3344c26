"""Cases as programs read them: open ones by page, one whole, its history."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.reads import CaseLine, CaseSheet
from yimen.doors.api import schemas
from yimen.doors.api.offered import offered
from yimen.doors.api.parts.cases import case_of
from yimen.doors.api.parts.review import router
from yimen.doors.api.plain import language, organ_code, readable, title_of
from yimen.doors.api.problems import Problem
from yimen.doors.api.shell import RESPONSES, caller_of, needs
from yimen.registers.catalogue import reads as catalogue

__all__ = ["router"]


def line_out(line: CaseLine) -> dict[str, Any]:
    """Return a case as a line of a list."""
    same = ("number", "state", "received_at", "promised_due_on", "statutory_due_on", "provisional")
    codes = {
        "organ_code": organ_code(line.organ_id),
        "matter_code": catalogue.named.code_of(line.matter_id),
    }
    return {
        "id": str(line.id),
        "title": title_of(line.version_id, line.title),
        "organ": line.organ_id,
        "matter": str(line.matter_id),
        **codes,
        **{name: getattr(line, name) for name in same},
    }


@router.get(
    "",
    response={200: schemas.CasePage, **RESPONSES},
    summary="List open cases",
    openapi_extra=needs("cases:read"),
)
def list_open(request: HttpRequest, state: str = "", cursor: str = "") -> dict[str, Any]:
    """List the open cases of the client's organs, the earliest promised date first."""
    caller = caller_of(request, "cases:read")
    if state and state not in acts.State.values:
        words = _("Choose one of the answers.")
        raise Problem(422, words, "state", [{"field": "state", "message": words}])
    if cursor and not reads.clean_cursor(cursor):
        words = _("This is not a cursor of ours.")
        raise Problem(422, words, "cursor", [{"field": "cursor", "message": words}])
    page = reads.inbox(caller.organs, states=[state] if state else [], cursor=cursor, size=50)
    return {"items": [line_out(line) for line in page.lines], "next": page.next}


def numbered(rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return rows whose 64-bit numbers are text: a browser's numbers hold 53 bits only."""
    return tuple({**one, "n": str(one["n"])} for one in rows)


@router.get(
    "/{int:case_id}",
    response={200: schemas.CaseWhole, **RESPONSES},
    summary="Read a case",
    openapi_extra=needs("cases:read"),
)
def whole(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """Return a case with everything about it."""
    caller = caller_of(request, "cases:read")
    case_of(caller, case_id)
    case: CaseSheet = reads.sheet(case_id)
    names = {one.n: one.name(language()) for one in catalogue.version(case.line.version_id).materials}
    papers = [{**one, "name": names.get(one["material"]) or one["name"]} for one in case.materials]
    lists: dict[str, Any] = {"papers": papers, "reviews": case.reviews, "supplements": case.supplements}
    lists |= {"suspensions": case.suspensions, "services": numbered(case.services)}
    lists |= {"checks": numbered(case.checks), "fees": case.fees}
    return {
        **line_out(case.line),
        "applicant": case.applicant,
        "facts": catalogue.masked(catalogue.version(case.line.version_id).form, case.facts),
        "situation": case.situation["answers"] if case.situation else {},
        **{name: readable(rows) for name, rows in lists.items()},
        "marks": list(case.marks),
        "pending": list(case.pending),
        "acts": offered(case),
    }


@router.get(
    "/{int:case_id}/history",
    response={200: list[dict[str, Any]], **RESPONSES},
    summary="Read a case's history",
    openapi_extra=needs("cases:read"),
)
def history(request: HttpRequest, case_id: int) -> list[dict[str, Any]]:
    """Return everything that happened to a case, oldest first, in the caller's language."""
    case_of(caller_of(request, "cases:read"), case_id)
    moments = sorted(reads.timeline(case_id, for_applicant=False), key=lambda one: one.at)
    return [{"at": one.at, "event": one.event, "words": one.words, "actor": one.actor} for one in moments]
