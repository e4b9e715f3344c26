"""Who somebody of the journal is, in words."""

import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from yimen.ground.memory import Memory
from yimen.registers.agencies.models import Holding

ACCOUNT: Final = re.compile(r"account:\d{1,18}")
APPLICANT_PARTY: Final = "party:0"  # among those concerned by a case the applicant has the number 0
FRESH: Final = 60.0  # seconds for which names are kept in the process
_names_of_officers: Memory[int, str] = Memory(FRESH)


def forget() -> None:
    """Drop what is kept in this process."""
    _names_of_officers.forget()


def actor_words(actors: Iterable[str]) -> dict[str, str]:
    """Return who each actor of the journal is, in the reader's words; one query at most, for officers not yet known."""
    wanted = set(actors)
    accounts = {actor: int(actor[8:]) for actor in wanted if ACCOUNT.fullmatch(actor)}
    names = _officer_names(set(accounts.values()))
    return {actor: _actor(actor, names.get(accounts.get(actor, 0), "")) for actor in wanted}


def actor_name(actor: str) -> str:
    """Return who an actor of the journal is, in the reader's words, "" for none."""
    return actor_words([actor])[actor] if actor else ""


def officer_name(actor: str) -> str:
    """Return the name of an officer of the journal as documents print it, "" for one that is not known by name."""
    if actor.startswith("client:"):
        return actor.removeprefix("client:").partition("/")[2]
    account = int(actor[8:]) if ACCOUNT.fullmatch(actor) else 0
    return _officer_names({account}).get(account, "")


def _officer_names(accounts: set[int]) -> dict[int, str]:
    """Return the names under which accounts hold or held posts, "" for whoever never did."""
    names = _names_of_officers.known(accounts)
    missing = accounts - names.keys()
    if missing:
        names.update(dict.fromkeys(missing, ""))
        rows = Holding.objects.filter(account_id__in=missing).order_by("pk")
        names.update(rows.values_list("account_id", "account_name"))
        _names_of_officers.keep_all({one: names[one] for one in missing})
    return names


def _actor(actor: str, officer_name: str) -> str:
    if officer_name:
        return officer_name
    if actor.startswith("system"):
        return _("System")
    if actor.startswith("party:") and actor != APPLICANT_PARTY:
        return _("Interested person")
    if actor.startswith("client:"):
        client, _slash, officer_there = actor.removeprefix("client:").partition("/")
        return f"{officer_there} ({client})" if officer_there else client
    return _("Applicant")
