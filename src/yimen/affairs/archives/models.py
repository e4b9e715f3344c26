"""What the archive keeps: the register, the schedule of retention, hand-overs, holds, destructions, viewings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives.life import (
    DestructionState,
    HandoverState,
    HoldGround,
    Kind,
    Openness,
    Retention,
    RuleState,
    Secrecy,
    State,
    Why,
)
from yimen.ground.numbers import new_number


class Package(models.Model):
    """One package of the archive and its entry in the register. Once archived, the database refuses to change it (G-311)."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    case_id = models.BigIntegerField(_("case"))
    n = models.PositiveSmallIntegerField(_("place among the packages of the case"), default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.MAIN)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.WAITING)
    note = models.TextField(_("why something is added"), blank=True)
    cause = models.CharField(_("event that caused it"), max_length=80, blank=True)
    ordered_by = models.CharField(_("ordered by"), max_length=80, default="system")
    ordered_at = models.DateTimeField(_("ordered at"))
    tries = models.PositiveSmallIntegerField(_("failed attempts"), default=0)
    again_at = models.DateTimeField(_("to be tried again at"), null=True)
    trouble = models.CharField(_("what went wrong last"), max_length=200, blank=True)
    checks = models.JSONField(_("what the four checks found"), default=list)

    organ_id = models.BigIntegerField(_("organ"))
    organ_name = models.CharField(_("organ, as then named"), max_length=200)
    matter_id = models.BigIntegerField(_("matter"))
    matter = models.CharField(_("matter, as then named"), max_length=300)
    matter_code = models.CharField(_("code of the matter"), max_length=60, blank=True)
    person_id = models.BigIntegerField(_("applicant"))
    holder_index = models.BinaryField(_("blind index of the applicant's name"), max_length=32)
    result = models.CharField(_("how the case ended"), max_length=14)
    formed_on = models.DateField(_("formed on"))

    number = models.CharField(_("archival number"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=400, blank=True)
    fonds = models.CharField(_("fonds"), max_length=12, blank=True)
    category = models.CharField(_("category"), max_length=8, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), default=0)
    retention = models.CharField(_("retention"), max_length=9, choices=Retention, blank=True)
    serial = models.PositiveIntegerField(_("serial"), default=0)
    openness = models.CharField(_("opinion on opening"), max_length=10, choices=Openness, blank=True)
    secrecy = models.CharField(_("level of secrecy"), max_length=8, choices=Secrecy, blank=True)
    over_on = models.DateField(_("first day after the retention"), null=True)
    archived_at = models.DateTimeField(_("archived at"), null=True)
    digest = models.CharField(_("SHA-256 of the package"), max_length=64, blank=True)
    sm3 = models.CharField(_("SM3 of the package"), max_length=64, blank=True)
    size = models.BigIntegerField(_("bytes"), default=0)
    files = models.PositiveIntegerField(_("files"), default=0)
    signature = models.BinaryField(_("our signature of this entry"), default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_id", "n"], name="package_once"),
            models.UniqueConstraint(
                fields=["case_id", "cause"], name="package_per_cause", condition=~Q(cause="")
            ),
            models.UniqueConstraint(fields=["number"], name="package_number_once", condition=~Q(number="")),
        ]
        indexes = [
            models.Index(fields=["id"], name="package_to_pack", condition=Q(state="waiting")),
            models.Index(fields=["organ_id", "state", "-id"], name="package_of_organ"),
            models.Index(fields=["holder_index"], name="package_by_holder"),
            models.Index(fields=["over_on"], name="package_over", condition=Q(state="archived")),
            models.Index(fields=["formed_on"], name="package_formed", condition=Q(state="archived")),
        ]


class Fonds(models.Model):
    """The number under which all records of an organ are kept."""

    organ_id = models.BigIntegerField(_("organ"), primary_key=True)
    code = models.CharField(_("number of the fonds"), max_length=12, unique=True)


class Counter(models.Model):
    """The last serial of a fonds, a year and a retention; taken under a lock, so there are no gaps."""

    fonds = models.CharField(_("fonds"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    retention = models.CharField(_("retention"), max_length=9)
    last = models.PositiveIntegerField(_("last serial"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fonds", "year", "retention"], name="archive_counter_once")
        ]


class RetentionRule(models.Model):
    """A line of the schedule of retention: for a matter, a way to end, or a kind of power (G-307)."""

    scope = models.CharField(_("what it is for"), max_length=80)
    words = models.CharField(_("what it is for, in words"), max_length=200)
    retention = models.CharField(_("retention"), max_length=9, choices=Retention)
    openness = models.CharField(_("opinion on opening"), max_length=10, choices=Openness)
    secrecy = models.CharField(_("level of secrecy"), max_length=8, choices=Secrecy)
    basis = models.CharField(_("basis"), max_length=300)
    state = models.CharField(_("state"), max_length=8, choices=RuleState, default=RuleState.PROPOSED)
    proposed_by = models.CharField(_("proposed by"), max_length=80)
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope"], name="retention_valid_once", condition=Q(state="valid")
            ),
            models.UniqueConstraint(
                fields=["scope"], name="retention_proposed_once", condition=Q(state="proposed")
            ),
        ]


class Hold(models.Model):
    """That a record must not be destroyed, why, and until it was lifted."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="holds", verbose_name=_("package"))
    ground = models.CharField(_("ground"), max_length=16, choices=HoldGround)
    words = models.CharField(_("reference of the affair"), max_length=300)
    set_by = models.CharField(_("set by"), max_length=80)
    set_at = models.DateTimeField(_("set at"))
    lifted_by = models.CharField(_("lifted by"), max_length=80, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["package"], name="hold_in_force", condition=Q(lifted_at__isnull=True))
        ]


class Handover(models.Model):
    """A batch of records handed over to the city archive, with the signatures of both (G-309)."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    why = models.CharField(_("why"), max_length=8, choices=Why)
    state = models.CharField(_("state"), max_length=8, choices=HandoverState, default=HandoverState.DRAFT)
    organ_id = models.BigIntegerField(_("organ that gives"))
    organ_name = models.CharField(_("organ that gives, as then named"), max_length=200)
    receiver_id = models.BigIntegerField(_("archive that receives"))
    receiver_name = models.CharField(_("archive that receives, as then named"), max_length=200)
    count = models.PositiveIntegerField(_("packages"), default=0)
    size = models.BigIntegerField(_("bytes"), default=0)
    digest = models.CharField(_("SHA-256 of the list"), max_length=64, blank=True)
    made_by = models.CharField(_("put together by"), max_length=80)
    made_at = models.DateTimeField(_("put together at"))
    given_by = models.CharField(_("handed over by"), max_length=80, blank=True)
    given_at = models.DateTimeField(_("handed over at"), null=True)
    received_by = models.CharField(_("received by"), max_length=80, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True)
    reason = models.TextField(_("why it was sent back"), blank=True)


class HandoverLine(models.Model):
    """One package on the list of a hand-over, as it was when the list was made."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="lines", verbose_name=_("hand-over"))
    package = models.ForeignKey(Package, models.PROTECT, related_name="given", verbose_name=_("package"))
    digest = models.CharField(_("SHA-256 of the package"), max_length=64)
    size = models.BigIntegerField(_("bytes"))
    files = models.PositiveIntegerField(_("files"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "package"], name="handover_line_once")]


class Destruction(models.Model):
    """A request to destroy records whose time is over, who asked, who approved, who carried it out (G-310)."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    state = models.CharField(
        _("state"), max_length=8, choices=DestructionState, default=DestructionState.ASKED
    )
    organ_id = models.BigIntegerField(_("organ"))
    appraisal = models.TextField(_("what looking at them again found"))
    count = models.PositiveIntegerField(_("packages"))
    files = models.PositiveIntegerField(_("files"))
    size = models.BigIntegerField(_("bytes"))
    asked_by = models.CharField(_("asked by"), max_length=80)
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.CharField(_("approved or refused by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("approved or refused at"), null=True)
    reason = models.TextField(_("why it was not approved"), blank=True)
    operator = models.CharField(_("carried out by"), max_length=80, blank=True)
    witness = models.CharField(_("watched by"), max_length=80, blank=True, default="", db_default="")
    done_at = models.DateTimeField(_("carried out at"), null=True)


class DestructionLine(models.Model):
    """One package of a destruction: the log keeps its number, quantity and size."""

    destruction = models.ForeignKey(
        Destruction, models.PROTECT, related_name="lines", verbose_name=_("destruction")
    )
    package = models.ForeignKey(
        Package, models.PROTECT, related_name="destructions", verbose_name=_("package")
    )
    number = models.CharField(_("archival number"), max_length=60)
    files = models.PositiveIntegerField(_("files"))
    size = models.BigIntegerField(_("bytes"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["destruction", "package"], name="destruction_line_once")
        ]


class Viewing(models.Model):
    """That someone opened an archived record, for a purpose; the person concerned can read it (F-425)."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    package = models.ForeignKey(Package, models.PROTECT, related_name="viewings", verbose_name=_("package"))
    account_id = models.BigIntegerField(_("account"))
    who = models.CharField(_("who"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=300)
    at = models.DateTimeField(_("at"))

    class Meta:
        indexes = [models.Index(fields=["package", "-at"], name="viewing_of_package")]
