"""What is written to the log: one file a day, kept as long as the law wants; what has a known cause is one line, not forty."""

import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, TextIO

from django.conf import settings
from django.core.exceptions import DisallowedHost, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from yimen.ground.calendar.rules import SHANGHAI

logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line tells them
LEAST_DAYS: Final = 184  # six months
NAME: Final = re.compile(r"yimen-(\d{4}-\d{2}-\d{2})\.log")


HIDDEN: Final = ("key", "uidb36", "code", "token")  # parts of an address that open something


class OneLineWhileAway(logging.Filter):
    """Takes the trace off a record whose cause is known: the database is away, a caller named another site or may not enter."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, OperationalError | InterfaceError | DisallowedHost):
            first = str(error).strip().partition("\n")[0]
            record.msg, record.args = f"{record.getMessage()} ({first})", None
            record.exc_info = record.exc_text = None
        elif isinstance(error, PermissionDenied):
            request = getattr(record, "request", None)
            record.msg, record.args = "Forbidden: %s", (_by_whom(request) if request else error,)
            record.exc_info = record.exc_text = None
        return True


class ByDay(logging.Handler):
    """Appends each record to the file of its day; several processes may write to the same one (L-32)."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = Path(folder)
        self._day: date | None = None
        self._file: TextIO | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        try:
            file = self._of(datetime.fromtimestamp(record.created, SHANGHAI).date())
            file.write(self.format(record) + "\n")
            file.flush()
        except OSError:
            self.handleError(record)

    def _of(self, day: date) -> TextIO:
        """Return the file of a day, which stays open until the day is over."""
        if self._file is None or day != self._day:
            self._let_go()
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = (self.folder / f"yimen-{day}.log").open("a", encoding="utf-8")
            self._day = day
        return self._file

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def close(self) -> None:
        """Let the file go for good."""
        self._let_go()
        super().close()


def forget_old(*, at: datetime) -> int:
    """Remove the logs of days that lie further back than YIMEN_LOG_DAYS; never one younger than six months (K-18, L-32).

    What was done to cases, and who looked at what, is in the journal and is not touched here (L-31). Always
    returns 0, so that the worker pauses.
    """
    before = at.astimezone(SHANGHAI).date() - timedelta(days=max(settings.LOG_DAYS, LEAST_DAYS))
    for path in (settings.DATA_DIR / "logs").glob("yimen-*.log"):
        found = NAME.fullmatch(path.name)
        if found and date.fromisoformat(found[1]) < before:
            path.unlink()
    return 0


def _told(request: HttpRequest) -> str:
    """Return the path without what in it opens something: whoever reads a log sets no password with it (F-301)."""
    path, match = request.path, request.resolver_match
    if match is None and not path.startswith("/api/"):  # refused on its way to the page
        with suppress(Resolver404):
            match = resolve(path)
    for name in HIDDEN:
        value = str(match.kwargs.get(name, "")) if match is not None else ""
        if value:
            path = re.sub(rf"(?<=[/-]){re.escape(value)}(?=[/.-]|$)", "*", path)
    return path


def _by_whom(request: HttpRequest) -> str:
    """Return from where and by which account something was asked for, without what in its address opens something."""
    account = getattr(getattr(request, "_cached_user", None), "pk", None) or "-"
    where = request.META.get("REMOTE_ADDR", "-")
    return f"{where} account:{account} {request.method} {ascii(_told(request))[1:-1]}"


class Requests:
    """Writes one line for every request: from where, by whom, what, and how it ended; no query and no content (F-301)."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer
        self._log = logging.getLogger("yimen.requests")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and write the line."""
        start = time.monotonic()
        response = self._answer(request)
        self._log.info(
            "%s %s %.0fms",
            _by_whom(request),
            response.status_code,
            (time.monotonic() - start) * 1000,
        )
        return response
