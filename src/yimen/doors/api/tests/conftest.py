"""Every test of the interface: nothing is kept of tokens and calls from the test before."""

import pytest

from yimen.doors.api.tests import make


@pytest.fixture(autouse=True)
def fresh_interface(fresh_process, settings):
    """Secrets are hashed quickly here: how slowly is not what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    make.forget()
