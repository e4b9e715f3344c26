"""Filing 备案: receipt of complete information is the filing; nobody approves or rejects it (K-28, I-303)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from yimen.affairs.cases.acts.common import local_date, move
from yimen.affairs.cases.events import CaseFiled
from yimen.affairs.cases.models import Case
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

FILED = ["state", "closed_at", "waiting_role"]


def is_complete(
    matter: MatterSheet, facts: Mapping[str, Any], there: Collection[int], *, at: datetime
) -> bool:
    """Say whether every question is answered well and every needed paper is there."""
    if {one.n for one in matter.needed} - set(there):
        return False
    return not catalogue.check_form(matter, facts, today=local_date(at))


def file(case: Case, *, by: str, at: datetime, by_silence: bool = False) -> CaseFiled:
    """Make a received case a filing and return what is said of it; the act that received it keeps `FILED`."""
    move(case, "file")
    case.closed_at, case.waiting_role = at, ""
    return CaseFiled(
        subject=case.id,
        organ=case.organ_id,
        by=by,
        at=at,
        person=case.person_id,
        matter=case.matter_id,
        by_silence=by_silence,
    )
