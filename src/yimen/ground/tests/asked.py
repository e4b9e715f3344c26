"""How often a page asks the database, for the tests of every module."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def asked(client: Client, address: str) -> list[str]:
    """Return what a warm page asks the database, session and account among it."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in seen if one["sql"].startswith("SELECT")]
