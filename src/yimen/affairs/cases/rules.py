"""What the law says about a case, as pure functions of plain values. No database, no clock."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeVar
from zoneinfo import ZoneInfo

from yimen.ground.calendar.rules import Calendar, Due, Stretch

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")  # T-06
FRONT: Final = "window"  # the role that accepts; a step published for it is reviewed by it


class StepLike(Protocol):
    """The part of a published step that the order of work needs."""

    @property
    def n(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def role(self) -> str: ...  # noqa: D102
    @property
    def parallel(self) -> int: ...  # noqa: D102
    @property
    def two_officers(self) -> bool: ...  # noqa: D102


Step = TypeVar("Step", bound=StepLike)


@dataclass(frozen=True)
class Clocks:
    """Both clocks of the decision: what the law allows and what the organ promised."""

    statutory: Due
    promised: Due

    @property
    def provisional(self) -> bool:
        """Say whether either date lies beyond the announced calendar (T-02)."""
        return self.statutory.provisional or self.promised.provisional


def is_deemed_accepted(accept_due: date, today: date) -> bool:
    """Say whether silence has become acceptance: the fifth working day has ended (A-205)."""
    return today > accept_due


def period_end(
    start: date, days: int, unit: str, calendar: Calendar, *, stopped: Sequence[Stretch] = ()
) -> Due:
    """Return the end of a period in the unit the law uses for it; stopped days are not counted (T-11, T-14, T-15, T-17, T-20).

    `unit` is working_days, calendar_days, months, years or hours.
    """
    if unit == "working_days":
        return calendar.working_days_after(start, days, stopped=stopped)
    if unit == "calendar_days":
        return calendar.calendar_days_after(start, days, stopped=stopped)
    if unit == "months":
        return calendar.months_after(start, days, stopped=stopped)
    if unit == "years":
        return calendar.months_after(start, 12 * days, stopped=stopped)
    if unit == "hours":
        return calendar.hours_end(start, days, stopped=stopped)
    message = f"no such unit of time: {unit}"
    raise ValueError(message)


def clocks(
    accepted: date,
    *,
    statutory: tuple[int, str],
    promised_days: int,
    extension_days: int,
    stopped: Sequence[Stretch],
    calendar: Calendar,
) -> Clocks:
    """Return the due dates of the decision.

    Accepted on day X, n working days end on the n-th working day after X (T-11, A-401); days of a
    special procedure are skipped (T-20, A-405); an extension adds working days to the end of both periods,
    whatever their unit (A-402). Closed offices give the organ no more time (A-406).
    """
    (days, unit), national = statutory, calendar.national
    end = period_end(accepted, days, unit, national, stopped=stopped)
    extended = national.working_days_after(end.on, extension_days, stopped=stopped)
    return Clocks(
        statutory=Due(extended.on, end.provisional or extended.provisional),
        promised=national.working_days_after(accepted, promised_days + extension_days, stopped=stopped),
    )


def stages(steps: Iterable[Step]) -> list[list[Step]]:
    """Group the review and decision steps into stages: parallel steps share one, the others stand alone."""
    grouped: list[list[Step]] = []
    for step in steps:
        if step.kind not in {"review", "decide"}:
            continue
        together = grouped and step.parallel and grouped[-1][0].parallel == step.parallel
        if together:
            grouped[-1].append(step)
        else:
            grouped.append([step])
    return grouped


def is_decision(stage: Sequence[StepLike]) -> bool:
    """Say whether a stage is the decision."""
    return any(step.kind == "decide" for step in stage)


def open_steps(stage: Sequence[Step], done: Collection[int]) -> list[Step]:
    """Return the steps of a stage of the review that are not done; the decision is none of them (E-121)."""
    return [] if is_decision(stage) else [step for step in stage if step.n not in done]


def extension_fault(*, already: int, days: int, most: int, today: date, statutory_due: date) -> str:
    """Return why a period may not be extended now, as a code, or "" (A-402, E-205, K-09).

    A registration may be extended by fewer days than a licence (L-39). Codes: twice, too_long, too_late.
    """
    if already:
        return "twice"
    if not 1 <= days <= most:
        return "too_long"
    if today > statutory_due:
        return "too_late"
    return ""


def two_people(acting: str, earlier: Iterable[str]) -> bool:
    """Say whether the acting person is another than each of the earlier ones (A-302, separation of duties)."""
    return acting not in set(earlier)


def is_late(decided_on: date, due: date) -> bool:
    """Say whether a decision came after the last day ended at 24:00 (T-16)."""
    return decided_on > due


def lawful_stretch(
    first: date, last: date | None, notified: date | None, until: date | None
) -> Stretch | None:
    """Return the days of a special procedure that are not counted, or None if there are none (A-405, A-407, T-20).

    They begin when the written notice has been served and end with the procedure, at the latest on the last day
    told in the notice; without a served notice the clock was never stopped.
    """
    if notified is None or until is None:
        return None
    begin, end = max(first, notified), min(last, until) if last else until
    return Stretch(begin, end) if begin <= end else None


def missed_clock(
    *,
    decided: date | None,
    promised: date | None,
    statutory: date | None,
    delivered: date | None = None,
    deliver_due: date | None = None,
) -> str:
    """Return which clock was missed, the gravest first: statutory, promised, delivery, or "" (A-410, A-404)."""
    if decided and statutory and is_late(decided, statutory):
        return "statutory"
    if decided and promised and is_late(decided, promised):
        return "promised"
    if delivered and deliver_due and is_late(delivered, deliver_due):
        return "delivery"
    return ""


NUMBERS: Final = re.compile(r"\d{15,18}[\dXx]?|(?<!\d)1[3-9]\d{9}(?!\d)")


def names_person(text: str, name: str) -> bool:
    """Say whether a text that is to be published names the applicant, or an identity or telephone number (A-410, A-503)."""
    return bool(name and name in text) or NUMBERS.search(text) is not None
