"""Cases for the national exchange platform: records by cursor, each new, changed or to be deleted (H-501 to H-503)."""

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Router

from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.reads import CaseSheet, exchange
from yimen.doors.api import schemas
from yimen.doors.api.problems import Problem
from yimen.doors.api.shell import RESPONSES, caller_of, needs
from yimen.ground.bus import journal
from yimen.ground.bus.journal import Told
from yimen.ground.languages.texts import RECORD
from yimen.means.documents import reads as documents
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people import reads as people

router = Router(tags=["exchange"])
EVENTS: Final = 100
LONGEST: Final = 40
RATED: Final = "ratings.CaseRated"
KINDS: Final = (*(f"cases.{name}" for name in exchange.MAKERS if name != "CaseRated"), RATED)


def _start(cursor: str) -> tuple[int, int]:
    """Return the place a cursor stands for. Raises Problem for one that is not ours."""
    xid, _dash, position = cursor.partition("-")
    if not cursor:
        return 0, 0
    if (
        len(cursor) < LONGEST
        and xid.isdecimal()
        and position.isdecimal()
        and max(int(xid), int(position)) < 2**63
    ):
        return int(xid), int(position)
    words = _("This is not a cursor of ours.")
    raise Problem(422, words, "cursor", [{"field": "cursor", "message": words}])


def _around(case: CaseSheet) -> exchange.Surroundings:
    """Return what the registers add to a case: codes, and the numbers of its documents."""
    organ, matter = agencies.organs().get(case.line.organ_id), cases.terms_of(case)
    papers = {one.kind: one for one in documents.documents_of(case.id)}
    accepted, result = papers.get("acceptance"), papers.get("grant")
    names = [names for names, _kind in matter.results]
    agent = people.by_id(case.agent_id) if case.agent_id else None
    return exchange.Surroundings(
        matter_code=matter.code,
        division_code=organ.division_code if organ else "",
        organ_code=organ.uscc if organ else "",
        acceptance_number=accepted.number if accepted else "",
        result_name=catalogue.say(names[0], "zh-hans") if names else "",
        result_number=result.number if result else "",
        agent_name=agent.name if agent else "",
        agent_phone=agent.masked_phone if agent else "",
    )


def _records(rows: Iterable[Told]) -> list[dict[str, Any]]:
    told = list(rows)
    found = cases.sheets(row.subject for row in told)
    around = {number: _around(case) for number, case in found.items()}
    made: list[dict[str, Any]] = []
    with override(RECORD):
        names = agencies.actor_words(row.actor for row in told)
    for row in told:
        if row.subject in found:
            place = f"{row.xid}-{row.position}"
            said = exchange.Told(row.type.rpartition(".")[2], row.at, names[row.actor], row.data, place)
            made += exchange.records(found[row.subject], around[row.subject], said)
    return made


@router.get(
    "/cases",
    response={200: schemas.EventPage, **RESPONSES},
    summary="Read exchange records of cases since a cursor",
    openapi_extra=needs("cases:read"),
)
def exchange_cases(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """Return the records of cases of the client's organs after a cursor, in order; a later record of a key replaces an earlier one."""
    caller = caller_of(request, "cases:read")
    start = _start(cursor)
    edge = journal.horizon()  # looked up before the rows: nothing behind it can be missed
    rows = journal.after(start, kinds=KINDS, organs=sorted(caller.organs), limit=EVENTS)
    end = (rows[-1].xid, rows[-1].position) if rows else start
    if len(rows) < EVENTS:
        end = max(end, edge)
    return {"items": _records(rows), "next": f"{end[0]}-{end[1]}"}
