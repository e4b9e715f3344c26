"""Passwords are hashed quickly in these tests: how slowly is not what they are about."""

import pytest


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
