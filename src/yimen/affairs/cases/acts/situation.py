"""Correcting, before acceptance, which situation a case is in."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts.common import move, seal_situation
from yimen.affairs.cases.events import SituationCorrected
from yimen.affairs.cases.models import Case
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import keep
from yimen.registers.catalogue import reads as catalogue


def correct_situation(
    case_id: int, answers: Mapping[str, str], *, reason: str, by: str, at: datetime
) -> None:
    """Say which situation a case is in, with a reason that the applicant can read; papers and days follow from it (A-104).

    Raises Refused for answers that decide nothing, or that lead to another matter: such a case is not accepted instead.
    """
    with hold(Case, case_id) as case:
        move(case, "correct_situation")
        why = require(reason, "reason")
        matter = catalogue.in_situation(catalogue.version(case.version_id), answers)
        if matter is None or matter.situation is None:
            raise Refused(_("Answer every question about the situation."), field="answers", code="open")
        if catalogue.elsewhere(matter):
            raise Refused(
                _("In this situation another matter applies; do not accept the case and name it."),
                field="answers",
                code="elsewhere",
            )
        case.situation = seal_situation(matter)
        case.promised_days, case.statutory_days = matter.promised_days, matter.statutory_days
        keep(case, ["situation", "promised_days", "statutory_days"])
        publish(
            SituationCorrected(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                reason=why,
                papers=[one.n for one in matter.needed],
                promised_days=matter.promised_days,
            )
        )
