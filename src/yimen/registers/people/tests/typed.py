"""Losing the session over a form, for tests of what was typed."""

from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from yimen.registers.people import unsent
from yimen.registers.people.tests.make import sign_in

DETAILS, NAME = "/my/details/", "/my/details/name/"
FORM = {"phone": "13900668099", "address": "人民路 1 号"}
BACK, GONE, LONG = unsent.KEPT, unsent.LOST, unsent.LONG


def words(answer) -> str:
    return answer.content.decode()


def told(what: str, answer) -> bool:
    """Whether the page says, in its language, what became of a form."""
    with override(answer["Content-Language"]):
        return escape(str(unsent.WORDS[what])) in words(answer)


def session_ends(client: Client) -> None:
    client.cookies.pop("yimen_session")


def lost(client: Client, address: str = DETAILS, form: dict[str, object] = FORM, **more: object):
    """Sign in, lose the session, send a form."""
    sign_in(client)
    session_ends(client)
    return client.post(address, form, **more)
