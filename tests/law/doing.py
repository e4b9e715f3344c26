"""How an attempt is made on the platform, what is chosen at random, and everything that is kept of a case."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection

from tests.law.facts import Facts
from tests.law.oracle import Act
from yimen.affairs.cases import acts
from yimen.affairs.cases.acts import Finding, Found, Missing, Paper, Serving
from yimen.affairs.cases.models import Check
from yimen.affairs.cases.tests.make import DAYS, FACTS

WINDOW, REVIEWER, APPROVER, HEAD = "account:101", "account:102", "account:103", "account:104"
OFFICERS = ("account:105", "account:106")
SECOND = "account:107"
TABLES = ("material", "supplement", "review", "extension", "suspension", "service", "check", "fee", "gap")
PARTS = [f"(SELECT jsonb_agg(t ORDER BY t.n) FROM cases_{name} t WHERE t.case_id = c.id)" for name in TABLES]
PARTS += [
    f"(SELECT jsonb_agg(t) FROM cases_{name} t WHERE t.case_id = c.id)"
    for name in ("commitment", "firstreview")
]
PARTS += ["(SELECT jsonb_agg(t) FROM cases_order t WHERE t.matter_id = c.matter_id)"]
PICTURE = f"""SELECT md5(jsonb_build_array(to_jsonb(c), {", ".join(PARTS)})::text),
    (SELECT count(*) FROM journal j WHERE j.subject = c.id), c.state, c.accept_due_on, c.statutory_due_on,
    c.promised_due_on, c.deliver_due_on, c.first_due_on FROM cases_case c WHERE c.id = %s"""


def picture(case: int) -> tuple[Any, ...]:
    """Everything kept of a case as one fingerprint, how much was said of it, its state and its dates."""
    with connection.cursor() as cursor:
        cursor.execute(PICTURE, [case])
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def _papers(act: Act) -> list[Paper]:
    return [Paper(n, reference="R") for n in act["materials"]]


def _number(case: int, act: Act) -> int:
    rows = Check.objects.filter(case_id=case, kind=act["kind"]).order_by("named_at", "n")
    numbers = list(rows.values_list("n", flat=True))
    return numbers[-1] if numbers else 0


def _check_of(case: int, act: Act, at: datetime) -> None:
    findings = [Finding("1", "有洗手池", conforms=True)] if act["found"] else []
    found = Found(findings, held_at=at, standard=act["standard"], needs_analysis=act["analysis"])
    acts.record_check(case, _number(case, act), found, by=act.by, at=at)


def _serve(case: int, act: Act, at: datetime) -> None:
    one = Serving(
        act["document"], "personal", outcome=act["outcome"], on=act["on"], receiver="本人", reason="无人"
    )
    acts.serve(case, one, by=act.by, at=at, calendar=DAYS)


Do = Callable[[int, Act, datetime], object]
DO: dict[str, Do] = {
    "confirm_receipt": lambda c, a, t: acts.confirm_receipt(c, by=a.by, at=t, calendar=DAYS),
    "correct": lambda c, a, t: acts.correct(c, FACTS, changed=["shop"], by=a.by, at=t),
    "ask_for_more": lambda c, a, t: acts.ask_for_more(
        c, [Missing("缺", material=a["material"])], ground=a["ground"], by=a.by, at=t, calendar=DAYS
    ),
    "supplement": lambda c, a, t: acts.supplement(c, _papers(a), by=a.by, at=t, calendar=DAYS),
    "lapse": lambda c, a, t: acts.lapse(c, at=t),
    "accept": lambda c, a, t: acts.accept(c, by=a.by, at=t, calendar=DAYS),
    "deem_accepted": lambda c, a, t: acts.deem_accepted(c, at=t, calendar=DAYS),
    "decline": lambda c, a, t: acts.decline(
        c,
        ground=a["ground"],
        reason=a["reason"],
        competent_organ=a["organ"],
        entitled=a["entitled"],
        by=a.by,
        at=t,
    ),
    "accept_first": lambda c, a, t: acts.accept_first(c, by=a.by, at=t, calendar=DAYS),
    "forward": lambda c, a, t: acts.forward(
        c, verdict="agree", opinion=a["opinion"], by=a.by, at=t, calendar=DAYS
    ),
    "review": lambda c, a, t: acts.review(
        c, step=a["step"], verdict=a["verdict"], opinion="已核", second=a["second"], by=a.by, at=t
    ),
    "send_back": lambda c, a, t: acts.send_back(c, step=2, reason="再查", by=a.by, at=t),
    "extend": lambda c, a, t: acts.extend(c, days=a["days"], reason="难", approver=a.by, at=t, calendar=DAYS),
    "void_extension": lambda c, a, t: acts.void_extension(c, at=t, calendar=DAYS),
    "suspend": lambda c, a, t: acts.suspend(
        c, ground=a["ground"], basis=a["basis"], planned_days=a["days"], by=a.by, at=t
    ),
    "resume": lambda c, a, t: acts.resume(c, by=a.by, at=t, calendar=DAYS),
    "prolong": lambda c, a, t: acts.prolong(
        c, planned_days=a["days"], reason="复检", by=a.by, at=t, calendar=DAYS
    ),
    "grant": lambda c, a, t: acts.grant(c, by=a.by, at=t, calendar=DAYS),
    "refuse": lambda c, a, t: acts.refuse(c, reason=a["reason"], by=a.by, at=t, calendar=DAYS),
    "grant_on_the_spot": lambda c, a, t: acts.grant_on_the_spot(c, by=a.by, at=t, calendar=DAYS),
    "refuse_on_the_spot": lambda c, a, t: acts.refuse_on_the_spot(
        c, reason=a["reason"], by=a.by, at=t, calendar=DAYS
    ),
    "deem_renewed": lambda c, a, t: acts.deem_renewed(c, at=t, calendar=DAYS),
    "serve": _serve,
    "deliver": lambda c, a, t: acts.deliver(c, method=a["method"], proof=a["proof"], by=a.by, at=t),
    "explain_overdue": lambda c, a, t: acts.explain_overdue(c, reason=a["reason"], by=a.by, at=t),
    "close": lambda c, a, t: acts.close(c, by=a.by, at=t),
    "withdraw": lambda c, a, t: acts.withdraw(c, by=a.by, at=t),
    "fill_gaps": lambda c, a, t: acts.fill_gaps(c, _papers(a), by=a.by, at=t),
    "close_unfilled": lambda c, a, t: acts.close_unfilled(c, at=t),
    "take_back": lambda c, a, t: acts.take_back_commitment(c, by=a.by, at=t, calendar=DAYS),
    "check_commitment": lambda c, a, t: acts.check_commitment(
        c, outcome=a["outcome"], finding="查", second=a["second"], by=a.by, at=t, calendar=DAYS
    ),
    "record_mending": lambda c, a, t: acts.record_mending(
        c, mended=a["mended"], finding="查", second=a["second"], by=a.by, at=t
    ),
    "plan_check": lambda c, a, t: acts.plan_check(
        c, kind=a["kind"], officers=a["officers"], place="店内", planned_at=t, by=a.by, at=t
    ),
    "record_check": _check_of,
    "sign_check": lambda c, a, t: acts.sign_check(c, _number(c, a), by=a.by, at=t),
}
BY = {
    "forward": (REVIEWER, REVIEWER, WINDOW),
    "review": (REVIEWER, REVIEWER, HEAD, WINDOW),
    "grant": (APPROVER, REVIEWER, WINDOW, HEAD),
    "refuse": (APPROVER, REVIEWER),
    "extend": (HEAD,),
    "record_check": (*OFFICERS, WINDOW),
    "sign_check": (*OFFICERS, WINDOW),
}


def choose(name: str, case: Facts, dice: Random) -> Act:
    """An attempt at an act with things chosen at random, more often as the law wants them than not."""
    made = CHOICES.get(name, lambda _d, _c: {})(dice, case)
    return Act(name, dice.choice(BY.get(name, (WINDOW,))), made)


def _day(dice: Random, case: Facts) -> date:
    return case.today + timedelta(days=dice.choice([0, 0, 0, 0, 0, -1, -3, 1]))


def _kind(dice: Random, case: Facts) -> str:
    return "inspection" if case.terms.inspection or dice.random() < 0.1 else "site"


def _step(dice: Random, case: Facts) -> int | None:
    """As the desk does one that is open, as other programs do none at all; at times any."""
    waiting = sorted(set(case.terms.reviews) - case.found)
    return dice.choice([*waiting, *waiting, None, 2, 3, 9])


CHOICES: dict[str, Callable[[Random, Facts], dict[str, Any]]] = {
    "ask_for_more": lambda d, c: {
        "material": d.choice([1, 2, 2, 3, 3, 9]),
        "ground": d.choice(["", "new_fact"]),
    },
    "supplement": lambda d, c: {"materials": d.choice([sorted(c.wanted or {1}), [1, 2, 3], [4], [9]])},
    "decline": lambda d, c: {
        "ground": d.choice(["not_required", "not_competent", "false", "unwanted"]),
        "organ": d.choice(["", "高州市水务局"]),
        "entitled": d.choice([True, True, False]),
        "reason": d.choice(["不属本机关", ""]),
    },
    "forward": lambda d, c: {"opinion": d.choice(["好", "好", ""])},
    "review": lambda d, c: {
        "step": _step(d, c),
        "verdict": d.choice(["agree", "agree", "disagree"]),
        "second": d.choice(["", "account:107", "account:107", "account:102", WINDOW, "张三丰"]),
    },
    "extend": lambda d, c: {"days": d.choice([0, 2, 3, 4, 10, 11])},
    "suspend": lambda d, c: {
        "ground": d.choice(["testing", "hearing", "expert_review", "site_visit", "publicity"]),
        "days": d.choice([0, 3, 8, 15]),
        "basis": d.choice(["法", "法", ""]),
    },
    "prolong": lambda d, c: {"days": d.choice([2, 6])},
    "refuse": lambda d, c: {"reason": d.choice(["不符", "不符 GB 1 第二条", ""])},
    "refuse_on_the_spot": lambda d, c: {"reason": d.choice(["不符", ""])},
    "serve": lambda d, c: {
        "document": d.choice(
            ["supplement"]
            if c.stage == "awaiting"
            else ["special", "special", "extension", "grant", "refusal"]
        ),
        "outcome": d.choice(["served", "served", "sent", "failed"]),
        "on": _day(d, c),
    },
    "deliver": lambda d, c: {
        "method": d.choice(["personal", "post", "electronic"]),
        "proof": d.choice(["回执", ""]),
    },
    "explain_overdue": lambda d, c: {"reason": d.choice(["系统故障", ""])},
    "fill_gaps": lambda d, c: {"materials": d.choice([sorted(c.gaps) or [3], [3], [2], []])},
    "check_commitment": lambda d, c: {
        "outcome": d.choice(["kept", "not_kept", "false"]),
        "second": d.choice([SECOND, SECOND, ""]),
    },
    "record_mending": lambda d, c: {
        "mended": d.choice([True, False]),
        "second": d.choice([SECOND, SECOND, ""]),
    },
    "plan_check": lambda d, c: {
        "kind": _kind(d, c),
        "officers": d.choice([OFFICERS, OFFICERS, ("account:105", "account:105"), ("account:105",)]),
    },
    "record_check": lambda d, c: {
        "kind": _kind(d, c),
        "found": d.choice([True, True, False]),
        "standard": d.choice(["GB 1", "GB 1", ""]),
        "analysis": d.choice([True, False]),
    },
    "sign_check": lambda d, c: {"kind": _kind(d, c)},
}
