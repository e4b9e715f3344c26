"""The forms of signing in and of opening an account, in our words."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.errors import name_needed


class _Ours(forms.Form):
    """Keeps what was typed when only the language was switched, and speaks plainly."""

    use_required_attribute = False
    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, hint
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

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
        "password1": (
            _("Password"),
            _("At least ten characters of three kinds: small letters, capital letters, digits, others"),
        ),
        "password2": (_("Password once more"), ""),
    }
