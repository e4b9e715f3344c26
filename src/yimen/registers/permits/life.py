"""The states of a permit, the only moves between them, and the grounds on which one ends (Licensing Law art. 8, 49, 50, 69, 70)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class Kind(TextChoices):
    """What is handed over (art. 39; A-502)."""

    LICENCE = "licence", _("Licence")
    QUALIFICATION = "qualification", _("Qualification certificate")
    APPROVAL = "approval", _("Approval document")
    OTHER = "other", _("Other certificate")


class State(TextChoices):
    """Where a permit stands; whether its time runs today is computed (`rules.standing`)."""

    VALID = "valid", _("Valid")
    SUSPENDED = "suspended", _("Held back for the time being")
    REVOKED = "revoked", _("Revoked, unlawfully granted")
    WITHDRAWN = "withdrawn", _("Withdrawn, law or facts changed")
    FORFEITED = "forfeited", _("Forfeited as a penalty")
    CANCELLED = "cancelled", _("Struck off the register")
    REPLACED = "replaced", _("Replaced by a newer one")


EXPIRED: Final = "expired"  # never stored: what a valid permit is after 24:00 of its last day
UPCOMING: Final = "upcoming"  # never stored: what it is before the first day of its term
COMPUTED_WORDS: Final[Mapping[str, str | Promise]] = {
    EXPIRED: _("Expired"),
    UPCOMING: _("Not yet begun"),
}

_S = State
_HOLDS: Final = frozenset({_S.VALID, _S.SUSPENDED})
LIFE: Final = Life[State](
    moves={
        "issue": (frozenset(), _S.VALID),
        "suspend": (frozenset({_S.VALID}), _S.SUSPENDED),
        "resume": (frozenset({_S.SUSPENDED}), _S.VALID),
        "renew": (_HOLDS, _S.REPLACED),
        "deem_renewed": (_HOLDS, _S.REPLACED),
        "change": (frozenset({_S.VALID}), _S.REPLACED),
        "revoke": (_HOLDS | {_S.CANCELLED}, _S.REVOKED),
        "withdraw": (_HOLDS, _S.WITHDRAWN),
        "forfeit": (_HOLDS, _S.FORFEITED),
        "cancel": (_HOLDS, _S.CANCELLED),
        "strike_off_revoked": (frozenset({_S.REVOKED}), _S.REVOKED),
        "strike_off_withdrawn": (frozenset({_S.WITHDRAWN}), _S.WITHDRAWN),
        "strike_off_forfeited": (frozenset({_S.FORFEITED}), _S.FORFEITED),
    },
    refusal=_("This permit is not at a stage where that can be done."),
)


class Ending(TextChoices):
    """The four endings, four different acts (A-606, K-11), and holding back for a time: a penalty, decided like a forfeiture."""

    REVOKE = "revoke", _("Revocation")
    WITHDRAW = "withdraw", _("Withdrawal of the grant")
    FORFEIT = "forfeit", _("Forfeiture")
    CANCEL = "cancel", _("Striking off")
    SUSPEND = "suspend", _("Holding back for a time, as a penalty")


class Ground(TextChoices):
    """Why a permit ends."""

    ABUSE = "abuse", _("Officers abused their powers or neglected their duty")
    POWERS = "powers", _("The organ had no power to grant it")
    PROCEDURE = "procedure", _("The procedure was broken")
    UNQUALIFIED = "unqualified", _("The applicant was not qualified")
    FRAUD = "fraud", _("It was got by fraud or bribery")
    PROMISE_FALSE = "promise_false", _("What was promised was false")
    PROMISE_UNMET = "promise_unmet", _("What was promised was not kept and not mended")
    LAW_CHANGED = "law_changed", _("The law it rests on changed or ended")
    FACTS_CHANGED = "facts_changed", _("The facts it rests on changed greatly")
    PENALTY = "penalty", _("Penalty for what the holder did")
    SUSPENSION = "suspension", _("Penalty for a time for what the holder did")
    NOT_RENEWED = "not_renewed", _("Its time ran out and it was not renewed")
    DEATH = "death", _("The person died or can no longer act")
    ENTITY_ENDED = "entity_ended", _("The enterprise or body has ended")
    AFTER_ENDING = "after_ending", _("It was revoked, withdrawn or forfeited")
    FORCE_MAJEURE = "force_majeure", _("Force majeure: what was permitted cannot be done")
    BY_LAW = "by_law", _("Another case set by law, such as the holder's request")


class Pay(TextChoices):
    """What the organ owes the holder for the loss."""

    NOTHING = "", _("Nothing")
    DAMAGES = "damages", _("Damages for the loss")
    COMPENSATION = "compensation", _("Compensation for the loss")


@dataclass(frozen=True)
class Terms:
    """What the law attaches to a ground."""

    ending: Ending
    basis: str  # "" where it is the law that was broken, which the officer names
    must: bool = False  # the organ has no choice
    pays: Pay = Pay.NOTHING
    protected: bool = True  # the holder's trust counts; fraud has none
    bar_years: int = 0
    from_start: bool = False  # as if it had never been granted; otherwise from the service of the decision on
    heard: bool = True  # notice of intention and views come before the decision
    hearing: bool = False  # the holder may ask for a hearing


_E = Ending
_LAW: Final = "《中华人民共和国行政许可法》"
_PROMISES: Final = (
    "《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》（国办发〔2020〕42号）"
)
BAR_BASIS: Final = f"{_LAW}第七十九条"
GROUNDS: Final[Mapping[Ground, Terms]] = {
    Ground.ABUSE: Terms(_E.REVOKE, f"{_LAW}第六十九条第一款第（一）项", pays=Pay.DAMAGES, from_start=True),
    Ground.POWERS: Terms(_E.REVOKE, f"{_LAW}第六十九条第一款第（二）项", pays=Pay.DAMAGES, from_start=True),
    Ground.PROCEDURE: Terms(
        _E.REVOKE, f"{_LAW}第六十九条第一款第（三）项", pays=Pay.DAMAGES, from_start=True
    ),
    Ground.UNQUALIFIED: Terms(
        _E.REVOKE, f"{_LAW}第六十九条第一款第（四）项", pays=Pay.DAMAGES, from_start=True
    ),
    Ground.FRAUD: Terms(
        _E.REVOKE,
        f"{_LAW}第六十九条第二款、第七十九条",
        must=True,
        protected=False,
        bar_years=3,
        from_start=True,
    ),
    Ground.PROMISE_FALSE: Terms(
        _E.REVOKE,
        f"{_LAW}第六十九条第二款、第七十九条，{_PROMISES}",
        must=True,
        protected=False,
        bar_years=3,
        from_start=True,
    ),
    Ground.PROMISE_UNMET: Terms(
        _E.REVOKE,
        f"{_LAW}第六十九条第一款第（四）项，{_PROMISES}",
        must=True,
        protected=False,
        from_start=True,
    ),
    Ground.LAW_CHANGED: Terms(_E.WITHDRAW, f"{_LAW}第八条第二款", pays=Pay.COMPENSATION),
    Ground.FACTS_CHANGED: Terms(_E.WITHDRAW, f"{_LAW}第八条第二款", pays=Pay.COMPENSATION),
    Ground.PENALTY: Terms(_E.FORFEIT, "", protected=False, hearing=True),
    Ground.SUSPENSION: Terms(_E.SUSPEND, "", protected=False, hearing=True),
    Ground.NOT_RENEWED: Terms(_E.CANCEL, f"{_LAW}第七十条第（一）项", must=True, heard=False),
    Ground.DEATH: Terms(_E.CANCEL, f"{_LAW}第七十条第（二）项", must=True, heard=False),
    Ground.ENTITY_ENDED: Terms(_E.CANCEL, f"{_LAW}第七十条第（三）项", must=True, heard=False),
    Ground.AFTER_ENDING: Terms(_E.CANCEL, f"{_LAW}第七十条第（四）项", must=True, heard=False),
    Ground.FORCE_MAJEURE: Terms(_E.CANCEL, f"{_LAW}第七十条第（五）项", must=True, heard=False),
    Ground.BY_LAW: Terms(_E.CANCEL, f"{_LAW}第七十条第（六）项", must=True, heard=False),
}


def may_end(state: str, ground: str) -> bool:
    """Say whether a permit can still end on a ground: while it runs; on one that bars its holder, after striking off too.

    Giving it up, or letting it run out, saves nobody from the revocation of what was got by fraud (art. 69, 79).
    """
    return state in _HOLDS or (state == State.CANCELLED and GROUNDS[Ground(ground)].bar_years > 0)
