"""An attempt at every act of the table of life, for tests that try them all; `tests/law` walks them at random."""

from yimen.affairs.cases import acts
from yimen.affairs.cases.acts import Missing, Paper
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    QIAN,
    ZHAO,
    application,
)

ACTS = {
    "save_draft": lambda c, t: acts.save_draft(application(), case_id=c, by=LI, at=t),
    "confirm_receipt": lambda c, t: acts.confirm_receipt(c, by=LI, at=t, calendar=DAYS),
    "correct": lambda c, t: acts.correct(c, {"shop": "y"}, changed=["shop"], by=LI, at=t),
    "correct_situation": lambda c, t: acts.correct_situation(c, {"new": "no"}, reason="核对", by=LI, at=t),
    "ask_for_more": lambda c, t: acts.ask_for_more(
        c, [Missing("缺", material=1)], ground="new_fact", by=LI, at=t, calendar=DAYS
    ),
    "supplement": lambda c, t: acts.supplement(c, [Paper(1)], by="account:1", at=t, calendar=DAYS),
    "lapse": lambda c, t: acts.lapse(c, at=t),
    "accept": lambda c, t: acts.accept(c, by=LI, at=t, calendar=DAYS),
    "deem_accepted": lambda c, t: acts.deem_accepted(c, at=t, calendar=DAYS),
    "decline": lambda c, t: acts.decline(c, ground="false", reason="假", entitled=True, by=LI, at=t),
    "review": lambda c, t: acts.review(c, verdict="agree", opinion="", by=ZHAO, at=t),
    "send_back": lambda c, t: acts.send_back(c, step=2, reason="再查", by=QIAN, at=t),
    "extend": lambda c, t: acts.extend(c, days=3, reason="难", approver="account:104", at=t, calendar=DAYS),
    "suspend": lambda c, t: acts.suspend(c, ground="testing", basis="法", planned_days=3, by=QIAN, at=t),
    "prolong": lambda c, t: acts.prolong(c, planned_days=2, reason="复检", by=QIAN, at=t, calendar=DAYS),
    "resume": lambda c, t: acts.resume(c, by=QIAN, at=t, calendar=DAYS),
    "grant": lambda c, t: acts.grant(c, by=QIAN, at=t, calendar=DAYS),
    "refuse": lambda c, t: acts.refuse(c, reason="不符", by=QIAN, at=t, calendar=DAYS),
    "grant_on_the_spot": lambda c, t: acts.grant_on_the_spot(c, by=QIAN, at=t, calendar=DAYS),
    "refuse_on_the_spot": lambda c, t: acts.refuse_on_the_spot(c, reason="否", by=QIAN, at=t, calendar=DAYS),
    "deliver": lambda c, t: acts.deliver(c, method="personal", proof="回执", by=LI, at=t),
    "close": lambda c, t: acts.close(c, by=LI, at=t),
    "withdraw": lambda c, t: acts.withdraw(c, by="account:1", at=t),
    "deem_renewed": lambda c, t: acts.deem_renewed(c, at=t, calendar=DAYS),
    "accept_first": lambda c, t: acts.accept_first(c, by=LI, at=t, calendar=DAYS),
    "forward": lambda c, t: acts.forward(c, verdict="agree", opinion="好", by=ZHAO, at=t, calendar=DAYS),
    "deem_withdrawn": lambda c, t: acts.close_unfilled(c, at=t),
    "return_unfilled": lambda c, t: acts.close_unfilled(c, at=t),
}
