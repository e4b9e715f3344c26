"""What may be asked about persons. Numbers come masked; `acts.reveal` shows them and tells the person."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import Any

from cryptography.exceptions import InvalidTag
from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.ground.codes import masked_name
from yimen.ground.composed import DAY, NUMBER, Composed
from yimen.ground.rows import first, made, whole
from yimen.registers.people.bars import (
    SAME_DOCUMENT,
    BarLine,
    BarSheet,
    bar_on,
    bars,
    bars_of_organs,
    organ_of_bar,
)
from yimen.registers.people.models import Account, Exclusion, Looked, Mandate, Person, SignInTries, Typed
from yimen.registers.people.records import (
    Matters,
    Stays,
    matter_titles,
    opened,
    register_affairs,
    register_column,
    register_matters,
    register_part,
    sign_in_key,
    what_stays,
)
from yimen.registers.people.rules import (
    clean_name,
    clean_number,
    clean_phone,
    is_elder,
    masked_id,
    plain_number,
)

__all__ = [
    "BarLine",
    "BarSheet",
    "Matters",
    "Stays",
    "bar_on",
    "bars",
    "bars_of_organs",
    "clean_name",
    "clean_number",
    "clean_phone",
    "organ_of_bar",
    "register_affairs",
    "register_column",
    "register_matters",
    "register_part",
    "what_stays",
]
ACTING = "acting_for"  # the session's word for the person one acts for
LINES = 200


@dataclass(frozen=True)
class PersonSheet:
    """A person as other modules and pages see them."""

    id: int
    kind: str
    name: str
    masked_name: str
    id_kind: str
    masked_id: str
    masked_phone: str
    real_name_level: int
    birth_year: int | None
    electronic: bool

    def is_elder(self, on: date) -> bool:
        """Say whether large print and priority are to be offered (A-918)."""
        return is_elder(self.birth_year, on=on)


@dataclass(frozen=True)
class Principal(PersonSheet):
    """A person for whom an account may act: themselves, someone by law, or someone by mandate (A-102)."""

    way: str = "self"  # or "law", "mandate"
    matters: frozenset[str] | None = None  # the codes that mandates name; None for all matters

    def covers(self, matter_code: str) -> bool:
        """Say whether the account may act in a matter."""
        return self.matters is None or matter_code in self.matters


@dataclass(frozen=True)
class MandateLine:
    """A mandate as a line of a list; `valid` says whether it holds on the day that was asked."""

    id: int
    principal: str
    agent: str
    matters: tuple[str, ...]
    from_on: date
    until_on: date
    revoked_at: datetime | None
    principal_id: int = 0
    state: str = "valid"
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """That someone looked at a person's data."""

    at: datetime
    actor: str
    field: str
    why: str
    who: str = ""
    by_agent: bool = False


def _sheet(row: Person) -> PersonSheet:
    plain = opened(row)
    return PersonSheet(
        id=row.pk,
        kind=row.kind,
        name=plain["name"],
        masked_name=masked_name(plain["name"]),
        id_kind=row.id_kind,
        masked_id=masked_id(plain["id_number"]),
        masked_phone=masked_id(plain["phone"]),
        real_name_level=row.level,
        birth_year=row.birth_year,
        electronic=row.electronic_since is not None,
    )


def by_id(person_id: int) -> PersonSheet:
    """Return a person. Raises Person.DoesNotExist."""
    return _sheet(Person.objects.get(pk=person_id))


def person(account_id: int) -> PersonSheet | None:
    """Return the person of an account, or None if it has none yet; one query."""
    mine = Account.objects.filter(pk=account_id).values("person_id")[:1]
    row = Person.objects.filter(pk__in=mine).first()
    return _sheet(row) if row else None


def person_of(user: object) -> PersonSheet | None:
    """Return the person of whoever made a request (`request.user`), or None for a stranger."""
    account_id = getattr(user, "pk", None)
    return person(account_id) if account_id is not None else None


def own_contact(person_id: int) -> tuple[str, str]:
    """Return telephone and address in the clear: for the person's own form alone."""
    plain = opened(Person.objects.get(pk=person_id))
    return plain["phone"], plain["address"]


def find(id_kind: str, number: str) -> PersonSheet | None:
    """Return the person who holds a document, or None; whoever only says that it is theirs does not count."""
    plain = (
        plain_number(number) if id_kind == "resident" else number.replace(" ", "").replace("-", "").upper()
    )
    index = vault.blind_index(plain, context="people.id_number")
    held = "id_kind = %s AND id_index = %s AND closed_at IS NULL AND NOT self_declared"
    row = first(Person, held, [id_kind, index])
    return _sheet(row) if row else None


def _by_law(on: date) -> Q:
    return Q(represented_until__isnull=True) | Q(represented_until__gt=on)


@cache
def _principals() -> Composed:
    mine = Account.objects.filter(pk=NUMBER, person_id__isnull=False).values("person_id")[:1]
    held = Mandate.objects.filter(
        agent_id__in=mine, revoked_at__isnull=True, from_on__lte=DAY, until_on__gte=DAY
    )
    by_law = Q(representative_id__in=mine) & _by_law(DAY)
    rows = Person.objects.filter(
        Q(pk__in=mine) | Q(pk__in=held.values("principal_id")) | by_law, closed_at__isnull=True
    ).annotate(
        oneself=Exists(Account.objects.filter(pk=NUMBER, person_id=OuterRef("pk"))),
        by_law=Exists(Person.objects.filter(by_law, pk=OuterRef("pk"))),
        named=ArraySubquery(held.filter(principal_id=OuterRef("pk")).values("matters")),
    )
    names = ("oneself", "by_law", "named", *whole(Person))
    return Composed(rows.order_by("-oneself", "pk"), names, (NUMBER, DAY))


def _principal(row: Sequence[Any]) -> Principal:
    oneself, by_law, held, *columns = row
    known = vars(_sheet(made(Person, columns)))
    if oneself or by_law:
        return Principal(**known, way="self" if oneself else "law")
    named = None if any(not matters for matters in held) else frozenset(chain.from_iterable(held))
    return Principal(**known, way="mandate", matters=named)


def principals(account_id: int, on: date) -> list[Principal]:
    """Return the person of an account and everyone they may act for on a day, themselves first; one query.

    They act by mandate in the matters that it names (A-102), or by law in all: as a guardian until the
    child comes of age, as the legal representative of an enterprise.
    """
    return [_principal(row) for row in _principals().ask(account_id, on)]


def principal(account_id: int, person_id: int, *, on: date) -> Principal | None:
    """Return a person if the account is them or acts for them on a day, with the matters in which it does; one query."""
    return next((one for one in principals(account_id, on) if one.id == person_id), None)


def acting_for(request: HttpRequest, on: date) -> Principal | None:
    """Return the person a signed-in visitor acts for: the one chosen, if still allowed, else themselves.

    Whoever may no longer act for the one they chose is told so, once.
    """
    return chosen(request, principals(request.user.pk, on)) if request.user.is_authenticated else None


def chosen(request: HttpRequest, everyone: list[Principal]) -> Principal | None:
    """Return whom a visitor chose among those they may act for; told once if the choice has ended."""
    wanted = request.session.get(ACTING)
    found = next((one for one in everyone if one.id == wanted), None)
    if wanted is not None and found is None:
        del request.session[ACTING]
        messages.warning(request, _("The mandate has ended. From now on you act for yourself."))
    return found or (everyone[0] if everyone else None)


def consents_to_electronic_service(person_id: int) -> bool:
    """Say whether a person agreed to be served electronically (A-511)."""
    return Person.objects.filter(pk=person_id, electronic_since__isnull=False).exists()


def public_code(person_id: int) -> str:
    """Return the unified social credit code of a legal person, which is public; "" for natural persons."""
    row = Person.objects.filter(pk=person_id, id_kind="uscc").first()
    return opened(row)["id_number"] if row else ""


def is_excluded_from_commitments(person_id: int) -> bool:
    """Say whether a person promised falsely and the record is not repaired yet (A-911)."""
    open_record = SAME_DOCUMENT + " AND repaired_at IS NULL"
    return first(Exclusion, open_record, [person_id, person_id]) is not None


def _state(row: Mandate, on: date | None) -> str:
    if row.revoked_at is not None:
        return "revoked"
    if on is not None and on > row.until_on:
        return "ended"
    return "coming" if on is not None and on < row.from_on else "valid"


def mandates(person_id: int, *, on: date | None = None, language: str = "zh-hans") -> list[MandateLine]:
    """Return the mandates a person gave or holds, the newest first, with their state on a day and the names of matters."""
    rows = Mandate.objects.filter(Q(principal_id=person_id) | Q(agent_id=person_id)).select_related(
        "principal", "agent"
    )
    found = list(rows.order_by("-pk")[:LINES])
    names = matter_titles(chain.from_iterable(row.matters for row in found), language)
    return [
        MandateLine(
            row.pk,
            vault.unseal(row.principal.name, context="people.name"),
            vault.unseal(row.agent.name, context="people.name"),
            tuple(row.matters),
            row.from_on,
            row.until_on,
            row.revoked_at,
            row.principal_id,
            _state(row, on),
            tuple(dict.fromkeys(names.get(code, code) for code in row.matters)),
        )
        for row in found
    ]


def who_looked(person_id: int) -> list[Seen]:
    """Return who looked at a person's data, what and why, the newest first."""
    rows = journal.select(
        "subject = %s AND type = 'people.PersonalDataSeen' ORDER BY position DESC LIMIT %s",
        [person_id, LINES],
    )
    agents = _names({row.actor for row in rows if row.data["field"] in Looked})
    return [
        Seen(
            row.at,
            row.actor,
            row.data["field"],
            row.data["why"],
            row.data.get("who") or agents.get(row.actor, ""),
            by_agent=row.data["field"] in Looked,
        )
        for row in rows
    ]


def _names(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of the persons behind some accounts; the journal itself keeps no names of citizens."""
    numbers = [int(actor.removeprefix("account:")) for actor in actors]
    if not numbers:
        return {}
    of_account = Account.objects.filter(person_id=OuterRef("pk"), pk__in=numbers).values("pk")[:1]
    persons = Account.objects.filter(pk__in=numbers).values("person_id")
    rows = Person.objects.filter(pk__in=persons).annotate(account=Subquery(of_account))
    sealed = rows.values_list("account", "name")
    return {f"account:{account}": vault.unseal(name, context="people.name") for account, name in sealed}


def account_of(person_id: int) -> tuple[int, str, str] | None:
    """Return the account of a person with its e-mail and language, or None."""
    return Account.objects.filter(person_id=person_id).values_list("pk", "email", "language").first()


def reads_large_print(person_id: int) -> bool:
    """Say whether a person reads in large print, so that what is made for them is set so too (J-205)."""
    return Account.objects.filter(person_id=person_id, mode="elder").exists()


def locked_until(name: str, *, at: datetime) -> datetime | None:
    """Return until when signing in under a name is locked, or None (F-402)."""
    _account, key = sign_in_key(name)
    return (
        SignInTries.objects.filter(name_index=key, locked_until__gt=at)
        .values_list("locked_until", flat=True)
        .first()
    )


def password_age(account_id: int, *, at: datetime) -> int | None:
    """Return how many calendar days old an account's password is, or None if nobody noted it."""
    since = Account.objects.filter(pk=account_id).values_list("password_set_at", flat=True).first()
    return (at - since).days if since else None


def recently_used(account_id: int) -> list[str]:
    """Return the hashes of an account's last passwords (F-401)."""
    return list(
        Account.objects.get(pk=account_id)
        .former_passwords.order_by("-pk")
        .values_list("password", flat=True)[:5]
    )


def typed(browser: str, account_id: int, address: str, *, at: datetime) -> dict[str, list[str]] | None:
    """Return what an account had typed with a browser for a page, or None if nothing is kept of it (any more)."""
    index = vault.blind_index(browser, context="people.browser")
    rows = Typed.objects.filter(browser_index=index, account_id=account_id, until__gt=at)
    sealed = rows.values_list("sealed", flat=True).first()
    try:
        kept = json.loads(vault.unseal(sealed, context="people.typed")) if sealed else {}
    except (InvalidTag, LookupError):  # its key was turned over meanwhile
        return None
    return kept["fields"] if kept.get("address") == address else None


def account_named(username: str) -> int | None:
    """Return the account with a sign-in name, or None."""
    return Account.objects.filter(username=username).values_list("pk", flat=True).first()


def sign_in_names(accounts: Iterable[int]) -> dict[int, str]:
    """Return the sign-in names of accounts."""
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "username"))


def for_the_record(person_id: int) -> str:
    """Return the number of a person's document in full, for what the law has bear it; "" if it is gone.

    That is the archive (G-306) and every document that goes to the person (A-506).
    """
    row = Person.objects.filter(pk=person_id, closed_at__isnull=True).first()
    return opened(row)["id_number"] if row else ""
