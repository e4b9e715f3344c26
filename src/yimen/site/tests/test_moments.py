"""Moments come from the database as the server writes them, in the zone that Django asks it for."""

from datetime import UTC

import pytest
from django.db import connection
from psycopg.pq import Format

from yimen.ground.statements import ask
from yimen.site.postgresql.base import Moment

pytestmark = pytest.mark.django_db
TIMESTAMPTZ = 1184  # its number in every PostgreSQL


@pytest.mark.parametrize(
    "words", ["2026-03-02 04:00:00+00", "2026-03-02 04:00:00.1+00", "2026-03-02 04:00:00.000001+00"]
)
def test_moments_are_read_as_the_server_writes_them(words):
    (found,) = ask("SELECT %s::timestamptz", [words]).fetchone()

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_char(%s, 'YYYY-MM-DD HH24:MI:SS.US')", [found])
        assert cursor.fetchone()[0] == f"{found:%Y-%m-%d %H:%M:%S.%f}"
    assert found.tzinfo is UTC
    assert connection.connection.adapters.get_loader(TIMESTAMPTZ, Format.TEXT) is Moment
