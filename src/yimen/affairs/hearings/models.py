"""What is kept of a hearing and of those whose interests a case touches. Keys begin with the case."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.affairs.hearings.life import Ground, Letter, State, Way
from yimen.ground.numbers import new_number


class Hearing(models.Model):
    """The hearing of a case, from the duty to tell to the findings on its record."""

    case_id = models.BigIntegerField(_("case"), primary_key=True)
    organ_id = models.BigIntegerField(_("organ"))
    ground = models.CharField(_("why there is a hearing"), max_length=16, choices=Ground)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DUE)
    reason = models.TextField(_("reasons of the organ"), blank=True)
    hold_by_on = models.DateField(_("to be held by"), null=True)
    starts_at = models.DateTimeField(_("begins at"), null=True)
    set_at = models.DateTimeField(_("time and place set at"), null=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    public = models.BooleanField(_("open to the public"), default=True)
    closed_reason = models.CharField(_("why not in public"), max_length=300, blank=True)
    chair = models.CharField(_("chair"), max_length=80, blank=True)
    chair_name = models.CharField(_("name of the chair"), max_length=100, blank=True)
    stops_clock = models.BooleanField(_("stopped the clock of the case"), default=False)
    held_at = models.DateTimeField(_("held at"), null=True)
    minutes = models.BinaryField(_("minutes, sealed"), null=True)
    points = ArrayField(models.CharField(max_length=500), verbose_name=_("points in dispute"), default=list)
    signatures = models.JSONField(_("who of the organ signed"), default=dict)
    closed_at = models.DateTimeField(_("record closed at"), null=True)
    findings = models.JSONField(_("findings on each point"), default=list)
    found_by = models.CharField(_("findings by"), max_length=80, blank=True)
    found_at = models.DateTimeField(_("findings at"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hearing_set_has_time",
                condition=~Q(state__in=["set", "held", "closed", "found"])
                | (Q(starts_at__isnull=False) & ~Q(place="") & ~Q(chair="")),
            ),
        ]
        indexes = [
            models.Index(fields=["organ_id", "starts_at"], name="hearing_of_organ"),
            models.Index(
                fields=["starts_at"],
                name="hearing_announced",
                condition=Q(public=True, starts_at__isnull=False),
            ),
        ]


class Party(models.Model):
    """The applicant (number 0), or someone whose interests the case touches."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("number"))
    number = models.BigIntegerField(_("number under which letters and answers go"), default=new_number)
    person_id = models.BigIntegerField(_("person"), null=True)
    detail = models.BinaryField(_("name, address and telephone, sealed"))
    told_at = models.DateTimeField(_("told at"), null=True)
    method = models.CharField(_("way of delivery"), max_length=10, blank=True)
    proof = models.CharField(_("proof of delivery"), max_length=200, blank=True)
    respond_by_on = models.DateField(_("to answer by"), null=True)
    over = models.BooleanField(_("the time to answer has passed"), default=False)
    said = models.BinaryField(_("view, sealed"), null=True)
    said_at = models.DateTimeField(_("spoke at"), null=True)
    way = models.CharField(_("how"), max_length=8, choices=Way, blank=True)
    adopted = models.BooleanField(_("taken up"), null=True)
    answer = models.TextField(_("answer of the organ"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.CharField(_("answered by"), max_length=80, blank=True)
    asked_at = models.DateTimeField(_("asked for a hearing at"), null=True)
    waived_at = models.DateTimeField(_("waived at"), null=True)
    present = models.BooleanField(_("came to the hearing"), null=True)
    signature = models.CharField(_("signature"), max_length=8, blank=True)
    note = models.CharField(_("note on the signature"), max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["number"], name="party_by_number"),
            models.Index(fields=["person_id"], name="party_of_person", condition=Q(person_id__isnull=False)),
            models.Index(
                fields=["respond_by_on"],
                name="party_time_runs",
                condition=Q(over=False, respond_by_on__isnull=False),
            ),
        ]


class Attempt(models.Model):
    """One attempt to serve a letter on somebody, with its proof; the notice to the applicant is served in the case (A-511)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.BigIntegerField(_("number"), default=new_number)
    party = models.PositiveSmallIntegerField(_("who is served"))
    letter = models.CharField(_("letter"), max_length=6, choices=Letter)
    way = models.CharField(_("way of delivery"), max_length=10)
    outcome = models.CharField(_("what became of it"), max_length=9)
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
            models.Index(fields=["deemed_on"], name="letter_to_deem", condition=Q(outcome="published")),
        ]


class Challenge(models.Model):
    """Someone does not want the chair, and what the head of the organ decided."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("number"))
    party = models.PositiveSmallIntegerField(_("who challenges"))
    chair = models.CharField(_("chair who is challenged"), max_length=80)
    reason = models.TextField(_("reasons"))
    at = models.DateTimeField(_("at"))
    upheld = models.BooleanField(_("upheld"), null=True)
    answer = models.TextField(_("reasons of the head"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
