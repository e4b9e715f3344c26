"""What is kept of proceedings that end a permit, and of checks on the spot."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.affairs.aftercare.life import Hearing, Result, State, Why
from yimen.ground.numbers import new_number


class Proceeding(models.Model):
    """One ending on its way: the notice, the holder's views, the decision and its service."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    permit_id = models.BigIntegerField(_("permit"))
    organ_id = models.BigIntegerField(_("organ"))
    person_id = models.BigIntegerField(_("holder"))
    ending = models.CharField(_("ending"), max_length=8)
    ground = models.CharField(_("ground"), max_length=14)
    basis = models.CharField(_("legal basis"), max_length=300)
    facts = models.TextField(_("facts found"))
    reason = models.TextField(_("reasons"))
    penalty_number = models.CharField(_("number of the penalty decision"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State)
    proposed_by = models.CharField(_("proposed by"), max_length=80)
    found_with = models.CharField(_("found together with"), max_length=80, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    notice_on = models.DateField(_("notice served on"), null=True)
    respond_by = models.DateField(_("views to be stated by"), null=True)
    views = models.BinaryField(_("what the holder says, sealed"), default=b"")
    views_at = models.DateTimeField(_("views stated at"), null=True)
    rested_at = models.DateTimeField(_("said that nothing more will come"), null=True)
    hold_days = models.PositiveSmallIntegerField(_("days to be held back"), default=0)
    hearing = models.CharField(_("hearing"), max_length=8, choices=Hearing, blank=True)
    hearing_told_on = models.DateField(_("time and place of the hearing told on"), null=True)
    hearing_on = models.DateField(_("hearing held on"), null=True)
    hearing_outcome = models.TextField(_("outcome of the hearing"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.TextField(_("reasons of the decision"), blank=True)
    amount_fen = models.BigIntegerField(_("amount owed"), default=0)
    pay_note = models.CharField(_("how the loss was found"), max_length=300, blank=True)
    why_dropped = models.CharField(_("why it was dropped"), max_length=16, choices=Why, blank=True)
    served_at = models.DateTimeField(_("served at"), null=True)
    service_method = models.CharField(_("way of service"), max_length=10, blank=True)
    service_proof = models.CharField(_("proof of service"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["permit_id"],
                name="proceeding_one_open",
                condition=Q(state__in=["proposed", "decided"]),
            ),
            models.CheckConstraint(
                name="proceeding_two_people",
                condition=Q(decided_by="") | ~Q(decided_by=models.F("proposed_by")),
            ),
        ]
        indexes = [
            models.Index(fields=["permit_id", "-id"], name="proceeding_of_permit"),
            models.Index(
                fields=["organ_id", "respond_by"],
                name="proceeding_open",
                condition=Q(state__in=["proposed", "decided"]),
            ),
        ]


class Service(models.Model):
    """One attempt to serve the notice or the decision of a proceeding, with its proof (A-511)."""

    pk = models.CompositePrimaryKey("proceeding_id", "n")
    proceeding_id = models.BigIntegerField(_("proceeding"))
    n = models.BigIntegerField(_("number"), default=new_number)
    document = models.CharField(_("document"), max_length=16)
    way = models.CharField(_("way of delivery"), max_length=10)
    outcome = models.CharField(_("what became of it"), max_length=9)
    address = models.CharField(_("to where"), max_length=200, blank=True)
    on = models.DateField(_("attempted on"))
    served_on = models.DateField(_("served on"), null=True)
    deemed_on = models.DateField(_("deemed served on"), null=True)
    receiver = models.CharField(_("who received it"), max_length=120, blank=True)
    witnesses = models.CharField(_("witnesses"), max_length=200, blank=True)
    number = models.CharField(_("postal number"), max_length=60, blank=True)
    proof = models.CharField(_("proof"), max_length=200, blank=True)
    reason = models.CharField(_("why it was refused or failed"), max_length=400, blank=True)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))

    class Meta:
        indexes = [
            models.Index(
                fields=["deemed_on"], name="ending_service_to_deem", condition=Q(outcome="published")
            ),
        ]


class Check(models.Model):
    """What inspectors saw on the spot; open to everyone once all of them signed (A-608)."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    permit_id = models.BigIntegerField(_("permit"))
    organ_id = models.BigIntegerField(_("organ"))
    checked_on = models.DateField(_("day of the check"))
    inspectors = models.JSONField(_("who checked: actor and name"))
    signatures = models.JSONField(_("who signed, and when"), default=dict)
    signed_at = models.DateTimeField(_("signed by all at"), null=True)
    findings = models.TextField(_("what was found, open to everyone"))
    result = models.CharField(_("result"), max_length=9, choices=Result)
    photos = ArrayField(models.BigIntegerField(), verbose_name=_("photos"), default=list)
    mend = models.TextField(_("what has to be mended"), blank=True)
    mend_basis = models.CharField(_("legal basis of the order to mend"), max_length=300, blank=True)
    mend_by = models.DateField(_("to be mended by"), null=True)
    mended_at = models.DateTimeField(_("found mended at"), null=True)
    mended_note = models.TextField(_("what was seen then"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="check_order_has_a_day", condition=~Q(result="mend") | Q(mend_by__isnull=False)
            )
        ]
        indexes = [
            models.Index(fields=["permit_id", "-id"], name="check_of_permit"),
            models.Index(
                fields=["-checked_on", "-id"], name="check_open", condition=Q(signed_at__isnull=False)
            ),
            models.Index(
                fields=["organ_id", "mend_by"],
                name="check_to_follow_up",
                condition=Q(result="mend", mended_at__isnull=True),
            ),
        ]
