"""Officers at their desks for tests: browsers in which they have signed in, and cases that wait for them."""

from collections.abc import Sequence
from typing import Any

from django.test import Client

from yimen.affairs.cases import acts
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import application
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import AT, CONTENT, ORGAN_USCC, an_organ, published_matter
from yimen.registers.people.models import Account

MATTER = ORGAN_USCC + "4" + CONTENT["base_code"]
FOREIGN = "FOREIGN-1"
WALK_IN = {
    "code": MATTER,
    "name": "李建国",
    "id_kind": "resident",
    "id_number": "440981199001010017",
    "phone": "13800138000",
    "q-shop": "老李饭店",
    "q-area": "86",
    "q-kind": "cold",
    "p-1": "1",
    "p-2": "1",
}


def browser(account: Account | None = None, language: str = "en") -> Client:
    made = Client(headers={"accept-language": language})
    if account:
        made.force_login(account)
    return made


def an_account(name: str) -> Account:
    return Account.objects.filter(username=name).first() or Account.objects.create_user(name)


def hold_post(
    name: str, role: str, *, organ: int | None = None, delegated: Sequence[str] = (), letter: str = "A"
) -> int:
    post = agencies.create_post(organ or an_organ(), role, role, delegated=delegated, by="system", at=AT)
    take_place(post, name, letter)
    return post


def take_place(post: int, name: str, letter: str) -> None:
    account = an_account(name).pk
    agencies.appoint(post, account, name, letter=letter, on=AT.date(), by="system", at=AT)
    agency_reads.forget()


def officer(name: str, *roles: str, organ: int | None = None, delegated: Sequence[str] = ()) -> Client:
    """An officer with roles at one organ, signed in."""
    for role in roles:
        hold_post(name, role, organ=organ, delegated=delegated)
    return browser(an_account(name))


def clerk(name: str = "zhou") -> Client:
    return officer(name, Role.WINDOW)


def another_organ() -> int:
    return an_organ("rsj", uscc="")


def stranger() -> Client:
    """An officer with every role but the operator's, of another organ."""
    return officer("fremd", *[role for role in Role.values if role != Role.OPERATOR], organ=another_organ())


def citizen() -> Client:
    return browser(an_account("wang"))


def waiting(matter: MatterSheet | None = None) -> int:
    """A case handed in just now."""
    return acts.submit(application(matter), by="account:1", at=now(), calendar=calendar())


def several(number: int) -> list[int]:
    matter = published_matter()
    return [waiting(matter) for _n in range(number)]


def accepted(matter: MatterSheet | None = None) -> int:
    case = waiting(matter)
    acts.accept(case, by="account:9000000901", at=now(), calendar=calendar())
    return case


def reviewed(matter: MatterSheet | None = None) -> int:
    case = accepted(matter)
    acts.review(case, verdict="agree", opinion="符合条件", by="account:9000000902", at=now())
    return case


def delivered(matter: MatterSheet | None = None) -> int:
    case = reviewed(matter)
    acts.grant(case, by="account:9000000903", at=now(), calendar=calendar())
    acts.deliver(case, method="personal", proof="签收", by="account:9000000901", at=now())
    return case


def foreign() -> int:
    """A case of another organ."""
    return waiting(published_matter(FOREIGN, organ_id=another_organ()))


def state(case: int) -> str:
    return Case.objects.get(pk=case).state


def do(client: Client, case: int, act: str, **data: Any):
    return client.post(f"/desk/cases/{case}/{act}/", {f"{act}-{name}": value for name, value in data.items()})


def words(answer: Any) -> str:
    return answer.content.decode()


def told(client: Client, answer: Any) -> list[str]:
    """The messages on the page, or on the one that follows."""
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    return [str(message) for message in page.context["messages"]]
