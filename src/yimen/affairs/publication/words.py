"""The sentences of publication in the history of a case."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SENTENCES: Final = {
    "publication.PublicationPlanned": _("The decision will be published; objections until %(object_by_on)s"),
    "publication.PublicationObjected": _("The applicant objected to the publication"),
    "publication.ObjectionDecided": _("The objection to the publication was decided"),
    "publication.WithholdingProposed": _("An officer proposes not to publish the decision"),
    "publication.WithholdingTurnedDown": _("The proposal not to publish was turned down"),
    "publication.DecisionPublished": _("Decision published"),
    "publication.PublicationWithheld": _("The decision is not published"),
    "publication.PublicationCorrected": _("What is published was corrected: %(reason)s"),
    "publication.PublicationWithdrawn": _("What was published is withdrawn: %(reason)s"),
}
