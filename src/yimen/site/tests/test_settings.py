"""Settings come from outside, safe without any, and nonsense is refused with a sentence."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from yimen.site import environment, keyring
from yimen.site import settings as ours

NAMES = [
    "DEBUG",
    "DEMO",
    "STAFF_MFA",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SECURE_HSTS_SECONDS",
    "X_FRAME_OPTIONS",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
    "ALLOWED_HOSTS",
    "EMAIL_BACKEND",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_TLS",
    "EMAIL_USE_SSL",
]
ASK = f"import json\nfrom yimen.site import settings as s\nprint(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"


def settings_with(folder: Path, **given: str) -> dict[str, object]:
    """What a fresh process with these variables has for settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("YIMEN_", "DATABASE"))}
    environ = {**clean, "DATA_DIR": str(folder), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x", **given}
    answer = subprocess.run(
        [sys.executable, "-c", ASK], env=environ, capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def test_without_any_variable_everything_is_closed(tmp_path):
    found = settings_with(tmp_path)

    assert (found["DEBUG"], found["DEMO"], found["STAFF_MFA"]) == (False, False, True)
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["X_FRAME_OPTIONS"] == "DENY"
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert "console" in str(found["EMAIL_BACKEND"])


@pytest.mark.parametrize(
    ("said", "port", "tls", "ssl"),
    [
        ({}, 587, True, False),
        ({"YIMEN_MAIL_TLS": "ssl"}, 465, False, True),
        ({"YIMEN_MAIL_TLS": "no"}, 25, False, False),
    ],
)
def test_a_mail_server_is_named_and_spoken_to_under_cover_unless_told_otherwise(
    tmp_path, said, port, tls, ssl
):
    found = settings_with(tmp_path, YIMEN_MAIL_HOST="mail.gz.example", **said)

    assert "smtp" in str(found["EMAIL_BACKEND"])
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.gz.example", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_behind_https_no_cookie_travels_in_the_clear(tmp_path):
    found = settings_with(tmp_path, YIMEN_PUBLIC_URL="https://gz.example", YIMEN_HOSTS="gz.example")

    assert {found[name] for name in NAMES if name.endswith("_SECURE")} == {True}
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    assert found["ALLOWED_HOSTS"] == ["gz.example"]


@pytest.mark.parametrize(("said", "means"), [("yes", True), ("0", False), (" ON ", True), ("", False)])
def test_a_flag_is_yes_or_no(monkeypatch, said, means):
    monkeypatch.setenv("YIMEN_TEST", said)

    assert environment.flag("YIMEN_TEST", default=False) is means


@pytest.mark.parametrize("said", ["maybe", "2", "ja", "True!"])
def test_a_flag_that_is_neither_is_refused_by_name(monkeypatch, said):
    monkeypatch.setenv("YIMEN_TEST", said)

    with pytest.raises(ImproperlyConfigured, match="YIMEN_TEST must be yes or no"):
        environment.flag("YIMEN_TEST", default=False)


@pytest.mark.parametrize("said", ["many", "-1", "1.5", "0x10"])
def test_a_number_that_is_none_is_refused_by_name(monkeypatch, said):
    monkeypatch.setenv("YIMEN_TEST", said)

    with pytest.raises(ImproperlyConfigured, match="YIMEN_TEST must be a whole number"):
        environment.number("YIMEN_TEST", default=1)


def test_a_number_below_the_least_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("YIMEN_TEST", "0")

    with pytest.raises(ImproperlyConfigured, match="YIMEN_TEST must be a whole number from 1 on, not '0'"):
        environment.number("YIMEN_TEST", default=1, least=1)


def test_an_address_of_a_database_is_taken_apart():
    found = environment.database("postgresql://li%40x:p%2Fw@db:5433/city?sslmode=require")

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("li@x", "p/w", "db", "5433")
    assert (found["NAME"], found["OPTIONS"]) == ("city", {"sslmode": "require"})
    assert environment.database("postgres:///x?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["sqlite:///x", "mysql://a@b/c", "city", ""])
def test_another_database_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with postgresql"):
        environment.database(url)


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path):
    path = tmp_path / "new" / "keyring.json"
    keyring.make(path)
    first = keyring.load(path)
    keyring.make(path)

    assert keyring.load(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len({first.session, first.index, first.codes, first.journal, *first.vault.values()}) == 5
    assert len(first.session) == 32


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"session": "xx"}', "null", '{"session": 1, "index": 1, "codes": 1}']
)
def test_a_broken_keyring_is_named(tmp_path, content):
    path = tmp_path / "keyring.json"
    path.write_text(content)

    with pytest.raises(ImproperlyConfigured, match=re.escape(str(path))):
        keyring.load(path)


@pytest.mark.parametrize(
    "change", [{"session": "ab"}, {"vault": {}}, {"vault": {"1": ""}}, {"vault": {"x": "ab"}}]
)
def test_a_short_key_or_an_empty_vault_is_refused(tmp_path, change):
    path = tmp_path / "keyring.json"
    keyring.make(path)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))

    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        keyring.load(path)


def test_the_key_of_identity_tokens_is_made_once_and_closed(tmp_path):
    path = tmp_path / "oidc.pem"

    assert keyring.signing_key(path) == keyring.signing_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["oidc.pem"]


def test_no_secret_lies_in_the_source():
    secret = re.compile(r"BEGIN [A-Z ]*PRIVATE KEY|SECRET_KEY\s*=\s*[\"']|\b[0-9a-f]{64}\b")
    files = [
        path
        for path in ours.PACKAGE.rglob("*")
        if path.suffix in {".py", ".json", ".toml", ".env", ".pem", ".html"} and "tests" not in path.parts
    ]
    found = [path for path in files if secret.search(path.read_text("utf-8", errors="replace"))]

    assert len(files) > 200
    assert found == []


@pytest.mark.rule("K-25", "J-403")
@pytest.mark.parametrize("run_by", ["", "department", "company"])
def test_whoever_is_no_government_cannot_show_the_national_emblem(monkeypatch, run_by):
    monkeypatch.setenv("YIMEN_EMBLEM", "/static/emblem.svg")
    monkeypatch.setenv("YIMEN_RUN_BY", run_by)

    with pytest.raises(ImproperlyConfigured, match="government"):
        environment.emblem("YIMEN_EMBLEM", "YIMEN_RUN_BY")


@pytest.mark.rule("K-25", "J-403")
@pytest.mark.django_db
def test_a_government_shows_the_emblem_on_its_home_page_only_and_nobody_by_default(
    monkeypatch, settings, client
):
    monkeypatch.setenv("YIMEN_EMBLEM", "/static/emblem.svg")
    monkeypatch.setenv("YIMEN_RUN_BY", "government")
    assert settings.SITE_IDENTITY["emblem"] == ""
    assert "emblem" not in client.get("/").content.decode()
    shown = environment.emblem("YIMEN_EMBLEM", "YIMEN_RUN_BY")
    settings.SITE_IDENTITY = {**settings.SITE_IDENTITY, "emblem": shown}

    assert 'src="/static/emblem.svg"' in client.get("/").content.decode()
    assert "emblem.svg" not in client.get("/help/").content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/e.svg", "//elsewhere/e.svg", "e.svg"])
def test_an_emblem_comes_from_this_site(monkeypatch, address):
    monkeypatch.setenv("YIMEN_EMBLEM", address)
    monkeypatch.setenv("YIMEN_RUN_BY", "government")

    with pytest.raises(ImproperlyConfigured, match="address of this site"):
        environment.emblem("YIMEN_EMBLEM", "YIMEN_RUN_BY")


@pytest.mark.rule("G-308")
def test_the_days_of_each_stage_are_read_or_refused_with_their_names(monkeypatch):
    parts = {"head": 2, "office": 5}
    assert environment.days_of("YIMEN_CATALOGUE_STAGE_DAYS", default=parts) == parts
    monkeypatch.setenv("YIMEN_CATALOGUE_STAGE_DAYS", "1,3")
    assert environment.days_of("YIMEN_CATALOGUE_STAGE_DAYS", default=parts) == {"head": 1, "office": 3}
    for wrong in ("1", "1,2,3", "0,1", "one,two"):
        monkeypatch.setenv("YIMEN_CATALOGUE_STAGE_DAYS", wrong)
        with pytest.raises(ImproperlyConfigured, match="YIMEN_CATALOGUE_STAGE_DAYS"):
            environment.days_of("YIMEN_CATALOGUE_STAGE_DAYS", default=parts)


def test_the_copies_of_the_archive_are_read_with_their_media(monkeypatch, tmp_path):
    monkeypatch.setenv("YIMEN_ARCHIVE_COPIES", "/srv/a=disk, /mnt/b=tape")
    assert environment.copies("YIMEN_ARCHIVE_COPIES", folder=tmp_path) == [
        ("/srv/a", "disk"),
        ("/mnt/b", "tape"),
    ]
    monkeypatch.setenv("YIMEN_ARCHIVE_COPIES", "")
    assert len(environment.copies("YIMEN_ARCHIVE_COPIES", folder=tmp_path)) == 3
    for wrong in ("/srv/a", "srv=disk", "/srv/a="):
        monkeypatch.setenv("YIMEN_ARCHIVE_COPIES", wrong)
        with pytest.raises(ImproperlyConfigured, match="FOLDER=MEDIUM"):
            environment.copies("YIMEN_ARCHIVE_COPIES", folder=tmp_path)


@pytest.mark.rule("A-1009")
def test_an_unknown_suite_is_refused(monkeypatch):
    monkeypatch.setenv("YIMEN_VAULT_SUITE", "rot13")

    with pytest.raises(ImproperlyConfigured, match="sm4-gcm"):
        environment.one_of("YIMEN_VAULT_SUITE", ["aes-256-gcm", "sm4-gcm"])
