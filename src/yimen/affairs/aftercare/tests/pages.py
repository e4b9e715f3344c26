"""People and officers in browsers for tests of the pages about permits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from yimen.affairs.aftercare import acts
from yimen.affairs.aftercare.acts import Visit
from yimen.affairs.aftercare.tests.make import (
    FACTS,
    LI,
    PAPERS,
    QIAN,
    ZHAO,
    a_matter,
    again,
    proposal,
    serving,
)
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.acts import Application
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import AT, an_organ
from yimen.registers.people import reads as people
from yimen.registers.people.acts import NewPerson
from yimen.registers.people.models import Account
from yimen.registers.people.tests.make import LI as LI_PERSON
from yimen.registers.people.tests.make import WANG, account
from yimen.registers.permits import reads as register
from yimen.registers.permits.reads import PermitSheet


def browser(who: Account | None = None, language: str = "en") -> Client:
    made = Client(headers={"accept-language": language})
    if who:
        made.force_login(who)
    return made


def someone(new: NewPerson = WANG, name: str = "wang", language: str = "en") -> Client:
    return browser(Account.objects.get(pk=account(new, name=name)[0]), language)


def li() -> Client:
    return someone(LI_PERSON, "li")


def officer(name: str, *roles: str, organ: int | None = None) -> Client:
    found = Account.objects.filter(username=name).first() or Account.objects.create_user(name)
    for role in roles:
        post = agencies.create_post(organ or an_organ(), role, role, by="system", at=AT)
        agencies.appoint(post, found.pk, name, letter="A", on=AT.date(), by="system", at=AT)
    agency_reads.forget()
    return browser(found)


def held(
    matter: MatterSheet | None = None, who: NewPerson = WANG, facts: Mapping[str, Any] = FACTS
) -> PermitSheet:
    """A permit of somebody who has an account, granted just now."""
    person = people.find(who.id_kind, who.id_number)
    assert person is not None
    whole = Application(matter=matter or a_matter(), person=person, facts=facts, papers=PAPERS)
    days = calendar()
    case = cases.submit(whole, by="account:1", at=now(), calendar=days)
    cases.accept(case, by=LI, at=now(), calendar=days)
    cases.review(case, verdict="agree", opinion="", by=ZHAO, at=now())
    cases.grant(case, by=QIAN, at=now(), calendar=days)
    return register.of_case(case, at=now())[0]


def noticed(permit: PermitSheet, ground: str = "unqualified", ending: str = "revoke", **more: str) -> int:
    """A proceeding whose notice was served a month ago, so that it may be decided."""
    said, at = proposal(ground, ending, **more), now() - timedelta(days=31)
    number = acts.propose(permit, said, by="account:9000000999", at=at)
    acts.serve(number, serving(number), by="account:9000000999", at=at, calendar=calendar())
    return number


def checked(permit: PermitSheet, *, actors: dict[str, str], sign: bool = True, **more: object) -> int:
    words = {
        "checked_on": now().date(),
        "inspectors": actors,
        "findings": "台账齐全",
        "result": "good",
        **more,
    }
    first, *others = actors
    number = acts.record_check(permit, Visit(**words), by=first, at=now())
    for one in others if sign else ():
        acts.sign_check(number, holder_id=permit.person_id, by=one, at=now())
    return number


@dataclass
class Shown:
    """A page: its code and its words."""

    code: int
    words: str


def show(client: Client, path: str, **data: object) -> Shown:
    answer = client.post(path, data) if data else client.get(path)
    return Shown(answer.status_code, answer.content.decode())


def now_of(permit: PermitSheet) -> PermitSheet:
    return again(permit, now())
