"""What is kept of a case. Keys of its children begin with the case, so that they live where it lives."""

from datetime import date
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case as Choice
from django.db.models import Q, Value, When
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.beside import Check, Fee, Service
from yimen.affairs.cases.life import (
    OPEN,
    Channel,
    DeclineGround,
    DeliveryMethod,
    Purpose,
    State,
    SuspensionGround,
    ToldBy,
    Verdict,
)
from yimen.affairs.cases.promises import Commitment, FirstReview, Gap, Order
from yimen.affairs.cases.ways import ELDERLY
from yimen.ground.numbers import new_number

__all__ = [
    "NEVER",
    "Case",
    "Check",
    "Commitment",
    "Extension",
    "Fee",
    "FirstReview",
    "Gap",
    "Material",
    "Order",
    "Recomputation",
    "Review",
    "Service",
    "Supplement",
    "Suspension",
]
NEVER = date(9999, 12, 31)  # nobody has to act by a date


INDEXES: Final = [
    models.Index(
        fields=["organ_id", "waiting_role", "next_due_on", "id"],
        name="case_inbox",
        condition=Q(state__in=sorted(OPEN)),
    ),
    models.Index(
        fields=["organ_id", "next_due_on", "id"],
        name="case_inbox_beside",
        condition=Q(state__in=sorted(OPEN), also_roles__isnull=False),
    ),
    models.Index(
        fields=["next_due_on", "id"],
        name="case_due",
        condition=Q(state__in=sorted(OPEN)),
    ),
    models.Index(fields=["state", "id"], name="case_open", condition=Q(state__in=sorted(OPEN))),
    models.Index(fields=["person_id", "-id"], name="case_of_person"),
    models.Index(
        fields=["person_id", "-id"],
        name="case_open_of_person",
        condition=Q(state__in=sorted({*OPEN, State.DRAFT})),
    ),
    models.Index(fields=["agent_id", "-id"], name="case_of_agent", condition=Q(agent_id__isnull=False)),
    models.Index(fields=["accept_due_on"], name="case_to_accept", condition=Q(state="submitted")),
    models.Index(fields=["statutory_due_on"], name="case_clock_running", condition=Q(state="accepted")),
    models.Index(fields=["applicant_index"], name="case_by_name"),
    models.Index(fields=["organ_id", "-id"], name="case_of_organ"),
    models.Index(fields=["permit_id"], name="case_on_permit", condition=Q(permit_id__isnull=False)),
    models.Index(
        fields=["renews_on"],
        name="case_renewed_by_silence",
        condition=Q(renews_on__isnull=False, state__in=["submitted", "accepted", "suspended"]),
    ),
    models.Index(fields=["id"], name="case_provisional", condition=Q(provisional=True)),
    models.Index(fields=["-overdue_at"], name="case_overdue_told", condition=Q(overdue_at__isnull=False)),
    models.Index(
        fields=["first_organ_id", "first_role", "next_due_on", "id"],
        name="case_first_review",
        condition=Q(first_organ_id__isnull=False, forwarded_at__isnull=True),
    ),
    models.Index(
        fields=["station_id", "waiting_role", "next_due_on", "id"],
        name="case_at_station",
        condition=Q(station_id__isnull=False, state__in=sorted(OPEN)),
    ),
    models.Index(
        fields=["organ_id", "waiting_role", "next_due_on", "id"],
        name="case_served_first",
        condition=Q(state__in=sorted(OPEN), marks__contains=[ELDERLY]),
    ),
    models.Index(fields=["station_id", "-id"], name="case_taken_in", condition=Q(station_id__isnull=False)),
    models.Index(
        fields=["matter_id", "accepted_at", "accepted_n"],
        name="case_in_order",
        condition=Q(accepted_n__isnull=False),
    ),
]


class Case(models.Model):
    """One application for one matter, on the terms of the day it was made (rule 0-3)."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    matter_id = models.BigIntegerField(_("matter"))
    version_id = models.BigIntegerField(_("published version of the matter"))
    title = models.CharField(_("matter, as then named"), max_length=300)
    organ_id = models.BigIntegerField(_("organ"))
    organ_name = models.CharField(_("organ, as then named"), max_length=200)
    state = models.CharField(_("state"), max_length=14, choices=State)
    stage = models.PositiveSmallIntegerField(_("place in the list of steps"), default=0)
    waiting_role = models.CharField(_("role that has to act"), max_length=24, blank=True)
    also_roles = ArrayField(
        models.CharField(max_length=24), verbose_name=_("roles whose steps are open beside it"), null=True
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    language = models.CharField(_("language of the applicant"), max_length=8)

    person_id = models.BigIntegerField(_("applicant"))
    agent_id = models.BigIntegerField(_("agent"), null=True)
    applicant = models.BinaryField(_("who applied, as then known, sealed"))
    applicant_index = models.BinaryField(_("blind index of the name"), max_length=32)
    facts = models.BinaryField(_("what was filled in, sealed"))

    received_at = models.DateTimeField(_("arrived at"), null=True)
    confirmed_at = models.DateTimeField(_("arrival confirmed at"), null=True)
    papers_at = models.DateTimeField(_("last papers arrived at"), null=True)
    accept_due_on = models.DateField(_("answer on acceptance due on"), null=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    accepted_by = models.CharField(_("accepted by"), max_length=80, blank=True)
    deemed = models.BooleanField(_("accepted by operation of law"), default=False)

    statutory_days = models.PositiveSmallIntegerField(_("statutory period"))
    statutory_unit = models.CharField(_("unit of the statutory period"), max_length=14)
    promised_days = models.PositiveSmallIntegerField(_("promised working days"))
    statutory_due_on = models.DateField(_("statutory due date"), null=True)
    promised_due_on = models.DateField(_("promised due date"), null=True)
    provisional = models.BooleanField(_("computed beyond the announced calendar"), default=False)

    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    decision_reason = models.TextField(_("reasons of the decision"), blank=True)
    remark = models.TextField(
        _("remark with a grant, for the file only"), blank=True, default="", db_default=""
    )
    conditions = models.TextField(
        _("conditions of the grant, with their basis"), blank=True, default="", db_default=""
    )
    decline_ground = models.CharField(
        _("ground of non-acceptance"), max_length=14, choices=DeclineGround, blank=True
    )
    competent_organ = models.CharField(_("competent organ"), max_length=200, blank=True)
    deliver_due_on = models.DateField(_("delivery due on"), null=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    delivery_method = models.CharField(
        _("way of delivery"), max_length=10, choices=DeliveryMethod, blank=True
    )
    delivery_proof = models.CharField(_("proof of delivery"), max_length=200, blank=True)
    overdue_reason = models.TextField(_("reason stated for being late"), blank=True)
    overdue_clock = models.CharField(
        _("clock that was missed"), max_length=9, blank=True, default="", db_default=""
    )
    overdue_at = models.DateTimeField(_("reason published at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    pending = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("what must be settled before the decision"),
        default=list,
        db_default=[],
        blank=True,
    )
    marks = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("modules that have something to say of it"),
        default=list,
        db_default=[],
        blank=True,
    )
    purpose = models.CharField(
        _("what is wanted"), max_length=8, choices=Purpose, default=Purpose.NEW, db_default="new"
    )
    permit_id = models.BigIntegerField(_("permit it is about, or granted"), null=True)
    late_renewal = models.BooleanField(
        _("renewal asked for late: silence renews nothing"), default=False, db_default=False
    )
    renews_on = models.DateField(_("day after which silence renews the permit"), null=True)
    first_contact = models.CharField(
        _("officer who was asked first"), max_length=80, blank=True, default="", db_default=""
    )
    accepted_n = models.BigIntegerField(_("place in the order of acceptance"), null=True)
    station_id = models.BigIntegerField(
        _("organ to which the matter is handed down, that took it in"), null=True
    )
    name_organ_id = models.BigIntegerField(_("organ in whose name that one acts"), null=True)
    first_organ_id = models.BigIntegerField(_("lower organ that examines first"), null=True)
    first_role = models.CharField(
        _("role that has to act there"), max_length=24, blank=True, default="", db_default=""
    )
    first_due_on = models.DateField(_("to be forwarded by"), null=True)
    forwarded_at = models.DateTimeField(_("forwarded by the lower organ at"), null=True)
    situation = models.BinaryField(_("situation and what follows from it, sealed"), null=True)
    next_due_on = models.GeneratedField(
        expression=Choice(
            When(state="submitted", then="accept_due_on"),
            When(state="first_review", then="first_due_on"),
            When(state__in=["accepted", "suspended"], then="promised_due_on"),
            When(state__in=["granted", "refused"], then="deliver_due_on"),
            default=Value(NEVER),
        ),
        output_field=models.DateField(_("date that counts now")),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_accepted_has_dates",
                condition=~Q(state__in=["accepted", "suspended"])
                | Q(accepted_at__isnull=False, statutory_due_on__isnull=False, promised_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="case_received_unless_draft", condition=Q(state="draft") | Q(received_at__isnull=False)
            ),
            models.CheckConstraint(
                name="case_refusal_has_reasons",
                condition=~Q(state__in=["refused", "declined"]) | ~Q(decision_reason=""),
            ),
        ]
        indexes = INDEXES


class Material(models.Model):
    """One paper handed in with a case: an uploaded file, a reference to data held, or paper at the window."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveIntegerField(_("number"))
    material = models.PositiveSmallIntegerField(_("number in the published list"))
    name = models.CharField(_("name, as then published"), max_length=300)
    via = models.CharField(_("how it came"), max_length=10)
    file_id = models.BigIntegerField(_("file"), null=True)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    round = models.PositiveSmallIntegerField(_("supplement it answers"), default=0)
    added_at = models.DateTimeField(_("added at"))


class Supplement(models.Model):
    """The one-time notice: everything that is missing, told at once (A-204, A-206)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("number"))
    items = models.JSONField(_("what is missing, and why"))
    ground = models.CharField(_("ground of a second notice"), max_length=40, blank=True)
    told_by_way = models.CharField(
        _("how it was told"),
        max_length=8,
        choices=ToldBy,
        default=ToldBy.ONLINE,
        db_default=ToldBy.ONLINE.value,
    )
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.CharField(_("asked by"), max_length=80)
    served_on = models.DateField(_("served on"), null=True)
    respond_by_on = models.DateField(_("to be answered by"))
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["respond_by_on"], name="supplement_open", condition=Q(answered_at__isnull=True)
            ),
        ]


class Review(models.Model):
    """What one officer found at one step."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("number"))
    step = models.PositiveSmallIntegerField(_("step"))
    stage = models.PositiveSmallIntegerField(_("place in the list of steps"))
    verdict = models.CharField(_("finding"), max_length=8, choices=Verdict)
    opinion = models.TextField(_("opinion"))
    by = models.CharField(_("by"), max_length=80)
    second = models.CharField(_("second officer"), max_length=80, blank=True)
    at = models.DateTimeField(_("at"))
    void = models.BooleanField(_("sent back since"), default=False)


class Extension(models.Model):
    """The one extension of a period, approved by the head of the organ (A-402)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("number"))
    days = models.PositiveSmallIntegerField(_("working days added"))
    reason = models.TextField(_("reason"))
    approver = models.CharField(_("approved by"), max_length=80)
    at = models.DateTimeField(_("at"))
    before_on = models.DateField(_("statutory due date before"), null=True)
    notified_at = models.DateTimeField(_("told to the applicant at"), null=True)
    void = models.BooleanField(
        _("not told in time and therefore without effect"), default=False, db_default=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["before_on"],
                name="extension_untold",
                condition=Q(notified_at__isnull=True, void=False, before_on__isnull=False),
            ),
        ]


class Suspension(models.Model):
    """A stretch of days that the law does not count, with its written notice (A-405)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("number"))
    ground = models.CharField(_("procedure"), max_length=14, choices=SuspensionGround)
    basis = models.CharField(_("legal basis"), max_length=300)
    planned_days = models.PositiveSmallIntegerField(_("days told to the applicant"))
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"), null=True)
    by = models.CharField(_("by"), max_length=80)
    notified_on = models.DateField(_("notice served on"), null=True)
    until_on = models.DateField(_("last day told in the notice"), null=True)
    void = models.CharField(
        _("why it does not stop the clock"), max_length=6, blank=True, default="", db_default=""
    )


class Recomputation(models.Model):
    """A case whose running date has to be computed again; the worker takes these in turn (T-22)."""

    case_id = models.BigIntegerField(_("case"), primary_key=True)
    cause = models.CharField(_("cause"), max_length=120)
    asked_at = models.DateTimeField(_("asked at"))
