"""Passwords are hashed quickly and officers need no second factor: neither is what these tests are about."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def quick_and_fresh(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_MFA = False
    cache.clear()
