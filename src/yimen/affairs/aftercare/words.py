"""The sentence that stands in a permit's history for each event, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[Mapping[str, str | Promise]] = {
    "permits.PermitIssued": _("Entered in the register with its grant"),
    "permits.PermitRenewed": _("Granted for a new term, following an older permit"),
    "permits.PermitDeemedRenewed": _(
        "Renewed by law, because nothing was decided before the older permit ended"
    ),
    "permits.PermitChanged": _("Granted with changed contents, following an older permit"),
    "permits.PermitSuspended": _("Held back for the time being: %(reason)s"),
    "permits.PermitResumed": _("Holds again"),
    "permits.PermitRevoked": _("Revoked: the grant was unlawful"),
    "permits.PermitWithdrawn": _("Withdrawn: law or facts changed"),
    "permits.PermitForfeited": _("Forfeited as a penalty"),
    "permits.PermitCancelled": _("Struck off the register"),
    "permits.PermitReminded": _("Reminder of the coming end sent, %(days)s days before"),
    "aftercare.EndingProposed": _("An ending was proposed"),
    "aftercare.NoticeOfEndingServed": _(
        "The notice of an intended ending was served; views can be stated by %(respond_by)s"
    ),
    "aftercare.EndingServiceTried": _("%(document)s: %(outcome)s"),
    "aftercare.ViewsStated": _("The holder stated their views"),
    "aftercare.HearingAnswered": _("The holder answered the offer of a hearing"),
    "aftercare.EndingHeard": _("The hearing was held"),
    "aftercare.EndingDecided": _("The ending was decided"),
    "aftercare.EndingDropped": _("The intended ending was dropped"),
    "aftercare.EndingServed": _("The decision was served"),
    "aftercare.CheckSigned": _("A check on the spot was recorded and signed"),
    "aftercare.CheckMended": _("What had to be mended was found mended"),
}
