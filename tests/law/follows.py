"""What follows in law from an act that was lawful: stages, dates, what is owed."""

from collections.abc import Callable
from datetime import datetime

from tests.law.facts import DAY, Checking, Facts, Procedure, nth
from tests.law.oracle import Act

ANSWER, HAND_OVER, SUPPLY, BELOW = 5, 10, 10, 20  # working days: art. 32, 44, the matter, 43


def follow(case: Facts, act: Act, at: datetime) -> None:
    """Write down what became of the case."""
    FOLLOWS.get(act.name, lambda *_: None)(case, act)
    if case.stage == "accepted" and case.place is None:
        case.place = (case.accepted_at or at, case.next_place())
    case.count()


def _accepted(case: Facts, by: str, since: datetime) -> None:
    case.stage, case.accepted_on, case.accepted_by, case.accepted_at = "accepted", since.date(), by, since
    case.skipped = case.committed
    if case.gaps:
        case.gaps_due = nth(case.today, case.terms.gap_days)
    if case.terms.inspection and not any(one.kind == "inspection" for one in case.checks):
        case.checks.append(Checking("inspection"))


def _received(case: Facts, act: Act) -> None:
    case.stage, case.papers_on, case.papers_at, case.wanted = "received", case.today, case.now, set()
    case.answer_due = nth(case.today, ANSWER)


def _confirm(case: Facts, act: Act) -> None:
    case.confirmed, case.answer_due = True, nth(case.today, ANSWER)


def _ask(case: Facts, act: Act) -> None:
    case.stage, case.notices, case.wanted = "awaiting", case.notices + 1, {act["material"]}
    case.asked_on, case.respond_by = case.today, None


def _supplement(case: Facts, act: Act) -> None:
    _received(case, act)
    case.papers |= set(act["materials"])
    case.gaps -= set(act["materials"])
    case.waited_past_end = bool(case.permit_end and case.today > case.permit_end)
    _file_if_complete(case)


def _file_if_complete(case: Facts, _act: Act | None = None) -> None:
    if case.terms.filing and {1, 2} <= case.papers:
        case.stage = "filed"


def _deem(case: Facts, act: Act) -> None:
    """Silence: a filing is filed, a first review begins, a case is accepted, as of the day the papers came (A-205)."""
    if case.terms.filing:
        case.stage = "filed"
    elif case.below:
        case.stage, case.below_due = "below", nth(case.papers_on, BELOW)
    else:
        _accepted(case, "system", case.papers_at)


def _below(case: Facts, act: Act) -> None:
    case.stage, case.below_due, case.accepted_below = "below", nth(case.today, BELOW), act.by


def _forward(case: Facts, act: Act) -> None:
    _received(case, act)
    case.below, case.forwarded, case.confirmed = False, True, True


def _review(case: Facts, act: Act) -> None:
    """A step is found; where none was named, the first that is open (E-121)."""
    step = act["step"] or min(set(case.terms.reviews) - case.found)
    case.found = case.found | {step}
    case.unmet = case.unmet or act["verdict"] == "disagree"
    case.reviewers = case.reviewers | {act.by, act["second"]} - {""}


def _send_back(case: Facts, act: Act) -> None:
    case.skipped = case.unmet = False
    case.found, case.reviewers = set(), set()


def _extend(case: Facts, act: Act) -> None:
    case.extension_on, case.extended = case.today, act["days"]


def _void(case: Facts, act: Act) -> None:
    case.extension_void = True


def _suspend(case: Facts, act: Act) -> None:
    case.procedures.append(Procedure(case.today, act["days"]))


def _resume(case: Facts, act: Act) -> None:
    case.procedures[-1].last = case.today


def _prolong(case: Facts, act: Act) -> None:
    """The old notice holds to the day it told, at most until today; the new one once it is served."""
    old = case.procedures[-1]
    old.last = max(min(old.until or case.today, case.today), old.first)
    _suspend(case, act)


def _serve(case: Facts, act: Act) -> None:
    document, served = act["document"], act["outcome"] == "served"
    if document == "extension" and act["outcome"] in {"served", "sent"}:
        last = case.unextended
        told = bool(case.extension_on and last and case.extension_on <= act["on"] <= last)
        case.extension_told = case.extension_told or told
    if served and document == "special":
        _notice(case, act)
    if served and document == "supplement" and case.respond_by is None and act["on"] >= case.asked_on:
        case.respond_by = nth(act["on"], SUPPLY)
    if served and document in {"grant", "refusal"}:
        case.stage, case.served_on = "served", act["on"]


def _notice(case: Facts, act: Act) -> None:
    """A-405, A-407: the clock stands from the served notice, if the period and the procedure still run that day."""
    open_ones = [one for one in case.procedures if one.served is None]
    if not open_ones:
        return
    one = open_ones[-1]
    first = max(act["on"], one.first)
    one.served = act["on"]
    if one.last is None and case.due and first <= case.due:
        one.until = nth(first - DAY, one.planned)


def _decided(case: Facts, *, granted: bool) -> None:
    case.stage, case.granted, case.decided_on = "granted" if granted else "refused", granted, case.today
    case.deliver_due = nth(case.today, HAND_OVER)
    if case.committed:
        case.commitment = "waiting" if granted else "void"


def _grant(case: Facts, act: Act) -> None:
    _decided(case, granted=True)


def _refuse(case: Facts, act: Act) -> None:
    _decided(case, granted=False)


def _spot(case: Facts, act: Act) -> None:
    _accepted(case, act.by, case.now)
    _decided(case, granted=act.name.startswith("grant"))


def _deliver(case: Facts, act: Act) -> None:
    """A-511: what is posted is on its way and delivers nothing yet."""
    if act["method"] == "post":
        return
    case.stage, case.served_on = "served", case.today


def _fill(case: Facts, act: Act) -> None:
    case.gaps -= set(act["materials"])
    case.papers |= set(act["materials"])


def _take_back(case: Facts, act: Act) -> None:
    """A-907, A-909: the ordinary way, for which the papers are missing that the commitment stood for."""
    case.committed, case.commitment = False, "taken_back"
    case.gaps = {2} - case.papers
    case.promised_gaps = bool(case.gaps)
    if case.stage == "accepted":
        _send_back(case, act)
        case.gaps_due = nth(case.today, case.terms.gap_days) if case.gaps else None


def _check_commitment(case: Facts, act: Act) -> None:
    case.commitment = {"kept": "kept", "not_kept": "mending", "false": "broken"}[act["outcome"]]
    case.mend_by = nth(case.today, 10) if act["outcome"] == "not_kept" else None


def _mending(case: Facts, act: Act) -> None:
    case.commitment = "mended" if act["mended"] else "broken"


def _plan(case: Facts, act: Act) -> None:
    waiting = [one for one in case.checks if one.kind == act["kind"] and not one.officers]
    one = waiting[0] if waiting else Checking(act["kind"])
    one.officers = tuple(act["officers"])
    case.checks = [each for each in case.checks if each is not one] + [one]


def _latest(case: Facts, act: Act) -> Checking:
    return [one for one in case.checks if one.kind == act["kind"]][-1]


def _record(case: Facts, act: Act) -> None:
    one = _latest(case, act)
    one.held, one.signed, one.analysis = True, {act.by}, act["analysis"]


def _sign(case: Facts, act: Act) -> None:
    """A-305: an inspection whose result needs no analysis is decided on the spot."""
    one = _latest(case, act)
    one.signed = one.signed | {act.by}
    if (
        one.done
        and one.kind == "inspection"
        and not one.analysis
        and case.stage == "accepted"
        and not case.stopped
    ):
        case.skipped = True


def _to(stage: str) -> Callable[[Facts, Act], None]:
    def follows(case: Facts, _act: Act) -> None:
        case.stage = stage

    return follows


def _unfilled(case: Facts, _act: Act) -> None:
    case.stage = case.terms.gap_end


def _explained(case: Facts, _act: Act) -> None:
    case.explained = True


FOLLOWS: dict[str, Callable[[Facts, Act], None]] = {
    "confirm_receipt": _confirm,
    "correct": _file_if_complete,
    "ask_for_more": _ask,
    "supplement": _supplement,
    "lapse": _to("returned"),
    "accept": lambda c, a: _accepted(c, a.by, c.now),
    "deem_accepted": _deem,
    "decline": _to("not_accepted"),
    "accept_first": _below,
    "forward": _forward,
    "review": _review,
    "send_back": _send_back,
    "extend": _extend,
    "void_extension": _void,
    "suspend": _suspend,
    "resume": _resume,
    "prolong": _prolong,
    "grant": _grant,
    "refuse": _refuse,
    "grant_on_the_spot": _spot,
    "refuse_on_the_spot": _spot,
    "deem_renewed": _grant,
    "serve": _serve,
    "deliver": _deliver,
    "explain_overdue": _explained,
    "close": _to("closed"),
    "withdraw": _to("withdrawn"),
    "fill_gaps": _fill,
    "close_unfilled": _unfilled,
    "take_back": _take_back,
    "check_commitment": _check_commitment,
    "record_mending": _mending,
    "plan_check": _plan,
    "record_check": _record,
    "sign_check": _sign,
}
