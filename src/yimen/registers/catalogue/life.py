"""The states of a matter's versions and of revisions, the only moves between them, and who has a draft in hand."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class State(TextChoices):
    """Where a version of a matter stands."""

    DRAFT = "draft", _("Draft")
    HEAD = "head", _("With the head of the organ")
    OFFICE = "office", _("With the establishment office")
    LEGAL = "legal", _("With the legal-affairs office")
    CONFIRM = "confirm", _("To be confirmed by the organ")
    READY = "ready", _("To be published")
    PUBLISHED = "published", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


UNDER_REVIEW: Final = frozenset({State.HEAD, State.OFFICE, State.LEGAL, State.CONFIRM, State.READY})
OPEN: Final = UNDER_REVIEW | {State.DRAFT}
LIFE: Final = Life[State](
    moves={
        "revise": (frozenset({State.DRAFT}), State.DRAFT),
        "discard": (frozenset({State.DRAFT}), State.DRAFT),
        "submit": (frozenset({State.DRAFT}), State.HEAD),
        "pass_head": (frozenset({State.HEAD}), State.OFFICE),
        "pass_office": (frozenset({State.OFFICE}), State.LEGAL),
        "pass_legal": (frozenset({State.LEGAL}), State.CONFIRM),
        "confirm": (frozenset({State.CONFIRM}), State.READY),
        "send_back": (UNDER_REVIEW, State.DRAFT),
        "take_back": (UNDER_REVIEW, State.DRAFT),
        "publish": (frozenset({State.READY}), State.PUBLISHED),
        # Drafts made for many organs at once: the organ itself speaks when it confirms.
        "submit_together": (frozenset({State.DRAFT}), State.OFFICE),
        # The first filling of the register and lists from elsewhere; never an officer's act.
        "load": (frozenset({State.DRAFT}), State.PUBLISHED),
        "suspend": (frozenset({State.PUBLISHED}), State.SUSPENDED),
        "resume": (frozenset({State.SUSPENDED}), State.PUBLISHED),
        "supersede": (frozenset({State.PUBLISHED, State.SUSPENDED}), State.SUPERSEDED),
        "withdraw": (frozenset({State.PUBLISHED, State.SUSPENDED}), State.WITHDRAWN),
        # A version that a later one would have followed ends with the matter.
        "end_with_matter": (frozenset({State.SUPERSEDED}), State.WITHDRAWN),
    },
    refusal=_("This matter is not at a stage where that can be done."),
)


class Stage(TextChoices):
    """Who has a draft in hand: each stage is another person (H-412)."""

    EDITOR = "editor", _("Editor of the organ")
    HEAD = "head", _("Head of the organ")
    OFFICE = "office", _("Establishment office")
    LEGAL = "legal", _("Legal-affairs office")
    CONFIRM = "confirm", _("Confirmation by the organ")
    PUBLISH = "publish", _("Publication")


class Verdict(TextChoices):
    """What a stage said."""

    SUBMITTED = "submitted", _("Submitted")
    PASSED = "passed", _("Passed")
    RETURNED = "returned", _("Sent back")
    TAKEN_BACK = "taken_back", _("Taken back")
    CONFIRMED = "confirmed", _("Confirmed")
    PUBLISHED = "published", _("Published")


# What a stage looks at before it passes a draft on; every point is ticked.
POINTS: Final = {
    State.HEAD: {
        "duty": _("The matter belongs to the duties of this organ."),
        "feasible": _("The promised period can be kept with the people there are."),
    },
    State.OFFICE: {
        "duty": _("The duty stands in the organ's regulation of duties, posts and staff."),
        "name": _("Name, kind and codes agree with the base directory."),
        "standard": _("Every element of the standard is filled in."),
    },
    State.LEGAL: {
        "basis": _("The legal basis is in force and says what is cited."),
        "conditions": _("Conditions, papers and steps stay within the law."),
        "fees": _("Every fee has its basis and standard."),
        "periods": _("Periods are right in length and unit."),
    },
}


class DelegationKind(TextChoices):
    """How a power is handed down."""

    ENTRUSTED = "entrusted", _("Entrusted: decided in the name of the entrusting organ")
    DEVOLVED = "devolved", _("Devolved: decided in the own name")


class RevisionState(TextChoices):
    """Where a revision of many matters stands."""

    DRAFT = "draft", _("Proposed")
    OFFICE = "office", _("With the establishment office")
    LEGAL = "legal", _("With the legal-affairs office")
    CONFIRM = "confirm", _("To be confirmed by the organs")
    PUBLISHED = "published", _("Published")
    UNDONE = "undone", _("Undone")


REVISION_LIFE: Final = Life[RevisionState](
    moves={
        "leave_out": (frozenset({RevisionState.DRAFT}), RevisionState.DRAFT),
        "submit": (frozenset({RevisionState.DRAFT}), RevisionState.OFFICE),
        "pass_office": (frozenset({RevisionState.OFFICE}), RevisionState.LEGAL),
        "pass_legal": (frozenset({RevisionState.LEGAL}), RevisionState.CONFIRM),
        "confirm": (frozenset({RevisionState.CONFIRM}), RevisionState.CONFIRM),
        "send_back": (
            frozenset({RevisionState.OFFICE, RevisionState.LEGAL, RevisionState.CONFIRM}),
            RevisionState.DRAFT,
        ),
        "publish": (frozenset({RevisionState.CONFIRM}), RevisionState.PUBLISHED),
        "undo": (
            frozenset(
                {RevisionState.DRAFT, RevisionState.OFFICE, RevisionState.LEGAL, RevisionState.CONFIRM}
            ),
            RevisionState.UNDONE,
        ),
    },
    refusal=_("This revision is not at a stage where that can be done."),
)


class Kind(TextChoices):
    """The ten kinds of power and public services (H-104)."""

    LICENSING = "01", _("Administrative licensing")
    PENALTY = "02", _("Administrative penalty")
    COERCION = "03", _("Administrative coercion")
    COLLECTION = "04", _("Administrative collection")
    PAYMENT = "05", _("Administrative payment")
    INSPECTION = "06", _("Administrative inspection")
    CONFIRMATION = "07", _("Administrative confirmation")
    REWARD = "08", _("Administrative reward")
    ADJUDICATION = "09", _("Administrative adjudication")
    OTHER = "10", _("Other administrative power")
    SERVICE = "20", _("Public service")


ON_APPLICATION: Final = frozenset(
    {
        Kind.LICENSING,
        Kind.PAYMENT,
        Kind.CONFIRMATION,
        Kind.REWARD,
        Kind.ADJUDICATION,
        Kind.OTHER,
        Kind.SERVICE,
    }
)
