"""The kinds of matters that are walked: how each is published, what the law says of it, and how a case of it begins."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from tests.law.facts import Facts, Terms, nth
from yimen.affairs.aftercare.tests.make import issued
from yimen.affairs.cases import acts
from yimen.affairs.cases.acts import Choices, Paper
from yimen.affairs.cases.tests import special
from yimen.affairs.cases.tests.make import DAYS, FACTS, PAPERS, application, immediate
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

ONE = (Paper(1, reference="R-1"),)
FLAGS = CONTENT["flags"]
MONTHS_3 = {"kind": "licence", "validity": {"amount": 3, "unit": "months"}}


def flagged(code: str, **flags: Any) -> MatterSheet:
    return published_matter(code, flags={**FLAGS, **flags})


def careful() -> MatterSheet:
    """Checked on site, found by two officers, decided by a third."""
    steps = copy.deepcopy(CONTENT["steps"])
    steps[1]["two_officers"] = True
    return published_matter(
        "CARE-1", steps=steps, flags={**FLAGS, "site_check": True, "two_officers_decide": True}
    )


def side_by_side() -> MatterSheet:
    """Two steps of the review that are done in any order."""
    accept, review, decide, deliver = CONTENT["steps"]
    both = [{**review, "parallel": 1}, {**review, "parallel": 1}]
    return published_matter("BESIDE-1", steps=[accept, *both, decide, deliver])


def by_months() -> MatterSheet:
    """Decided within a month by law."""
    return published_matter("MONTH-1", statutory={"days": 1, "unit": "months"})


def limited_promise() -> MatterSheet:
    """Limited to one and granted on a commitment."""
    terms = {"number": 1, "basis": "《布设规划》"}
    flags = {**FLAGS, "quantity_limited": True}
    words = {"quantity": {"zh-hans": "1个"}, "commitment": special.COMMITMENT}
    return published_matter("LIMIT-2", flags=flags, quota=terms, **words)


@dataclass
class Kind:
    """A kind of matter, with the terms that the oracle knows and what is chosen with an application."""

    terms: Terms
    publish: Callable[[], MatterSheet]
    choices: Callable[[], Choices] = Choices
    papers: tuple[Paper, ...] = PAPERS
    cases: int = 1
    sheet: MatterSheet | None = None
    permit: Any = None


KINDS = [
    Kind(Terms("promised"), lambda: published_matter("PLAIN-1")),
    Kind(Terms("side by side", reviews=(2, 3)), side_by_side),
    Kind(Terms("by months", months=1), by_months),
    Kind(Terms("immediate", promised=1, spot=True), lambda: immediate("SPOT-1")),
    Kind(
        Terms("registration", statutory=3, promised=1, spot=True, most_extension=3),
        special.registration_matter,
    ),
    Kind(Terms("filing", filing=True), special.filing_matter, papers=ONE),
    Kind(Terms("limited", number=1), lambda: special.limited_matter(1), cases=3),
    Kind(
        Terms("limited promise", number=1, gap_days=10, gap_end="withdrawn"),
        limited_promise,
        choices=lambda: Choices(commitment=True),
        papers=ONE,
        cases=2,
    ),
    Kind(
        Terms("first review", below_days=20),
        special.town_matter,
        choices=lambda: Choices(first_organ_id=special.a_town()),
    ),
    Kind(
        Terms("gaps", gap_days=10),
        lambda: special.gaps_matter(outcome="returned"),
        choices=lambda: Choices(gaps=True),
    ),
    Kind(
        Terms("commitment", gap_days=10, gap_end="withdrawn"),
        special.commitment_matter,
        choices=lambda: Choices(commitment=True),
        papers=ONE,
    ),
    Kind(Terms("site check", site=True, two_people=True, two_verify=True), careful),
    Kind(Terms("inspection", inspection=True), lambda: flagged("INSPECT-1", inspection=True)),
    Kind(Terms("confirmed", confirms=True), lambda: flagged("CONFIRM-1", receipt_needs_confirmation=True)),
    Kind(Terms("renewal", renewal=True), lambda: published_matter("PERMIT-1", permit=MONTHS_3)),
]
ISSUED = datetime(2026, 3, 2, 9, 30, tzinfo=special.MONDAY.tzinfo)
PERMIT_END = date(2026, 6, 2)


def prepare() -> list[Kind]:
    """Publish every kind once; the renewal has a permit that ends on 2 June."""
    for kind in KINDS:
        kind.sheet = kind.publish()
        if kind.terms.renewal:
            kind.permit = issued(kind.sheet, at=ISSUED)
    special.a_town()
    return KINDS


def submit(kind: Kind, at: datetime, dice: Random) -> tuple[int, Facts]:
    """Hand an application in; return its number and what the law knows of it."""
    terms, words = kind.terms, {}
    if terms.renewal:
        words = {"purpose": "renewal", "permit_id": kind.permit.id}
    whole = application(kind.sheet, facts=FACTS, papers=kind.papers, choices=kind.choices(), **words)
    case = acts.submit(whole, by="account:1", at=at, calendar=DAYS)
    today = at.date()
    facts = Facts(terms, at, papers={one.material for one in kind.papers}, papers_on=today, papers_at=at)
    facts.received_on, facts.answer_due, facts.confirmed = today, nth(today, 5), not terms.confirms
    facts.below, facts.committed = bool(terms.below_days), kind.choices().commitment
    facts.promised_gaps, facts.gaps = kind.choices().gaps, {3} if kind.choices().gaps else set()
    if terms.renewal:
        facts.permit_end = PERMIT_END
        facts.late_renewal = (PERMIT_END - today).days < 30
    return case, facts
