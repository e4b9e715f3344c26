"""What is kept beside a case: each attempt to serve a document, each check, each fee."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.life import CheckKind, DeliveryMethod, FeeState, Outcome, WaiverGround
from yimen.ground.numbers import new_number


class Service(models.Model):
    """One attempt to serve one document, with its proof (A-511)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.BigIntegerField(_("number"), default=new_number)
    document = models.CharField(_("document"), max_length=16)
    document_id = models.BigIntegerField(_("number of the document"), null=True)
    way = models.CharField(_("way of delivery"), max_length=10, choices=DeliveryMethod)
    outcome = models.CharField(_("what became of it"), max_length=9, choices=Outcome)
    address = models.CharField(_("to where"), max_length=200, blank=True)
    on = models.DateField(_("attempted on"))
    served_on = models.DateField(_("served on"), null=True)
    deemed_on = models.DateField(_("deemed served on"), null=True)
    receiver = models.CharField(_("who received it"), max_length=120, blank=True)
    witnesses = models.CharField(_("witnesses"), max_length=200, blank=True)
    number = models.CharField(_("postal number"), max_length=60, blank=True)
    proof = models.CharField(_("proof"), max_length=200, blank=True)
    reason = models.CharField(_("why it was refused or failed"), max_length=400, blank=True)
    files = ArrayField(models.BigIntegerField(), verbose_name=_("proof files"), default=list)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))
    confirmed_at = models.DateTimeField(_("receipt confirmed at"), null=True)
    paper_asked_at = models.DateTimeField(_("paper copy asked for at"), null=True)
    paper_given_at = models.DateTimeField(_("paper copy given at"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["deemed_on"], name="service_to_deem", condition=Q(outcome="published")),
        ]


class Check(models.Model):
    """One check by at least two officers: planned, held, written down and signed (A-302, A-305)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.BigIntegerField(_("number"), default=new_number)
    kind = models.CharField(_("kind"), max_length=10, choices=CheckKind)
    due_on = models.DateField(_("officers to be named by"), null=True)
    officers = ArrayField(models.CharField(max_length=80), verbose_name=_("officers"), default=list)
    named_at = models.DateTimeField(_("officers named at"), null=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    planned_at = models.DateTimeField(_("planned for"), null=True)
    held_at = models.DateTimeField(_("held at"), null=True)
    findings = models.JSONField(_("what was found, point by point"), default=list)
    standard = models.CharField(_("technical standard"), max_length=200, blank=True)
    conforming = models.BooleanField(_("conforms"), null=True)
    needs_analysis = models.BooleanField(_("has to be analysed"), default=False)
    present = models.CharField(_("person present"), max_length=100, blank=True)
    present_signed = models.BooleanField(_("the person present signed"), default=False)
    unsigned_why = models.CharField(_("why the person present did not sign"), max_length=200, blank=True)
    photos = ArrayField(models.BigIntegerField(), verbose_name=_("photos"), default=list)
    signed = ArrayField(models.CharField(max_length=80), verbose_name=_("signed by"), default=list)
    done_at = models.DateTimeField(_("signed by all at"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], name="check_to_name", condition=Q(named_at__isnull=True)),
        ]


class Fee(models.Model):
    """One fee of a case: the amount is that of the published version, never typed (A-802, G-105)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("number in the published list"))
    names = models.JSONField(_("name, as then published"))
    amount_fen = models.PositiveBigIntegerField(_("amount in fen"))
    reckoning = models.CharField(_("how the amount comes about"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=300)
    payee = models.CharField(_("payee"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=FeeState, default=FeeState.DUE)
    due_at = models.DateTimeField(_("due since"))
    ground = models.CharField(_("ground of the waiver"), max_length=12, choices=WaiverGround, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    asked_by = models.CharField(_("waiver asked for by"), max_length=80, blank=True)
    settled_by = models.CharField(_("settled by"), max_length=80, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)
    receipt = models.CharField(_("number of the receipt"), max_length=60, blank=True)
