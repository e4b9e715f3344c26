"""What must be settled before a case may be decided, set and settled by whoever knows of it: hearings, gaps, checks."""

from collections.abc import Callable, Iterable
from typing import Final

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts.common import terms
from yimen.affairs.cases.life import UNDECIDED
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.ways import GAPS, INTENTION
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import keep
from yimen.registers.catalogue.reads import MatterSheet

WORDS: dict[str, str | Promise] = {
    GAPS: _("the promised papers"),
    INTENTION: _("the question whether this is what the person wants"),
}
Needs = Callable[[MatterSheet], Iterable[str]]
NEEDS: list[Needs] = []


def register_pending(code: str, words: str | Promise) -> None:
    """Name in words what a code waits for; a module does so when it is mounted."""
    WORDS[code] = words


def register_needs(needs: Needs) -> None:
    """Let a module say for what every case of a matter waits from its acceptance on."""
    NEEDS.append(needs)


def needed(matter: MatterSheet) -> set[str]:
    """Return what every case of a matter waits for from its acceptance on."""
    return {code for needs in NEEDS for code in needs(matter)}


def wait_by_matter(case: Case) -> list[str]:
    """Put what the matter itself wants settled on a case as it is accepted; return the names of what changed.

    It happens inside the act of acceptance, so that there is no moment in which the case may be decided without.
    """
    codes = needed(terms(case))
    if not codes:
        return []
    case.pending, case.marks = sorted({*case.pending, *codes}), sorted({*case.marks, *codes})
    return ["pending", "marks"]


AWAIT: Final = """UPDATE cases_case SET
    pending = ARRAY(SELECT one FROM unnest(pending || %s::varchar[]) one GROUP BY one ORDER BY one COLLATE "C"),
    marks = ARRAY(SELECT one FROM unnest(marks || %s::varchar[]) one GROUP BY one ORDER BY one COLLATE "C")
    WHERE id = %s AND state = ANY(%s)"""
SETTLE: Final = "UPDATE cases_case SET pending = array_remove(pending, %s::varchar) WHERE id = %s"


def await_first(case_id: int, *codes: str) -> None:
    """Let no decision be made before some things are settled, and mark the case for the module that knows of them.

    To be called inside the transaction of the act that says why. Raises Refused for a case that is decided.
    """
    with connection.cursor() as cursor:
        cursor.execute(AWAIT, [list(codes), list(codes), case_id, [one.value for one in UNDECIDED]])
        if not cursor.rowcount:
            raise Refused(_("This case is not at a stage where that can be done."), code="out_of_order")


def settle(case_id: int, code: str) -> None:
    """Say that a thing is settled; the mark stays. To be called inside the transaction of the act that settles it."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [code, case_id])


def mark(case_id: int, code: str) -> None:
    """Mark a case for a module that has something to say of it and holds nothing up."""
    with hold(Case, case_id) as case:
        if code not in case.marks:
            case.marks = sorted({*case.marks, code})
            keep(case, ["marks"])


def check_settled(case: Case) -> None:
    """Raise Refused with all that is still to be settled before the decision."""
    if case.pending:
        raise Refused(pending_words(case.pending), code="pending")


def pending_words(pending: Iterable[str]) -> str:
    """Return in words what is still to be settled before the decision."""
    waiting = ", ".join(str(WORDS.get(code, code)) for code in pending)
    return gettext("Before the decision: %(what)s.") % {"what": waiting}
