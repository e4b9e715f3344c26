"""What is done to the accounts of officers: open one, hand over a one-time link, end sessions, reset the second factor."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.idp.oidc.models import Token
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.life import Refused
from yimen.registers.people.acts.accounts import open_account
from yimen.registers.people.events import PasswordLinkGiven, SecondFactorReset
from yimen.registers.people.models import Account


def open_staff_account(username: str, *, email: str = "", by: str, at: datetime) -> int:
    """Open an account without a password, to be set by a one-time link; return its id.

    Raises Refused for a name that cannot be one or is taken, however its letters are written.
    """
    unset = {one.name for one in Account._meta.fields} - {"username", "email"}
    try:
        Account(username=username, email=email).clean_fields(exclude=unset)
    except ValidationError as error:
        raise Refused(error.messages[0], field=next(iter(error.message_dict)), code="wrong") from error
    if Account.objects.filter(username__iexact=username).exists():
        raise Refused(_("This name is taken."), field="username", code="twice")
    return open_account(username, hashed="!", email=email, by=by, at=at)


def password_link(account_id: int, *, by: str, at: datetime) -> str:
    """Return the path under which a password can be set once, within three days (F-412). Raises Refused for a closed account."""
    account = Account.objects.get(pk=account_id)
    if account.closed_at is not None or not account.is_active:
        raise Refused(_("This account is closed."), code="out_of_order")
    with transaction.atomic():
        publish(PasswordLinkGiven(subject=account_id, by=by, at=at))
    words = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    return reverse("account_reset_password_from_key", kwargs=words)


def end_sessions(account_id: int) -> int:
    """Sign an account out everywhere, also in systems that it entered through this one; return how many sessions ended."""
    with transaction.atomic():
        known = UserSession.objects.filter(user_id=account_id)
        keys = list(known.values_list("session_key", flat=True))
        ended: int = Session.objects.filter(session_key__in=keys).delete()[0]
        known.delete()
        Token.objects.filter(user_id=account_id).delete()
    return ended


def reset_second_factor(account_id: int, *, by: str, at: datetime) -> None:
    """Remove the second factors of an account, which sets a new one at its next visit; its sessions end (F-412)."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=account_id).delete()
        end_sessions(account_id)
        publish(SecondFactorReset(subject=account_id, by=by, at=at))
