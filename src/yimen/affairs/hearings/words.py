"""The sentences of hearings in the history of a case, and what the decision waits for."""

from typing import Final

from django.utils.translation import gettext_lazy as _

CHAIRS: Final = _("Whoever chairs the hearing of a case may not review it.")
PENDING: Final = {
    "hearing": _("the hearing is held, or nobody wants one"),
    "third_parties": _("everyone whose interests are touched is told and heard"),
    "hearing_findings": _("each point in dispute is taken up on the record of the hearing"),
}
SENTENCES: Final = {
    "hearings.HearingRequired": _("The decision waits for a hearing"),
    "hearings.PersonAdded": _("Interested person %(n)s listed"),
    "hearings.NobodyTouched": _("Nobody else is touched: %(reason)s"),
    "hearings.PersonTold": _("Person %(n)s told; may answer until %(respond_by_on)s"),
    "hearings.TimeTold": _("Person %(n)s was served with the notice of time and place on %(served_on)s"),
    "hearings.LetterTried": _("A letter could not be served on person %(n)s in this way"),
    "hearings.LetterPublished": _(
        "A letter to person %(n)s was published; counts as served on %(deemed_on)s"
    ),
    "hearings.PersonSpoke": _("Person %(n)s stated a view"),
    "hearings.ViewAnswered": _("The view of person %(n)s was answered"),
    "hearings.HearingAsked": _("Person %(n)s asked for a hearing; to be held by %(hold_by_on)s"),
    "hearings.HearingCalled": _("The organ holds a hearing: %(reason)s"),
    "hearings.HearingWaived": _("Person %(n)s does without a hearing"),
    "hearings.RightLapsed": _("Nobody wants a hearing; the decision is free of it"),
    "hearings.HearingSet": _("Time and place of the hearing told: %(place)s"),
    "hearings.ChairChallenged": _("Person %(n)s challenged the chair"),
    "hearings.ChallengeDecided": _("The head of the organ decided on the challenge"),
    "hearings.HearingHeld": _("Hearing held; %(points)s points in dispute"),
    "hearings.RecordClosed": _("Record of the hearing closed"),
    "hearings.FindingsMade": _("Each point in dispute was taken up on the record"),
    "hearings.HearingDropped": _("The hearing ended with the case"),
}
OF_APPLICANT: Final = {
    "hearings.PersonTold": _("The applicant was told; may answer until %(respond_by_on)s"),
    "hearings.LetterTried": _("A letter could not be served on the applicant in this way"),
    "hearings.LetterPublished": _(
        "A letter to the applicant was published; counts as served on %(deemed_on)s"
    ),
    "hearings.PersonSpoke": _("The applicant stated a view"),
    "hearings.ViewAnswered": _("The view of the applicant was answered"),
    "hearings.HearingAsked": _("The applicant asked for a hearing; to be held by %(hold_by_on)s"),
    "hearings.HearingWaived": _("The applicant does without a hearing"),
    "hearings.ChairChallenged": _("The applicant challenged the chair"),
}
