"""Take what identifies anybody out of the permits of a case whose archived record was lawfully destroyed (G-310)."""

from yimen.affairs.aftercare.models import Check, Proceeding
from yimen.ground.files import acts as files
from yimen.ground.hold import as_one
from yimen.registers.permits import acts as permits


def erase(case_id: int) -> None:
    """Remove holders, proceedings, checks and their photos; number, matter and dates of the permits stay (G-310)."""
    with as_one():
        numbers = permits.erase(case_id)
        for kept in (Proceeding, Check):
            kept.objects.filter(permit_id__in=numbers).delete()
    for number in numbers:
        files.erase(f"permit:{number}")
