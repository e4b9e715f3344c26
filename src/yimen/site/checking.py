"""`yimen check`: what a production set-up still lacks, in one sentence each."""

import ipaddress
import json
import os
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import typer
from django.conf import settings
from django.core.mail import get_connection
from django.db import InterfaceError, OperationalError, ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host
from django.utils.timezone import localtime

from yimen.affairs.archives.rules import too_few
from yimen.doors.api import reads as api
from yimen.ground.bus import reads as bus
from yimen.ground.bus.models import Parked
from yimen.ground.calendar.reads import calendar, today_of
from yimen.ground.clock import now
from yimen.ground.files import scanner
from yimen.means.documents import reads as documents
from yimen.means.notices import reads as notices
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.site import database, fitting, identity

OLDEST = 15
LEAST_FREE, LEAST_SHARE = 2 * 1024**3, 0.05  # bytes and share of a disk below which it counts as full
KEYS: Final = {"YIMEN_KEYRING": "keyring", "YIMEN_OIDC_KEY": "key that signs identities"}
LICENSING: Final = "01"  # the kind of power whose decisions the law has published
PUBLISHED_WITHIN: Final = 7  # working days at most
DECEMBER: Final = 12  # by then the holidays of the next year are announced
NAMED: Final = 5  # organs in one sentence


def _secret() -> str:
    for name, words in KEYS.items():
        path = Path(os.environ.get(name) or settings.DATA_DIR).resolve()
        if path.is_relative_to(Path(settings.DATA_DIR).resolve()):
            return f"The {words} lies in the data folder; keep it apart and name it in {name}."
        if path.exists() and path.stat().st_mode & 0o007:
            return f"Every account of this machine can open {path}; take that right away (chmod o= {path})."
    return ""


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


def _line() -> str:
    link = connection.cursor().connection
    if link.pgconn.ssl_in_use or _is_here(link.info.host, link.info.hostaddr):
        return ""
    return f"Personal data goes to the database at {link.info.host} in the clear; add ?sslmode=verify-full to DATABASE_URL."


def _is_here(host: str, address: str = "") -> bool:
    """Say whether a host is this machine: a socket, its own name or a loopback address."""
    try:
        return ipaddress.ip_address(address or host).is_loopback
    except ValueError:
        return host in {"", "localhost"} or host.startswith("/")


def _https() -> str:
    if settings.PUBLIC_URL.startswith("https://"):
        return ""
    return "Cookies can travel in the clear; set YIMEN_PUBLIC_URL to an https address."


def _hosts() -> str:
    if "*" in settings.ALLOWED_HOSTS:
        return "Links in mails can be made to lead anywhere: YIMEN_HOSTS takes every name; list your own."
    name = urlsplit(settings.PUBLIC_URL).hostname or ""
    if validate_host(f"[{name}]" if ":" in name else name, settings.ALLOWED_HOSTS):
        return ""
    return f"Every page is refused under {name}; name it in YIMEN_HOSTS."


def _proxies() -> str:
    if "*" not in settings.PROXIES:
        return ""
    return "Whoever calls may say from which address, so no limit holds; name your proxies in YIMEN_PROXIES."


def _limits() -> str:
    if not settings.API_TOKENS_PER_MINUTE:
        return "The secrets of systems can be guessed without end; set YIMEN_API_TOKENS_PER_MINUTE."
    if not settings.API_CALLS_PER_MINUTE:
        return "One system can keep everybody else waiting; set YIMEN_API_CALLS_PER_MINUTE."
    return ""


def _reconsideration() -> str:
    if settings.RECONSIDERATION_URL:
        return ""
    return (
        "What is served online names no online way to reconsideration, as 行政复议法 Art. 22 ¶2 wants; "
        "write its address into YIMEN_RECONSIDERATION_URL."
    )


def _remedies() -> str:
    tree = agencies.organs()
    found = [tree[one] for one in catalogue.organs_with_matters() if one in tree]
    lacking = sorted(one.key for one in found if not (one.court and one.reconsideration))
    if not lacking:
        return ""
    more = f" and {len(lacking) - NAMED} more" if len(lacking) > NAMED else ""
    return (
        f"No decision can be made out for {', '.join(lacking[:NAMED])}{more}: "
        "the register names no court or no organ of reconsideration for them; see yimen organs change --help."
    )


def _seals() -> str:
    count = documents.sealed_by_ourselves()
    if not count:
        return ""
    return f"{count} organs seal with a certificate that this platform gave itself; put those of a recognised issuer in its place."


def _publication() -> str:
    if LICENSING not in settings.PUBLISHED_KINDS:
        return f"Decisions on licences are not published, as the law wants; name {LICENSING} in YIMEN_PUBLISHED_KINDS."
    if settings.PUBLICATION_DAYS > PUBLISHED_WITHIN:
        return f"Decisions are published after more than {PUBLISHED_WITHIN} working days; lower YIMEN_PUBLICATION_DAYS."
    return ""


def _identity() -> str:
    lacking = identity.missing(settings.SITE_IDENTITY)
    if not lacking:
        return ""
    return (
        f"The foot of the pages lacks {', '.join(lacking)}; write them into the file that YIMEN_SITE names."
    )


def _keyring() -> str:
    return fitting.misfit()


def _staff() -> str:
    today = today_of(now())
    if not agencies.somebody_is(on=today):
        return "No officer is appointed, so nobody can work here; see yimen officers open."
    if not agencies.somebody_is("operator", on=today):
        return "Nobody is the platform's operator; set up a post with that role and appoint (yimen officers)."
    return ""


def _worker() -> str:
    parts = bus.silent(bus.beats(), at=now())
    if not parts:
        return ""
    return f"Nothing is {' and nothing is '.join(WORK[part] for part in parts)}: no worker runs; start yimen worker."


def _disk() -> str:
    disk = shutil.disk_usage(settings.DATA_DIR)
    if disk.free >= max(LEAST_FREE, LEAST_SHARE * disk.total):
        return ""
    share = 100 * disk.free / disk.total
    return f"Only {disk.free / 1024**3:.1f} GiB ({share:.0f} %) are free where DATA_DIR lies, {settings.DATA_DIR}."


def _mail() -> str:
    if "console" in settings.EMAIL_BACKEND or "dummy" in settings.EMAIL_BACKEND:
        return "No mail leaves this machine; name a server in YIMEN_MAIL_HOST."
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        return "Mail would come from nowhere; name a sender in YIMEN_MAIL_FROM."
    sealed = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if not sealed and not _is_here(settings.EMAIL_HOST):
        return f"Mail goes to {settings.EMAIL_HOST} in the clear; set YIMEN_MAIL_TLS to starttls or ssl."
    try:
        get_connection(timeout=5).open()
    except OSError as error:  # the library's own errors are of this kind too
        return f"The mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT} does not take us: {error}"
    return ""


def _messages() -> str:
    count = notices.given_up()
    return f"{count} messages were given up after the last try; see the operator's page." if count else ""


def _webhooks() -> str:
    count = api.failing()
    return f"{count} webhooks fail; see the operator's page." if count else ""


def _fonts() -> str:
    if find_spec("justmytype_intl_cjk"):
        return ""
    return "The fonts for documents are not installed (justmytype-intl-cjk)."


def _scanner() -> str:
    socket = settings.CLAMD_SOCKET
    if not socket:
        return "Uploads are not scanned for viruses; set CLAMD_SOCKET to the socket of clamd."
    return "" if scanner.answers() else f"The virus scanner does not answer at {socket}."


def _calendar() -> str:
    today, known = today_of(now()), calendar()
    if known.provisional(today):
        return f"The holidays of {today.year} are not loaded, so every deadline may be wrong (yimen calendar load)."
    if today.month == DECEMBER and known.provisional(today.replace(year=today.year + 1)):
        return f"The holidays of {today.year + 1} are not loaded; dates beyond this year are provisional (yimen calendar load)."
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
    return "" if settings.STAFF_MFA else "Officers may sign in without a second factor (YIMEN_STAFF_MFA)."


def _archive() -> str:
    wrong = too_few(settings.ARCHIVE_COPIES)
    if wrong == "copies":
        return "The archive has fewer than three copies; name three places in YIMEN_ARCHIVE_COPIES."
    if wrong == "media":
        return "All copies of the archive lie on one medium; name a second one in YIMEN_ARCHIVE_COPIES."
    for folder, medium in settings.ARCHIVE_COPIES:
        path = Path(folder)
        if not path.is_dir() and not path.is_relative_to(settings.DATA_DIR):
            return f"{folder}, where a copy of the archive belongs ({medium}), is not there; is its medium mounted?"
        if path.is_dir() and not os.access(path, os.W_OK | os.X_OK):
            return f"Nothing can be written to {folder}, where a copy of the archive belongs ({medium})."
    return ""


def _parked() -> str:
    count = Parked.objects.count()
    return f"{count} events could not be heard; see yimen journal parked." if count else ""


def _put_back() -> str:
    by_name, first = bus.put_back()
    if first is None:
        return ""
    named = ", ".join(f"{name} ({n})" for name, n in by_name.items())
    return (
        f"What time does could not be done and is tried again, since {localtime(first):%Y-%m-%d %H:%M} the first: "
        f"{named}; see the operator's page."
    )


WORK = {
    "minding": "heard, reckoned or sent",
    "making": "made (documents, packages, booklets)",
}
CHECKS: dict[str, Callable[[], str]] = {
    "secret": _secret,
    "keyring": _keyring,
    "demonstration": _demonstration,
    "debug": _debug,
    "database": _server,
    "database line": _line,
    "migrations": _migrations,
    "https": _https,
    "hosts": _hosts,
    "proxies": _proxies,
    "limits": _limits,
    "identity": _identity,
    "reconsideration": _reconsideration,
    "remedies": _remedies,
    "seals": _seals,
    "publication": _publication,
    "staff": _staff,
    "worker": _worker,
    "mail": _mail,
    "messages": _messages,
    "webhooks": _webhooks,
    "fonts": _fonts,
    "scanner": _scanner,
    "calendar": _calendar,
    "backups": _backups,
    "second factor": _mfa,
    "archive": _archive,
    "disk": _disk,
    "bus": _parked,
    "sweeps": _put_back,
}


def _asked(check: Callable[[], str]) -> str:
    try:
        with transaction.atomic():
            return check()
    except ProgrammingError:
        return "This cannot be told before yimen migrate."
    except (OperationalError, InterfaceError) as error:
        return f"The database does not answer: {str(error).splitlines()[0]}"


def findings() -> dict[str, str]:
    """Return the checks that found something, each with its sentence."""
    return {name: sentence for name, check in CHECKS.items() if (sentence := _asked(check))}


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
