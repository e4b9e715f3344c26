"""Open and close accounts, and keep count of how signing in went (F-401, F-402, F-412)."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import today_of
from yimen.ground.life import Refused
from yimen.registers.people import records
from yimen.registers.people.acts.common import sealed
from yimen.registers.people.acts.mandates import revoke_mandate
from yimen.registers.people.events import (
    AccountClosed,
    AccountOpened,
    PasswordChanged,
    SignedIn,
    SignInFailed,
    SignInLocked,
    SignInUnlocked,
)
from yimen.registers.people.models import (
    Account,
    FormerPassword,
    Mandate,
    Person,
    ProofCode,
    SignInTries,
    Typed,
)
from yimen.registers.people.rules import LOCK_MINUTES, TRIES_BEFORE_LOCK

REMEMBERED = 5  # passwords that may not be taken again


def open_account(
    username: str,
    password: str = "",
    *,
    person_id: int | None = None,
    email: str = "",
    hashed: str = "",
    by: str,
    at: datetime,
) -> int:
    """Open an account with a password, or with one hashed before; return its id. Raises Refused if the name is taken."""
    try:
        with transaction.atomic():
            account = Account.objects.create(
                username=username,
                email=email,
                password=hashed or make_password(password),
                person_id=person_id,
            )
            publish(AccountOpened(subject=account.pk, by=by, at=at, person=person_id or 0))
    except IntegrityError as error:
        raise Refused(_("This name is taken."), field="username", code="twice") from error
    return account.pk


def signed_in(account_id: int, *, address: str, at: datetime) -> None:
    """Write down that someone signed in, and forget their earlier failures."""
    with transaction.atomic():
        forget_failures(account_id)
        publish(SignedIn(subject=account_id, by=f"account:{account_id}", at=at, address=address))


def remember_choices(account_id: int, *, language: str, mode: str) -> None:
    """Keep the language and the reading mode a person uses, for messages and documents that reach them elsewhere."""
    Account.objects.filter(pk=account_id).update(language=language, mode=mode)


def forget_failures(account_id: int) -> None:
    """Unlock an account (after signing in, or a password set anew by its owner)."""
    SignInTries.objects.filter(name_index=records.tries_index(f"account {account_id}")).delete()


def unlock(name: str, *, by: str, at: datetime) -> None:
    """Lift the lock of an account before its time. Raises Refused if nobody has this name."""
    account_id, _key = records.sign_in_key(name)
    if not account_id:
        raise Refused(_("There is no account of this name."), field="username", code="unknown")
    with transaction.atomic():
        forget_failures(account_id)
        publish(SignInUnlocked(subject=account_id, by=by, at=at))


def sign_in_failed(name: str, *, address: str, at: datetime) -> None:
    """Count a failure under a name; after the fifth in a row lock it for half an hour (F-402).

    Names that belong to nobody are counted the same way, so that a lock tells nothing.
    """
    account_id, key = records.sign_in_key(name)
    by = "system"
    with transaction.atomic():
        SignInTries.objects.get_or_create(name_index=key, defaults={"last_at": at})
        tries = SignInTries.objects.select_for_update().get(name_index=key)
        tries.failed = 1 if at - tries.last_at > timedelta(minutes=LOCK_MINUTES) else tries.failed + 1
        tries.last_at = at
        publish(SignInFailed(subject=account_id, by=by, at=at, address=address))
        if tries.failed >= TRIES_BEFORE_LOCK:
            tries.failed, tries.locked_until = 0, at + timedelta(minutes=LOCK_MINUTES)
            publish(SignInLocked(subject=account_id, by=by, at=at, until=tries.locked_until))
        tries.save(update_fields=["failed", "last_at", "locked_until"])


def password_changed(account_id: int, hashed: str, *, at: datetime) -> None:
    """Remember the hash of a new password, and no more than the last five (F-401)."""
    with transaction.atomic():
        FormerPassword.objects.create(account_id=account_id, password=hashed, set_at=at)
        kept = FormerPassword.objects.filter(account_id=account_id).order_by("-pk")[:REMEMBERED]
        FormerPassword.objects.filter(account_id=account_id).exclude(pk__in=[one.pk for one in kept]).delete()
        Account.objects.filter(pk=account_id).update(password_set_at=at)
        publish(PasswordChanged(subject=account_id, by=f"account:{account_id}", at=at))


def close_account(account_id: int, *, by: str, at: datetime) -> None:
    """Close an account: end its mandates, wipe what only it needed (F-211, F-212).

    What must be archived or a running bar needs stays stored and is used for nothing else. Raises
    Refused while an affair of the person is open.
    """
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account_id)
        if account.closed_at is not None:
            raise Refused(_("This account is closed."), code="out_of_order")
        kept = False
        if account.person_id is not None:
            kept = _leave(account.person_id, by=by, at=at)
        person_id = account.person_id or 0
        EmailAddress.objects.filter(user=account).delete()
        Authenticator.objects.filter(user=account).delete()
        FormerPassword.objects.filter(account=account).delete()
        Typed.objects.filter(account=account).delete()
        account.username, account.email = f"closed-{account.pk}", ""
        account.first_name = account.last_name = ""
        account.is_active, account.person_id, account.closed_at = False, None, at
        account.password = make_password(None)
        account.save()
        publish(AccountClosed(subject=account_id, by=by, at=at, person=person_id, kept=kept))


def _leave(person_id: int, *, by: str, at: datetime) -> bool:
    """Wipe a person's data as far as the law lets; return whether something is kept for archive or a bar."""
    stays = records.what_stays(person_id, on=today_of(at))
    if stays.open:
        raise Refused(stays.open[0], code="open_affairs")
    for mandate in Mandate.objects.filter(principal_id=person_id, revoked_at__isnull=True):
        revoke_mandate(mandate.pk, principal_id=person_id, by=by, at=at)
    for mandate in Mandate.objects.filter(agent_id=person_id, revoked_at__isnull=True):
        revoke_mandate(mandate.pk, principal_id=mandate.principal_id, by=by, at=at)
    ProofCode.objects.filter(person_id=person_id).delete()
    person = Person.objects.select_for_update().get(pk=person_id)
    wiped = ["phone", "address"] if stays.kept else ["name", "id_number", "phone", "address"]
    for field, value in sealed(**dict.fromkeys(wiped, "")).items():
        setattr(person, field, value)
    if not stays.kept:
        person.name_index = records.tries_index(f"gone {person_id}")
        person.id_index, person.birth_year = person.name_index, None
    person.electronic_since, person.closed_at, person.level = None, at, 0
    person.save()
    return bool(stays.kept)
