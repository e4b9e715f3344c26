"""Take what identifies anybody out of the permits of a case whose archived record was lawfully destroyed (G-310)."""

from django.db import transaction

from yimen.ground import vault
from yimen.registers.permits.acts.keeping import HOLDER, SCOPE
from yimen.registers.permits.models import End, Permit

GONE = "（已销毁）"


def erase(case_id: int) -> list[int]:
    """Remove holder, contents, conditions and reasons from the permits a case granted; return their numbers (G-310).

    Number, kind, matter, dates and state stay. Done again, it changes nothing.
    """
    with transaction.atomic():
        rows = list(Permit.objects.select_for_update().filter(case_id=case_id))
        for permit in rows:
            permit.person_id, permit.holder_index, permit.conditions = 0, b"", ""
            permit.holder = vault.seal_json({"name": GONE}, context=HOLDER)
            permit.scope = vault.seal_json([], context=SCOPE)
            permit.save(update_fields=["person_id", "holder_index", "conditions", "holder", "scope"])
        End.objects.filter(permit_id__in=[row.pk for row in rows]).update(reason=GONE, pay_note="")
    return [row.pk for row in rows]
