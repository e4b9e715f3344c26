"""Every test: the database is up before Django asks for it."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("YIMEN_PUBLIC_URL", "http://127.0.0.1:8000")

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.signals import post_migrate  # noqa: TID251 nothing is said by it: it is silenced below
from pytest_django.plugin import DjangoDbBlocker
from schemathesis.pytest.plugin import SchemathesisFunction

from yimen.ground import memory
from yimen.ground.languages.catalogues import compile_all
from yimen.site import identity

LONG = re.compile(
    r"tests/law/|test_database_killed|test_worker_killed|test_demonstration|test_main_job|test_desk\.py"
)  # else one worker would wait for the other

COUNTED_FROM = 1_000_000  # "account:11" in a test is nobody who has an account there, and no post has an account's number
STAY = {"django_content_type", "auth_permission"}  # what models there are does not change
_flush = DatabaseOperations.sql_flush


def _empty_what_is_filled(
    operations: DatabaseOperations, style: Any, tables: Sequence[str], **words: Any
) -> list[str]:
    """Empty the tables that hold something: all of them, and naming the models anew, take most of a second a test."""
    asked = [
        f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {operations.quote_name(one)})"  # noqa: S608 our own tables
        for one in tables
        if one not in STAY
    ]
    with operations.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        filled = [one for (one,) in cursor.fetchall()]
    emptied = _flush(operations, style, filled, **{**words, "allow_cascade": True})
    return [
        "SET LOCAL session_replication_role = replica",  # the journal lets nobody delete what it holds
        "DELETE FROM journal",
        "SET LOCAL session_replication_role = DEFAULT",
        *emptied,
    ]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Name the models once, not after each test that commits; count the rows of each table from a million of its own."""
    post_migrate.receivers = []
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, %s * row_number() OVER (ORDER BY sequencename))"
            " FROM pg_sequences WHERE coalesce(last_value, 0) < %s",
            [COUNTED_FROM, COUNTED_FROM],
        )


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues; serve static files as they lie in the source, under the name of the demonstration's city."""
    compile_all()
    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "sql_flush", _empty_what_is_filled)
    config.add_cleanup(patch.undo)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.SITE_IDENTITY.update(identity.read(Path(settings.PACKAGE) / "demo" / "data" / "site.toml"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """A test that empties the tables runs apart from those that need what the migrations put in them; the longest begin.

    Raises UsageError for tests that share an address: of these only one would run where tests are handed out by file.
    """
    for item in items:
        if isinstance(item, SchemathesisFunction):  # its name has the operation, its address has not
            params = item.name.removeprefix(item.originalname).strip("[]")
            item._id = item.id.with_params(
                params
            )  # pytest offers no other way; the check below tells if it fails
        mark = item.get_closest_marker("django_db")
        empties = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        alone = item.get_closest_marker("race") or item.get_closest_marker("journey")
        if (empties or (mark and mark.kwargs.get("transaction"))) and not alone:
            item.add_marker("race")
    shared = [address for address, times in Counter(item.nodeid for item in items).items() if times > 1]
    if shared:
        message = f"tests with the same address: {shared}"
        raise pytest.UsageError(message)
    yield
    items.sort(key=lambda item: not LONG.search(item.nodeid))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the embedded server when no other is named."""
    if settings.EMBEDDED is not None:
        settings.EMBEDDED.up()


@pytest.fixture(autouse=True)
def fresh_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps outlives no test, and grows no older within one, but where processes and browsers run."""
    memory.forget_all()
    if not any(request.node.get_closest_marker(one) for one in ("race", "journey")):
        monkeypatch.setattr(memory, "moment", lambda: 0.0)
