"""Make sure who a person is: several ways, none of which needs a face (A-114)."""

import hmac
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import today_of
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.people import records
from yimen.registers.people.acts.claims import hold_document
from yimen.registers.people.acts.common import NewPerson, index, name_index
from yimen.registers.people.events import IdentityNotVerified, IdentityVerified
from yimen.registers.people.models import Account, Person, ProofCode, RegisterEntry
from yimen.registers.people.rules import (
    CODE_MINUTES,
    CODE_TRIES,
    PROOFS_A_DAY,
    clean_name,
    clean_number,
    clean_phone,
    plain_number,
)

Confirm = Callable[[Person, Mapping[str, str]], bool]
Courier = Callable[[str, str], None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Way:
    """One way to prove an identity: how sure it makes us, what it asks, and who confirms the answers.

    `field` is the name of what has to be typed besides (or ""); `code` says whether a code is sent to
    the telephone in the register before the proof counts.
    """

    words: str | Promise
    level: int
    confirm: Confirm
    field: str = ""
    code: bool = False


def _entry(person: Person, **more: bytes) -> bool:
    return RegisterEntry.objects.filter(
        id_kind=person.id_kind, id_index=bytes(person.id_index), name_index=bytes(person.name_index), **more
    ).exists()


def _phone(person: Person) -> str:
    return vault.unseal(person.phone, context="people.phone")


def _by_phone(person: Person, _answers: Mapping[str, str]) -> bool:
    return _entry(person, phone_index=index(_phone(person), "phone"))


def _by_card(person: Person, answers: Mapping[str, str]) -> bool:
    card = plain_number(answers.get("card", ""))
    return bool(card) and _entry(
        person, card_index=index(card, "card"), phone_index=index(_phone(person), "phone")
    )


def _by_network(person: Person, answers: Mapping[str, str]) -> bool:
    token = plain_number(answers.get("token", ""))
    return bool(token) and _entry(person, network_index=index(token, "network"))


WAYS: Final[dict[str, Way]] = {
    "sms": Way(_("My document, and a code sent to my telephone"), 2, _by_phone, code=True),
    "bank": Way(
        _("My document and a bank card, and a code sent to my telephone"),
        2,
        _by_card,
        field="card",
        code=True,
    ),
    "network": Way(_("The national network identity"), 3, _by_network, field="token"),
}
TRUSTED: Final[Mapping[str, int]] = {"register": 2, "window": 3}  # done by officers and by the system


def register_way(name: str, way: Way) -> None:
    """Let a city mount its own way to prove an identity."""
    WAYS[name] = way


def _no_courier(_phone: str, _code: str) -> None:
    raise Refused(
        _("Codes cannot be sent at the moment. Choose another way, or go to any window with your document."),
        field="way",
        code="no_courier",
    )


_couriers: list[Courier] = [_no_courier]


def register_courier(send: Courier) -> None:
    """Say how codes reach a telephone: `send(number, code)`."""
    _couriers.append(send)


def begin_proof(person_id: int, way: str, answers: Mapping[str, str], *, by: str, at: datetime) -> bool:
    """Compare what a person gives with the register; return whether a code has to be typed next.

    Without a code the identity is verified at once. A wrong answer is written down, and only a few are
    heard a day. Raises Refused for an unknown way, after too many wrong answers, and if nothing matches.
    """
    chosen = WAYS.get(way)
    if chosen is None:
        raise Refused(_("Choose a way to verify your identity."), field="way", code="unknown")
    with hold(Person, person_id) as person:
        since = at - timedelta(days=1)
        if records.proofs_refused(person_id, since=since) >= PROOFS_A_DAY:
            message = _(
                "There were too many wrong answers today. Try again tomorrow, or go to any window with your document."
            )
            raise Refused(message, field="way", code="too_often")
        matches = chosen.confirm(person, answers)
        if not matches:
            publish(IdentityNotVerified(subject=person_id, by=by, at=at, way=way))
        elif chosen.code:
            _send_code(person, way, at=at)
        else:
            _raise_level(person, way, chosen.level, by=by, at=at)
    if not matches:
        raise Refused(
            _(
                "What you gave does not match the register. Choose another way, or go to any window with your document."
            ),
            field=chosen.field or "way",
            code="no_match",
        )
    return chosen.code


def _send_code(person: Person, way: str, *, at: datetime) -> None:
    recent = ProofCode.objects.filter(person=person, sent_at__gt=at - timedelta(minutes=1))
    if recent.exists():
        raise Refused(
            _("A code is on its way. Wait a minute before you ask for another."), field="way", code="soon"
        )
    code = f"{secrets.randbelow(1_000_000):06d}"
    ProofCode.objects.update_or_create(
        person=person, defaults={"way": way, "code_index": index(code, "code"), "sent_at": at, "tries": 0}
    )
    _couriers[-1](_phone(person), code)


def finish_proof(person_id: int, code: str, *, by: str, at: datetime) -> None:
    """End a verification with the code that was sent. Raises Refused if it is wrong, too old or used up."""
    matches = False
    with hold(Person, person_id) as person:
        sent = ProofCode.objects.filter(person=person).first()
        late = sent is None or at - sent.sent_at > timedelta(minutes=CODE_MINUTES) or sent.tries >= CODE_TRIES
        if sent is None or late:
            raise Refused(_("This code is no longer valid. Ask for a new one."), field="code", code="late")
        matches = hmac.compare_digest(bytes(sent.code_index), index(plain_number(code), "code"))
        if matches:
            _raise_level(person, sent.way, WAYS[sent.way].level, by=by, at=at)
            sent.delete()
        else:
            sent.tries += 1
            sent.save(update_fields=["tries"])
            publish(IdentityNotVerified(subject=person_id, by=by, at=at, way=sent.way))
    if not matches:
        raise Refused(_("This is not the code that was sent."), field="code", code="wrong_code")


def _raise_level(person: Person, way: str, level: int, *, by: str, at: datetime) -> None:
    if person.self_declared:
        person = hold_document(person, proved_name=way != "window", by=by, at=at)
    person.level, person.verified_at, person.verified_way = max(person.level, level), at, way
    person.save(update_fields=["level", "verified_at", "verified_way"])
    publish(IdentityVerified(subject=person.pk, by=by, at=at, level=person.level, way=way))


def verify(person_id: int, *, way: str, by: str, at: datetime) -> None:
    """Verify a person without their doing: "register" compares all data, "window" is an officer who saw the document.

    Nobody verifies themselves so. Raises Refused if the register knows no such person.
    """
    level = TRUSTED.get(way)
    if level is None:
        raise Refused(_("Choose a way to verify your identity."), field="way", code="unknown")
    if Account.objects.filter(person_id=person_id, pk=_account(by)).exists():
        raise Refused(_("Nobody verifies their own identity."), field="way", code="self")
    with hold(Person, person_id) as person:
        if way == "register" and not _by_phone(person, {}):
            raise Refused(
                _(
                    "Name, number and telephone do not match the register. Go to any window with your document."
                ),
                field="way",
                code="no_match",
            )
        _raise_level(person, way, level, by=by, at=at)


def verify_account(name: str, person_id: int, *, by: str, at: datetime) -> None:
    """Give the account of somebody who stands at a window to the person whose document was seen there.

    Raises Refused if the account gave another document, or none, and for one's own.
    """
    account_id, _key = records.sign_in_key(name)
    with hold(Person, person_id) as person:
        given = Person.objects.filter(
            pk__in=Account.objects.filter(pk=account_id).values("person_id"),
            id_kind=person.id_kind,
            id_index=bytes(person.id_index),
        ).first()
        if given is None:
            message = _("This account did not give the number of this document.")
            raise Refused(message, field="account", code="no_match")
        if given.self_declared:
            verify(given.pk, way="window", by=by, at=at)


def _account(by: str) -> int:
    kind, _colon, number = by.partition(":")
    return int(number) if kind == "account" and number.isdecimal() else 0


def enter_in_register(
    new: NewPerson, *, today: date | datetime, card: str = "", network: str = "", representative: str = ""
) -> None:
    """Put a line into the identity register (its owner does this; here the demonstration and tests).

    `card` is a bank card's number, `network` a network identity, `representative` the identity number
    of the guardian or legal representative. Raises Refused for what cannot be a name or number.
    """
    day = today_of(today) if isinstance(today, datetime) else today
    number = clean_number(new.id_kind, new.id_number, today=day)
    guardian = clean_number("resident", representative, today=day) if representative else ""
    RegisterEntry.objects.update_or_create(
        id_kind=new.id_kind,
        id_index=index(number, "id_number"),
        defaults={
            "name_index": name_index(clean_name(new.name)),
            "phone_index": index(clean_phone(new.phone), "phone"),
            "card_index": index(plain_number(card), "card") if card else b"",
            "network_index": index(plain_number(network), "network") if network else b"",
            "representative_index": index(guardian, "id_number") if guardian else b"",
        },
    )
