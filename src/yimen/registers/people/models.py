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
    password_set_at = models.DateTimeField(_("password set at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)


class Kind(models.TextChoices):
    """A human being or a legal person."""

    NATURAL = "natural", _("Person")
    LEGAL = "legal", _("Enterprise or organisation")


class IdKind(models.TextChoices):
    """By which document a person is identified."""

    RESIDENT = "resident", _("Resident identity card")
    PASSPORT = "passport", _("Passport")
    PERMIT = "permit", _("Foreigner's permanent residence card")
    TRAVEL = "travel", _("Travel permit of residents of Hong Kong, Macao or Taiwan")
    USCC = "uscc", _("Unified social credit code")


class Person(models.Model):
    """A natural or legal person.

    Who only says who they are, through an account, has a row of their own that holds no document: what is
    known under the document stays out of their sight until the identity is proved (A-113).
    """

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
    representative = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="represents",
        verbose_name=_("whom the law lets act for them"),
    )
    represented_until = models.DateField(_("coming of age of someone under a guardian"), null=True)
    closed_at = models.DateTimeField(_("left at"), null=True)
    self_declared = models.BooleanField(
        _("said by an account and not proved"), default=False, db_default=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["id_kind", "id_index"], name="person_once", condition=Q(self_declared=False)
            ),
            models.CheckConstraint(name="person_level", condition=Q(level__lte=3)),
        ]
        indexes = [
            models.Index(fields=["name_index"], name="person_by_name"),
            models.Index(fields=["id_kind", "id_index"], name="person_by_number"),
        ]


class Mandate(models.Model):
    """That one person may act for another: for which matters, from when to when (A-102)."""

    principal = models.ForeignKey(Person, models.PROTECT, related_name="given")
    agent = models.ForeignKey(Person, models.PROTECT, related_name="held")
    matters = models.JSONField(_("matter codes, empty for all"), default=list)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    given_at = models.DateTimeField(_("given at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    proof = models.BigIntegerField(_("file of the letter of authorisation"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="mandate_in_order", condition=Q(until_on__gte=models.F("from_on"))),
            models.CheckConstraint(name="mandate_two_people", condition=~Q(principal=models.F("agent"))),
        ]


class BarReason(models.TextChoices):
    """Why a person is barred: the words of the record, and a sentence for the reader (A-210, A-607)."""

    FALSE_PAPERS = (
        "隐瞒有关情况或者提供虚假材料申请行政许可",
        _("Facts were concealed or false papers handed in with an application."),
    )
    FRAUD = (
        "以欺骗、贿赂等不正当手段取得行政许可，被撤销",
        _("A permit that was got by fraud or bribery was revoked."),
    )
    FALSE_PROMISE = (
        "以虚假承诺取得行政许可，被撤销",
        _("A permit that was got by a false promise was revoked."),
    )


class Bar(models.Model):
    """A person may not apply for a matter for a time, after false papers or fraud (A-210, A-607)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="bars")
    matter_id = models.BigIntegerField(_("matter"))
    reason = models.CharField(_("reason"), max_length=300)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    basis = models.CharField(_("legal basis"), max_length=300, blank=True, db_default="")
    organ_id = models.BigIntegerField(_("organ that set it"), default=0, db_default=0)
    about = models.BigIntegerField(_("case or permit it follows from"), null=True)
    by = models.CharField(_("by"), max_length=80, blank=True, db_default="")
    at = models.DateTimeField(_("at"), null=True)
    ended_at = models.DateTimeField(_("lifted at"), null=True)
    ended_by = models.CharField(_("lifted by"), max_length=80, blank=True, db_default="")
    ended_why = models.CharField(_("why it was lifted"), max_length=300, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "matter_id", "about"],
                name="bar_once_about_a_thing",
                condition=Q(about__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["person", "matter_id", "until_on"], name="bar_of_person"),
            models.Index(fields=["organ_id", "-id"], name="bar_of_organ"),
        ]


class Exclusion(models.Model):
    """After a false promise a person is not decided for on a commitment until the record is repaired (A-911)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="exclusions")
    case_id = models.BigIntegerField(_("case in which it was promised falsely"))
    reason = models.CharField(_("reason"), max_length=300)
    since_at = models.DateTimeField(_("since"))
    by = models.CharField(_("by"), max_length=80)
    repaired_at = models.DateTimeField(_("repaired at"), null=True)
    repaired_by = models.CharField(_("repaired by"), max_length=80, blank=True)
    repair = models.CharField(_("how it was repaired"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id"], name="exclusion_once")]
        indexes = [
            models.Index(
                fields=["person"], name="exclusion_of_person", condition=models.Q(repaired_at__isnull=True)
            ),
        ]


class RegisterEntry(models.Model):
    """One line of the identity register against which names and numbers are checked; blind indexes only."""

    id_kind = models.CharField(_("document"), max_length=10, choices=IdKind)
    id_index = models.BinaryField(_("blind index of the number"), max_length=32)
    name_index = models.BinaryField(_("blind index of the name"), max_length=32)
    phone_index = models.BinaryField(_("blind index of the telephone"), max_length=32)
    card_index = models.BinaryField(_("blind index of the bank card"), max_length=32, default=b"")
    network_index = models.BinaryField(_("blind index of the network identity"), max_length=32, default=b"")
    representative_index = models.BinaryField(
        _("blind index of the guardian's or legal representative's number"), max_length=32, default=b""
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id_kind", "id_index"], name="register_entry_once")]


class Looked(models.TextChoices):
    """What of a person's affairs someone looked at who acts for them by mandate (A-102, F-425)."""

    CASE = "case", _("Case")
    PERMIT = "permit", _("Permit")


class FormerPassword(models.Model):
    """The hash of a password that an account had, so that it is not taken again (F-401)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="former_passwords")
    password = models.CharField(_("hash"), max_length=128)
    set_at = models.DateTimeField(_("set at"))


class SignInTries(models.Model):
    """How often signing in under one name has failed since it last succeeded (F-402)."""

    name_index = models.BinaryField(_("blind index of the name or account"), max_length=32, unique=True)
    failed = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    last_at = models.DateTimeField(_("last failure at"), db_index=True)
    locked_until = models.DateTimeField(_("locked until"), null=True)


class Typed(models.Model):
    """What was typed into one form and could not be sent because the session had ended; kept for a short time."""

    browser_index = models.BinaryField(_("blind index of the browser"), max_length=32, unique=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="typed")
    sealed = models.BinaryField(_("address of the page and what was typed, sealed"))
    until = models.DateTimeField(_("kept until"))


class Tries(models.Model):
    """How often an address or an account lately guessed wrong at something secret, or did what has a limit (F-402)."""

    key = models.BinaryField(
        _("blind index of what was guessed and by whom"), max_length=32, primary_key=True
    )
    count = models.PositiveSmallIntegerField(_("wrong guesses"), default=0)
    since = models.DateTimeField(_("since"), db_index=True)


class Shared(models.Model):
    """What serving processes tell each other for a while: limits, and one-time codes that were used (F-402, F-404).

    Django's cache writes it, and gives the columns their names.
    """

    cache_key = models.CharField(_("key"), max_length=255, primary_key=True)
    value = models.TextField(_("value"))
    expires = models.DateTimeField(_("until"), db_index=True)

    class Meta:
        db_table = "people_shared"


class ProofCode(models.Model):
    """A code on its way to a person's telephone, that ends a verification begun by them (A-114)."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="proof_code")
    way = models.CharField(_("way of verification"), max_length=20)
    code_index = models.BinaryField(_("blind index of the code"), max_length=32)
    sent_at = models.DateTimeField(_("sent at"))
    tries = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
