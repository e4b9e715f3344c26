"""The states of a matter and of its versions, and the only moves between them."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class State(TextChoices):
    """Where a version of a matter stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LIFE: Final = Life[State](
    moves={
        "revise": (frozenset({State.DRAFT}), State.DRAFT),
        "publish": (frozenset({State.DRAFT}), State.PUBLISHED),
        "suspend": (frozenset({State.PUBLISHED}), State.SUSPENDED),
        "resume": (frozenset({State.SUSPENDED}), State.PUBLISHED),
        "supersede": (frozenset({State.PUBLISHED, State.SUSPENDED}), State.SUPERSEDED),
        "withdraw": (frozenset({State.PUBLISHED, State.SUSPENDED}), State.WITHDRAWN),
    },
    refusal=_("This matter is not at a stage where that can be done."),
)


class Side(TextChoices):
    """Who approves a change of the catalogue (H-412)."""

    DEPARTMENT = "department", _("Department")
    AUTHORITY = "authority", _("Data and service authority")


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
