"""How the days of the steps and the promised period fit together, in words. Pure."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from yimen.registers.catalogue.chart import rows_of
from yimen.registers.catalogue.periods import working_days
from yimen.registers.catalogue.sheets import MatterSheet, StepSheet


def reckoned(matter: MatterSheet) -> list[str]:
    """Return sentences that say why the days of the steps are not simply those promised; [] where no step takes days.

    Steps side by side count once (H-304), delivery has its own days (A-404), a situation may be promised fewer.
    """
    return list(_said(matter)) if any(step.days for step in matter.steps) else []


def _said(matter: MatterSheet) -> Iterator[str]:
    if any(step.kind == "decide" for step in matter.steps):
        yield _("The promised period and that of the law run from the day after acceptance to the decision.")
    if any(len(row) > 1 for row in rows_of(matter.steps)):
        yield _("Steps side by side are taken at the same time: only the longest of them counts.")
    decided = _days([step for step in matter.steps if step.kind != "deliver"])
    whole, promised = _days(matter.steps), matter.promised_days
    if promised == whole != decided:
        words = _(
            "Together the steps take %(days)s, acceptance and delivery included: no longer than promised."
        )
        yield words % {"days": working_days(whole)}
    elif decided == promised:
        yield _("Up to the decision the steps take %(days)s, as promised.") % {"days": working_days(decided)}
        if whole != decided:
            words = _("Delivery comes after the decision and takes %(days)s more.")
            yield words % {"days": working_days(whole - decided)}
    elif decided < promised:
        words = _("Up to the decision the steps take %(days)s; promised are %(promised)s at most.")
        yield words % {"days": working_days(decided), "promised": working_days(promised)}
    elif matter.situation is not None:
        words = _(
            "In this situation it goes faster: promised are %(days)s; the days at the steps are those of the usual course."
        )
        yield words % {"days": working_days(promised)}


def _days(steps: Sequence[StepSheet]) -> float:
    """Return the working days that steps take one after another; those side by side count once."""
    return round(sum(max(step.days or 0 for step in row) for row in rows_of(steps)), 2)
