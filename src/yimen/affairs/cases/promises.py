"""What is kept of promised papers, of commitments, of a first review and of the order of acceptance."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Promised(models.TextChoices):
    """Where a commitment stands (A-907 to A-911)."""

    MADE = "made", _("Made; the case is not decided yet")
    TAKEN_BACK = "taken_back", _("Taken back before the decision")
    WAITING = "waiting", _("To be checked")
    KEPT = "kept", _("Kept")
    MENDING = "mending", _("To be mended")
    MENDED = "mended", _("Mended")
    BROKEN = "broken", _("Not kept")
    VOID = "void", _("Without effect; the application was not granted")


TO_CHECK = (Promised.WAITING, Promised.MENDING)


class Gap(models.Model):
    """A secondary paper that the applicant promised in writing to hand in later (A-905)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("number in the published list"))
    name = models.CharField(_("name, as then published"), max_length=300)
    promised_at = models.DateTimeField(_("promised at"))
    promised_by = models.CharField(_("promised by"), max_length=80)
    since_on = models.DateField(_("day from which its time is counted"), null=True)
    due_on = models.DateField(_("to be handed in by"), null=True)
    filled_at = models.DateTimeField(_("handed in at"), null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on"],
                name="gap_open",
                condition=Q(filled_at__isnull=True, due_on__isnull=False),
            ),
        ]


class Commitment(models.Model):
    """What was committed to instead of being proven, the notice as it was told, and what the check found."""

    case_id = models.BigIntegerField(_("case"), primary_key=True)
    person_id = models.BigIntegerField(_("applicant"))
    matter_id = models.BigIntegerField(_("matter"))
    organ_id = models.BigIntegerField(_("organ"))
    title = models.CharField(_("matter, as then named"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=Promised, default=Promised.MADE)
    items = models.JSONField(_("conditions and papers, as then published"))
    notice = models.JSONField(_("duty, content and liability, as then told"))
    check_days = models.PositiveSmallIntegerField(_("working days for the check"))
    mend_days = models.PositiveSmallIntegerField(_("working days to mend"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=80)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True)
    due_on = models.DateField(_("to be checked or mended by"), null=True)
    finding = models.TextField(_("what the check found"), blank=True)
    found_at = models.DateTimeField(_("checked at"), null=True)
    found_by = models.CharField(_("checked by"), max_length=80, blank=True)
    false = models.BooleanField(_("promised falsely"), default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["organ_id", "due_on", "case_id"],
                name="commitment_to_check",
                condition=Q(state__in=[one.value for one in TO_CHECK]),
            ),
        ]


class FirstReview(models.Model):
    """What the lower organ that examined first did, and when: a clock of its own (A-304)."""

    case_id = models.BigIntegerField(_("case"), primary_key=True)
    organ_id = models.BigIntegerField(_("organ"))
    organ_name = models.CharField(_("organ, as then named"), max_length=200)
    accepted_at = models.DateTimeField(_("accepted there at"))
    accepted_by = models.CharField(_("accepted there by"), max_length=80)
    deemed = models.BooleanField(_("accepted there by operation of law"), default=False)
    due_on = models.DateField(_("to be forwarded by"))
    verdict = models.CharField(_("finding"), max_length=8, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    forwarded_at = models.DateTimeField(_("forwarded at"), null=True)
    forwarded_by = models.CharField(_("forwarded by"), max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], name="first_review_open", condition=Q(forwarded_at__isnull=True)),
        ]


class Order(models.Model):
    """The order of acceptance of a matter that is limited in number: the last place given out, how many were granted."""

    matter_id = models.BigIntegerField(_("matter"), primary_key=True)
    last = models.BigIntegerField(_("last place given out"), default=0)
    granted = models.PositiveIntegerField(_("how many were granted"), default=0)
