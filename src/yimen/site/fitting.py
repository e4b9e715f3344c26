"""Whether the keyring is the one under which this database was filled: data sealed under another would open to nobody."""

import hashlib
import hmac

import typer
from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction

from yimen.ground.bus.models import Imprint
from yimen.site.keyring import Keyring


def prints(keyring: Keyring) -> dict[str, str]:
    """Return what tells each key from another; the session key may change at any time and has none."""
    keys = {"index": keyring.index, "codes": keyring.codes, "journal": keyring.journal}
    keys |= {f"vault {number}": key for number, key in keyring.vault.items()}
    return {name: hmac.new(key, name.encode(), hashlib.sha256).hexdigest() for name, key in keys.items()}


def misfit() -> str:
    """Return what is wrong with the keyring for this database in a sentence, or "" if it fits or nothing was noted yet."""
    known = dict(Imprint.objects.values_list("key", "digest"))
    ours = prints(settings.KEYRING)
    others = [name for name in sorted(known) if name in ours and ours[name] != known[name]]
    if not others:
        return ""
    return (
        f"The keyring {settings.KEYRING_PATH} is not the one of this database ({', '.join(others)} differ): what is "
        "sealed there could not be opened. Name the right file in YIMEN_KEYRING, or the right DATA_DIR."
    )


def hold() -> None:
    """Note the keyring where it is new to the database; say so and end with 2 where another was noted.

    Does nothing while the database is away or not set up.
    """
    try:
        with transaction.atomic():
            wrong = misfit()
            if not wrong:
                fresh = [Imprint(key=name, digest=value) for name, value in prints(settings.KEYRING).items()]
                Imprint.objects.bulk_create(fresh, ignore_conflicts=True)
    except (DatabaseError, InterfaceError):
        return
    if wrong:
        typer.echo(wrong, err=True)
        raise typer.Exit(2)
