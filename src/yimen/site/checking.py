"""`yimen check`: what a production set-up still lacks, in one sentence each."""

import json
import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import typer
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from yimen.affairs.archives.rules import too_few
from yimen.ground.bus.models import Parked
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.site import database

OLDEST = 15


def _secret() -> str:
    if os.environ.get("YIMEN_KEYRING"):
        return ""
    return "The keyring lies in the data folder; keep it apart and name it in YIMEN_KEYRING."


def _demonstration() -> str:
    return "YIMEN_DEMO is set: the site says that it is a demonstration." if settings.DEMO else ""


def _debug() -> str:
    return "YIMEN_DEBUG is on: error pages tell strangers too much." if settings.DEBUG else ""


def _server() -> str:
    if settings.EMBEDDED is not None:
        return "The embedded PostgreSQL is for trials; name a server in DATABASE_URL."
    version = connection.cursor().connection.info.server_version // 10_000
    if version < OLDEST:
        return f"PostgreSQL {version} is too old; {OLDEST} is the oldest that is supported."
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations are waiting; run yimen migrate." if waiting else ""


def _https() -> str:
    if settings.PUBLIC_URL.startswith("https://"):
        return ""
    return "Cookies can travel in the clear; set YIMEN_PUBLIC_URL to an https address."


def _mail() -> str:
    if "console" in settings.EMAIL_BACKEND or "dummy" in settings.EMAIL_BACKEND:
        return "No mail leaves this machine; set YIMEN_MAIL_BACKEND and its server."
    return ""


def _fonts() -> str:
    if find_spec("justmytype_intl_cjk"):
        return ""
    return "The fonts for documents are not installed (justmytype-intl-cjk)."


def _scanner() -> str:
    socket = getattr(settings, "CLAMD_SOCKET", "")
    if not socket:
        return "Uploads are not scanned for viruses; set CLAMD_SOCKET to the socket of clamd."
    return "" if Path(socket).exists() else f"The virus scanner does not answer at {socket}."


def _calendar() -> str:
    year = now().year + 1
    if calendar().provisional(now().date().replace(year=year, month=6, day=1)):
        return f"The holidays of {year} are not loaded; dates beyond this year are provisional (yimen calendar load)."
    return ""


def _backups() -> str:
    stamp = os.environ.get("YIMEN_BACKUP_STAMP", "")
    if not stamp:
        return "No backup is known; let your backup touch a file after each success and name it in YIMEN_BACKUP_STAMP."
    path = Path(stamp)
    if not path.exists():
        return f"The backup has never succeeded: {stamp} is not there."
    hours = (now().timestamp() - path.stat().st_mtime) / 3600
    return f"The last backup is {hours:.0f} hours old." if hours > 26 else ""


def _mfa() -> str:
    return (
        ""
        if getattr(settings, "STAFF_MFA", True)
        else "Officers may sign in without a second factor (STAFF_MFA)."
    )


def _archive() -> str:
    wrong = too_few(settings.ARCHIVE_COPIES)
    if wrong == "copies":
        return "The archive has fewer than three copies; name three places in YIMEN_ARCHIVE_COPIES."
    if wrong == "media":
        return "All copies of the archive lie on one medium; name a second one in YIMEN_ARCHIVE_COPIES."
    return ""


def _parked() -> str:
    count = Parked.objects.count()
    return f"{count} events could not be heard; see yimen journal parked." if count else ""


CHECKS: dict[str, Callable[[], str]] = {
    "secret": _secret,
    "demonstration": _demonstration,
    "debug": _debug,
    "database": _server,
    "migrations": _migrations,
    "https": _https,
    "mail": _mail,
    "fonts": _fonts,
    "scanner": _scanner,
    "calendar": _calendar,
    "backups": _backups,
    "second factor": _mfa,
    "archive": _archive,
    "bus": _parked,
}


def findings() -> dict[str, str]:
    """Return the checks that found something, each with its sentence."""
    found: dict[str, str] = {}
    for name, check in CHECKS.items():
        try:
            sentence = check()
        except OperationalError as error:
            sentence = f"The database does not answer: {str(error).splitlines()[0]}"
        if sentence:
            found[name] = sentence
    return found


def check(*, as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """Say what a production set-up still lacks; exit with 1 if anything does."""
    try:
        database.up()
    except RuntimeError as error:
        typer.echo(str(error), err=True)
    found = findings()
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        for name in CHECKS:
            typer.echo(f"{'!' if name in found else '✓'} {name}: {found.get(name, 'in order')}")
    raise typer.Exit(1 if found else 0)


def mount(app: typer.Typer) -> None:
    """Give the command its place."""
    app.command()(check)
