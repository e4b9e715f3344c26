"""The log while the database is away."""

import logging
import sys
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import DisallowedHost, ImproperlyConfigured, PermissionDenied
from django.db import OperationalError

from yimen.ground.calendar.rules import SHANGHAI
from yimen.registers.people.models import Account
from yimen.site import environment, logs
from yimen.site.logs import ByDay, OneLineWhileAway

AT = datetime(2026, 11, 29, 12, tzinfo=SHANGHAI)


def record(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except type(error):
        return logging.LogRecord("x", logging.ERROR, "x", 1, "Away: %s", ("/matters/",), sys.exc_info())


def test_a_database_that_is_away_is_one_line():
    said = record(OperationalError("connection refused\nIs it running?"))

    assert OneLineWhileAway().filter(said)
    assert logging.Formatter().format(said) == "Away: /matters/ (connection refused)"


@pytest.mark.parametrize("error", [ValueError("100%"), KeyError("x")])
def test_every_other_error_keeps_its_trace(error):
    said = record(error)

    assert OneLineWhileAway().filter(said)
    assert "Traceback" in logging.Formatter().format(said)


@pytest.mark.rule("F-301", "L-32", "K-18")
@pytest.mark.parametrize("said", ["0", "30", "183"])
def test_logs_cannot_be_kept_for_less_than_six_months(monkeypatch, said):
    monkeypatch.setenv("YIMEN_LOG_DAYS", said)

    with pytest.raises(ImproperlyConfigured, match="at least 184"):
        environment.days_at_least("YIMEN_LOG_DAYS", least=184, default=366)


@pytest.mark.rule("F-301", "L-32", "K-18")
def test_only_logs_older_than_the_setting_and_never_younger_than_six_months_are_removed(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "logs"
    folder.mkdir()
    for back in (0, 100, 184, 185, 366, 367, 1000):
        (folder / f"yimen-{(AT - timedelta(days=back)).date()}.log").write_text("x")
    (folder / "other.log").write_text("x")

    settings.LOG_DAYS = 366
    assert logs.forget_old(at=AT) == 0
    assert len(list(folder.iterdir())) == 6
    settings.LOG_DAYS = 1  # even if somebody forces it
    logs.forget_old(at=AT)
    assert sorted(one.name for one in folder.iterdir()) == sorted(
        ["other.log", *(f"yimen-{(AT - timedelta(days=back)).date()}.log" for back in (0, 100, 184))]
    )


@pytest.mark.rule("L-32")
def test_every_request_is_one_line_of_the_days_log_without_query(client, tmp_path, settings):
    handler = ByDay(str(tmp_path))
    logger = logging.getLogger("yimen.requests")
    logger.addHandler(handler)
    try:
        client.get("/no-such%0Apage/?name=secret")
    finally:
        logger.removeHandler(handler)
        handler.close()

    [path] = tmp_path.iterdir()
    [line] = path.read_text().splitlines()
    assert "GET /no-such\\npage/ 404" in line
    assert "secret" not in line


@pytest.mark.rule("F-301")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/accounts/password/reset/key/1z-abc123-0f3e/", "/accounts/password/reset/key/*-*/"),
        ("/verify/WXYZ2345ABCD/", "/verify/*/"),
    ],
)
@pytest.mark.parametrize("host", ["testserver", "elsewhere.example"])
def test_what_opens_something_stands_in_no_log(client, caplog, path, line, host):
    with caplog.at_level(logging.INFO, "yimen.requests"):
        logger = logging.getLogger("yimen.requests")
        logger.addHandler(caplog.handler)
        try:
            client.get(path, headers={"host": host})
        finally:
            logger.removeHandler(caplog.handler)

    told = [one.getMessage() for one in caplog.records if one.name == "yimen.requests"]
    assert f"GET {line} " in told[-1]


def test_a_caller_who_names_another_site_is_one_line():
    said = record(DisallowedHost("Invalid HTTP_HOST header"))

    assert OneLineWhileAway().filter(said)
    assert "\n" not in logging.Formatter().format(said)


@pytest.mark.rule("F-301")
@pytest.mark.django_db
def test_whoever_may_not_enter_is_one_line_with_who_and_where(client, caplog):
    account = Account.objects.create_user("wang")
    client.force_login(account)

    assert client.get("/desk/operation/?name=secret").status_code == 403

    [said] = [one for one in caplog.records if one.name == "django.request"]
    assert OneLineWhileAway().filter(said)
    line = logging.Formatter().format(said)
    assert line == f"Forbidden: 127.0.0.1 account:{account.pk} GET /desk/operation/"


def test_a_refusal_without_a_request_is_one_line():
    said = record(PermissionDenied("not yours"))

    assert OneLineWhileAway().filter(said)
    assert logging.Formatter().format(said) == "Forbidden: not yours"


@pytest.mark.rule("L-32")
def test_the_file_changes_at_midnight_of_the_place(tmp_path):
    handler = ByDay(str(tmp_path))
    for at in (AT.replace(hour=23, minute=59), AT.replace(hour=23, minute=59) + timedelta(minutes=2)):
        record = logging.LogRecord("any", logging.WARNING, "", 0, f"at {at:%H:%M}", None, None)
        record.created = at.timestamp()
        handler.emit(record)
    handler.close()

    first, second = sorted(tmp_path.iterdir())
    assert (first.read_text(), second.read_text()) == ("at 23:59\n", "at 00:01\n")
    assert first.name == f"yimen-{AT.date()}.log"
