"""Officers sign in without a second factor in these tests, but for those that are about it."""

import pytest


@pytest.fixture(autouse=True)
def plain_sign_in(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_MFA = False
