"""Persons for tests: invented people with valid numbers, entered by the acts."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.test import Client

from yimen.ground.clock import now
from yimen.registers.people import acts, browsers, reads
from yimen.registers.people.acts import NewPerson
from yimen.registers.people.models import Account

AT = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()
PASSWORD = "Lychee-Garden-7"
WANG = NewPerson("王秀英", "resident", "440981199001010017", "13900668001", "石仔岭街道")
SHOP_CODE = "91440981MA4UQ00T0X"


def number(county: str, born: str, serial: str) -> str:
    """A valid number of eighteen characters from its parts; its arithmetic is written out again on purpose."""
    first = county + born + serial
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(first))
    return first + "10X98765432"[total % 11]


LI = NewPerson("李建国", "resident", number("440981", "19750614", "113"), "13800138000")
CHILD = NewPerson("王小荔", "resident", number("440981", "20180228", "022"), "13900668001")
CARD, TOKEN = "6222021234567890123", "WZ2026A7K9Q4"


def register_of_identities() -> None:
    """What the demonstration's identity register knows."""
    acts.enter_in_register(WANG, today=TODAY, card=CARD, network=TOKEN)
    acts.enter_in_register(LI, today=TODAY)
    acts.enter_in_register(CHILD, today=TODAY, representative=WANG.id_number)


def person(new: NewPerson = WANG, *, verified: bool = True, account_id: int | None = None) -> int:
    """A registered person; verified at a window unless said otherwise."""
    person_id = acts.register(new, account_id=account_id, by="system", at=AT)
    if verified:
        acts.verify(person_id, way="window", by="account:9000000900", at=AT)
    return person_id


def account(new: NewPerson | None = WANG, *, name: str = "wang", verified: bool = True) -> tuple[int, int]:
    """An account and its person (0: none yet)."""
    account_id = acts.open_account(name, PASSWORD, by="system", at=AT)
    return account_id, person(new, verified=verified, account_id=account_id) if new else 0


def may_act_for(account_id: int, person_id: int, *, matter_code: str, on: date) -> bool:
    """Whether an account acts for a person in a matter on a day."""
    found = reads.principal(account_id, person_id, on=on)
    return found is not None and found.covers(matter_code)


def days(first: str, last: str) -> dict[str, date]:
    return {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}


def sign_in(client: Client, name: str = "wang", password: str = PASSWORD, **more: str) -> HttpResponse:
    """Sign in on the page, as people do."""
    return client.post("/accounts/login/", {"login": name, "password": password, **more})


def confirm(client: Client) -> HttpResponse:
    """Type the password once more, as before something grave."""
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD})


LOGIN = "/accounts/login/"


def signed_in(client: Client) -> bool:
    return client.get("/my/details/").status_code == 200


def sent_too_late(client: Client, address: str, form: Mapping[str, object]) -> HttpResponse:
    """Send a form after the session has ended, sign in again, and open the page that it was for."""
    account = Account.objects.get(pk=int(client.session["_auth_user_id"]))
    marked = HttpResponse()
    browsers.keep(marked, browsers.new(account.pk), at=now())
    client.cookies[browsers.COOKIE] = marked.cookies[browsers.COOKIE].value
    client.cookies.pop("yimen_session")
    assert LOGIN in client.post(address, form)["Location"]
    client.force_login(account)
    return client.get(address)
