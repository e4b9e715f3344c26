"""Elderly people are asked whether a transfer of property or household is what they want (A-918)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts.common import met
from yimen.affairs.cases.events import IntentionAsked
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.ways import INTENTION
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import keep


def record_intention(case_id: int, *, said: str, by: str, at: datetime) -> None:
    """Write down what the elderly person answered; until then nothing is decided."""
    with hold(Case, case_id) as case:
        if INTENTION not in case.pending:
            raise Refused(_("Nobody has to be asked here."), code="out_of_order")
        words = require(said, "said")
        case.pending = [one for one in case.pending if one != INTENTION]
        keep(case, ["pending", *met(case, by)])
        publish(IntentionAsked(subject=case_id, organ=case.organ_id, by=by, at=at, said=words))
