"""What is kept of documents: what was ordered, under which number it was issued, and its bytes' digest."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.ground.numbers import new_number
from yimen.means.documents.rules import Kind


class State(models.TextChoices):
    """Where a document stands."""

    ORDERED = "ordered", _("Being made")
    ISSUED = "issued", _("Valid")
    REVOKED = "revoked", _("No longer valid")


class Document(models.Model):
    """One numbered, sealed document."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    subject = models.BigIntegerField(_("thing it is about"), db_index=True)
    organ_id = models.BigIntegerField(_("organ"))
    organ_name = models.CharField(_("organ, as then named"), max_length=200)
    title = models.CharField(_("title"), max_length=80)
    cause = models.CharField(_("event that ordered it"), max_length=60)
    data = models.BinaryField(_("what it says, sealed"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ORDERED)
    number = models.CharField(_("number"), max_length=60, blank=True)
    digest = models.CharField(_("digest of the sealed file"), max_length=64, blank=True)
    ordered_at = models.DateTimeField(_("ordered at"))
    issued_at = models.DateTimeField(_("issued at"), null=True)
    tries = models.PositiveSmallIntegerField(_("failed attempts"), default=0, db_default=0)
    again_at = models.DateTimeField(_("to be tried again at"), null=True)
    trouble = models.CharField(_("what went wrong last"), max_length=200, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "cause"], name="document_ordered_once"),
            models.UniqueConstraint(
                fields=["organ_id", "number"], name="document_number_once", condition=~Q(number="")
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="document_to_make", condition=Q(state="ordered")),
            models.Index(fields=["digest"], name="document_by_digest", condition=~Q(digest="")),
        ]


class Counter(models.Model):
    """The last number of an organ, a kind and a year; taken under a lock, so there are no gaps."""

    organ_id = models.BigIntegerField(_("organ"))
    kind = models.CharField(_("kind"), max_length=16)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ_id", "kind", "year"], name="counter_once")]


class Purpose(models.TextChoices):
    """Which seal of an organ a certificate is: its own, or the one kept for acceptance (A-208)."""

    ORGAN = "organ", _("Seal of the organ")
    ACCEPTANCE = "acceptance", _("Acceptance seal")


class SealKey(models.Model):
    """The certificate and the sealed private key with which documents of an organ are signed, one for each seal."""

    pk = models.CompositePrimaryKey("organ_id", "purpose")
    organ_id = models.BigIntegerField(_("organ, 0 for the issuer"))
    purpose = models.CharField(_("seal"), max_length=10, choices=Purpose, default=Purpose.ORGAN)
    suite = models.CharField(_("algorithms"), max_length=20)
    certificate = models.BinaryField(_("certificate"))
    key = models.BinaryField(_("private key, sealed"))


class RetiredCertificate(models.Model):
    """A certificate no longer used to seal, kept so that what it sealed can still be checked (A-1007)."""

    organ_id = models.BigIntegerField(_("organ, 0 for the issuer"), db_index=True)
    purpose = models.CharField(_("seal"), max_length=10, choices=Purpose, default=Purpose.ORGAN)
    certificate = models.BinaryField(_("certificate"))
    retired_at = models.DateTimeField(_("retired at"))
