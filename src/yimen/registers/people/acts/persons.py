"""Change what is known of persons, and show it to those who may see it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.people import records
from yimen.registers.people.acts.common import ADDRESS_LENGTH, name_index, sealed
from yimen.registers.people.events import (
    ConsentChanged,
    ContactChanged,
    NameCorrected,
    PersonalDataExported,
    PersonalDataSeen,
)
from yimen.registers.people.models import Looked, Person
from yimen.registers.people.rules import clean_name, clean_phone

FIELDS = frozenset({"name", "id_number", "phone", "address"})
DAY: Final = timedelta(days=1)


def change_contact(person_id: int, *, phone: str, address: str, by: str, at: datetime) -> None:
    """Change telephone and address. Raises Refused for a number that cannot be one."""
    plain = clean_phone(phone)
    if len(address.strip()) > ADDRESS_LENGTH:
        raise Refused(_("This address is too long."), field="address", code="too_long")
    with hold(Person, person_id) as person:
        fields = sealed(phone=plain, address=address.strip())
        person.phone, person.address = fields["phone"], fields["address"]
        person.save(update_fields=["phone", "address"])
        publish(ContactChanged(subject=person_id, by=by, at=at, fields=["phone", "address"]))


def correct_name(person_id: int, name: str, *, by: str, at: datetime) -> None:
    """Correct a name; the identity has to be verified anew (PIPL Art. 46, F-210).

    Raises Refused for what cannot be a name and for the name that stands there already.
    """
    spelled = clean_name(name)
    with hold(Person, person_id) as person:
        if vault.unseal(person.name, context="people.name") == spelled:
            raise Refused(_("This is the name that we have."), field="name", code="same")
        person.name, person.name_index = sealed(name=spelled)["name"], name_index(spelled)
        person.level, person.verified_at, person.verified_way = 0, None, ""
        person.save(update_fields=["name", "name_index", "level", "verified_at", "verified_way"])
        publish(NameCorrected(subject=person_id, by=by, at=at))


def reveal(
    person_id: int, field: str, *, why: str, by: str, at: datetime, who: str = "", organ: int = 0
) -> str:
    """Return a sealed field in full, and tell the person who looked and why (F-425).

    `who` are the words by which the person will know the reader ("name · organ"). Raises Refused
    without a reason or for an unknown field.
    """
    if field not in FIELDS:
        raise Refused(_("There is no such field."), field="field", code="unknown")
    if not why.strip():
        raise Refused(_("Say why you need to see this."), field="why", code="empty")
    with transaction.atomic():
        person = Person.objects.get(pk=person_id)
        plain = vault.unseal(getattr(person, field), context=f"people.{field}")
        publish(
            PersonalDataSeen(
                subject=person_id, organ=organ, by=by, at=at, field=field, why=why.strip()[:300], who=who
            )
        )
    return plain


def agree_to_electronic_service(person_id: int, *, agree: bool, by: str, at: datetime) -> None:
    """Store that a person wants decisions electronically, or no longer does (A-511).

    Saying again what holds already changes nothing: the moment of the first agreement stays.
    """
    with hold(Person, person_id) as person:
        if (person.electronic_since is not None) == agree:
            return
        person.electronic_since = at if agree else None
        person.save(update_fields=["electronic_since"])
        publish(ConsentChanged(subject=person_id, by=by, at=at, electronic=agree))


def export(person_id: int, *, by: str, at: datetime) -> Mapping[str, object]:
    """Return everything kept about a person, in the clear, for themselves alone (PIPL Art. 45, F-210)."""
    with transaction.atomic():
        copy = records.everything(person_id)
        publish(PersonalDataExported(subject=person_id, by=by, at=at))
    return copy


def note_seen(
    person_id: int, what: str, *, why: str, by: str, at: datetime, who: str = "", organ: int = 0
) -> None:
    """Note that someone read something about a person that another module keeps, so that the person can see it (F-425)."""
    with transaction.atomic():
        publish(
            PersonalDataSeen(
                subject=person_id, organ=organ, by=by, at=at, field=what, why=why.strip()[:300], who=who
            )
        )


def note_agent(person_id: int, what: Looked, *, about: str, account_id: int, at: datetime) -> None:
    """Note that someone looked at an affair of a person for whom they act by mandate, at most once a day (A-102, F-425)."""
    by = f"account:{account_id}"
    where = "subject = %s AND type = 'people.PersonalDataSeen' AND actor = %s AND at > %s"
    today = journal.select(where, [person_id, by, at - DAY])
    if not any((told.data["field"], told.data["why"]) == (what, about.strip()[:300]) for told in today):
        note_seen(person_id, what, why=about, by=by, at=at)
