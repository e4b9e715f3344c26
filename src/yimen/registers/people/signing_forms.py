"""The forms of signing in, of opening an account and of what keeps it safe, in our words."""

from typing import Any, Final

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm
from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.errors import name_needed

TEN: Final = _("At least ten characters of three kinds: small letters, capital letters, digits, others")
AGAIN: Final = (_("Password once more"), "")
NEW: Final = (_("New password"), TEN)
CODE: Final = (_("One-time code"), "")


class _Ours(forms.Form):
    """Keeps what was typed when only the language was switched, and speaks plainly."""

    use_required_attribute = False
    words: dict[str, tuple[Any, Any]] = {}  # label and hint; None leaves the way to a new password

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            if name in self.fields:
                self.fields[name].label = label
                if hint is not None:
                    self.fields[name].help_text = hint
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _("Enter an e-mail address such as wang@example.org.")

    @property
    def _switching(self) -> bool:
        return bool({"_language", "_mode"} & set(self.data))

    def full_clean(self) -> None:
        """Judge the input, unless only the language was switched."""
        if self._switching:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        name_needed(self)
        super().full_clean()

    def is_valid(self) -> bool:
        """Say whether the input may be acted upon."""
        return not self._switching and super().is_valid()


class SignInForm(_Ours, LoginForm):  # type: ignore[misc]  # allauth has no types
    """Name and password."""

    words = {"login": (_("User name or e-mail"), ""), "password": (_("Password"), "")}


class SignUpForm(_Ours, SignupForm):  # type: ignore[misc]  # allauth has no types
    """What an account needs: a name and a password; an e-mail address only for whoever wants one."""

    words = {
        "username": (_("User name"), _("A name that you remember; it may be your telephone number")),
        "email": (_("E-mail"), _("With it you can set a new password by yourself")),
        "password1": (_("Password"), TEN),
        "password2": AGAIN,
    }


class ForgottenForm(_Ours, ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """The address to which the way to a new password is sent."""

    words = {"email": (_("E-mail"), "")}


class NewPasswordForm(_Ours, ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """A new password for whoever came by such a way."""

    words = {"password1": NEW, "password2": AGAIN}


class FirstPasswordForm(_Ours, SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """A password for an account that has none."""

    words = {"password1": NEW, "password2": AGAIN}


class OtherPasswordForm(_Ours, ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """Another password, proven by the present one."""

    words = {"oldpassword": (_("Current password"), None), "password1": NEW, "password2": AGAIN}


class ProofForm(_Ours, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password again, before something that matters."""

    words = {"password": (_("Password"), None)}


class AddressForm(_Ours, AddEmailForm):  # type: ignore[misc]  # allauth has no types
    """One more e-mail address."""

    words = {"email": (_("E-mail"), "")}


class SecondFactorForm(_Ours, codes.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code of an app or a recovery code, when signing in."""

    words = {"code": CODE}


class ProofByCodeForm(_Ours, codes.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The same, before something that matters."""

    words = {"code": CODE}


class AppForm(_Ours, ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of an app, which shows that it was set up."""

    words = {"code": CODE}


class KeyForm(_Ours, EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name for a security key."""

    words = {"name": (_("Name of the security key"), "")}
