"""What a password has to be (F-401): long, of several kinds of characters, no easy guess, and none of the last five."""

from collections.abc import Callable
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yimen.ground.clock import now
from yimen.registers.people import acts, reads

KINDS: Final[tuple[Callable[[str], bool], ...]] = (
    str.islower,
    str.isupper,
    str.isdecimal,
    lambda c: not (c.islower() or c.isupper() or c.isdecimal()),
)


class LongEnough(MinimumLengthValidator):
    """Asks for a number of characters."""

    def get_error_message(self) -> str:
        """Return what is asked for."""
        return _("Use at least %(n)s characters.") % {"n": self.min_length}


class NotCommon(CommonPasswordValidator):
    """Refuses what very many people use."""

    def get_error_message(self) -> str:
        """Return what is asked for."""
        return _("Many people use this password, so it is easily guessed. Think of another one.")


class NotOnlyDigits(NumericPasswordValidator):
    """Refuses numbers."""

    def get_error_message(self) -> str:
        """Return what is asked for."""
        return _("Use other characters beside digits.")


class NotOwnName(UserAttributeSimilarityValidator):
    """Refuses what is known of the account."""

    def get_error_message(self) -> str:
        """Return what is asked for."""
        return _("The password is too much like your user name or your e-mail address.")


class ThreeKinds:
    """Asks for three of four: small letters, capitals, digits, other characters (as Chinese ones)."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002 Django's shape
        """Raise ValidationError if the password has fewer than three kinds of characters."""
        if sum(any(map(kind, password)) for kind in KINDS) < 3:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        """Return what is asked for."""
        return _("Use at least three of these: small letters, capital letters, digits, other characters.")


class NotRecent:
    """Refuses the last five passwords of an account, and remembers the new one."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError if the account had this password lately."""
        if user is None or user.pk is None:
            return
        if any(check_password(password, hashed) for hashed in reads.recently_used(user.pk)):
            raise ValidationError(self.get_help_text(), code="password_used")

    def password_changed(self, _password: str, user: AbstractBaseUser | None = None) -> None:
        """Remember the new hash; Django calls this after it is saved."""
        if user is not None and user.pk is not None and user.has_usable_password():
            acts.password_changed(user.pk, user.password, at=now())

    def get_help_text(self) -> str:
        """Return what is asked for."""
        return _("Do not take one of your last five passwords.")
