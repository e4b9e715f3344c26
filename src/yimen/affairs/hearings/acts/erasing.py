"""Take persons and words out of the hearing of a case whose archived record was lawfully destroyed (G-310)."""

from yimen.affairs.hearings.models import Attempt, Challenge, Hearing, Party
from yimen.ground.hold import as_one


def erase(case_id: int) -> None:
    """Remove everyone who had a say, what was said, found and served; that there was a hearing, and when, stays (G-310).

    Done again, it changes nothing.
    """
    with as_one():
        for kept in (Party, Challenge, Attempt):
            kept.objects.filter(case_id=case_id).delete()
        nothing = {"reason": "", "closed_reason": "", "minutes": None}
        Hearing.objects.filter(pk=case_id).update(**nothing, points=[], findings=[], signatures={})
