"""The embedded PostgreSQL: made in a new folder, closed to the network, and whole after a power cut."""

import os
import shutil
import signal
import stat

import psycopg
import pytest

from yimen.site.embedded import Embedded

pytestmark = pytest.mark.race


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    made = Embedded(folder)
    made.up()
    yield made
    made.down()
    shutil.rmtree(made.cluster if made.cluster.is_relative_to(folder) else made.cluster.parent)


def ask(cluster: Embedded, question: str):
    address = cluster.address()
    with psycopg.connect(
        host=address["HOST"], user=address["USER"], password=address["PASSWORD"], dbname="postgres"
    ) as connection:
        answer = connection.execute(question)
        return answer.fetchone()[0] if answer.description else None


def test_it_listens_on_its_socket_only_and_asks_for_the_password(cluster):
    address = cluster.address()

    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SHOW password_encryption") == "scram-sha-256"
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=address["HOST"], user="postgres", password="wrong", dbname="postgres")


def test_its_folders_and_its_password_are_closed_to_others(cluster):
    for path in (cluster.cluster, cluster._password_file):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_it_writes_through(cluster):
    assert (ask(cluster, "SHOW fsync"), ask(cluster, "SHOW synchronous_commit")) == ("on", "on")


def test_what_was_committed_survives_a_power_cut(cluster):
    ask(cluster, "CREATE TABLE kept AS SELECT 7 AS n")
    cluster.kill()
    assert not cluster.running()

    cluster.up()

    assert ask(cluster, "SELECT n FROM kept") == 7


def test_a_server_killed_under_an_open_connection_is_started_again(cluster):
    address = cluster.address()
    words = {"host": address["HOST"], "user": address["USER"], "password": address["PASSWORD"]}
    with psycopg.connect(**words, dbname="postgres") as held:
        held.execute("SELECT 1")
        os.kill(int((cluster.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

        cluster.up()

        assert ask(cluster, "SELECT n FROM kept") == 7
        with pytest.raises(psycopg.OperationalError):
            held.execute("SELECT 1")


def test_starting_twice_is_starting_once(cluster):
    before = ask(cluster, "SELECT pg_postmaster_start_time()")
    cluster.up()

    assert ask(cluster, "SELECT pg_postmaster_start_time()") == before


def test_a_cluster_that_cannot_start_says_why(cluster):
    cluster.down()
    file = cluster.cluster / "postgresql.auto.conf"
    words = file.read_text()
    file.write_text("nonsense = 1\n")
    try:
        with pytest.raises(RuntimeError, match="nonsense"):
            cluster.up()
    finally:
        file.write_text(words)
    cluster.up()

    assert cluster.running()


def test_a_cluster_that_is_removed_is_stopped_and_leaves_nothing(tmp_path):
    made = Embedded(tmp_path)
    made.up()

    made.remove()

    assert not made.running()
    assert not made.cluster.exists()
