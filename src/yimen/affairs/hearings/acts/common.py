"""What several acts share: taking hold of a hearing of an open case, its persons, and what the decision waits for."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.reads import CaseLine
from yimen.affairs.hearings.life import LIFE, STILL_ASKED, State
from yimen.affairs.hearings.models import Hearing, Party
from yimen.ground import life, vault
from yimen.ground.calendar.rules import today_of
from yimen.ground.hold import as_one, hold
from yimen.ground.life import Refused

DETAIL, SAID, MINUTES = "hearings.detail", "hearings.said", "hearings.minutes"
PERSONS, HEARING, FINDINGS = "third_parties", "hearing", "hearing_findings"
UNDECIDED: Final = frozenset({"accepted", "suspended"})
PURPOSE: Final = "party"


def seal(value: Any, context: str) -> bytes:  # noqa: ANN401 a JSON value
    """Seal a JSON value for storage."""
    return vault.seal_json(value, context=context)


def unseal(sealed: bytes | memoryview, context: str) -> Any:  # noqa: ANN401 a JSON value
    """Open what `seal` made."""
    return vault.open_json(sealed, context=context)


def local_date(moment: datetime) -> date:
    """Return the legal date of a moment (T-06)."""
    return today_of(moment)


def envelope(hearing: Hearing, by: str, at: datetime) -> dict[str, Any]:
    """Return what every event of a hearing carries."""
    return {"subject": hearing.case_id, "organ": hearing.organ_id, "by": by, "at": at}


def require(text: str, field: str) -> str:
    """Return the text without its margins; raise Refused at the field if nothing is left."""
    return life.require(text, field, _("Write this down; it becomes part of the file."))


def is_undecided(case_id: int) -> bool:
    """Say whether a case was accepted and is not decided."""
    line = case_reads.line(case_id)
    return line is not None and line.state in UNDECIDED


def undecided(case_id: int) -> CaseLine:
    """Return a case that was accepted and is not decided. Raises Refused for any other."""
    line = case_reads.line(case_id)
    if line is None or line.state not in UNDECIDED:
        raise Refused(_("This case is not under review."), code="out_of_order")
    return line


@contextmanager
def held(case_id: int, *, asked: bool = False) -> Iterator[Hearing]:
    """Hold the hearing of a case that is under review, in one transaction with what is done to the case.

    `asked`: this transaction has asked already whether it is. Raises Refused where there is none, or where the
    case has ended meanwhile.
    """
    with as_one():
        if not asked:
            undecided(case_id)
        try:
            with hold(Hearing, case_id) as hearing:
                yield hearing
        except Hearing.DoesNotExist as error:
            raise Refused(LIFE.refusal, code="out_of_order") from error


def move(hearing: Hearing, act: str) -> None:
    """Change the state along the table of moves, or raise Refused."""
    hearing.state = LIFE.after(act, State(hearing.state))


def parties_of(case_id: int) -> list[Party]:
    """Return everyone who has a say, the applicant first."""
    return list(Party.objects.filter(case_id=case_id).order_by("n"))


def party_of(parties: Sequence[Party], n: int) -> Party:
    """Return one of them. Raises Refused if there is none of that number."""
    for one in parties:
        if one.n == n:
            return one
    raise Refused(_("Choose one of the persons."), field="n", code="unknown")


def _heard(one: Party) -> bool:
    """Say whether a person was told and heard, or let the time pass (A-303)."""
    if one.way:
        return one.answered_at is not None or one.way == "nothing"
    return one.told_at is not None and (one.over or one.n == 0)


def settle_persons(hearing: Hearing, parties: Sequence[Party]) -> None:
    """Free the decision once everyone touched was told and heard and every view is answered (A-303)."""
    others = [one for one in parties if one.n]
    if others and all(_heard(one) for one in parties if one.n or one.way):
        cases.settle(hearing.case_id, PERSONS)


def is_over(hearing: Hearing, parties: Sequence[Party]) -> bool:
    """Say whether everybody waived a hearing or let the time pass (A-702)."""
    if hearing.state not in STILL_ASKED:
        return False
    entitled = [one for one in parties if one.told_at is not None]
    return len(entitled) == len(parties) > 1 and all(one.waived_at or one.over for one in entitled)


def detail_of(one: Party) -> Mapping[str, str]:
    """Return name, address and telephone."""
    found: Mapping[str, str] = unseal(one.detail, DETAIL)
    return found
