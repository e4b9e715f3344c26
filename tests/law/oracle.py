"""Which act the law allows now, written from docs/law and from nothing in the platform.

`judge` says "" or the rule that an act would break. The words of the stages are those of the law: received, awaiting
(papers), below (with the organ that examines first), accepted, granted, refused, served, closed, and the other ends.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.law.facts import EIGHT, UNDECIDED, Checking, Facts

ORDER = "order"  # the law does not know this act at this stage
LISTED = {1, 2, 3, 4}  # the papers of the published list


@dataclass(frozen=True)
class Act:
    """An attempt: the name of an act, who does it, and what was chosen."""

    name: str
    by: str
    chosen: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.chosen[name]


Breaks = Iterable[tuple[object, str]]
World = Sequence[Facts]


def judge(case: Facts, act: Act, world: World) -> str:
    """The first rule that the act would break, or ""."""
    broken = next((rule for breaks, rule in JUDGES[act.name](case, act) if breaks), "")
    if not broken and act.name in {"grant", "grant_on_the_spot"} and case.terms.number:
        return "A-308" if _not_in_turn(case, world) else ""
    return broken


def _not_in_turn(case: Facts, world: World) -> bool:
    """A-308, K-10: beyond the number, or someone accepted earlier who may qualify is not decided yet."""
    used = sum(one.granted for one in world) >= case.terms.number
    mine = case.place
    waits = [one for one in world if one is not case and one.stage == "accepted" and not one.unmet]
    first = any(one.place and (mine is None or one.place < mine) for one in waits)
    return used or first or _may_be_overtaken(case, world)


def _may_be_overtaken(case: Facts, world: World) -> bool:
    """A-205, A-308: silence may still accept someone as of a moment before this acceptance."""
    since = case.accepted_at if case.stage == "accepted" else case.now
    unanswered = [one for one in world if one is not case and one.stage == "received" and not one.below]
    return any(since and one.papers_at < since for one in unanswered)


def _answer(case: Facts) -> Breaks:
    """The answer to an application comes in five working days; then the law has answered (A-205, A-605)."""
    yield case.stage != "received", ORDER
    yield case.renewed_by_silence, "A-605"
    yield case.silent, "A-205"


def _accept(case: Facts, _act: Act) -> Breaks:
    yield case.terms.filing, "K-28"
    yield from _answer(case)
    yield case.below, "A-304"
    yield not case.confirmed, "T-13"


def _accept_first(case: Facts, _act: Act) -> Breaks:
    yield case.terms.filing, "K-28"
    yield from _answer(case)
    yield not case.below, "A-304"


def _ask(case: Facts, act: Act) -> Breaks:
    yield from _answer(case)
    yield act["material"] not in LISTED, "A-104"
    yield case.forwarded and act["material"] in case.papers, "A-304"
    yield case.notices and act["ground"] != "new_fact", "A-206"


def _decline(case: Facts, act: Act) -> Breaks:
    yield case.terms.filing, "K-28"
    yield from _answer(case)
    yield act["ground"] not in {"not_required", "not_competent", "false"}, "A-207"
    yield act["ground"] == "false" and not act["entitled"], "A-210"
    yield act["ground"] == "not_competent" and not act["organ"], "A-202"
    yield not act["reason"], "A-209"


def _deem_accepted(case: Facts, _act: Act) -> Breaks:
    yield case.stage != "received", ORDER
    yield not case.silent, "A-205"


def _supplement(case: Facts, act: Act) -> Breaks:
    yield case.stage != "awaiting", ORDER
    yield not set(act["materials"]) <= LISTED, "A-104"
    yield not case.wanted <= set(act["materials"]), "A-204"


def _lapse(case: Facts, _act: Act) -> Breaks:
    yield case.stage != "awaiting", ORDER
    yield not case.respond_by or case.today <= case.respond_by, "A-211"


def _at_work(case: Facts) -> Breaks:
    yield case.terms.filing, "K-28"
    yield case.stage != "accepted" or case.stopped, ORDER


def _review(case: Facts, act: Act) -> Breaks:
    yield from _at_work(case)
    yield {act.by, act["second"]} & {case.accepted_by, case.accepted_below}, "A-912"
    yield case.reviewed or case.skipped, "E-121"
    yield act["step"] in case.found, "E-121"
    yield act["step"] and act["step"] not in case.terms.reviews, "E-121"
    another = act["second"].startswith("account:") and act["second"] != act.by
    yield case.terms.two_verify and not another, "A-302"


def _send_back(case: Facts, _act: Act) -> Breaks:
    yield from _at_work(case)
    yield not (case.reviewed or case.skipped), ORDER


def _extend(case: Facts, act: Act) -> Breaks:
    yield case.terms.filing, "K-28"
    yield case.stage != "accepted", ORDER  # a procedure leaves the period open
    yield case.extended, "A-402"
    yield not 1 <= act["days"] <= case.terms.most_extension, "A-402"
    yield case.due and case.today > case.due, "K-09"


def _suspend(case: Facts, act: Act) -> Breaks:
    yield from _at_work(case)
    yield act["ground"] not in EIGHT, "A-405"
    yield act["days"] < 1 or not act["basis"], "A-405"
    yield case.due and case.today > case.due, "A-407"


def _in_procedure(case: Facts, _act: Act) -> Breaks:
    yield not case.stopped, "A-407"


def _decide(case: Facts, act: Act) -> Breaks:
    yield from _at_work(case)
    yield case.renewed_by_silence, "A-605"
    yield case.gaps, "A-906"
    yield case.open_checks and case.terms.inspection, "A-305"
    yield case.open_checks, "A-302"
    yield not (case.reviewed or case.skipped), "E-121"
    yield case.terms.two_people and act.by in {case.accepted_by, *case.reviewers}, "A-912"


def _refuse(case: Facts, act: Act) -> Breaks:
    yield from _decide(case, act)
    yield not act["reason"], "A-501"
    yield case.terms.inspection and "GB 1" not in act["reason"], "A-305"


def _on_the_spot(case: Facts, act: Act) -> Breaks:
    yield case.terms.filing, "K-28"
    yield from _answer(case)
    yield not (case.terms.spot or case.committed), "A-301"
    yield case.below, "A-304"
    yield (case.terms.site or case.terms.inspection) and not case.committed, "A-302"
    yield case.gaps, "A-906"
    yield any(not one.done for one in case.checks), "A-302"
    yield act.name.startswith("refuse") and not act["reason"], "A-501"


def _deem_renewed(case: Facts, _act: Act) -> Breaks:
    yield not case.terms.renewal, "K-05"
    yield case.late_renewal, "A-604"
    yield case.waited_past_end, "A-605"
    yield case.stage not in {"received", "accepted"}, ORDER
    yield not case.renewed_by_silence, "A-605"


def _deliver(case: Facts, act: Act) -> Breaks:
    yield case.stage not in {"granted", "refused"}, ORDER
    yield act["method"] == "electronic", "A-511"  # nobody here agreed to it
    yield not act["proof"], "A-511"


def _serve(case: Facts, act: Act) -> Breaks:
    """Any document may be served by hand with proof; a decision only once it is made, and not before its day."""
    decision = act["document"] in {"grant", "refusal"}
    served = act["outcome"] == "served"
    yield act["on"] > case.today or act["on"] < case.received_on, "A-511"
    yield (
        decision and served and case.stage != {"grant": "granted", "refusal": "refused"}[act["document"]],
        ORDER,
    )
    yield decision and served and case.decided_on and act["on"] < case.decided_on, "A-511"


def _close(case: Facts, _act: Act) -> Breaks:
    yield case.stage != "served", ORDER
    yield case.late and not case.explained, "A-410"


def _fill(case: Facts, act: Act) -> Breaks:
    yield case.stage not in UNDECIDED or not case.promised_gaps, ORDER
    yield not act["materials"] or not set(act["materials"]) <= case.gaps, "A-905"
    yield case.gaps_due and case.today > case.gaps_due, "A-905"


def _close_unfilled(case: Facts, _act: Act) -> Breaks:
    yield case.stage != "accepted" or not case.gaps, ORDER
    yield case.renewed_by_silence, "A-605"
    yield not case.gaps_due or case.today <= case.gaps_due, "A-906"


def _check(case: Facts, act: Act) -> Checking | None:
    found = [one for one in case.checks if one.kind == act["kind"]]
    return found[-1] if found else None


def _checkable(case: Facts) -> Breaks:
    yield case.terms.filing, "K-28"
    yield case.stage not in UNDECIDED - {"awaiting"}, ORDER


def _plan(case: Facts, act: Act) -> Breaks:
    yield from _checkable(case)
    yield len(set(act["officers"])) < 2, "A-305" if act["kind"] == "inspection" else "A-302"


def _record(case: Facts, act: Act) -> Breaks:
    yield from _checkable(case)
    check = _check(case, act)
    yield check is None or act.by not in check.officers, "A-302"
    yield check and check.held, ORDER
    yield not act["found"], "A-302"
    yield act["kind"] == "inspection" and not act["standard"], "A-305"


def _sign(case: Facts, act: Act) -> Breaks:
    yield from _checkable(case)
    check = _check(case, act)
    yield check is None or not check.held or act.by not in check.officers or act.by in check.signed, "A-302"


JUDGES: dict[str, Callable[[Facts, Act], Breaks]] = {
    "confirm_receipt": lambda c, a: [(c.stage != "received", ORDER), (c.confirmed, "T-13")],
    "correct": lambda c, a: [(c.stage != "received", ORDER)],
    "ask_for_more": _ask,
    "supplement": _supplement,
    "lapse": _lapse,
    "accept": _accept,
    "deem_accepted": _deem_accepted,
    "decline": _decline,
    "accept_first": _accept_first,
    "forward": lambda c, a: [
        (c.stage != "below", ORDER),
        (a.by == c.accepted_below, "A-912"),
        (not a["opinion"], "A-304"),
    ],
    "review": _review,
    "send_back": _send_back,
    "extend": _extend,
    "void_extension": lambda c, a: [(c.stage != "accepted" or not c.untold, "A-402")],
    "suspend": _suspend,
    "resume": _in_procedure,
    "prolong": _in_procedure,
    "grant": _decide,
    "refuse": _refuse,
    "grant_on_the_spot": _on_the_spot,
    "refuse_on_the_spot": _on_the_spot,
    "deem_renewed": _deem_renewed,
    "serve": _serve,
    "deliver": _deliver,
    "explain_overdue": lambda c, a: [(not c.late, "A-410"), (not a["reason"], "A-410")],
    "close": _close,
    "withdraw": lambda c, a: [(c.stage not in UNDECIDED, ORDER)],
    "fill_gaps": _fill,
    "close_unfilled": _close_unfilled,
    "take_back": lambda c, a: [(c.stage not in UNDECIDED or not c.committed, "A-909")],
    "check_commitment": lambda c, a: [
        (c.commitment != "waiting", "A-910"),
        (a["outcome"] != "kept" and not a["second"], "A-302"),
    ],
    "record_mending": lambda c, a: [
        (c.commitment != "mending", "A-910"),
        (not a["mended"] and c.mend_by is not None and c.today <= c.mend_by, "A-910"),
        (not a["mended"] and not a["second"], "A-302"),
    ],
    "plan_check": _plan,
    "record_check": _record,
    "sign_check": _sign,
}
