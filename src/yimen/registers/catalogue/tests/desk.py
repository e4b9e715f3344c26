"""Officers of the catalogue with their browsers, for tests of its desk."""

from datetime import date

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from yimen.registers.agencies import acts as agency_acts
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts
from yimen.registers.catalogue.tests.make import AT, content_with


def officer(name, role, organ):
    """A browser in which an officer with one role at one organ has signed in, speaking English."""
    account = get_user_model().objects.create_user(name)
    post = agency_acts.create_post(organ, role, role, by="system", at=AT)
    agency_acts.appoint(post, account.pk, name, letter="A", on=date(2026, 1, 1), by="system", at=AT)
    agencies.forget()
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(account)
    return browser


def a_draft(organ, code="X-1", **changes):
    return acts.draft(content_with(**changes), code=code, organ_id=organ, by="account:9000000999", at=AT)


def address(name, *arguments):
    return reverse(f"catalogue:{name}", args=arguments)


def filled(browser, version, part):
    """What the inputs of an editor's page hold."""
    page = browser.get(address("edit_part", version, part))
    given = {"seen": page.context["seen"], "rows": str(len(page.context["rows"])), "order": "save"}
    for n, was, groups in page.context["rows"]:
        if page.context["table"]:
            given[f"{n}.was"] = str(was) if was >= 0 else ""
        for cell in (cell for group in groups for cell in group.cells):
            if cell.sort == "many":
                given[cell.name] = [key for key, _words, chosen in cell.choices if chosen]
            elif cell.sort != "tick" or cell.value:
                given[cell.name] = cell.value
    return given
