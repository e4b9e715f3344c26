"""Sessions end by themselves: idle for long, or old (F-402); officers renew their passwords (F-401)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yimen.ground.clock import now
from yimen.registers.people import acts, reads
from yimen.registers.people.models import Account

Answer = Callable[[HttpRequest], HttpResponse]
DESK: Final = "/desk/"
QUIET: Final = ("/live/", "/static/")  # what a page asks by itself is no activity of its reader
IDLE: Final = {False: timedelta(minutes=30), True: timedelta(minutes=15)}  # citizens, officers
OLDEST: Final = timedelta(hours=8)
NOTED_EVERY: Final = timedelta(minutes=1)
PASSWORD_DAYS: Final = 90
SEEN, SINCE, OFFICER, FRESH = "seen_at", "since", "officer", "password_fresh_on"


def is_over(session: SessionBase, at: datetime) -> bool:
    """Say whether a session has ended by itself: its reader was away too long, or it is old (F-402)."""
    seen, since = session.get(SEEN), session.get(SINCE)
    if seen is None or since is None:
        return False
    idle = IDLE[bool(session.get(OFFICER))]
    return at - datetime.fromisoformat(seen) > idle or at - datetime.fromisoformat(since) > OLDEST


class SessionLimits:
    """Signs out whoever was away too long, and says so; the page they wanted opens after signing in again."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass, or end its session first."""
        if request.path.startswith(QUIET):
            return self._answer(request)
        if not request.user.is_authenticated:
            return self._answer(request)
        at = now()
        if is_over(request.session, at):
            logout(request)
            messages.info(
                request,
                _("You were away for a while and have been signed out, so that nobody else can act for you."),
            )
            return self._answer(request)
        self._note(request, at)
        if request.path.startswith(DESK) and self._stale_password(request, at):
            messages.warning(request, _("Your password is older than 90 days. Please set a new one."))
            return redirect("account_change_password")
        response = self._answer(request)
        if request.path.startswith(DESK) and response.status_code == HttpResponse.status_code:
            self._note_officer(request)
        response.headers.setdefault(
            "Cache-Control", "private, no-store"
        )  # F-424: nothing stays on a shared screen
        return response

    def process_view(
        self,
        request: HttpRequest,
        _page: Callable[..., HttpResponseBase],
        _args: Sequence[object],
        _kwargs: Mapping[str, object],
    ) -> None:
        """Remember what was chosen, now that the form is known to be one of ours."""
        if not request.path.startswith(QUIET):
            self._remember(request)

    @staticmethod
    def _note(request: HttpRequest, at: datetime) -> None:
        request.session.setdefault(SINCE, at.isoformat())
        seen = request.session.get(SEEN)
        if seen is None or at - datetime.fromisoformat(seen) > NOTED_EVERY:
            request.session[SEEN] = at.isoformat()

    @staticmethod
    def _note_officer(request: HttpRequest) -> None:
        if not request.session.get(OFFICER):  # setting what is set writes the session again
            request.session[OFFICER] = True

    @staticmethod
    def _remember(request: HttpRequest) -> None:
        """Keep a new choice with the account, once something is sent."""
        chosen = (get_language() or "", getattr(request, "mode", ""))
        account = request.user
        if (
            request.method == "POST"
            and isinstance(account, Account)
            and (account.language, account.mode) != chosen
        ):
            acts.remember_choices(account.pk, language=chosen[0], mode=chosen[1])

    @staticmethod
    def _stale_password(request: HttpRequest, at: datetime) -> bool:
        """Say whether an officer's password is too old; asked once a day and session."""
        today = at.date().isoformat()
        if request.session.get(FRESH) == today:
            return False
        age = reads.password_age(int(request.user.pk or 0), at=at)
        if age is not None and age > PASSWORD_DAYS:
            return True
        request.session[FRESH] = today
        return False
