"""Passwords are hashed quickly in these tests, but for those that are about the slow hash."""

import pytest
from django.core.cache import cache

from yimen.registers.people.tests.make import AT


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


@pytest.fixture
def at(monkeypatch):
    """The hour, as sessions and forms see it."""
    hour = {"now": AT}
    for module in ("middleware", "unsent", "signing"):
        monkeypatch.setattr(f"yimen.registers.people.{module}.now", lambda: hour["now"])
    return hour
