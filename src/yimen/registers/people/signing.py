"""How signing in works here: allauth does it, this adapter counts, locks and writes it down (F-402, F-412)."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.ground.clock import now
from yimen.ground.gates import OFFICER
from yimen.ground.rows import read
from yimen.registers.people import acts, reads, unsent
from yimen.registers.people.models import Account

DESK: Final = "/desk/"
WRONG: Final = gettext_lazy("The user name or the password is wrong.")
NOT_YOURS: Final = gettext_lazy("This is not your current password.")


def _name(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Asks for the account of a session by a statement that is composed once: every page does."""

    def get_user(self, user_id: int) -> Account | None:
        """Return an account that may sign in, or None."""
        account = read(Account, user_id)
        return account if account is not None and self.user_can_authenticate(account) else None


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Locks a name after five failures in a row; the words are the same whether it exists or not."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "enter_current_password": NOT_YOURS,
        "incorrect_password": NOT_YOURS,
        "username_taken": gettext_lazy("This user name is taken. Choose another one."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 allauth's shape
        """Refuse a locked name before its password is looked at. Raises ValidationError."""
        super().pre_authenticate(request, **credentials)
        if reads.locked_until(_name(credentials), at=now()):
            raise ValidationError(
                _("There were too many wrong passwords. Wait half an hour, or set a new password."),
                code="locked",
            )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 allauth's shape
        """Count the failure."""
        super().authentication_failed(request, **credentials)
        acts.sign_in_failed(_name(credentials), address=self.get_client_ip(request), at=now())

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **words: Any) -> HttpResponse:  # noqa: ANN401 allauth's own
        """Write down who signed in, after every factor was given."""
        acts.signed_in(user.pk, address=self.get_client_ip(request), at=now())
        unsent.signed_in(request, user.pk)
        answer: HttpResponse = super().post_login(request, user, **words)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """End the session of someone who leaves; nothing that they typed stays behind."""
        super().logout(request)
        unsent.signed_out(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead officers to their desk, everybody else to the front page."""
        return DESK if request.session.get(OFFICER) else str(super().get_login_redirect_url(request))

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Set a new password (allauth's reset and change) and unlock the account."""
        super().set_password(user, password)
        acts.forget_failures(user.pk)
