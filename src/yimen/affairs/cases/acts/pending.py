"""What must be settled before a case may be decided, set and settled by whoever knows of it: hearings, gaps, checks."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.life import UNDECIDED
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.ways import GAPS, INTENTION
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import keep

WORDS: dict[str, str | Promise] = {
    GAPS: _("the promised papers"),
    INTENTION: _("the question whether this is what the person wants"),
}


def register_pending(code: str, words: str | Promise) -> None:
    """Name in words what a code waits for; a module does so when it is mounted."""
    WORDS[code] = words


def await_first(case_id: int, code: str) -> None:
    """Let no decision be made before a thing is settled, and mark the case for the module that knows of it.

    To be called inside the transaction of the act that says why. Raises Refused for a case that is decided.
    """
    with hold(Case, case_id) as case:
        if case.state not in UNDECIDED:
            raise Refused(_("This case is not at a stage where that can be done."), code="out_of_order")
        case.pending = sorted({*case.pending, code})
        case.marks = sorted({*case.marks, code})
        keep(case, ["pending", "marks"])


def settle(case_id: int, code: str) -> None:
    """Say that a thing is settled; the mark stays. To be called inside the transaction of the act that settles it."""
    with hold(Case, case_id) as case:
        case.pending = [one for one in case.pending if one != code]
        keep(case, ["pending"])


def mark(case_id: int, code: str) -> None:
    """Mark a case for a module that has something to say of it and holds nothing up."""
    with hold(Case, case_id) as case:
        if code not in case.marks:
            case.marks = sorted({*case.marks, code})
            keep(case, ["marks"])


def check_settled(case: Case) -> None:
    """Raise Refused with all that is still to be settled before the decision."""
    if case.pending:
        waiting = ", ".join(str(WORDS.get(code, code)) for code in case.pending)
        raise Refused(gettext("Before the decision: %(what)s.") % {"what": waiting}, code="pending")
