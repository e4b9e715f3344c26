"""What is looked at before anything is started, and what is left behind."""

import errno
import os
import socket
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from yimen.site import lifebook, rulebook, serving
from yimen.site.command import ALONE


def command() -> typer.Typer:
    app = typer.Typer()
    serving.mount(app)
    return app


@pytest.mark.parametrize("name", ["serve", "demo"])
def test_a_port_that_is_taken_is_said_before_the_database_is_touched(monkeypatch, name):
    prepared = []
    monkeypatch.setattr(serving, "prepare", lambda: prepared.append(1))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(command(), [name, "--port", str(port)])

    assert (done.exit_code, prepared) == (2, [])
    assert f"Port {port} of 127.0.0.1 is taken by another program." in done.stderr
    other = int(done.stderr.strip().rpartition("PORT=")[2])
    assert other != port


def test_no_database_is_started_before_it_is_known_that_the_port_is_free():
    assert {"serve", "demo"} <= ALONE


def test_serving_processes_are_told_how_many_share_a_limit(monkeypatch, settings):
    settings.EMBEDDED, told = None, []
    monkeypatch.setenv("YIMEN_PROCESSES", "7")
    monkeypatch.setattr(serving, "prepare", lambda: None)
    monkeypatch.setattr(serving, "why_not", lambda *_address: "")
    monkeypatch.setattr(serving, "watch", lambda *_all, **_words: told.append(os.environ["YIMEN_PROCESSES"]))

    for words in ([], ["--processes", "3"]):
        CliRunner().invoke(command(), ["serve", *words])

    assert told == ["7", "3"]


@pytest.mark.parametrize("host", ["203.0.113.9", "no-such-host.invalid"])
def test_a_host_that_is_not_this_machine_is_said(host):
    assert serving.why_not(host, 8000).startswith(f"{host} is no address of this machine")


def test_a_port_that_belongs_to_the_system_is_said(monkeypatch):
    monkeypatch.setattr(serving, "_hindrance", lambda *_address: PermissionError(errno.EACCES, "no"))

    assert "above 1023: PORT=8000" in serving.why_not("127.0.0.1", 80)


def test_an_address_of_the_newer_kind_can_be_served_from():
    assert "no address" not in serving.why_not("::1", 0)


def test_the_mark_of_the_static_files_is_not_served(monkeypatch, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / ".from").write_text("old")
    for name in ("database.up", "database.migrate", "fitting.hold", "compile_all"):
        monkeypatch.setattr(f"yimen.site.serving.{name}", lambda: None)
    collected = []
    monkeypatch.setattr(serving, "call_command", lambda *_args, **_words: collected.append(1))

    serving.prepare()
    serving.prepare()

    assert list(Path(settings.STATIC_ROOT).iterdir()) == []
    assert collected == [1]


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_package_without_the_rulebook_says_so(monkeypatch, tmp_path, words):
    monkeypatch.setattr(rulebook, "ROOT", tmp_path)

    done = CliRunner().invoke(rulebook.app, words)

    assert done.exit_code == 1
    assert "not part of an installed package; get the source" in done.stderr


def test_a_package_without_its_source_draws_no_lives_beside_itself(monkeypatch, tmp_path):
    monkeypatch.setattr(lifebook, "ROOT", tmp_path)
    monkeypatch.setattr(lifebook, "compile_all", lambda: None)

    done = CliRunner().invoke(lifebook.app, ["write"])

    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "yimen life write FOLDER" in done.stderr
