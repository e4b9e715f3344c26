"""Let a person who proved who they are hold their document, and with it what is kept under it (A-113)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from yimen.ground.bus.journal import publish
from yimen.ground.life import Refused
from yimen.registers.people import records
from yimen.registers.people.acts.common import TWICE, sealed
from yimen.registers.people.events import NameCorrected
from yimen.registers.people.models import Account, Person, ProofCode

REACHED = ("phone", "address")


def hold_document(declared: Person, *, proved_name: bool, by: str, at: datetime) -> Person:
    """Return the row that holds a proved person's document: this one, or the one under which they were known before.

    In the second case the account goes over to that row with all it handed in. Raises Refused if another
    account is theirs already.
    """
    same = {"id_kind": declared.id_kind, "id_index": bytes(declared.id_index)}
    known = Person.objects.select_for_update().filter(self_declared=False, **same).first()
    if known is None:
        return _first_to_hold(declared)
    if Account.objects.filter(person_id=known.pk).exists():
        raise Refused(TWICE, field="way", code="twice")
    returned = known.closed_at is not None
    if (proved_name or returned) and bytes(known.name_index) != bytes(declared.name_index):
        known.name, known.name_index = declared.name, declared.name_index
        publish(NameCorrected(subject=known.pk, by=by, at=at))
    _join(declared, known, at=at)
    return known


def _first_to_hold(declared: Person) -> Person:
    declared.self_declared = False
    try:
        with transaction.atomic():
            declared.save(update_fields=["self_declared"])
    except IntegrityError as error:  # another account proved it at the same moment
        raise Refused(TWICE, field="way", code="twice") from error
    return declared


def _join(declared: Person, known: Person, *, at: datetime) -> None:
    """Put the known row in the place of what the account said, whose row is wiped and closed."""
    for field in REACHED:
        setattr(known, field, getattr(declared, field))
    known.electronic_since, known.closed_at = declared.electronic_since or known.electronic_since, None
    known.save(update_fields=["name", "name_index", *REACHED, "electronic_since", "closed_at"])
    records.hand_over(declared.pk, known.pk)
    Account.objects.filter(person_id=declared.pk).update(person_id=known.pk)
    ProofCode.objects.filter(person=declared).delete()
    wipe(declared, at=at)


def wipe(person: Person, *, at: datetime) -> None:
    """Take all that identifies a person out of a row that is no longer anybody's."""
    for field, value in sealed(**dict.fromkeys(("name", "id_number", *REACHED), "")).items():
        setattr(person, field, value)
    person.name_index = person.id_index = records.tries_index(f"gone {person.pk}")
    person.birth_year, person.electronic_since, person.closed_at, person.level = None, None, at, 0
    person.save()
