"""The law of a permit that was granted: art. 8, 49, 50, 69, 70, 79 and the table of A-606, as a model of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.law.facts import nth
from tests.law.oracle import ORDER, Act

MAY = {"abuse", "powers", "procedure", "unqualified"}  # art. 69(1): may be revoked, the loss is made good
GROUNDS = {
    "revoke": MAY | {"fraud"},
    "withdraw": {"law_changed", "facts_changed"},
    "forfeit": {"penalty"},
    "suspend": {"suspension"},
    "cancel": {"death", "entity_ended", "force_majeure", "by_law"},
}
OWED = MAY | GROUNDS["withdraw"]  # damages or compensation, to be spoken of in any case
UNHEARD = GROUNDS["cancel"]  # what is struck off by law needs no views
BECOMES = {
    "revoke": "revoked",
    "withdraw": "withdrawn",
    "forfeit": "forfeited",
    "cancel": "cancelled",
    "suspend": "suspended",
}
PENALTIES = {"forfeit", "suspend"}  # a hearing, the decision that punishes, the article that was broken
HELD_DAYS = 30
HOLDS = {"valid", "suspended"}
BARRING = {
    "fraud"
}  # art. 79: neither giving it up nor letting it run out saves the holder from the revocation
GONE = {"withdraw", "forfeit", "suspend"}  # not possible any more once the permit has run out


@dataclass
class Proceeding:
    """Notice of an ending, the views of the holder, the hearing of a forfeiture."""

    ending: str
    ground: str
    by: str
    until: date | None = None
    hearing: str = ""
    rested: bool = False
    stage: str = "proposed"


@dataclass
class Permit:
    """A permit as the law sees it; one that was renewed or changed lives on in its successor."""

    now: datetime
    until: date
    standing: str = "valid"
    struck: bool = False
    proceeding: Proceeding | None = None
    barred: date | None = None
    held: date | None = None
    begins: date = date.min
    former: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The legal date."""
        return self.now.date()

    @property
    def over(self) -> bool:
        """Its last day has ended at 24:00."""
        return self.today > self.until

    @property
    def holds(self) -> bool:
        """Its holder may act on it today; until a renewal begins, the permit before does so (A-602)."""
        return self.standing == "valid" and self.begins <= self.today <= self.until

    def reached_by(self, ground: str) -> bool:
        """It can still end on a ground."""
        return self.standing in HOLDS or (self.standing == "cancelled" and ground in BARRING)

    def open(self) -> Proceeding | None:
        """The proceeding that is not decided."""
        one = self.proceeding
        return one if one and one.stage == "proposed" else None

    def running(self) -> Proceeding | None:
        """The proceeding whose decision was not served."""
        one = self.proceeding
        return one if one and one.stage in {"proposed", "decided"} else None


Breaks = Iterable[tuple[object, str]]


def judge(permit: Permit, act: Act) -> str:
    """The first rule that an act would break, or ""."""
    return next((rule for breaks, rule in JUDGES[act.name](permit, act) if breaks), "")


def _suspend(permit: Permit, act: Act) -> Breaks:
    yield permit.standing != "valid", ORDER
    yield permit.over, ORDER
    yield not act["basis"], "A-609"


def _resume(permit: Permit, act: Act) -> Breaks:
    yield permit.standing != "suspended" or permit.over, ORDER
    yield not act["reason"] and permit.held and permit.today <= permit.held, "A-609"


def _propose(permit: Permit, act: Act) -> Breaks:
    yield act["ground"] not in GROUNDS[act["ending"]], "A-606"
    yield not permit.reached_by(act["ground"]), ORDER
    yield act["ending"] in PENALTIES and not act["number"], "A-606"
    yield act["ending"] in PENALTIES and not act["basis"], "A-1208"
    yield act["ending"] == "suspend" and permit.standing == "suspended", ORDER
    yield permit.running(), ORDER


def _decide(permit: Permit, act: Act) -> Breaks:
    one = permit.open()
    if one is None:
        yield True, ORDER
        return
    heard, done = one.ground not in UNHEARD, one.rested and one.hearing != "offered"
    yield one.by == act.by, "A-606"
    yield one.hearing == "asked", "A-606"
    yield heard and one.until is None, "A-1205"
    yield heard and not done and one.until and permit.today <= one.until, "A-1205"
    yield act["harm"] and one.ending == "revoke", "A-606"
    yield one.ground in OWED and not act["loss"], "A-606"
    yield one.ground not in OWED and act["amount"], "A-606"
    yield not permit.reached_by(one.ground), ORDER
    yield one.ending == "suspend" and permit.standing == "suspended", ORDER
    yield permit.over and one.ending in GONE, ORDER


def _drop(permit: Permit, act: Act) -> Breaks:
    one = permit.open()
    yield one is None, ORDER
    yield act["why"] == "whim", "A-606"
    yield one and act["why"] == "public_interest" and one.ending != "revoke", "A-606"
    must = one and (one.ground == "fraud" or one.ending == "cancel")
    yield must and act["why"] == "mended", "A-606"


def _answer(permit: Permit, act: Act) -> Breaks:
    one = permit.open()
    yield one is None or one.hearing != "offered", ORDER
    yield one and one.until and permit.today > one.until, "A-606"


def _hear(permit: Permit, act: Act) -> Breaks:
    one = permit.open()
    yield one is None or one.hearing != "asked", ORDER
    told, held = (permit.today - timedelta(days=act[name]) for name in ("told", "held"))
    yield held > permit.today, "A-1206"
    yield nth(told, 7) >= held, "A-1206"  # seven whole working days lie between


def _serve(permit: Permit, act: Act) -> Breaks:
    one = permit.running()
    yield one is None, ORDER
    yield one and one.stage == "proposed" and (one.ground in UNHEARD or one.until), ORDER
    yield act["method"] == "electronic" or not act["proof"], "A-511"


def _strike_expired(permit: Permit, act: Act) -> Breaks:
    yield permit.standing not in HOLDS, ORDER
    yield not permit.over, "A-606"


def _strike_ended(permit: Permit, act: Act) -> Breaks:
    yield permit.standing not in {"revoked", "withdrawn", "forfeited"} or permit.struck, ORDER


def _apply(permit: Permit, act: Act) -> Breaks:
    """A-601, A-602, A-604: the holder's application, granted the same day, while the permit runs."""
    yield permit.barred and permit.today < permit.barred, "A-607"
    yield permit.standing not in HOLDS, ORDER
    yield permit.over, "A-602"
    yield permit.standing == "suspended" and act.name == "change", ORDER  # what is held back is not altered


JUDGES: dict[str, Callable[[Permit, Act], Breaks]] = {
    "suspend": _suspend,
    "resume": _resume,
    "propose": _propose,
    "speak": lambda p, a: [(p.open() is None, ORDER)],
    "answer": _answer,
    "hear": _hear,
    "decide": _decide,
    "drop": _drop,
    "serve": _serve,
    "strike_expired": _strike_expired,
    "strike_ended": _strike_ended,
    "renew": _apply,
    "change": _apply,
    "give_up": _apply,
}


def later(day: date, months: int) -> date:
    """T-15: the corresponding date; the days walked here exist in every month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, day.day)


def follow(permit: Permit, act: Act) -> None:
    """Write down what became of the permit."""
    one = permit.proceeding
    if act.name == "propose":
        hearing = "offered" if act["ending"] in PENALTIES else ""
        permit.proceeding = Proceeding(act["ending"], act["ground"], act.by, hearing=hearing)
    elif act.name in STANDINGS:
        permit.held = permit.today + timedelta(HELD_DAYS) if act.name == "suspend" else permit.held
        permit.standing = STANDINGS[act.name]
        permit.struck = permit.struck or permit.standing == "cancelled"
    elif act.name == "strike_ended":
        permit.struck = True
    elif act.name == "renew":
        permit.begins = permit.until + timedelta(days=1)
        permit.until = later(permit.until, 3)
    elif act.name == "change":
        permit.begins = permit.today  # at once, for the rest of the term
    elif act.name == "serve":
        _serve_it(permit)
    elif one is not None:
        _go_on(permit, one, act)


STANDINGS = {"suspend": "suspended", "resume": "valid", "strike_expired": "cancelled", "give_up": "cancelled"}


def _go_on(permit: Permit, one: Proceeding, act: Act) -> None:
    if act.name == "speak":
        one.rested = one.rested or (act["rested"] and one.until is not None)
    elif act.name == "answer":
        one.hearing = "asked" if act["wanted"] else "waived"
    elif act.name == "hear":
        one.hearing = "held"
    elif act.name == "decide":
        one.stage = "decided"
    elif act.name == "drop":
        one.stage = "dropped"


def _serve_it(permit: Permit) -> None:
    """A-606, A-1205: the notice begins the time to speak; the decision takes effect, unless nothing is left to end."""
    one = permit.running()
    if one is None:
        return
    if one.stage == "proposed":
        one.until = nth(permit.today, 5)
        return
    one.stage = "served"
    if not permit.reached_by(one.ground) or (permit.over and one.ending in GONE):
        return
    if one.ending == "suspend":
        permit.held = permit.today + timedelta(HELD_DAYS) if permit.standing == "valid" else permit.held
    permit.standing = BECOMES[one.ending]
    permit.struck = permit.struck or one.ending == "cancel"
    if one.ground == "fraud":
        permit.barred = later(permit.today, 36)
