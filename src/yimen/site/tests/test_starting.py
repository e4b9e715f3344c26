"""What is looked at before anything is started, and what is left behind."""

import socket
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from yimen.site import rulebook, serving


def command() -> typer.Typer:
    app = typer.Typer()
    serving.mount(app)
    return app


def test_a_port_that_is_taken_is_said_before_the_database_is_touched(monkeypatch):
    prepared = []
    monkeypatch.setattr(serving, "prepare", lambda: prepared.append(1))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = CliRunner().invoke(command(), ["serve", "--port", str(taken.getsockname()[1])])

    assert (done.exit_code, prepared) == (2, [])
    assert "is in use" in done.stderr


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
    assert "not part of an installed package" in done.stderr
