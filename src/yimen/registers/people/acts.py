"""What may be done to persons and accounts. Nothing else writes to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.codes import birthday_of
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.people.events import (
    ConsentChanged,
    ContactChanged,
    IdentityVerified,
    MandateGiven,
    MandateRevoked,
    PersonalDataSeen,
    PersonBarred,
    PersonRegistered,
)
from yimen.registers.people.models import Account, Bar, IdKind, Kind, Mandate, Person, RegisterEntry
from yimen.registers.people.rules import clean_name, clean_number, clean_phone

WAYS: Mapping[str, int] = {"register": 2, "window": 3, "network": 3}  # how sure each way makes us


@dataclass(frozen=True)
class NewPerson:
    """What a person says of themselves."""

    name: str
    id_kind: str
    id_number: str
    phone: str
    address: str = ""


def _index(value: str, field: str) -> bytes:
    return vault.blind_index(value, context=f"people.{field}")


def register(new: NewPerson, *, account_id: int | None, by: str, at: datetime) -> int:
    """Enter a person, and tie them to the account if one is given; return the person's id.

    Raises Refused at the field that is wrong, and when the document is registered already: without
    saying to whom.
    """
    number = clean_number(new.id_kind, new.id_number, today=at.date())
    name, phone = clean_name(new.name), clean_phone(new.phone)
    born = birthday_of(number) if new.id_kind == IdKind.RESIDENT else None
    person = Person(
        kind=Kind.LEGAL if new.id_kind == IdKind.USCC else Kind.NATURAL,
        name=vault.seal(name, context="people.name"),
        name_index=_index(name, "name"),
        id_kind=new.id_kind,
        id_number=vault.seal(number, context="people.id_number"),
        id_index=_index(number, "id_number"),
        phone=vault.seal(phone, context="people.phone"),
        address=vault.seal(new.address.strip(), context="people.address"),
        birth_year=born.year if born else None,
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            if account_id is not None:
                _tie(account_id, person.pk)
            publish(PersonRegistered(subject=person.pk, by=by, at=at, kind=person.kind))
    except IntegrityError as error:
        raise Refused(
            _("This document is registered already. If it is yours, verify it at any window or call 12345."),
            field="id_number",
            code="twice",
        ) from error
    return person.pk


def _tie(account_id: int, person_id: int) -> None:
    changed = Account.objects.filter(pk=account_id, person_id__isnull=True).update(person_id=person_id)
    if not changed:
        raise Refused(_("This account belongs to a person already."), code="twice")


def open_account(username: str, password: str, *, person_id: int | None = None, email: str = "") -> int:
    """Open an account; return its id. Raises Refused if the name is taken."""
    try:
        with transaction.atomic():
            account = Account.objects.create(
                username=username, email=email, password=make_password(password), person_id=person_id
            )
    except IntegrityError as error:
        raise Refused(_("This name is taken."), field="username", code="twice") from error
    return account.pk


def change_contact(person_id: int, *, phone: str, address: str, by: str, at: datetime) -> None:
    """Change telephone and address. Raises Refused for a number that cannot be one."""
    plain = clean_phone(phone)
    with hold(Person, person_id) as person:
        person.phone = vault.seal(plain, context="people.phone")
        person.address = vault.seal(address.strip(), context="people.address")
        person.save(update_fields=["phone", "address"])
        publish(ContactChanged(subject=person_id, by=by, at=at, fields=["phone", "address"]))


def verify(person_id: int, *, way: str, by: str, at: datetime) -> None:
    """Make sure who a person is, in one of several ways of which none needs a face (A-114).

    "register" compares name, number and telephone with the identity register; "window" is an officer
    who saw the document. Raises Refused if the register knows no such person.
    """
    if way not in WAYS:
        raise Refused(_("Choose a way to verify your identity."), field="way", code="unknown")
    with hold(Person, person_id) as person:
        if way == "register":
            phone = vault.unseal(person.phone, context="people.phone")
            known = RegisterEntry.objects.filter(
                id_kind=person.id_kind,
                id_index=bytes(person.id_index),
                name_index=bytes(person.name_index),
                phone_index=_index(phone, "phone"),
            )
            if not known.exists():
                raise Refused(
                    _("Name, number and telephone do not match the register. Go to any window with your document."),
                    field="way",
                    code="no_match",
                )
        person.level, person.verified_at, person.verified_way = max(person.level, WAYS[way]), at, way
        person.save(update_fields=["level", "verified_at", "verified_way"])
        publish(IdentityVerified(subject=person_id, by=by, at=at, level=person.level, way=way))


def enter_in_register(new: NewPerson, *, today: date) -> None:
    """Put a line into the identity register (its owner does this; here the demonstration and tests)."""
    number = clean_number(new.id_kind, new.id_number, today=today)
    RegisterEntry.objects.update_or_create(
        id_kind=new.id_kind,
        id_index=_index(number, "id_number"),
        defaults={"name_index": _index(clean_name(new.name), "name"), "phone_index": _index(clean_phone(new.phone), "phone")},
    )


def reveal(person_id: int, field: str, *, why: str, by: str, at: datetime) -> str:
    """Return a sealed field in full, and tell the person who looked and why. Raises Refused without a reason."""
    if field not in {"name", "id_number", "phone", "address"}:
        raise Refused(_("There is no such field."), field="field", code="unknown")
    if not why.strip():
        raise Refused(_("Say why you need to see this."), field="why", code="empty")
    with transaction.atomic():
        person = Person.objects.get(pk=person_id)
        publish(PersonalDataSeen(subject=person_id, by=by, at=at, field=field, why=why.strip()))
        return vault.unseal(getattr(person, field), context=f"people.{field}")


def agree_to_electronic_service(person_id: int, *, agree: bool, by: str, at: datetime) -> None:
    """Store that a person wants decisions electronically, or no longer does (A-511)."""
    with hold(Person, person_id) as person:
        person.electronic_since = at if agree else None
        person.save(update_fields=["electronic_since"])
        publish(ConsentChanged(subject=person_id, by=by, at=at, electronic=agree))


def give_mandate(
    principal_id: int, agent_number: str, *, matters: Sequence[str], first: date, last: date, by: str, at: datetime
) -> int:
    """Let another registered person act for this one; return the mandate's id (A-102).

    `agent_number` is the agent's identity number. Raises Refused for dates out of order, oneself, or an
    unknown agent.
    """
    if last < first or last < at.date():
        raise Refused(_("The mandate would have ended before it begins."), field="last", code="order")
    number = clean_number(IdKind.RESIDENT, agent_number, today=at.date())
    agent = Person.objects.filter(id_kind=IdKind.RESIDENT, id_index=_index(number, "id_number")).first()
    if agent is None:
        raise Refused(_("Nobody with this number is registered here."), field="id_number", code="unknown")
    if agent.pk == principal_id:
        raise Refused(_("You need no mandate for yourself."), field="id_number", code="self")
    with transaction.atomic():
        mandate = Mandate.objects.create(
            principal_id=principal_id, agent=agent, matters=list(matters), from_on=first, until_on=last, given_at=at
        )
        publish(
            MandateGiven(subject=principal_id, by=by, at=at, mandate=mandate.pk, agent=agent.pk, until_on=last)
        )
    return mandate.pk


def revoke_mandate(mandate_id: int, *, principal_id: int, by: str, at: datetime) -> None:
    """Take a mandate back. Raises Refused if it is not this person's or was revoked."""
    with transaction.atomic():
        rows = Mandate.objects.filter(pk=mandate_id, principal_id=principal_id, revoked_at__isnull=True)
        if not rows.update(revoked_at=at):
            raise Refused(_("This mandate has ended."), code="out_of_order")
        publish(MandateRevoked(subject=principal_id, by=by, at=at, mandate=mandate_id))


def bar(person_id: int, matter_id: int, *, until: date, reason: str, by: str, at: datetime) -> None:
    """Keep a person from applying for a matter for a time (A-210: one year, A-607: three years)."""
    with transaction.atomic():
        Bar.objects.create(person_id=person_id, matter_id=matter_id, reason=reason, from_on=at.date(), until_on=until)
        publish(PersonBarred(subject=person_id, by=by, at=at, matter=matter_id, until_on=until, reason=reason))

