"""What is kept of matters: the lasting matter, its versions, and their words in each language."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.ground.numbers import new_number
from yimen.registers.catalogue.life import DelegationKind, Kind, RevisionState, Stage, State, Verdict
from yimen.registers.catalogue.standard_models import (
    Justification,
    QualitySnapshot,
    Standard,
    StandardText,
)

__all__ = ["Justification", "QualitySnapshot", "Standard", "StandardText"]


class Matter(models.Model):
    """Something one may ask of an organ; what is asked and given stands in its versions."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    code = models.CharField(_("implementation code"), max_length=80, unique=True)
    base_code = models.CharField(_("base code"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=2, choices=Kind)
    organ = models.ForeignKey("agencies.Organ", models.PROTECT, related_name="+")
    asked = models.PositiveIntegerField(_("how often it was applied for"), default=0)

    class Meta:
        indexes = [
            models.Index(fields=["base_code"], name="matter_base_code"),
        ]


class Version(models.Model):
    """The terms of a matter from a day on. Once published nothing in it changes; the database refuses it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    effective_from = models.DateField(_("in force from"), null=True)
    effective_until = models.DateField(_("in force until"), null=True)
    themes = models.JSONField(_("themes"), default=list)
    audience = models.JSONField(_("audience"), default=list)
    online = models.BooleanField(_("can be applied for online"), default=False)
    promised_days = models.PositiveSmallIntegerField(_("promised working days"), null=True)
    content = models.JSONField(_("everything but words, with a mark where words stand"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=80)
    round = models.PositiveSmallIntegerField(_("how often it was submitted"), default=0, db_default=0)
    digest = models.CharField(
        _("fingerprint of the content as submitted"), max_length=64, blank=True, default="", db_default=""
    )
    waiting_since = models.DateTimeField(_("waiting since"), null=True)
    due_on = models.DateField(_("to be dealt with by"), null=True)
    revision = models.ForeignKey("Revision", models.SET_NULL, null=True, blank=True, related_name="versions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "n"], name="version_once"),
            models.UniqueConstraint(
                fields=["matter"],
                name="version_one_in_force",
                condition=Q(state__in=["published", "suspended"], effective_until__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["matter"], name="version_suspended", condition=Q(state="suspended")),
            models.Index(
                fields=["state", "due_on"],
                name="version_waiting",
                condition=Q(state__in=["draft", "head", "office", "legal", "confirm", "ready"]),
            ),
        ]


class Wording(models.Model):
    """One text of a version in one language; a new language needs rows, not columns."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="wordings")
    place = models.CharField(_("place in the content"), max_length=120)
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "place", "language"], name="wording_once")]


class Entry(models.Model):
    """What a search may find of a version in force: the matter itself, a question answered in it, what it gives.

    Everything a line of the list shows lies here, so that a search reads one table.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="entries")
    version_id = models.BigIntegerField(_("version"))
    what = models.CharField(_("what it is"), max_length=8)
    n = models.PositiveSmallIntegerField(_("which one of its kind"), default=0)
    code = models.CharField(_("implementation code"), max_length=80)
    kind = models.CharField(_("kind"), max_length=2)
    organ_id = models.BigIntegerField(_("organ"))
    themes = models.JSONField(_("themes"), default=list)
    audience = models.JSONField(_("audience"), default=list)
    online = models.BooleanField(_("can be applied for online"), default=False)
    promised_days = models.PositiveSmallIntegerField(_("promised working days"), null=True)
    effective_from = models.DateField(_("found from"))
    effective_until = models.DateField(_("found until"), null=True)
    names = models.JSONField(_("name in each language"))
    notes = models.JSONField(_("summary or answer in each language"))
    name_key = models.CharField(_("Chinese name as it is compared"), max_length=120)
    same = models.CharField(_("what is the same at every office"), max_length=200, db_collation="C")
    words = SearchVectorField(_("words under which it is found"), null=True, editable=False)
    asked = models.PositiveIntegerField(_("how often it was applied for"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version_id", "what", "n"], name="find_once"),
        ]
        indexes = [
            GinIndex(fields=["words"], name="find_matters", condition=Q(what="matter")),
            GinIndex(fields=["words"], name="find_beside", condition=~Q(what="matter")),
            models.Index(fields=["what", "-asked", "id"], name="find_asked"),
            models.Index(fields=["name_key"], name="find_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["what", "same", "-asked", "id"], name="find_same"),
        ]


class FoundNothing(models.Model):
    """Searches without an answer, counted per day; no person is kept."""

    day = models.DateField(_("day"))
    text = models.CharField(_("searched for"), max_length=60)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="found_nothing_once")]


class Review(models.Model):
    """What one stage said of a draft in one round: the organ's and the authority's approvals among them (H-412)."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField(_("round"), default=0, db_default=0)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    verdict = models.CharField(
        _("verdict"), max_length=10, choices=Verdict, default=Verdict.PASSED, db_default=Verdict.PASSED
    )
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))
    place = models.CharField(_("place in the content"), max_length=120, blank=True, default="", db_default="")
    note = models.CharField(_("reason or remark"), max_length=1000, blank=True, default="", db_default="")
    digest = models.CharField(
        _("fingerprint of what was judged"), max_length=64, blank=True, default="", db_default=""
    )
    points = models.JSONField(
        _("points looked at"), default=list, db_default=models.Value([], models.JSONField())
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "round", "stage"], name="review_once", condition=~Q(verdict="taken_back")
            ),
            models.UniqueConstraint(
                fields=["version", "round", "by"],
                name="review_by_another_person",
                condition=Q(
                    stage__in=["editor", "head", "office", "legal"], verdict__in=["submitted", "passed"]
                ),
            ),
        ]


class ListFile(models.Model):
    """A list of matters that was uploaded and judged, and waits to be applied; its bytes go when it is."""

    name = models.CharField(_("name of the file"), max_length=120)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    data = models.BinaryField(_("bytes"))
    organ_id = models.BigIntegerField(_("organ of rows without a code"), null=True)
    report = models.JSONField(_("report"))
    made_by = models.CharField(_("uploaded by"), max_length=80)
    made_at = models.DateTimeField(_("uploaded at"))
    applied_by = models.CharField(_("applied by"), max_length=80, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)


class BaseItem(models.Model):
    """One entry of the nation's or province's base directory: what every organ's matter of this code must agree with."""

    code = models.CharField(_("base code"), max_length=12, primary_key=True)
    kind = models.CharField(_("kind"), max_length=2, choices=Kind)
    levels = models.CharField(
        _("levels at which it is exercised, as digits 1 to 6"), max_length=6, blank=True
    )
    basis = models.TextField(_("legal basis"), blank=True)


class BaseItemText(models.Model):
    """The name of an entry of the base directory in one language."""

    item = models.ForeignKey(BaseItem, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "language"], name="base_item_text_once")]


class Comment(models.Model):
    """What someone said of one place in a draft; answers point to the first of their thread."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="comments")
    thread = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    place = models.CharField(_("place in the content"), max_length=120)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    text = models.CharField(_("text"), max_length=1000)
    must = models.BooleanField(_("must be settled before the draft goes on"), default=False)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))
    settled_by = models.CharField(_("settled by"), max_length=80, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["version"], name="comment_open_must", condition=Q(must=True, settled_at__isnull=True)
            )
        ]


class Confirmation(models.Model):
    """The confirmation that the head of an organ signed: its number, who and when. Its lines name what was signed."""

    organ_id = models.BigIntegerField(_("organ"))
    year = models.PositiveSmallIntegerField(_("year"))
    n = models.PositiveIntegerField(_("number in the year"))
    number = models.CharField(_("number of the document"), max_length=60, unique=True)
    organ_name = models.CharField(_("name of the organ as it then was"), max_length=160)
    signer = models.CharField(_("signed by"), max_length=80)
    signer_name = models.CharField(_("name of the signer"), max_length=100)
    at = models.DateTimeField(_("signed at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ_id", "year", "n"], name="confirmation_once")]


class ConfirmedVersion(models.Model):
    """One version that a confirmation covers, with the fingerprint of what was signed."""

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="lines")
    version = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="confirmed")
    code = models.CharField(_("implementation code"), max_length=80)
    name = models.CharField(_("name as it then was"), max_length=300)
    n = models.PositiveIntegerField(_("version"))
    digest = models.CharField(_("fingerprint of the content"), max_length=64)


class Citation(models.Model):
    """One article of a law that a version names, and where; kept so that a change of the law finds its matters."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="citations")
    place = models.CharField(_("place in the content"), max_length=120)
    law = models.CharField(_("title of the law, normalised"), max_length=200)
    article = models.CharField(_("article, as digits"), max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(fields=["law", "article"], name="citation_of_law")]


class Delegation(models.Model):
    """A power handed down: which organ may exercise which matter, in whose name, from when to when."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="delegations")
    organ = models.ForeignKey("agencies.Organ", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=DelegationKind)
    scope = models.CharField(_("what is handed down"), max_length=300)
    basis = models.CharField(_("basis"), max_length=300)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True)
    made_by = models.CharField(_("made by"), max_length=80)
    made_at = models.DateTimeField(_("made at"))
    revoked_on = models.DateField(_("revoked from"), null=True)
    revoked_by = models.CharField(_("revoked by"), max_length=80, blank=True)
    reason = models.CharField(_("why it was revoked"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delegation_in_order",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "matter"], name="delegation_of_organ"),
        ]


class Revision(models.Model):
    """A revision of many matters at once because a law changed."""

    title = models.CharField(_("title"), max_length=200)
    law = models.CharField(_("law that changed, normalised"), max_length=200)
    article = models.CharField(_("article, as digits"), max_length=12, blank=True)
    edits = models.JSONField(_("what is changed"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=RevisionState, default=RevisionState.DRAFT)
    made_by = models.CharField(_("proposed by"), max_length=80)
    made_at = models.DateTimeField(_("proposed at"))
    effective_on = models.DateField(_("in force from"))


class RevisionRow(models.Model):
    """One matter in a revision: its draft, or why there is none."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="rows")
    matter_id = models.BigIntegerField(_("matter"))
    organ_id = models.BigIntegerField(_("organ"))
    name = models.CharField(_("name of the matter"), max_length=300)
    code = models.CharField(_("implementation code"), max_length=80)
    version_id = models.BigIntegerField(_("draft"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10)
    place = models.CharField(_("place in the content"), max_length=120, blank=True)
    words = models.JSONField(_("why it failed"), default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "matter_id"], name="revision_row_once")]
