"""The words of each kind of message, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yimen.ground.languages.dates import written
from yimen.ground.languages.texts import RECORD, pick

KINDS: Final[Mapping[str, str | Promise]] = {
    "case_received": _(
        "Your application for “%(title)s” has arrived. You will hear by %(accept_due_on)s whether it is accepted."
    ),
    "case_accepted": _(
        "Your application for “%(title)s” is accepted. It is promised by %(promised_due_on)s."
    ),
    "case_supplement": _("More is needed for “%(title)s”. Please hand it in by %(respond_by_on)s."),
    "case_declined": _(
        "Your application for “%(title)s” was not accepted. The decision says why and what you can do."
    ),
    "case_granted": _("“%(title)s” is granted."),
    "case_refused": _("“%(title)s” was refused. The decision gives the reasons and your remedies."),
    "case_extended": _("The period for “%(title)s” was extended to %(new_due_on)s. The notice says why."),
    "case_clock_stopped": _("The clock for “%(title)s” stands still for about %(planned_days)s days."),
    "case_delivered": _(
        "The decision on “%(title)s” was served on you. How was it? You may rate the service."
    ),
    "permit_ends_soon": _(
        "“%(title)s” holds until %(valid_until_on)s. To keep it, ask for its renewal no later than %(renew_by_on)s."
    ),
    "permit_ends_soon_late": _(
        "“%(title)s” holds until %(valid_until_on)s. The last day to ask in time for its renewal was %(renew_by_on)s. You may still ask, but if nothing is decided before the end, the permit ends."
    ),
    "permit_renewed_by_law": _(
        "“%(title)s” counts as renewed by law until %(valid_until_on)s, because nothing was decided in time."
    ),
    "permit_notice_made": _(
        "The organ means to end or hold back “%(title)s”. The notice will be served on you; from then on you have five working days to state your views."
    ),
    "permit_ending_proposed": _(
        "The organ means to end “%(title)s”. Read the notice; you may state your views by %(respond_by_on)s."
    ),
    "permit_decision_made": _(
        "A decision about “%(title)s” was made. It gives the reasons and your remedies, and takes effect when it is served on you."
    ),
    "permit_ending_dropped": _("“%(title)s” stays: the organ dropped what it meant to do."),
    "permit_ended": _("“%(title)s” was ended. The decision gives the reasons and your remedies."),
    "permit_struck_off": _("“%(title)s” was struck off the register."),
    "permit_held_back": _(
        "“%(title)s” is held back for the time being; do not act on it until you hear more."
    ),
    "permit_held_back_until": _(
        "“%(title)s” is held back until %(until_on)s; do not act on it before that day is over."
    ),
    "permit_holds_again": _("“%(title)s” holds again."),
    "applicant_barred": _(
        "You may not apply for “%(title)s” up to and including %(last_on)s, because facts were concealed or papers were false (Licensing Law art. 78). The decision names your remedies."
    ),
    "permit_mend": _("A check found something to mend about “%(title)s”, by %(respond_by_on)s."),
    "case_returned": _(
        "“%(title)s” was returned because the papers did not come in time. You may apply again."
    ),
    "hearing_right": _("On “%(title)s” you may ask for a hearing until %(respond_by_on)s. It costs nothing."),
    "hearing_asked": _("There will be a hearing on “%(title)s”. You will be told when and where."),
    "hearing_set": _("The hearing on “%(title)s” is on %(day_on)s at %(hour)s: %(place)s."),
    "hearing_dropped": _("“%(title)s”, which touched your interests, has ended without a decision."),
    "interest_told": _(
        "“%(title)s”, applied for by someone else, touches your interests. You may state your view, or ask for a hearing, until %(respond_by_on)s."
    ),
    "publication_planned": _(
        "The decision on “%(title)s” will be published after %(object_by_on)s. You may see what will be shown, and object to it."
    ),
    "publication_answered": _(
        "Your objection to publishing “%(title)s” was decided. You may read the reasons."
    ),
    "publication_changed": _("What is published of “%(title)s” was changed or withdrawn."),
    "case_gaps": _("“%(title)s” is accepted. Please hand in the promised papers by %(gaps_due_on)s."),
    "case_gaps_unfilled": _(
        "“%(title)s” is over because the promised papers did not come in time. You may apply again."
    ),
    "commitment_mend": _(
        "A check of “%(title)s” found something to mend. Please mend it by %(mend_by_on)s; the notice says what."
    ),
    "commitment_broken": _(
        "A check found that the commitment for “%(title)s” was not kept. What was granted on it will be revoked."
    ),
    "case_first_review": _("The office below has taken “%(title)s” on and sends it up by %(first_due_on)s."),
    "case_forwarded": _(
        "“%(title)s” was sent up with all your papers. You will hear by %(accept_due_on)s whether it is accepted."
    ),
    "name_corrected": _(
        "At a window your registered name was put right by your document. If it was not you, call 12345."
    ),
    "case_filed": _("“%(title)s” is filed. You can print the certificate from your space."),
}


def sentence(kind: str, data: Mapping[str, Any]) -> str:
    """Return the words of a message in the reader's language; `titles` holds the title in other languages."""
    words = {
        name: written(date.fromisoformat(value)) if name.endswith("_on") and value else value
        for name, value in data.items()
    }
    if data.get("titles"):
        words["title"] = pick({RECORD: data["title"], **data["titles"]}, get_language() or RECORD)[0]
    return str(KINDS[kind]) % words
