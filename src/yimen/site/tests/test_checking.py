"""`yimen check` says in one sentence each what a production set-up still lacks."""

import json
import os
import smtplib
import socket
import threading
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from django.db import connection
from typer.testing import CliRunner

from yimen.doors.api.models import Webhook
from yimen.ground.bus import beating
from yimen.ground.bus.models import Beat, Imprint, Parked
from yimen.ground.clock import now
from yimen.means.documents import sealing
from yimen.means.notices.models import Message, Outgoing
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.models import Holding, Organ
from yimen.registers.agencies.tests.make import appoint, organ, post
from yimen.registers.catalogue.tests.make import published_matter
from yimen.site import checking, fitting, identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def clamd(tmp_path):
    """A scanner that says that it is there."""
    path = tmp_path / "clamd"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen()

        def answer() -> None:
            while True:
                try:
                    link, _address = door.accept()
                except OSError:
                    return
                with link:
                    link.recv(16)
                    link.sendall(b"PONG\0")

        threading.Thread(target=answer, daemon=True).start()
        yield path


@pytest.fixture
def whole(settings, monkeypatch, tmp_path, clamd):
    """A set-up in which everything that a test can arrange is in order."""
    stamp = tmp_path / "backup"
    stamp.touch()
    copies = [tmp_path / name for name in "abc"]
    for folder in copies:
        folder.mkdir()
    settings.DEMO = settings.DEBUG = False
    settings.STAFF_MFA, settings.EMBEDDED = True, None
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://gz.example", ["gz.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "yimen@gz.example"
    settings.CLAMD_SOCKET = str(clamd)
    settings.ARCHIVE_COPIES = list(zip(map(str, copies), ("disk", "disk", "tape"), strict=True))
    monkeypatch.setattr(checking.shutil, "disk_usage", lambda _path: Usage(10**12, 0, 10**12))
    settings.RECONSIDERATION_URL = "https://fuyi.gz.example/"
    monkeypatch.setenv("YIMEN_KEYRING", "/etc/yimen/keyring.json")
    monkeypatch.setenv("YIMEN_OIDC_KEY", "/etc/yimen/oidc.pem")
    monkeypatch.setenv("YIMEN_BACKUP_STAMP", str(stamp))
    appoint(post(organ(), "operator"), 11)
    for part in ("minding", "making"):
        beating.beat(part)
    return stamp


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def found() -> set[str]:
    return set(checking.findings()) - {"calendar"}  # next year's holidays are announced in November


def test_a_whole_set_up_lacks_nothing(whole):
    assert found() == set()


@pytest.mark.parametrize(
    ("setting", "value", "name", "said"),
    [
        ("DEMO", True, "demonstration", "demonstration"),
        ("DEBUG", True, "debug", "strangers"),
        ("STAFF_MFA", False, "second factor", "YIMEN_STAFF_MFA"),
        ("PUBLIC_URL", "http://gz.example", "https", "YIMEN_PUBLIC_URL"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "mail", "YIMEN_MAIL_HOST"),
        ("DEFAULT_FROM_EMAIL", "yimen@localhost", "mail", "YIMEN_MAIL_FROM"),
        ("ALLOWED_HOSTS", ["localhost"], "hosts", "gz.example"),
        ("SITE_IDENTITY", identity.read(None), "identity", "icp"),
        ("CLAMD_SOCKET", "", "scanner", "CLAMD_SOCKET"),
        ("CLAMD_SOCKET", "/nowhere/clamd", "scanner", "/nowhere/clamd"),
        ("EMBEDDED", object(), "database", "DATABASE_URL"),
        ("ALLOWED_HOSTS", ["*"], "hosts", "YIMEN_HOSTS"),
        ("PROXIES", ["127.0.0.1", "*"], "proxies", "YIMEN_PROXIES"),
        ("API_TOKENS_PER_MINUTE", 0, "limits", "YIMEN_API_TOKENS_PER_MINUTE"),
        ("API_CALLS_PER_MINUTE", 0, "limits", "YIMEN_API_CALLS_PER_MINUTE"),
        pytest.param(
            "RECONSIDERATION_URL",
            "",
            "reconsideration",
            "YIMEN_RECONSIDERATION_URL",
            marks=pytest.mark.rule("A-508"),
        ),
        pytest.param(
            "PUBLISHED_KINDS",
            ["05"],
            "publication",
            "YIMEN_PUBLISHED_KINDS",
            marks=pytest.mark.rule("A-513"),
        ),
        pytest.param(
            "PUBLICATION_DAYS",
            8,
            "publication",
            "YIMEN_PUBLICATION_DAYS",
            marks=pytest.mark.rule("A-513"),
        ),
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


def test_a_key_that_lies_with_the_data_or_open_to_all_is_said(whole, monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setenv("YIMEN_OIDC_KEY", str(settings.DATA_DIR / "oidc.pem"))
    assert "YIMEN_OIDC_KEY" in checking.findings()["secret"]

    key = tmp_path / "oidc.pem"
    key.write_text("x")
    key.chmod(0o644)
    monkeypatch.setenv("YIMEN_OIDC_KEY", str(key))
    assert f"can open {key}" in checking.findings()["secret"]

    key.chmod(0o640)
    assert "secret" not in checking.findings()


@pytest.mark.parametrize(
    ("host", "address", "here"),
    [
        ("/var/run/postgresql", "", True),
        ("", "", True),
        ("localhost", "127.0.0.1", True),
        ("db", "::1", True),
        ("db.gz.example", "10.0.0.7", False),
        ("mail.gz.example", "", False),
    ],
)
def test_what_stays_on_this_machine_needs_no_encryption(host, address, here):
    assert checking._is_here(host, address) == here


def test_a_database_to_which_the_line_is_open_is_said(whole, monkeypatch):
    monkeypatch.setattr(checking, "_is_here", lambda _host, _address="": False)

    assert "sslmode=verify-full" in checking.findings()["database line"]


def test_mail_that_leaves_in_the_clear_is_said(whole, settings):
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "mail.gz.example", False, False
    assert "YIMEN_MAIL_TLS" in checking.findings()["mail"]

    settings.EMAIL_HOST = "127.0.0.1"
    assert found() == set()


@pytest.mark.rule("T-02")
@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-11-20", ""), ("2026-12-01", "holidays of 2027"), ("2030-03-01", "every deadline may be wrong")],
)
def test_holidays_that_ought_to_be_loaded_and_are_not_are_said(whole, monkeypatch, day, said):
    monkeypatch.setattr(checking, "now", lambda: datetime.fromisoformat(f"{day}T09:00+08:00"))

    assert said in checking.findings().get("calendar", "")
    assert bool(said) == ("calendar" in checking.findings())


@pytest.mark.rule("A-508")
def test_an_organ_whose_decisions_could_name_no_remedy_is_said(whole):
    published_matter()
    assert "remedies" not in checking.findings()

    Organ.objects.update(court="")
    agencies.forget()

    assert "scjgj" in checking.findings()["remedies"]


def test_seals_that_the_platform_gave_itself_are_counted(whole):
    sealing.key_of(5, "高州市市场监督管理局", now())

    assert checking.findings()["seals"].startswith("1 organs seal with a certificate")


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


def test_an_ordinary_file_is_no_scanner(whole, settings):
    settings.CLAMD_SOCKET = str(whole)

    assert found() == {"scanner"}


def test_a_mail_server_that_does_not_take_us_is_said(whole, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.gz.example", 587

    def refuse(*_args, **_words):
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr(smtplib, "SMTP", refuse)
    assert "mail.gz.example:587 does not take us" in checking.findings()["mail"]


def test_a_medium_that_is_not_mounted_is_said(whole, settings):
    Path(settings.ARCHIVE_COPIES[2][0]).rmdir()

    assert "(tape), is not there" in checking.findings()["archive"]


def test_a_disk_that_is_nearly_full_is_said(whole, monkeypatch):
    monkeypatch.setattr(checking.shutil, "disk_usage", lambda _path: Usage(10**12, 0, 10**10))

    assert "9.3 GiB (1 %)" in checking.findings()["disk"]


def test_a_worker_that_does_not_run_is_said(whole):
    Beat.objects.filter(part="making").delete()
    assert "documents" in checking.findings()["worker"]
    Beat.objects.all().delete()
    assert "heard" in checking.findings()["worker"]


def test_an_installation_without_officers_or_operator_is_said(whole):
    Holding.objects.all().delete()
    assert "No officer is appointed" in checking.findings()["staff"]
    appoint(post(organ("hall"), "window"), 12)
    assert "operator" in checking.findings()["staff"]


def test_messages_and_webhooks_that_fail_are_counted(whole):
    message = Message.objects.create(person_id=1, kind="x", subject=1, cause="c", data={}, at=now())
    Outgoing.objects.create(message=message, channel="email", state="failed", not_before=now())
    Webhook.objects.create(client_id="b", url="https://b.cn/", secret=b"", failures=3, not_before=now())

    assert found() == {"messages", "webhooks"}


def test_a_keyring_of_another_database_is_said(whole):
    fitting.hold()
    Imprint.objects.filter(key="index").update(digest="0" * 64)

    assert found() == {"keyring"}


def test_a_database_that_is_not_set_up_is_said_and_not_a_traceback(whole):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bus_parked RENAME TO gone")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'bus' AND name LIKE '0006%%'")

    told = checking.findings()

    assert told["bus"] == "This cannot be told before yimen migrate."
    assert "1 migrations are waiting" in told["migrations"]


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
