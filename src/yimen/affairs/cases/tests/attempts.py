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
    "decline": lambda c, t: acts.decline(c, ground="false", reason="假", by=LI, at=t),
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
    "deliver": lambda c, t: acts.deliver(c, method="post", proof="回执", by=LI, at=t),
    "close": lambda c, t: acts.close(c, by=LI, at=t),
    "withdraw": lambda c, t: acts.withdraw(c, by="account:1", at=t),
    "deem_renewed": lambda c, t: acts.deem_renewed(c, at=t, calendar=DAYS),
    "accept_first": lambda c, t: acts.accept_first(c, by=LI, at=t, calendar=DAYS),
    "forward": lambda c, t: acts.forward(c, verdict="agree", opinion="好", by=ZHAO, at=t, calendar=DAYS),
    "deem_withdrawn": lambda c, t: acts.close_unfilled(c, at=t),
    "return_unfilled": lambda c, t: acts.close_unfilled(c, at=t),
}
<<<<<<< HEAD:src/yimen/affairs/cases/tests/attempts.py
=======
SPECIAL = {
    "accept_first",
    "forward",
    "deem_withdrawn",
    "return_unfilled",
}  # refused in these ordinary matters


def test_every_move_of_the_table_is_walked():
    assert set(ACTS) | {"submit", "file"} == set(LIFE.moves)


@pytest.mark.rule("A-207", "A-407", "K-05")
def test_no_walk_leaves_the_table_and_a_refused_act_writes_nothing():
    dice = random.Random(20260303)
    matters = [published_matter(situations=SITUATIONS), immediate("11511300008778693M4440125002000")]
    reached, done = set(), set()
    for _walk in range(WALKS):
        at = MONDAY
        case = submitted(dice.choice(matters), at=at)
        after = picture(case)
        for _step in range(STEPS):
            before, state = after, State(row(case).state)
            within = dice.random() < 0.75 and (LIFE.possible(state) & ACTS.keys()) - SPECIAL - {
                "deem_renewed"
            }
            act = dice.choice(sorted(within or ACTS))
            at += timedelta(hours=dice.choice([1, 1, 20, 80, 1500]))
            try:
                ACTS[act](case, at)
            except Refused:
                assert picture(case) == before, act
                continue
            after, (froms, to) = picture(case), LIFE.moves[act]
            assert state in froms, (act, state)
            assert row(case).state == to, (act, state)
            assert after[-1] > before[-1], f"{act} said nothing"
            open_ones = Suspension.objects.filter(case_id=case, last_on=None).count()
            assert open_ones == (row(case).state == "suspended") or act == "withdraw"
            reached.add(to)
            done.add(act)

    assert reached >= set(State) - {State.DRAFT, State.FIRST_REVIEW, State.FILED}
    assert done >= set(ACTS) - {"save_draft", "confirm_receipt", "deem_renewed"} - SPECIAL
    assert not done & SPECIAL
    assert "deem_renewed" not in done  # K-05: these are first applications
>>>>>>> wire:src/yimen/affairs/cases/tests/test_walk.py
