"""Turn over the keys under which personal data lies sealed."""

from datetime import datetime

from django.db import transaction

from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.registers.people.acts.common import sealed
from yimen.registers.people.events import DataResealed
from yimen.registers.people.models import Person

SEALED = ("name", "id_number", "phone", "address")
BATCH = 500


def _key(value: bytes | memoryview) -> bytes:
    return bytes(value)[:2]  # the vault's layout: suite id, key id


def reseal(*, by: str, at: datetime, batch: int = BATCH) -> int:
    """Seal every field that lies under an older key anew; return how many persons changed.

    May be stopped and begun again at any time: each batch is its own transaction and skips what is done.
    """
    newest, last, changed = _key(vault.seal("", context="people.keys")), -1, 0
    while True:
        with transaction.atomic():
            rows = list(Person.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:batch])
            old = [row for row in rows if any(_key(getattr(row, field)) != newest for field in SEALED)]
            for row in old:
                plain = {
                    field: vault.unseal(getattr(row, field), context=f"people.{field}") for field in SEALED
                }
                for field, value in sealed(**plain).items():
                    setattr(row, field, value)
            Person.objects.bulk_update(old, SEALED)
            changed += len(old)
            if not rows:
                publish(DataResealed(subject=0, by=by, at=at, persons=changed, key=newest[1]))
                return changed
            last = rows[-1].pk
