"""Cases as programs read them: open ones by page, one whole, its history."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import WithJsonSchema

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.reads import CaseLine, CaseSheet
from yimen.doors.api import schemas
from yimen.doors.api.gates import Caller
from yimen.doors.api.offered import offered
from yimen.doors.api.parts.cases import case_of
from yimen.doors.api.parts.review import router
from yimen.doors.api.plain import language, organ_code, readable, title_of
from yimen.doors.api.problems import Problem
from yimen.doors.api.shell import RESPONSES, caller_of, needs
from yimen.ground.clock import now
from yimen.ground.numbers import read_number, read_printed
from yimen.registers.catalogue import reads as catalogue

__all__ = ["router"]
STATES: Final = tuple(one for one in acts.State.values if one != acts.State.DRAFT)
StateName = Annotated[str, WithJsonSchema({"type": "string", "enum": ["", *STATES]})]


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
    summary="List cases",
    openapi_extra=needs("cases:read"),
)
def list_cases(
    request: HttpRequest,
    state: StateName = "",
    number: Annotated[str, Query(max_length=30)] = "",
    matter: Annotated[str, Query(max_length=80)] = "",
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> dict[str, Any]:
    """List cases of the client's organs: the open ones, those in a state, of a matter, or the one with a number.

    The earliest promised date comes first. `number` is the case's as it is printed, or its id.
    """
    caller = caller_of(request, "cases:read")
    if state and state not in STATES:
        raise _wrong("state", "state", _("Choose one of the answers."))
    if cursor and not reads.clean_cursor(cursor):
        raise _wrong("cursor", "cursor", _("This is not a cursor of ours."))
    if number:
        return {"items": _numbered(caller, number), "next": ""}
    ids = catalogue.named.numbers([matter]) if matter and "\0" not in matter else []
    if matter and not ids:
        return {"items": [], "next": ""}
    states = [state] if state else []
    page = reads.of_matter(caller.organs, ids[0] if ids else 0, states=states, cursor=cursor, size=limit)
    return {"items": [line_out(line) for line in page.lines], "next": page.next}


def _wrong(field: str, code: str, words: str) -> Problem:
    return Problem(422, words, code, [{"field": field, "message": words}])


def _numbered(caller: Caller, number: str) -> list[dict[str, Any]]:
    """Return the case with a number as it is printed, or else with an id, if it lies with the caller's organs."""
    typed = (read_printed(number), read_number(number))
    lines = reads.lines(one for one in typed if one is not None)
    return [line_out(line) for line in lines.values() if _is_theirs(caller, line)]


def _is_theirs(caller: Caller, line: CaseLine) -> bool:
    return line.organ_id in caller.organs and line.state != acts.State.DRAFT


def numbered(rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return rows whose 64-bit numbers are text: a browser's numbers hold 53 bits only."""
    return tuple({**one, "n": str(one["n"])} for one in rows)


@router.get(
    "/{int:case_id}",
    response={200: schemas.CaseWhole, **RESPONSES},
    summary="Read a case",
    openapi_extra=needs("cases:read"),
)
def read_case(request: HttpRequest, case_id: int) -> dict[str, Any]:
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
        "acts": offered(case, at=now()),
    }


@router.get(
    "/{int:case_id}/history",
    response={200: list[dict[str, Any]], **RESPONSES},
    summary="Read a case's history",
    openapi_extra=needs("cases:read"),
)
def read_history(request: HttpRequest, case_id: int) -> list[dict[str, Any]]:
    """Return everything that happened to a case, oldest first, in the caller's language."""
    case_of(caller_of(request, "cases:read"), case_id)
    moments = sorted(reads.timeline(case_id, for_applicant=False), key=lambda one: one.at)
    return [{"at": one.at, "event": one.event, "words": one.words, "actor": one.actor} for one in moments]
