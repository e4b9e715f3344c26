"""The record of false promises: who is on it commits to nothing until it is repaired (A-911)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.life import Refused
from yimen.registers.people.events import CommitmentRecordRepaired, ExcludedFromCommitments
from yimen.registers.people.models import Exclusion

LONGEST = 300


def exclude_from_commitments(person_id: int, *, case: int, reason: str, by: str, at: datetime) -> None:
    """Put a false promise on record; to be called inside the transaction of the act that found it. Once a case."""
    if not reason.strip():
        raise Refused(_("Say for which reason."), field="reason", code="empty")
    with transaction.atomic():
        words = {"person_id": person_id, "reason": reason.strip()[:LONGEST], "since_at": at, "by": by}
        _row, new = Exclusion.objects.get_or_create(case_id=case, defaults=words)
        if new:
            publish(
                ExcludedFromCommitments(
                    subject=person_id, by=by, at=at, case=case, reason=reason.strip()[:LONGEST]
                )
            )


def repair_commitments(case: int, *, repair: str, by: str, at: datetime) -> None:
    """Repair the record of one false promise. Raises Refused without saying how, or where nothing is on record."""
    if not repair.strip():
        raise Refused(_("Say how the record was repaired."), field="repair", code="empty")
    with transaction.atomic():
        row = Exclusion.objects.select_for_update().filter(case_id=case, repaired_at__isnull=True).first()
        if row is None:
            raise Refused(_("Nothing is on record here."), code="out_of_order")
        row.repaired_at, row.repaired_by, row.repair = at, by, repair.strip()[:LONGEST]
        row.save(update_fields=["repaired_at", "repaired_by", "repair"])
        publish(
            CommitmentRecordRepaired(
                subject=row.person_id, by=by, at=at, case=case, repair=repair.strip()[:LONGEST]
            )
        )
