"""What may be asked about persons. Numbers come masked; `acts.reveal` shows them and tells the person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.ground.codes import masked_name, masked_number
from yimen.registers.people.models import Account, Bar, Mandate, Person

ACTING = "acting_for"  # the session's word for the person one acts for


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


@dataclass(frozen=True)
class MandateLine:
    """A mandate as a line of a list."""

    id: int
    principal: str
    agent: str
    matters: tuple[str, ...]
    from_on: date
    until_on: date
    revoked_at: datetime | None


@dataclass(frozen=True)
class Seen:
    """That someone looked at a person's data."""

    at: datetime
    actor: str
    field: str
    why: str


def _sheet(row: Person) -> PersonSheet:
    name = vault.unseal(row.name, context="people.name")
    return PersonSheet(
        id=row.pk,
        kind=row.kind,
        name=name,
        masked_name=masked_name(name),
        id_kind=row.id_kind,
        masked_id=masked_number(vault.unseal(row.id_number, context="people.id_number")),
        masked_phone=masked_number(vault.unseal(row.phone, context="people.phone")),
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


def find(id_kind: str, number: str) -> PersonSheet | None:
    """Return the person with a document, or None."""
    index = vault.blind_index(number.strip().upper(), context="people.id_number")
    row = Person.objects.filter(id_kind=id_kind, id_index=index).first()
    return _sheet(row) if row else None


def principals(account_id: int, on: date) -> list[PersonSheet]:
    """Return the person of an account and everyone they may act for on a day, themselves first; one query."""
    mine = Account.objects.filter(pk=account_id, person_id__isnull=False).values("person_id")[:1]
    lawful = Mandate.objects.filter(
        agent_id__in=mine, revoked_at__isnull=True, from_on__lte=on, until_on__gte=on
    ).values("principal_id")
    oneself = Exists(Account.objects.filter(pk=account_id, person_id=OuterRef("pk")))
    rows = Person.objects.filter(Q(pk__in=mine) | Q(pk__in=lawful)).annotate(oneself=oneself).order_by("-oneself", "pk")
    return [_sheet(row) for row in rows]


def may_act_for(account_id: int, person_id: int, *, matter_code: str, on: date) -> bool:
    """Say whether an account is the person or holds a mandate for this matter on this day (A-102)."""
    account = Account.objects.filter(pk=account_id).values_list("person_id", flat=True).first()
    if account is None:
        return False
    if account == person_id:
        return True
    rows = Mandate.objects.filter(
        principal_id=person_id, agent_id=account, revoked_at__isnull=True, from_on__lte=on, until_on__gte=on
    )
    return any(not matters or matter_code in matters for matters in rows.values_list("matters", flat=True))


def acting_for(request: HttpRequest, on: date) -> PersonSheet | None:
    """Return the person a signed-in visitor acts for: the one chosen, if still allowed, else themselves."""
    if not request.user.is_authenticated:
        return None
    everyone = principals(request.user.pk, on)
    chosen = request.session.get(ACTING)
    return next((one for one in everyone if one.id == chosen), everyone[0] if everyone else None)


def consents_to_electronic_service(person_id: int) -> bool:
    """Say whether a person agreed to be served electronically (A-511)."""
    return Person.objects.filter(pk=person_id, electronic_since__isnull=False).exists()


def barred_until(person_id: int, matter_id: int, *, on: date) -> date | None:
    """Return until when a person may not apply for a matter, or None (A-210)."""
    rows = Bar.objects.filter(person_id=person_id, matter_id=matter_id, from_on__lte=on, until_on__gt=on)
    return rows.order_by("-until_on").values_list("until_on", flat=True).first()


def mandates(person_id: int) -> list[MandateLine]:
    """Return the mandates a person gave or holds, the newest first."""
    rows = Mandate.objects.filter(Q(principal_id=person_id) | Q(agent_id=person_id)).select_related("principal", "agent")
    return [
        MandateLine(
            row.pk,
            vault.unseal(row.principal.name, context="people.name"),
            vault.unseal(row.agent.name, context="people.name"),
            tuple(row.matters),
            row.from_on,
            row.until_on,
            row.revoked_at,
        )
        for row in rows.order_by("-pk")
    ]


def who_looked(person_id: int) -> list[Seen]:
    """Return who looked at a person's data, what and why, the newest first."""
    rows = journal.select("subject = %s AND type = 'people.PersonalDataSeen' ORDER BY position DESC", [person_id])
    return [Seen(row.at, row.actor, row.data["field"], row.data["why"]) for row in rows]


def account_of(person_id: int) -> tuple[int, str, str] | None:
    """Return the account of a person with its e-mail and language, or None."""
    return Account.objects.filter(person_id=person_id).values_list("pk", "email", "language").first()
