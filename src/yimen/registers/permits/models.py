"""What is kept of permits. What the holder is called and what was permitted is sealed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.ground.numbers import new_number
from yimen.registers.permits.life import Ending, Ground, Kind, Pay, State

HOLDS = ["valid", "suspended"]


class Permit(models.Model):
    """One licence, certificate or approval, in the words of the day it was granted (rule 0-3)."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    matter_id = models.BigIntegerField(_("matter"))
    version_id = models.BigIntegerField(_("published version of the matter"))
    title = models.CharField(_("certificate, as then named"), max_length=300)
    organ_id = models.BigIntegerField(_("organ"))
    organ_name = models.CharField(_("organ, as then named"), max_length=200)
    person_id = models.BigIntegerField(_("holder"))
    holder = models.BinaryField(_("who holds it, as then known, sealed"))
    holder_index = models.BinaryField(_("blind index of the holder's name"), max_length=32)
    scope = models.BinaryField(_("what was permitted, sealed"))
    conditions = models.TextField(_("conditions set with the grant"), blank=True)
    case_id = models.BigIntegerField(_("case that granted it"))
    granted_at = models.DateTimeField(_("granted at"))
    valid_from = models.DateField(_("holds since"))
    term_from = models.DateField(_("first day of the present term"))
    valid_until = models.DateField(_("last day"), null=True)
    state = models.CharField(_("state"), max_length=9, choices=State)
    suspended_until = models.DateField(_("last day on which it is held back"), null=True)
    deemed = models.BooleanField(_("renewed by operation of law"), default=False)
    previous_id = models.BigIntegerField(_("permit it replaces"), null=True)
    next_id = models.BigIntegerField(_("permit that replaces it"), null=True)
    next_by = models.CharField(_("why it was replaced"), max_length=8, blank=True)
    open_case_id = models.BigIntegerField(_("application on it"), null=True)
    struck_off_at = models.DateTimeField(_("struck off the register at"), null=True)
    reminded = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("reminders sent, days before the end"),
        default=list,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="permit_term_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="permit_replaced_by_one", condition=~Q(state="replaced") | Q(next_id__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="permit_of_person"),
            models.Index(fields=["organ_id", "-id"], name="permit_of_organ"),
            models.Index(fields=["case_id"], name="permit_of_case"),
            models.Index(
                fields=["open_case_id"], name="permit_asked_about", condition=Q(open_case_id__isnull=False)
            ),
            models.Index(fields=["holder_index"], name="permit_by_name"),
            models.Index(fields=["valid_until", "id"], name="permit_ends", condition=Q(state__in=HOLDS)),
            models.Index(
                fields=["id"],
                name="permit_to_strike_off",
                condition=Q(state__in=["revoked", "withdrawn", "forfeited"], struck_off_at__isnull=True),
            ),
        ]


class End(models.Model):
    """How a permit ended: which of the four endings, why, on what basis, what is owed. A permit may have two: 撤销, then 注销."""

    pk = models.CompositePrimaryKey("permit_id", "n")
    permit_id = models.BigIntegerField(_("permit"))
    n = models.PositiveSmallIntegerField(_("number"))
    ending = models.CharField(_("ending"), max_length=8, choices=Ending)
    ground = models.CharField(_("ground"), max_length=14, choices=Ground)
    basis = models.CharField(_("legal basis"), max_length=300)
    reason = models.TextField(_("reasons"))
    pays = models.CharField(_("what is owed"), max_length=12, choices=Pay, blank=True)
    amount_fen = models.BigIntegerField(_("amount owed"), default=0)
    pay_note = models.CharField(_("how the loss was found"), max_length=300, blank=True)
    barred_until = models.DateField(_("holder may apply again from"), null=True)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))
