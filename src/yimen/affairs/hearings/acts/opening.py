"""How a hearing comes up: by the matter, by the officer's own decision, or because others are touched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.reads import CaseLine
from yimen.affairs.hearings.acts.common import (
    DETAIL,
    FINDINGS,
    HEARING,
    PERSONS,
    detail_of,
    envelope,
    held,
    move,
    parties_of,
    require,
    seal,
    undecided,
)
from yimen.affairs.hearings.events import HearingCalled, HearingRequired, NobodyTouched, PersonAdded
from yimen.affairs.hearings.life import STILL_ASKED, Ground, State
from yimen.affairs.hearings.models import Hearing, Party
from yimen.ground.bus.journal import publish
from yimen.ground.hold import as_one
from yimen.ground.life import Refused
from yimen.ground.numbers import new_number
from yimen.ground.rows import add, keep
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

MOST = 200  # persons of one case; more are told by public notice


@dataclass(frozen=True)
class Found:
    """Someone whose interests a case touches, as the officer found them."""

    name: str
    address: str
    phone: str = ""
    person_id: int | None = None


def _ground(matter: MatterSheet) -> str:
    if matter.hearing in {Ground.LAW, Ground.PUBLIC_INTEREST}:
        return matter.hearing
    return Ground.INTERESTS if matter.third_party_interest else ""


def needs(matter: MatterSheet) -> Iterable[str]:
    """Return what every case of a matter waits for from its acceptance on (A-303, A-701, A-702)."""
    ground = _ground(matter)
    persons = [PERSONS] if matter.third_party_interest else []
    if not ground:
        return persons
    return [HEARING, *persons] if ground == Ground.INTERESTS else [HEARING, FINDINGS, *persons]


def begin(case_id: int, *, ground: str = "", by: str, at: datetime) -> bool:
    """Open the file of a hearing for a case that waits for one; say whether it was still to be done.

    Without a ground the matter must name one (A-701, A-702).
    """
    with as_one():
        return _open(undecided(case_id), ground, by=by, at=at)


def _open(line: CaseLine, ground: str, *, by: str, at: datetime) -> bool:
    why = ground or _ground(catalogue.version(line.version_id))
    if not why:
        raise Refused(_("This matter knows no hearing of its own."), code="no_ground")
    called = why in {Ground.LAW, Ground.PUBLIC_INTEREST}
    hearing, new = Hearing.objects.get_or_create(
        case_id=line.id,
        defaults={
            "organ_id": line.organ_id,
            "ground": why,
            "state": State.CALLED if called else State.DUE,
        },
    )
    if not new:
        return False
    sheet = case_reads.sheet(line.id)
    detail = {"name": sheet.applicant["name"], "address": "", "phone": sheet.applicant["phone"]}
    add(
        Party(
            case_id=line.id,
            n=0,
            number=new_number(),
            person_id=sheet.person_id,
            detail=seal(detail, DETAIL),
        )
    )
    cases.await_first(line.id, HEARING, *([FINDINGS] if called else []))
    publish(HearingRequired(**envelope(hearing, by, at), ground=why))
    return True


def call(case_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Hold a hearing of the organ's own accord, because a major public interest is concerned (A-701)."""
    reason = require(reason, "reason")
    with as_one():
        _open(undecided(case_id), Ground.PUBLIC_INTEREST, by=by, at=at)
        with held(case_id, asked=True) as hearing:
            if hearing.state != State.CALLED or hearing.reason:
                move(hearing, "call")
            hearing.reason, hearing.ground = reason, Ground.PUBLIC_INTEREST
            keep(hearing, ["state", "reason", "ground"])
            cases.await_first(case_id, HEARING, FINDINGS)
            publish(HearingCalled(**envelope(hearing, by, at), reason=reason))


def _check_new(found: Found, parties: list[Party]) -> None:
    require(found.name, "name")
    if found.person_id is None:
        require(found.address, "address")
    if len(parties) > MOST:
        raise Refused(_("So many persons are told by public notice."), field="name", code="too_many")
    for one in parties:
        known = detail_of(one)
        same = (known["name"], known["address"]) == (found.name.strip(), found.address.strip())
        if same or (found.person_id is not None and found.person_id == one.person_id):
            raise Refused(_("This person is listed already."), field="name", code="twice")


def add_person(case_id: int, found: Found, *, by: str, at: datetime) -> int:
    """List someone whose major interests the case touches; the decision waits until they are heard (A-303).

    Returns the number of the person in this case.
    """
    with as_one():
        line = undecided(case_id)
        _open(line, _ground(catalogue.version(line.version_id)) or Ground.INTERESTS, by=by, at=at)
        with held(case_id, asked=True) as hearing:
            parties = parties_of(case_id)
            _check_new(found, parties)
            detail = {
                "name": found.name.strip(),
                "address": found.address.strip(),
                "phone": found.phone.strip(),
            }
            words: dict[str, Any] = {"number": new_number(), "person_id": found.person_id}
            one = Party(case_id=case_id, n=parties[-1].n + 1, detail=seal(detail, DETAIL), **words)
            add(one)
            if hearing.state in STILL_ASKED | {State.WAIVED}:
                move(hearing, "add_person")
                keep(hearing, ["state"])
            again = [HEARING] if hearing.state == State.DUE else []
            cases.await_first(case_id, PERSONS, *again)
            publish(PersonAdded(**envelope(hearing, by, at), n=one.n, number=one.number))
            return one.n


def find_nobody(case_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Note that nobody else is touched, with reasons; nobody is left who could be heard (A-303).

    A hearing that the law demands is held all the same.
    """
    reason = require(reason, "reason")
    with as_one():
        _open(undecided(case_id), "", by=by, at=at)
        with held(case_id, asked=True) as hearing:
            if len(parties_of(case_id)) > 1:
                raise Refused(_("Persons are listed who are touched."), code="out_of_order")
            if hearing.ground == Ground.INTERESTS:
                move(hearing, "find_nobody")
                cases.settle(case_id, HEARING)
            hearing.reason = hearing.reason or reason
            keep(hearing, ["state", "reason"])
            cases.settle(case_id, PERSONS)
            publish(NobodyTouched(**envelope(hearing, by, at), reason=reason))
