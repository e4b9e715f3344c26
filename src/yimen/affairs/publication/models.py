"""What is kept of published decisions: only what may be shown, and why something is not."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.affairs.publication.life import Exempt, Outcome, State


class Entry(models.Model):
    """One decision as the public sees it; a natural person's name is masked before it is stored here."""

    case_id = models.BigIntegerField(_("case"), primary_key=True)
    organ_id = models.BigIntegerField(_("organ"))
    organ_name = models.CharField(_("organ, as then named"), max_length=200)
    person_id = models.BigIntegerField(_("applicant"))
    title = models.CharField(_("matter, as then named"), max_length=300)
    kind = models.CharField(_("kind of power"), max_length=2)
    result = models.CharField(_("result"), max_length=8)
    decided_on = models.DateField(_("decided on"))
    document = models.CharField(_("number of the decision"), max_length=60, blank=True)
    holder = models.CharField(_("applicant, as shown"), max_length=200)
    holder_code = models.CharField(
        _("unified social credit code, of legal persons only"), max_length=18, blank=True
    )
    summary = models.TextField(_("summary, without personal data"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    asked = models.BooleanField(_("may hold trade secrets, so the applicant was asked"), default=False)
    object_by_on = models.DateField(_("applicant may object until"), null=True)
    publish_by_on = models.DateField(_("to be published by"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    objection = models.BinaryField(_("objection, sealed"), null=True)
    objected_at = models.DateTimeField(_("objected at"), null=True)
    outcome = models.CharField(_("outcome of the objection"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(_("reasons of the organ"), blank=True)
    ground = models.CharField(_("why it is not published"), max_length=12, choices=Exempt, blank=True)
    proposed_by = models.CharField(_("withholding proposed by"), max_length=80, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    changed_at = models.DateTimeField(_("corrected or withdrawn at"), null=True)
    change = models.TextField(_("why it was corrected or withdrawn"), blank=True)
    text = SearchVectorField(_("words by which it is found"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="entry_withheld_has_ground", condition=~Q(state="withheld") | ~Q(ground="")
            ),
            models.CheckConstraint(
                name="entry_published_has_moment",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-decided_on", "-case_id"],
                name="entry_public",
                condition=Q(state__in=["published", "withdrawn"]),
            ),
            models.Index(fields=["object_by_on"], name="entry_to_publish", condition=Q(state="waiting")),
            models.Index(fields=["organ_id", "state"], name="entry_of_organ"),
            GinIndex(fields=["text"], name="entry_words"),
        ]
