"""Matters and organs: what may be applied for, and with whom."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from yimen.doors.api import schemas
from yimen.doors.api.guides import guide
from yimen.doors.api.plain import language, organ_code
from yimen.doors.api.problems import Problem
from yimen.doors.api.shell import RESPONSES, caller_of, needs
from yimen.ground.clock import now
from yimen.ground.numbers import read_number
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import Filters

router, organs = Router(tags=["matters"]), Router(tags=["organs"])


@router.get(
    "",
    response={200: schemas.MatterPage, **RESPONSES},
    summary="Find matters",
    openapi_extra=needs("matters:read"),
)
def find_matters(request: HttpRequest, q: str = "", cursor: str = "") -> dict[str, Any]:
    """Find matters in force, the best first."""
    caller_of(request, "matters:read")
    if cursor and not (cursor.isdecimal() and len(cursor) < 4 and 0 < int(cursor) <= catalogue.MOST_PAGES):
        words = _("This is not a cursor of ours.")
        raise Problem(422, words, "cursor", [{"field": "cursor", "message": words}])
    page = int(cursor or 1)
    found = catalogue.search(q[:200], filters=Filters(), language=language(), page=page)
    same = ("code", "name", "summary", "kind", "organ", "promised_days", "online")
    items = [
        {**{name: getattr(line, name) for name in same}, "organ_code": organ_code(line.organ_id)}
        for line in found.lines
    ]
    return {
        "items": items,
        "total": found.total,
        "next": str(page + 1) if page * catalogue.PAGE < found.total and page < catalogue.MOST_PAGES else "",
    }


@router.get(
    "/{code}",
    response={200: dict[str, Any], **RESPONSES},
    summary="Read a matter",
    openapi_extra=needs("matters:read"),
)
def read_matter(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return a matter as schema.org GovernmentService with its papers, steps and periods, by its code or its number."""
    caller_of(request, "matters:read")
    number, today = read_number(code), now().date()
    sheet = catalogue.published(code, on=today) if "\0" not in code else None
    if sheet is None and number is not None:
        sheet = catalogue.by_id(number, on=today)
    if sheet is None:
        raise Http404
    here = language()
    heading = catalogue.json_ld(sheet, here, f"{settings.PUBLIC_URL}/matters/{sheet.code}/")
    return {**heading, "organ_code": organ_code(sheet.organ_id), **guide(sheet, here)}


def _organ_out(one: OrganSheet, here: str) -> dict[str, Any]:
    same = ("id", "uscc", "kind", "division_code", "phone", "complaint_phone")
    words = {"name": one.name(here), "address": one.address(here), "hours": one.hours(here)}
    above = organ_code(one.parent_id) if one.parent_id else ""
    return {**{name: getattr(one, name) for name in same}, **words, "code": one.key, "parent": above}


@organs.get(
    "",
    response={200: list[schemas.OrganOut], **RESPONSES},
    summary="List organs",
    openapi_extra=needs("matters:read"),
)
def list_organs(request: HttpRequest) -> list[dict[str, Any]]:
    """List every organ, each below its parent."""
    caller_of(request, "matters:read")
    here = language()
    return [_organ_out(one, here) for one in agencies.organs().values()]


@organs.get(
    "/{code}",
    response={200: schemas.OrganOut, **RESPONSES},
    summary="Read an organ",
    openapi_extra=needs("matters:read"),
)
def read_organ(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return an organ by its code, its unified social credit code, or the number under which cases name it."""
    caller_of(request, "matters:read")
    known = agencies.organs()
    found = next((one for one in known.values() if code in {one.key, one.uscc}), None)
    found = found or known.get(read_number(code) or 0)
    if found is None:
        raise Http404
    return _organ_out(found, language())
