"""Fixtures of the desk of the catalogue, named by the tests that want them."""

import pytest
from django.contrib.auth import get_user_model

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.desk import officer
from yimen.registers.catalogue.tests.make import an_organ


@pytest.fixture
def plain_sign_in(settings):
    """Officers sign in without a second factor."""
    settings.STAFF_MFA = False


PEOPLE = {
    "editor": Role.CATALOGUE_EDITOR,
    "head": Role.ORGAN_HEAD,
    "office": Role.ESTABLISHMENT,
    "legal": Role.LEGAL,
}


@pytest.fixture
def people(plain_sign_in):
    """One browser for each stage; the head has a password."""
    found = {name: officer(name, role, an_organ()) for name, role in PEOPLE.items()}
    account = get_user_model().objects.get(username="head")
    account.set_password("a long secret 1")
    account.save()
    found["head"].force_login(account)
    return found
