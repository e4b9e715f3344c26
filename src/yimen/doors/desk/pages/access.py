"""Who was given or lost access to the platform: accounts, posts and systems, as the journal tells it (F-412)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from yimen.ground.bus import journal
from yimen.ground.bus.journal import Told
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import staff
from yimen.registers.agencies.reads import Role
from yimen.registers.people import reads as people

# The index `journal_of_access` covers these kinds; a new one needs a new index.
KINDS: Final[Mapping[str, str | Promise]] = {
    "agencies.Appointed": gettext_lazy("Appointed to a post"),
    "agencies.OrganOpened": gettext_lazy("Organ entered in the register"),
    "agencies.PostLeft": gettext_lazy("Post given up"),
    "agencies.PostOpened": gettext_lazy("Post set up"),
    "api.ClientClosed": gettext_lazy("System shut out"),
    "api.ClientOpened": gettext_lazy("System let in"),
    "api.ClientSecretChanged": gettext_lazy("System given a new secret"),
    "people.AccountClosed": gettext_lazy("Account closed"),
    "people.AccountOpened": gettext_lazy("Account opened"),
    "people.PasswordLinkGiven": gettext_lazy("One-time link for a new password given"),
    "people.SecondFactorReset": gettext_lazy("Second factor reset"),
    "people.SignInUnlocked": gettext_lazy("Lock of an account lifted"),
}
SIZE: Final = 50
CURSOR: Final = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Line:
    """One act: what was done, for whom, with which role, organs and scopes, by whom and when."""

    words: str | Promise
    who: str
    what: str
    actor: str
    at: datetime


@staff("operator")
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Show by whom access was given and taken, the newest first."""
    rows = _rows(request.GET.get("cursor", ""))
    shown = rows[:SIZE]
    names = people.sign_in_names({_account(one) for one in shown})
    more = f"{shown[-1].xid}-{shown[-1].position}" if len(rows) > SIZE else ""
    lines = [_line(one, names) for one in shown]
    return render(request, "desk/access.html", {"lines": lines, "next": more})


def _rows(cursor: str) -> list[Told]:
    """Return the newest rows about access before a cursor, one more than a page; people's own farewells are left out."""
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)  # as the index names them
    where, arguments = f"type IN ({kinds}) AND actor <> 'account:' || subject", list[int]()
    if given := CURSOR.fullmatch(cursor):
        where += " AND (xid, position) < (%s, %s)"
        arguments = [int(given[1]), int(given[2])]
    return journal.select(f"{where} ORDER BY xid DESC, position DESC LIMIT %s", [*arguments, SIZE + 1])


def _account(told: Told) -> int:
    """Return the account that an act was about, 0 if it was about none."""
    return int(told.data.get("account", told.subject if told.type.startswith("people.") else 0))


def _line(told: Told, names: Mapping[int, str]) -> Line:
    account = _account(told)
    who = names.get(account, str(account)) if account else str(told.data.get("client", ""))
    role = str(told.data.get("role", ""))
    parts = (
        str(Role(role).label) if role in Role.values else "",
        _organs([told.organ, *told.data.get("organs", ())]),
        " ".join(told.data.get("scopes", ())),
    )
    what = " · ".join(part for part in parts if part)
    return Line(KINDS[told.type], who, what, told.actor, told.at)


def _organs(organ_ids: Iterable[int]) -> str:
    """Return the names of the organs that are in the register, in the reader's language."""
    known, here = agencies.organs(), get_language() or settings.LANGUAGE_CODE
    return " · ".join(known[one].name(here) for one in organ_ids if one in known)
