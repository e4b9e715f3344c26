"""Accounts and the people behind them. What identifies a person is sealed, and found again by blind indexes."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.ground.numbers import new_number


class Account(AbstractUser):
    """One sign-in for every system of the city."""

    language = models.CharField(_("language"), max_length=8, blank=True)
    mode = models.CharField(_("reading mode"), max_length=10, blank=True)
    person_id = models.BigIntegerField(_("person"), null=True, unique=True)


class Kind(models.TextChoices):
    """A human being or a legal person."""

    NATURAL = "natural", _("Person")
    LEGAL = "legal", _("Enterprise or organisation")


class IdKind(models.TextChoices):
    """By which document a person is identified."""

    RESIDENT = "resident", _("Resident identity card")
    PASSPORT = "passport", _("Passport")
    PERMIT = "permit", _("Foreigner's permanent residence card")
    USCC = "uscc", _("Unified social credit code")


class Person(models.Model):
    """A natural or legal person."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.BinaryField(_("name, sealed"))
    name_index = models.BinaryField(_("blind index of the name"), max_length=32)
    id_kind = models.CharField(_("document"), max_length=10, choices=IdKind)
    id_number = models.BinaryField(_("number of the document, sealed"))
    id_index = models.BinaryField(_("blind index of the number"), max_length=32)
    phone = models.BinaryField(_("telephone, sealed"))
    address = models.BinaryField(_("address, sealed"))
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True)
    level = models.PositiveSmallIntegerField(_("how surely the identity is known, 0 to 3"), default=0)
    verified_at = models.DateTimeField(_("identity verified at"), null=True)
    verified_way = models.CharField(_("way of verification"), max_length=20, blank=True)
    electronic_since = models.DateTimeField(_("agreed to electronic service at"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id_kind", "id_index"], name="person_once"),
            models.CheckConstraint(name="person_level", condition=Q(level__lte=3)),
        ]
        indexes = [models.Index(fields=["name_index"], name="person_by_name")]


class Mandate(models.Model):
    """That one person may act for another: for which matters, from when to when (A-102)."""

    principal = models.ForeignKey(Person, models.PROTECT, related_name="given")
    agent = models.ForeignKey(Person, models.PROTECT, related_name="held")
    matters = models.JSONField(_("matter codes, empty for all"), default=list)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    given_at = models.DateTimeField(_("given at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="mandate_in_order", condition=Q(until_on__gte=models.F("from_on"))),
            models.CheckConstraint(name="mandate_two_people", condition=~Q(principal=models.F("agent"))),
        ]


class Bar(models.Model):
    """A person may not apply for a matter for a time, after false papers or fraud (A-210, A-607)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="bars")
    matter_id = models.BigIntegerField(_("matter"))
    reason = models.CharField(_("reason"), max_length=300)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))

    class Meta:
        indexes = [models.Index(fields=["person", "matter_id", "until_on"], name="bar_of_person")]


class RegisterEntry(models.Model):
    """One line of the identity register against which names and numbers are checked; blind indexes only."""

    id_kind = models.CharField(_("document"), max_length=10, choices=IdKind)
    id_index = models.BinaryField(_("blind index of the number"), max_length=32)
    name_index = models.BinaryField(_("blind index of the name"), max_length=32)
    phone_index = models.BinaryField(_("blind index of the telephone"), max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id_kind", "id_index"], name="register_entry_once")]
