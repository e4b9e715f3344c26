"""What was typed stays: a form sent after the session ended is shown again to whoever typed it, once they have signed in (F-402)."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.ground.clock import now
from yimen.ground.look.again import shown_again
from yimen.registers.people import acts, browsers, reads
from yimen.registers.people.middleware import DESK, QUIET, Answer

UNSENT: Final = "unsent_form"  # in the session: what was sent by whoever was no longer signed in
KEPT, LONG, LOST, SILENT = "kept", "long", "lost", "silent"
PUBLIC: Final = "public"  # the gate through which everyone passes
TAKEN: Final = frozenset({200, 302, 422})  # what a page answers that read the form
NOT_TYPED: Final = re.compile(r"^_|csrf|passw|token|(^|[-_])(pin|otp)$", re.IGNORECASE)  # buttons and secrets
WORDS: Final = {
    KEPT: gettext_lazy(
        "You had been signed out, so nothing was sent. This is what you had typed: please check it and "
        "send it again. Papers must be chosen again."
    ),
    LOST: gettext_lazy(
        "You were no longer signed in, so what you sent last did not arrive. "
        "Please check what you entered and send it again."
    ),
    LONG: gettext_lazy(
        "You were no longer signed in, so what you sent last did not arrive. "
        "It was too long to be kept; please enter it again."
    ),
}


def signed_in(request: HttpRequest, account_id: int) -> None:
    """Note who signs in with a browser; what somebody else had typed there is thrown away unseen."""
    before = browsers.of(request, at=now())
    if before is not None and before.account_id != account_id:
        acts.forget_typed(before.number)
        if UNSENT in request.session:
            request.session[UNSENT] = {**request.session[UNSENT], "typed": SILENT}
        before = None
    request.browser = before or browsers.new(account_id)  # type: ignore[attr-defined]  # our own mark


def signed_out(request: HttpRequest) -> None:
    """Throw away what was kept for a browser whose user leaves."""
    if (browser := browsers.of(request, at=now())) is not None:
        acts.forget_typed(browser.number)
    request.browser = None  # type: ignore[attr-defined]  # our own mark


def _is_visit(request: HttpRequest) -> bool:
    """Say whether a page is to be opened, not something fetched by a page that is open."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate" and "X-Live" not in request.headers


def _home(request: HttpRequest) -> str:
    return DESK if request.path.startswith(DESK) else "/my/"


def _came_from(request: HttpRequest) -> str:
    """Return the page on which a form was: the one that the browser names if it is ours, else the door's home."""
    start = f"{request.scheme}://{request.get_host()}"
    place = request.headers.get("Referer", "").removeprefix(start).partition("#")[0]
    ours = place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if ours and place.partition("?")[0] != request.path else _home(request)


def _keep(request: HttpRequest) -> str:
    """Keep what was typed if it is known who signed in here last; return what became of it."""
    at = now()
    fields = {name: values for name, values in request.POST.lists() if not NOT_TYPED.search(name)}
    browser = browsers.of(request, at=at)
    if browser is None or not any(value.strip() for values in fields.values() for value in values):
        return LOST
    short = acts.keep_typed(browser.number, browser.account_id, request.get_full_path(), fields, at=at)
    return KEPT if short else LONG


def _typed(request: HttpRequest, address: str) -> QueryDict | None:
    """Return what whoever is signed in had typed with this browser for a page, as a form sends it."""
    at = now()
    browser = browsers.of(request, at=at)
    if browser is None or browser.account_id != request.user.pk:
        return None
    fields = reads.typed(browser.number, browser.account_id, address, at=at)
    if fields is None:
        return None
    typed = QueryDict(mutable=True)
    for name, values in fields.items():
        typed.setlist(name, values)
    return typed


class WhatWasTyped:
    """Keeps what was typed by whoever was no longer signed in, and shows it again on the page it was for."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and let the browser know itself again after signing in, or forget."""
        if request.path.startswith(QUIET):
            return self._answer(request)
        response = self._inside(request) if request.user.is_authenticated else self._outside(request)
        if hasattr(request, "browser"):
            if request.browser is None:
                browsers.forget(response)
            else:
                browsers.keep(response, request.browser, at=now())
        return response

    def process_view(
        self,
        request: HttpRequest,
        page: Callable[..., HttpResponseBase],
        args: Sequence[object],
        kwargs: Mapping[str, object],
    ) -> HttpResponseBase | None:
        """Show a form with what was typed; tell what was lost if its page cannot."""
        typed: QueryDict | None = getattr(request, "typed", None)
        if typed is None:
            return None
        found = shown_again(lambda asked: page(asked, *args, **kwargs), request, typed, str(WORDS[KEPT]))
        if found is None:
            self._tell(request, LOST)
        return found

    def _outside(self, request: HttpRequest) -> HttpResponse:
        """Answer whoever is not signed in; remember what they sent to a guarded page."""
        response = self._answer(request)
        place = request.resolver_match
        guarded = place is not None and getattr(place.func, "gate", PUBLIC) != PUBLIC
        if request.method == "POST" and guarded and response.status_code == HttpResponseRedirect.status_code:
            self._note(request)
        return response

    @staticmethod
    def _note(request: HttpRequest) -> None:
        """Note what did not arrive; what a page sends by itself takes the place of nothing."""
        unsent = {"to": request.get_full_path(), "from": _came_from(request), "typed": LOST}
        if not _is_visit(request):
            request.session.setdefault(UNSENT, unsent)
            return
        unsent["typed"] = _keep(request)
        request.session[UNSENT] = unsent
        if unsent["typed"] == KEPT:
            messages.info(request, _("What you had typed is kept. Sign in, and you can go on with it."))

    def _inside(self, request: HttpRequest) -> HttpResponse:
        """Answer whoever is signed in; come back to what they could not send before."""
        unsent = request.session.get(UNSENT)
        if unsent is None:
            return self._answer(request)
        here = request.get_full_path() == unsent["to"]
        if request.method == "POST":
            return self._sent(request, here=here)
        if request.method == "GET":
            self._take_up(request, unsent, here=here)
        response = self._answer(request)
        if here and response.status_code == HttpResponseNotAllowed.status_code and _is_visit(request):
            return self._back(request, unsent["from"])
        return response

    def _take_up(self, request: HttpRequest, unsent: dict[str, str], *, here: bool) -> None:
        """Ask for what was typed for this page, or tell that it is lost; what was typed for another page waits there."""
        waits = unsent["typed"] == KEPT
        typed = _typed(request, unsent["to"]) if here and waits else None
        if typed is not None:
            request.typed = typed  # type: ignore[attr-defined]  # our own mark
        elif _is_visit(request) and (here or not waits):
            self._tell(request, LOST if waits else unsent["typed"])

    def _tell(self, request: HttpRequest, what: str) -> None:
        if what != SILENT:
            messages.warning(request, str(WORDS[what]))
        self._forget(request)

    def _sent(self, request: HttpRequest, *, here: bool) -> HttpResponse:
        """Answer a form; once the page has taken it, what was typed before needs to be kept no longer."""
        response = self._answer(request)
        if here and not getattr(request, "switching", False) and response.status_code in TAKEN:
            self._forget(request)
        return response

    @staticmethod
    def _back(request: HttpRequest, page: str) -> HttpResponse:
        """Lead from an address that only takes forms to the page on which the form was, or from there to the door's home."""
        home = _home(request)
        if page != home:
            request.session[UNSENT] = {"to": page, "from": home, "typed": SILENT}
        return HttpResponseRedirect(page)

    @staticmethod
    def _forget(request: HttpRequest) -> None:
        request.session.pop(UNSENT, None)
        if (browser := browsers.of(request, at=now())) is not None:
            acts.forget_typed(browser.number)
