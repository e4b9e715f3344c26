"""Passwords are hashed quickly in these tests, but for those that are about the slow hash."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def quick_hashes(settings, request):
    if "slow" not in request.node.name:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def fresh_limits():
    """Nobody has tried before."""
    cache.clear()
    yield
    cache.clear()
