"""What cases keep of a person: for the copy they may take, and against wiping them while something is open (PIPL 45, 47)."""

from typing import Any

from django.utils.translation import gettext as _

from yimen.affairs.cases.acts.common import FACTS, open_json
from yimen.affairs.cases.life import OPEN, State
from yimen.affairs.cases.models import Case
from yimen.ground.numbers import printed
from yimen.registers.people.reads import Stays


def stays(person_id: int) -> Stays:
    """Return the open cases of a person, and that the others have to be archived."""
    rows = Case.objects.filter(person_id=person_id)
    numbers = [
        printed(pk) for pk in rows.filter(state__in=sorted(OPEN)).order_by("-pk").values_list("pk", flat=True)
    ]
    kept = rows.exclude(state__in=[*sorted(OPEN), State.DRAFT]).exists()
    return Stays(
        open=tuple(_("Case %(number)s is not closed yet.") % {"number": number} for number in numbers),
        kept=(_("Closed cases and their documents are kept as the archive rules say."),) if kept else (),
    )


def part(person_id: int) -> list[dict[str, Any]]:
    """Return every case of a person with what they filled in, the newest first."""
    return [
        {
            "number": printed(case.pk),
            "matter": case.title,
            "organ": case.organ_name,
            "state": case.state,
            "received_at": case.received_at.isoformat() if case.received_at else None,
            "closed_at": case.closed_at.isoformat() if case.closed_at else None,
            "answers": open_json(case.facts, context=FACTS),
        }
        for case in Case.objects.filter(person_id=person_id).order_by("-pk").iterator(chunk_size=500)
    ]
