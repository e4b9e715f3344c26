"""Keep for a short time, sealed, what somebody typed into a form and could not send because the session had ended."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from yimen.ground import vault
from yimen.registers.people.acts.common import index
from yimen.registers.people.models import Account, Typed

MOST_BYTES: Final = 256 * 1024  # of one form


def keep_typed(
    browser: str, account_id: int, address: str, fields: Mapping[str, Sequence[str]], *, at: datetime
) -> bool:
    """Keep what was typed for a page, in the place of what was kept for the browser before; say whether it was short enough."""
    body = json.dumps({"address": address, "fields": fields}, ensure_ascii=False).encode()
    if len(body) > MOST_BYTES or not Account.objects.filter(pk=account_id, is_active=True).exists():
        return False
    kept = {
        "account_id": account_id,
        "sealed": vault.seal(body, context="people.typed"),
        "until": at + timedelta(minutes=settings.TYPED_MINUTES),
    }
    Typed.objects.update_or_create(browser_index=index(browser, "browser"), defaults=kept)
    return True


def forget_typed(browser: str) -> None:
    """Throw away what was kept for a browser."""
    Typed.objects.filter(browser_index=index(browser, "browser")).delete()


def forget_old_typed(*, at: datetime) -> int:
    """Throw away what was kept long enough; return how many forms that were."""
    return Typed.objects.filter(until__lte=at).delete()[0]
