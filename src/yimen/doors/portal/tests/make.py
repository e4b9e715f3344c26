"""People at the online hall for tests: browsers in which they have signed in, and the steps they take."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Application, Missing, Paper
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import FACTS
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.files.tests.make import picture
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import CONTENT, ORGAN_USCC, published_matter
from yimen.registers.people import reads as people
from yimen.registers.people.acts import NewPerson
from yimen.registers.people.models import Account
from yimen.registers.people.tests.make import LI, WANG, account

MATTER = ORGAN_USCC + "4" + CONTENT["base_code"]
CLERK = "account:9000000900"


def browser(account_id: int | None = None, language: str = "en") -> Client:
    """A browser, signed in if an account is given."""
    made = Client(headers={"accept-language": language})
    if account_id:
        made.force_login(Account.objects.get(pk=account_id))
    return made


def someone(new: NewPerson = WANG, name: str = "wang", language: str = "en") -> Client:
    """A verified person in a browser."""
    return browser(account(new, name=name)[0], language)


def wang(language: str = "en") -> Client:
    return someone(language=language)


def li() -> Client:
    """Somebody else, signed in as properly."""
    return someone(LI, "li")


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def begin(client: Client) -> int:
    """Begin a draft; return its number."""
    answer = client.post(f"/apply/{MATTER}/")
    assert answer.status_code == 302, words(answer)
    return int(answer["Location"].split("/")[2])


def paper(name: str = "plan.png", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture("PNG"), "image/png")


def add_paper(client: Client, case: int, material: int, **more: Any) -> HttpResponse:
    return client.post(
        f"/apply/{case}/papers/",
        {"_add": material, f"file-{material}": more.get("file") or paper(f"{material}.png")},
    )


def ready(client: Client) -> int:
    """A draft with every answer and every paper."""
    published_matter()
    case = begin(client)
    client.post(f"/apply/{case}/form/", FACTS)
    for material in (1, 2):
        colour = picture("PNG", colour=("red", "green")[material - 1])
        add_paper(client, case, material, file=paper(f"{material}.png", colour))
    return case


def hand_in(client: Client, case: int) -> HttpResponse:
    return client.post(f"/apply/{case}/check/", {"true": "on"})


def submitted(matter: MatterSheet | None = None, who: NewPerson = WANG) -> int:
    """A case of somebody who has an account already, handed in by the act."""
    person = people.find(who.id_kind, who.id_number)
    assert person is not None
    whole = Application(
        matter=matter or published_matter(),
        person=person,
        facts=FACTS,
        papers=(Paper(1, reference="R-1"), Paper(2, reference="R-2")),
    )
    return acts.submit(whole, by="account:1", at=now(), calendar=calendar())


def asked_for_more(*items: Missing) -> int:
    case = submitted()
    wanted = list(items or (Missing("看不清", material=2),))
    acts.ask_for_more(case, wanted, by=CLERK, at=now(), calendar=calendar())
    return case


def state(case: int) -> str:
    return Case.objects.get(pk=case).state


def printed(case: int) -> str:
    return reads.sheet(case).line.number


def fields_in_error(answer) -> set[str]:
    """The fields that a form shown again finds fault with."""
    return {name for name, _errors in answer.context["form"].errors.items()}
