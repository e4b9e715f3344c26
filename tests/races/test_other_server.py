"""A PostgreSQL of somebody else's, named in DATABASE_URL, serves as the embedded one does."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from yimen.site.embedded import Embedded

pytestmark = pytest.mark.race


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a server that this test did not name in DATA_DIR, with an empty database."""
    server = Embedded(tmp_path / "theirs")
    words = server.up()
    try:
        with psycopg.connect(
            host=words["HOST"],
            user=words["USER"],
            password=words["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as connection:
            connection.execute("CREATE DATABASE city")
        yield f"postgresql://{words['USER']}:{quote(words['PASSWORD'])}@/city?host={quote(words['HOST'])}"
    finally:
        server.down()
        if server.cluster.parent != tmp_path / "theirs":
            shutil.rmtree(server.cluster.parent, ignore_errors=True)


def yimen(tmp_path: Path, address: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command against that server."""
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "ours"), "DATABASE_URL": address}
    environment.pop("YIMEN_TEST_DATABASE", None)
    return subprocess.run(
        [sys.executable, "-m", "yimen", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_a_server_named_by_its_address_is_migrated_and_used(tmp_path, address):
    migrated = yimen(tmp_path, address, "migrate")
    assert migrated.returncode == 0, migrated.stderr

    verified = yimen(tmp_path, address, "journal", "verify", "--json")
    assert verified.returncode == 0, verified.stderr
    assert json.loads(verified.stdout)["faults"] == []

    with psycopg.connect(address) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE tablename = 'cases_case'"
        ).fetchone()
    assert tables == (1,)
    assert not (tmp_path / "ours" / "postgres").exists()


def test_a_server_that_does_not_answer_is_said_in_a_sentence(tmp_path):
    answer = yimen(tmp_path, "postgresql://nobody@127.0.0.1:9/city", "migrate")

    assert answer.returncode != 0
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()
