"""Enter persons, change what is known of them, and show it to those who may see it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.ground.bus.journal import publish
from yimen.ground.codes import birthday_of
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.people import records
from yimen.registers.people.acts.common import ADDRESS_LENGTH, NewPerson, index, name_index, sealed
from yimen.registers.people.events import (
    ConsentChanged,
    ContactChanged,
    NameCorrected,
    PersonalDataExported,
    PersonalDataSeen,
    PersonRegistered,
    RepresentationBegun,
)
from yimen.registers.people.models import Account, IdKind, Kind, Looked, Person, RegisterEntry
from yimen.registers.people.rules import (
    ADULT,
    PRIVACY_NOTICE,
    SURE,
    birthday,
    clean_name,
    clean_number,
    clean_phone,
    is_child,
    legal_date,
)

FIELDS = frozenset({"name", "id_number", "phone", "address"})
DAY: Final = timedelta(days=1)


def _facts(new: NewPerson, *, today: date) -> dict[str, Any]:
    """Return the columns of a person. Raises Refused at the field that is wrong."""
    number = clean_number(new.id_kind, new.id_number, today=today)
    name, phone, address = clean_name(new.name), clean_phone(new.phone), new.address.strip()
    if len(address) > ADDRESS_LENGTH:
        raise Refused(_("This address is too long."), field="address", code="too_long")
    born = birthday_of(number) if new.id_kind == IdKind.RESIDENT else None
    return {
        "kind": Kind.LEGAL if new.id_kind == IdKind.USCC else Kind.NATURAL,
        "id_kind": new.id_kind,
        **sealed(name=name, id_number=number, phone=phone, address=address),
        "name_index": name_index(name),
        "id_index": index(number, "id_number"),
        "birth_year": born.year if born else None,
    }


def _born(new: NewPerson, *, today: date) -> date | None:
    is_card = new.id_kind == IdKind.RESIDENT
    return birthday_of(clean_number(new.id_kind, new.id_number, today=today)) if is_card else None


def register(new: NewPerson, *, account_id: int | None, by: str, at: datetime) -> int:
    """Enter a person, and tie them to the account if one is given; return the person's id.

    Raises Refused at the field that is wrong, for a child who would act alone (F-208), and when the
    document is registered already: without saying to whom. Someone who left comes back under the same id.
    """
    today = legal_date(at)
    facts = _facts(new, today=today)
    if account_id is not None and is_child(_born(new, today=today), on=today):
        message = _("A parent or guardian registers children under fourteen, and acts for them.")
        raise Refused(message, field="id_number", code="child")
    try:
        with transaction.atomic():
            person = _fresh_or_returned(facts)
            if account_id is not None:
                _tie(account_id, person.pk)
            publish(
                PersonRegistered(subject=person.pk, by=by, at=at, kind=person.kind, notice=PRIVACY_NOTICE)
            )
    except IntegrityError as error:
        raise Refused(
            _("This document is registered already. If it is yours, verify it at any window or call 12345."),
            field="id_number",
            code="twice",
        ) from error
    return person.pk


def _fresh_or_returned(facts: dict[str, Any]) -> Person:
    """Return a new row, or that of someone who left, whose bars and archives still hold."""
    gone = Person.objects.select_for_update().filter(
        id_kind=facts["id_kind"], id_index=facts["id_index"], closed_at__isnull=False
    )
    person = gone.first()
    if person is None:
        person = Person(**facts)
        person.save(force_insert=True)
        return person
    back = {**facts, "closed_at": None, "level": 0, "verified_at": None, "verified_way": ""}
    for name, value in back.items():
        setattr(person, name, value)
    person.save(update_fields=list(back))
    return person


def _tie(account_id: int, person_id: int) -> None:
    changed = Account.objects.filter(pk=account_id, person_id__isnull=True).update(person_id=person_id)
    if not changed:
        raise Refused(_("This account belongs to a person already."), code="twice")


def register_represented(new: NewPerson, *, representative_id: int, by: str, at: datetime) -> int:
    """Enter a child or an enterprise for whom someone acts by law; return its id (F-208, A-102).

    The identity register has to name this representative. Raises Refused if they are not verified
    themselves, or if the register does not confirm it: the answer is the same for an unknown document.
    """
    today = legal_date(at)
    facts = _facts(new, today=today)
    with hold(Person, representative_id) as representative:
        if representative.level < SURE or representative.kind != Kind.NATURAL:
            raise Refused(_("Verify your own identity first."), code="level")
        confirmed = RegisterEntry.objects.filter(
            id_kind=new.id_kind,
            id_index=facts["id_index"],
            name_index=facts["name_index"],
            representative_index=bytes(representative.id_index),
        )
        if representative.id_kind != IdKind.RESIDENT or not confirmed.exists():
            raise Refused(
                _(
                    "The register does not name you as the guardian or legal representative. Go to any window with your papers."
                ),
                field="id_number",
                code="no_match",
            )
        born = _born(new, today=today)
        grown = birthday(born, ADULT) if born else None
        facts |= {
            "representative_id": representative_id,
            "level": SURE,
            "verified_at": at,
            "verified_way": "register",
        }
        facts["represented_until"] = grown if grown and grown > today else None
        same = {"id_kind": new.id_kind, "id_index": facts["id_index"]}
        person, _made = Person.objects.update_or_create(**same, defaults={**facts, "closed_at": None})
        publish(
            PersonRegistered(subject=person.pk, by=by, at=at, kind=person.kind, notice=PRIVACY_NOTICE),
            RepresentationBegun(subject=person.pk, by=by, at=at, representative=representative_id),
        )
    return person.pk


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
