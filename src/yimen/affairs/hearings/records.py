"""What hearings keep of a person: for the copy they may take (PIPL 45)."""

from typing import Any

from yimen.affairs.hearings import reads
from yimen.ground.numbers import printed


def part(person_id: int) -> list[dict[str, Any]]:
    """Return every case of others that touches a person, with what they said and were answered."""
    return [
        {
            "case": printed(one.case_id),
            "name": one.name,
            "address": one.address,
            "told_at": one.told_at.isoformat() if one.told_at else None,
            "said": one.said,
            "answer": one.answer,
        }
        for one in reads.of_persons([person_id])
    ]
