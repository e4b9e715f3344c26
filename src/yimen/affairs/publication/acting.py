"""From an officer's form to the act of publication: one table that says which form and which act belong together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.affairs.publication import acts, forms
from yimen.ground.look.forms import PlainForm


@dataclass(frozen=True)
class Means:
    """How an act is done from the desk: its words, its form, the act, and the tone of its button."""

    words: str | Promise
    form: type[PlainForm]
    act: Callable[..., Any]
    tone: str = ""


MEANS: Final[Mapping[str, Means]] = {
    "object": Means(_("Take down an objection"), forms.ObjectForm, acts.object_to, "second"),
    "decide_objection": Means(_("Decide on the objection"), forms.DecideForm, acts.decide_objection),
    "propose_withholding": Means(
        _("Propose not to publish"), forms.WithholdForm, acts.propose_withholding, "second"
    ),
    "approve_withholding": Means(_("Approve: do not publish"), forms.EmptyForm, acts.approve_withholding),
    "turn_down": Means(_("Turn down: publish"), forms.EmptyForm, acts.turn_down, "second"),
    "correct": Means(_("Correct what is published"), forms.CorrectForm, acts.correct, "second"),
    "withdraw": Means(_("Withdraw what is published"), forms.ReasonForm, acts.withdraw, "danger"),
}
