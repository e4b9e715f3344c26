"""Passwords are hashed quickly in these tests, but for those that are about the slow hash."""

import pytest


@pytest.fixture(autouse=True)
def quick_hashes(settings, request):
    if "slow" not in request.node.name:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
