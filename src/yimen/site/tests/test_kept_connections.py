"""A kept connection is usable while the server is silent, and known to be lost once the server hung up."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def other() -> Iterator[Any]:
    """A connection of its own, as another thread would have."""
    one = connections.create_connection("default")
    one.connect()
    yield one
    one.close()


def test_a_silent_connection_is_usable_without_a_question(other):
    with other.execute_wrapper(lambda *_ignored: pytest.fail("the server was asked")):
        assert other.is_usable()


def test_a_connection_the_server_ended_is_not_usable(other):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [other.connection.info.backend_pid])
    for _attempt in range(100):
        if not other.is_usable():
            break
        time.sleep(0.02)

    assert not other.is_usable()


def test_a_connection_that_was_never_made_is_not_usable():
    assert not connections.create_connection("default").is_usable()
