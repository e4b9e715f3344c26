"""Where one is signed in: the library's page, with all sessions looked at in one question instead of three each."""

from typing import Any

from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare
from django.views.generic.edit import FormView

from yimen.ground.clock import now
from yimen.ground.gates import signed_in
from yimen.registers.people.models import Account


def living(account: Account) -> list[UserSession]:
    """Return the sessions of an account that still open a page, the oldest first; forget the others."""
    known = list(UserSession.objects.filter(user_id=account.pk).order_by("created_at"))
    kept = Session.objects.filter(session_key__in=[one.session_key for one in known], expire_date__gt=now())
    hashes = {one.session_key: str(one.get_decoded().get(HASH_SESSION_KEY, "")) for one in kept}
    right = account.get_session_auth_hash()
    alive = [one for one in known if constant_time_compare(hashes.get(one.session_key, ""), right)]
    if dead := [one.pk for one in known if one not in alive]:
        UserSession.objects.filter(pk__in=dead).delete()
    return alive


class Devices(ListUserSessionsView):  # type: ignore[misc]  # allauth has no types
    """Shows where one is signed in, and ends the other sessions."""

    def get_context_data(self, **words: Any) -> dict[str, Any]:  # noqa: ANN401 Django's shape
        """Return what the library's template shows."""
        alive = living(self.request.user)
        return {
            **FormView.get_context_data(self, **words),
            "sessions": alive,
            "session_count": len(alive),
            "show_last_seen_at": False,
        }


devices = signed_in(Devices.as_view())
