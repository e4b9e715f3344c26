"""Enter persons: what an account says of itself, what other channels know, and who stands at a window."""

from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import today_of
from yimen.ground.codes import birthday_of
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.people.acts.common import (
    ADDRESS_LENGTH,
    TWICE,
    NewPerson,
    index,
    name_index,
    sealed,
)
from yimen.registers.people.acts.proof import verify
from yimen.registers.people.events import NameCorrected, PersonRegistered, RepresentationBegun
from yimen.registers.people.models import Account, IdKind, Kind, Person, RegisterEntry
from yimen.registers.people.rules import (
    ADULT,
    PRIVACY_NOTICE,
    SURE,
    birthday,
    clean_name,
    clean_number,
    clean_phone,
    is_child,
)

OTHER_NAME: Final = _("Another name is registered for this document.")


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
    """Enter a person; return their id. With an account, it is only what its holder says, and stays theirs alone (A-113).

    Raises Refused at the field that is wrong; for a child or an enterprise, for whom someone else acts
    (F-208, A-102); and, without an account, when the document is registered already: without saying to
    whom. Someone who left comes back under the same id.
    """
    today = today_of(at)
    facts = _facts(new, today=today)
    try:
        with transaction.atomic():
            if account_id is None:
                person = _fresh_or_returned(facts)
            else:
                person = _declared(new, facts, account_id, today=today)
            publish(
                PersonRegistered(subject=person.pk, by=by, at=at, kind=person.kind, notice=PRIVACY_NOTICE)
            )
    except IntegrityError as error:
        raise Refused(TWICE, field="id_number", code="twice") from error
    return person.pk


def _declared(new: NewPerson, facts: dict[str, Any], account_id: int, *, today: date) -> Person:
    """Return a row that holds no document yet, tied to the account. Raises Refused for whom others act."""
    if is_child(_born(new, today=today), on=today):
        message = _("A parent or guardian registers children under fourteen, and acts for them.")
        raise Refused(message, field="id_number", code="child")
    if facts["kind"] == Kind.LEGAL:
        message = _(
            "An enterprise is registered by its legal representative: give your own details first, verify your identity, then add the enterprise."
        )
        raise Refused(message, field="id_kind", code="representative")
    person = Person(**facts, self_declared=True)
    person.save(force_insert=True)
    if not Account.objects.filter(pk=account_id, person_id__isnull=True).update(person_id=person.pk):
        raise Refused(_("This account belongs to a person already."), code="twice")
    return person


def _holder(facts: dict[str, Any]) -> Person | None:
    """Return the row that holds a document, locked, or None; also that of someone who left."""
    rows = Person.objects.select_for_update().filter(self_declared=False)
    return rows.filter(id_kind=facts["id_kind"], id_index=facts["id_index"]).first()


def _fresh_or_returned(facts: dict[str, Any]) -> Person:
    """Return a new row, or that of someone who left, whose bars and archives still hold. Raises Refused for another's name."""
    person = _holder(facts)
    if person is None or person.closed_at is None:
        person = Person(**facts)
        person.save(force_insert=True)
        return person
    if bytes(person.name_index) != facts["name_index"]:
        raise Refused(OTHER_NAME, field="name", code="no_match")
    back = {**facts, "closed_at": None, "level": 0, "verified_at": None, "verified_way": ""}
    for name, value in back.items():
        setattr(person, name, value)
    person.save(update_fields=list(back))
    return person


def present(new: NewPerson, *, renamed: bool, by: str, at: datetime) -> int:
    """Return who stands at a window with their document: entered if need be, and verified by it (A-113).

    Another name than the one registered is put right if the officer says that the document shows it
    (`renamed`). Raises Refused otherwise, and at the field that is wrong.
    """
    facts = _facts(new, today=today_of(at))
    with transaction.atomic():
        person = _holder(facts)
        if person is not None and bytes(person.name_index) != facts["name_index"]:
            _rename(person, facts, renamed=renamed, by=by, at=at)
        if person is None or person.closed_at is not None:
            person = Person.objects.get(pk=register(new, account_id=None, by=by, at=at))
        if person.level < SURE:
            verify(person.pk, way="window", by=by, at=at)
    return person.pk


def _rename(person: Person, facts: dict[str, Any], *, renamed: bool, by: str, at: datetime) -> None:
    if not renamed:
        raise Refused(OTHER_NAME, field="name", code="no_match")
    person.name, person.name_index = facts["name"], facts["name_index"]
    person.level, person.verified_at, person.verified_way = 0, None, ""
    person.save(update_fields=["name", "name_index", "level", "verified_at", "verified_way"])
    publish(NameCorrected(subject=person.pk, by=by, at=at))


def register_represented(new: NewPerson, *, representative_id: int, by: str, at: datetime) -> int:
    """Enter a child or an enterprise for whom someone acts by law; return its id (F-208, A-102).

    The identity register has to name this representative. Raises Refused if they are not verified
    themselves, or if the register does not confirm it: the answer is the same for an unknown document.
    """
    today = today_of(at)
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
        same = {"id_kind": new.id_kind, "id_index": facts["id_index"], "self_declared": False}
        person, _made = Person.objects.update_or_create(**same, defaults={**facts, "closed_at": None})
        publish(
            PersonRegistered(subject=person.pk, by=by, at=at, kind=person.kind, notice=PRIVACY_NOTICE),
            RepresentationBegun(subject=person.pk, by=by, at=at, representative=representative_id),
        )
    return person.pk
