"""Officers in front of a browser, for tests of the pages of modules above cases."""

from typing import Any

from django.test import Client

from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import AT, an_organ
from yimen.registers.people.models import Account


def browser(account: Account | None = None, language: str = "en") -> Client:
    made = Client(headers={"accept-language": language})
    if account:
        made.force_login(account)
    return made


def officer(name: str, *roles: str, organ: int | None = None) -> Client:
    """An officer with roles at one organ, signed in."""
    account = Account.objects.filter(username=name).first() or Account.objects.create_user(name)
    for role in roles:
        post = agencies.create_post(organ or an_organ(), role, role, by="system", at=AT)
        agencies.appoint(post, account.pk, name, letter="A", on=AT.date(), by="system", at=AT)
    agency_reads.forget()
    return browser(account)


def stranger() -> Client:
    """An officer with every role but the operator's, of another organ."""
    roles = [role for role in Role.values if role != Role.OPERATOR]
    return officer("fremd", *roles, organ=an_organ("rsj", uscc=""))


def words(answer: Any) -> str:
    return answer.content.decode()
