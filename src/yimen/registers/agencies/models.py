"""What is kept of divisions, organs and the people who hold posts in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Division(models.Model):
    """One administrative division; the key is code and level, for four padded codes stand on two levels."""

    code = models.CharField(_("code"), max_length=12)
    level = models.PositiveSmallIntegerField(_("level, province 1 to village 5"))
    name = models.CharField(_("name"), max_length=80)
    parent_code = models.CharField(_("code of the parent"), max_length=12, blank=True)
    path = models.CharField(_("codes from the province down"), max_length=80)
    valid_from = models.DateField(_("valid from"), null=True)
    valid_to = models.DateField(_("valid until"), null=True)
    successor = models.CharField(_("code of the successor"), max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "level"], name="division_once")]
        indexes = [
            models.Index(fields=["path"], name="division_subtree", opclasses=["text_pattern_ops"]),
            models.Index(fields=["name"], name="division_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["parent_code"], name="division_children"),
        ]


class DivisionText(models.Model):
    """The name of a division in one more language."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division", "language"], name="division_text_once")]


class OrganKind(models.TextChoices):
    """What kind of body an organ is."""

    GOVERNMENT = "government", _("People's government")
    DEPARTMENT = "department", _("Department")
    HALL = "hall", _("Public service hall")
    TOWN = "town", _("Town or street government")
    VILLAGE = "village", _("Village or neighbourhood committee")
    INSTITUTION = "institution", _("Public institution")


class Organ(models.Model):
    """A body that may act: a department, a town government, a hall, a village station."""

    key = models.CharField(_("short key"), max_length=60, unique=True)
    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(_("ids from the root down"), max_length=120, blank=True)
    division_code = models.CharField(_("division"), max_length=12)
    short = models.CharField(_("abbreviation in document numbers"), max_length=12, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    complaint_phone = models.CharField(_("telephone for complaints"), max_length=40, blank=True)
    court = models.CharField(_("court for litigation"), max_length=120, blank=True)
    reconsideration = models.CharField(_("organ of reconsideration"), max_length=120, blank=True)
    seal_serial = models.CharField(_("number of the acceptance seal"), max_length=40, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uscc"], name="organ_uscc_once", condition=~Q(uscc="")),
        ]


class OrganText(models.Model):
    """The words about an organ in one language."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=160)
    address = models.CharField(_("address"), max_length=200, blank=True)
    hours = models.CharField(_("office hours"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "language"], name="organ_text_once")]


class Role(models.TextChoices):
    """What a post is for."""

    WINDOW = "window", _("Window")
    REVIEWER = "reviewer", _("Reviewer")
    APPROVER = "approver", _("Approver")
    ORGAN_HEAD = "organ_head", _("Head of the organ")
    CHIEF_REPRESENTATIVE = "chief_representative", _("Chief representative")
    CATALOGUE_EDITOR = "catalogue_editor", _("Catalogue editor")
    ESTABLISHMENT = "establishment", _("Establishment office")
    LEGAL = "legal", _("Legal-affairs office")
    SUPERVISOR = "supervisor", _("Supervisor")
    INSPECTOR = "inspector", _("Inspector")
    ARCHIVIST = "archivist", _("Archivist")
    OPERATOR = "operator", _("Platform operator")
    VILLAGE_AGENT = "village_agent", _("Village agent")


class Post(models.Model):
    """A post in an organ. Its two holders A and B stand in for each other (A-903)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    role = models.CharField(_("role"), max_length=24, choices=Role)
    title = models.CharField(_("title"), max_length=80)
    delegated = models.JSONField(
        _("what a chief representative may decide: matter codes, empty for all"), default=list
    )


class Holding(models.Model):
    """Who holds a post, as A or as B, from when to when."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    account_id = models.BigIntegerField(_("account"))
    account_name = models.CharField(_("name of the officer"), max_length=100)
    letter = models.CharField(_("A or B"), max_length=1)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "letter"], name="post_held_once", condition=Q(until_on__isnull=True)
            ),
            models.CheckConstraint(name="holding_letter", condition=Q(letter__in=["A", "B"])),
        ]
        indexes = [models.Index(fields=["account_id"], name="holding_of_account")]


class Absence(models.Model):
    """Whole days on which an officer is away; B has full powers then."""

    account_id = models.BigIntegerField(_("account"))
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="absence_in_order", condition=Q(last_on__gte=models.F("first_on"))),
        ]
        indexes = [models.Index(fields=["account_id", "first_on"], name="absence_of_account")]
