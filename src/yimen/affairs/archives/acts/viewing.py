"""Open an archived record for a purpose; whoever it concerns can read who did (F-425)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives.events import RecordViewed
from yimen.affairs.archives.life import KEPT, LIFE
from yimen.affairs.archives.models import Package, Viewing
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.people import acts as people

FIELD = "archive"


def view(package_id: int, *, purpose: str, account_id: int, who: str, at: datetime) -> int:
    """Log that someone opens a record, and tell the person concerned; return the number of the viewing.

    Raises Refused without a purpose, and for a record that is not in the archive.
    """
    if not purpose.strip():
        raise Refused(_("Say why you need to see this."), field="purpose", code="empty")
    by = f"account:{account_id}"
    with hold(Package, package_id) as package:
        if package.state not in KEPT:
            raise Refused(LIFE.refusal, code="out_of_order")
        why = f"{purpose.strip()[:200]} ({package.number})"
        row = Viewing.objects.create(
            package=package, account_id=account_id, who=who, purpose=purpose.strip()[:300], at=at
        )
        people.note_seen(package.person_id, FIELD, why=why, by=by, who=who, organ=package.organ_id, at=at)
        publish(
            RecordViewed(
                subject=package.case_id,
                organ=package.organ_id,
                by=by,
                at=at,
                package=package_id,
                purpose=row.purpose,
            )
        )
    return row.pk
