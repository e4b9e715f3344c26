"""Passwords are hashed quickly in these tests: how slowly is not what they are about."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def quick_and_fresh(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
