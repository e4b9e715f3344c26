"""Officers and citizens in browsers, for the pages of the archive."""

from typing import Any

from django.test import Client

from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import AT, an_organ
from yimen.registers.people.models import Account


def browser(account: Account, language: str = "en") -> Client:
    made = Client(headers={"accept-language": language})
    made.force_login(account)
    return made


def an_account(name: str) -> Account:
    return Account.objects.filter(username=name).first() or Account.objects.create_user(name)


def officer(name: str, *roles: str, organ: int | None = None) -> Client:
    """An officer with roles at one organ, signed in."""
    account = an_account(name)
    for role in roles:
        post = agencies.create_post(organ or an_organ(), role, role, by="system", at=AT)
        agencies.appoint(post, account.pk, name, letter="A", on=AT.date(), by="system", at=AT)
    agency_reads.forget()
    return browser(account)


def another_organ() -> int:
    return an_organ("rsj", uscc="")


def stranger() -> Client:
    """An officer with every role but the operator's, of another organ."""
    return officer("fremd", *[role for role in Role.values if role != Role.OPERATOR], organ=another_organ())


def words(answer: Any) -> str:
    return answer.content.decode()
