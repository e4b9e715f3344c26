"""`yimen check` says in one sentence each what a production set-up still lacks."""

import json
import os

import pytest
import typer
from typer.testing import CliRunner

from yimen.ground.bus.models import Parked
from yimen.ground.clock import now
from yimen.site import checking

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(settings, monkeypatch, tmp_path):
    """A set-up in which everything that a test can arrange is in order."""
    stamp, socket = tmp_path / "backup", tmp_path / "clamd"
    stamp.touch()
    socket.touch()
    settings.DEMO = settings.DEBUG = False
    settings.STAFF_MFA, settings.EMBEDDED = True, None
    settings.PUBLIC_URL = "https://gz.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.CLAMD_SOCKET = str(socket)
    settings.ARCHIVE_COPIES = [("/a", "disk"), ("/b", "disk"), ("/c", "tape")]
    monkeypatch.setenv("YIMEN_KEYRING", "/etc/yimen/keyring.json")
    monkeypatch.setenv("YIMEN_BACKUP_STAMP", str(stamp))
    return stamp


def found() -> set[str]:
    return set(checking.findings()) - {"calendar"}  # next year's holidays are announced in November


def test_a_whole_set_up_lacks_nothing(whole):
    assert found() == set()


@pytest.mark.parametrize(
    ("setting", "value", "name", "said"),
    [
        ("DEMO", True, "demonstration", "demonstration"),
        ("DEBUG", True, "debug", "strangers"),
        ("STAFF_MFA", False, "second factor", "second factor"),
        ("PUBLIC_URL", "http://gz.example", "https", "YIMEN_PUBLIC_URL"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "mail", "YIMEN_MAIL_BACKEND"),
        ("CLAMD_SOCKET", "", "scanner", "CLAMD_SOCKET"),
        ("CLAMD_SOCKET", "/nowhere/clamd", "scanner", "/nowhere/clamd"),
        ("EMBEDDED", object(), "database", "DATABASE_URL"),
        ("ARCHIVE_COPIES", [("/a", "disk"), ("/b", "tape")], "archive", "three"),
        ("ARCHIVE_COPIES", [("/a", "disk"), ("/b", "disk"), ("/c", "disk")], "archive", "medium"),
    ],
)
def test_each_thing_that_is_open_gets_its_sentence(whole, settings, setting, value, name, said):
    setattr(settings, setting, value)

    assert found() == {name}
    sentence = checking.findings()[name]
    assert said in sentence
    assert sentence.endswith(".")


def test_a_keyring_in_the_data_folder_is_said(whole, monkeypatch):
    monkeypatch.delenv("YIMEN_KEYRING")

    assert found() == {"secret"}


def test_a_backup_that_is_unknown_missing_or_old_is_said(whole, monkeypatch):
    os.utime(whole, (1_700_000_000, 1_700_000_000))
    assert "hours old" in checking.findings()["backups"]
    whole.unlink()
    assert "never succeeded" in checking.findings()["backups"]
    monkeypatch.delenv("YIMEN_BACKUP_STAMP")
    assert "No backup is known" in checking.findings()["backups"]


def test_events_that_nobody_could_hear_are_counted(whole):
    for position in (1, 2):
        Parked.objects.create(listener="x", xid=1, position=position, subject=1, type="x.Y", not_before=now())

    assert checking.findings()["bus"].startswith("2 events could not be heard")


def run(*words: str):
    app = typer.Typer()
    checking.mount(app)
    return CliRunner().invoke(app, [*words])


def test_the_command_lists_every_check_and_ends_with_1_if_something_lacks(whole, settings):
    settings.DEBUG = True

    answer, plain = run(), run("--json")

    assert (answer.exit_code, plain.exit_code) == (1, 1)
    assert "! debug: YIMEN_DEBUG is on" in answer.output
    assert "✓ https: in order" in answer.output
    assert len(answer.output.splitlines()) == len(checking.CHECKS)
    assert "debug" in json.loads(plain.output)
