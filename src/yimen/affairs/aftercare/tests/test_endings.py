"""The four endings: grounds, the right to be heard, two people, pay, bars, service; and what may not be done."""

from datetime import date, timedelta

import pytest

from yimen.affairs.aftercare import acts, reads
from yimen.affairs.aftercare.acts import Proposal
from yimen.affairs.aftercare.tests.make import (
    ARTICLE,
    DAYS,
    END,
    SUN,
    TERM,
    ZHOU,
    a_matter,
    again,
    ask,
    decide,
    decided,
    ended,
    issued,
    on,
    proposal,
    proposed,
    refused,
    said,
    serve,
)
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.tests.make import application
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people import reads as people
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as register
from yimen.registers.permits.acts import GROUNDS, Ending, Ground, Loss

pytestmark = pytest.mark.django_db
AFTER = END + timedelta(days=1)
NO_LOSS = Loss(note="经核实无财产损失")


@pytest.mark.rule("K-11", "A-606")
@pytest.mark.parametrize(
    ("ending", "ground", "state", "event", "loss"),
    [
        ("revoke", "unqualified", "revoked", "PermitRevoked", NO_LOSS),
        ("withdraw", "law_changed", "withdrawn", "PermitWithdrawn", Loss(1_250_000, "第三方评估")),
        ("forfeit", "penalty", "forfeited", "PermitForfeited", None),
        ("cancel", "entity_ended", "cancelled", "PermitCancelled", None),
    ],
)
def test_four_endings_are_four_states_and_four_events(ending, ground, state, event, loss):
    permit = issued()

    ended(permit, ground, ending, loss=loss)

    found = again(permit)
    assert found.state == state
    assert f"permits.{event}" in said(permit.id)
    assert found.ends[0].basis.startswith(GROUNDS[Ground(ground)].basis or ARTICLE)
    assert found.ends[0].amount_fen == (loss.amount_fen if loss else 0)
    assert not found.holds


@pytest.mark.rule("A-606")
def test_the_holder_is_given_notice_with_five_working_days_to_speak():
    permit = issued()
    found = reads.proceeding(proposed(permit))

    assert (found.respond_by, found.state, found.hearing) == (date(2026, 3, 10), "proposed", "")
    assert said(permit.id)[-2:] == ["aftercare.EndingProposed", "aftercare.NoticeOfEndingServed"]
    assert again(permit).state == "valid"


@pytest.mark.rule("A-606")
def test_nothing_is_decided_before_the_holder_could_speak():
    number = proposed(issued())

    with refused("too_early"):
        acts.decide(number, reason="理由", loss=NO_LOSS, by=ZHOU, at=on(10, hour=23))
    acts.decide(number, reason="理由", loss=NO_LOSS, by=ZHOU, at=on(11, hour=0))


@pytest.mark.rule("A-606", "A-1205")
def test_a_first_word_does_not_end_the_holders_time_but_their_own_last_word_does():
    number = proposed(issued())
    acts.state_views(number, "请允许我在期限内补充证据", by="account:1", at=on(4))

    with refused("too_early"):
        acts.decide(number, reason="理由", loss=NO_LOSS, by=ZHOU, at=on(10))
    acts.state_views(number, "附照片，没有其他意见", rested=True, by="account:1", at=on(5))
    acts.decide(number, reason="理由", loss=NO_LOSS, by=ZHOU, at=on(5))

    assert reads.proceeding(number).views == "请允许我在期限内补充证据\n附照片，没有其他意见"


@pytest.mark.rule("A-606", "A-1205", "A-1206")
@pytest.mark.parametrize(("ground", "ending"), [("law_changed", "withdraw"), ("penalty", "forfeit")])
def test_nothing_is_decided_before_the_notice_was_served_and_the_time_runs_from_then(ground, ending):
    permit = issued()
    said = proposal(ground, ending, penalty_number="罚1号" if ending == "forfeit" else "")
    number = acts.propose(permit, said, by=SUN, at=on(3))
    loss = NO_LOSS if ending == "withdraw" else None
    assert reads.proceeding(number).respond_by is None

    with refused("untold"):
        acts.decide(number, reason="理由", loss=loss, by=ZHOU, at=on(20))
    serve(number, at=on(23), on=date(2026, 3, 20))
    assert reads.proceeding(number).respond_by == date(2026, 3, 27)
    with refused("too_early"):
        acts.decide(number, reason="理由", loss=loss, by=ZHOU, at=on(27))
    acts.decide(number, reason="理由", loss=loss, by=ZHOU, at=on(28))


@pytest.mark.rule("A-606")
def test_words_before_the_notice_was_served_cut_no_time_short():
    number = acts.propose(issued(), proposal(), by=SUN, at=on(3))
    acts.state_views(number, "没有意见", rested=True, by="account:1", at=on(3))
    serve(number, at=on(4))

    with refused("too_early"):
        acts.decide(number, reason="理由", loss=NO_LOSS, by=ZHOU, at=on(5))


@pytest.mark.rule("A-606")
@pytest.mark.parametrize("ground", ["death", "entity_ended", "force_majeure", "by_law"])
def test_what_is_struck_off_by_law_needs_no_notice(ground):
    number = acts.propose(issued(), proposal(ground, "cancel"), by=SUN, at=on(3))

    assert reads.proceeding(number).to_serve == ""
    acts.decide(number, reason="理由", by=ZHOU, at=on(3))
    assert reads.proceeding(number).to_serve == "striking_off"


@pytest.mark.rule("A-606")
def test_whoever_proposed_does_not_decide():
    number = proposed(issued())

    with refused("two_people"):
        acts.decide(number, reason="理由", loss=NO_LOSS, by=SUN, at=on(11))


@pytest.mark.rule("A-1208")
@pytest.mark.parametrize(("ground", "ending"), [("penalty", "forfeit"), ("suspension", "suspend")])
@pytest.mark.parametrize("basis", ["", "有关规定", "《中华人民共和国食品安全法》"])
def test_a_penalty_names_the_law_that_was_broken_and_its_article(ground, ending, basis):
    permit = issued()

    with refused("no_article", field="basis"):
        proposed(permit, ground, ending, penalty_number="罚1号", basis=basis)


def test_a_forfeiture_rests_on_the_decision_of_the_organ_that_punishes():
    permit = issued()

    with refused("empty", field="penalty_number"):
        acts.propose(permit, proposal("penalty", "forfeit"), by=SUN, at=on(3))


@pytest.mark.rule("A-606", "A-607", "L-12")
def test_fraud_must_be_revoked_has_no_protection_and_bars_for_three_years():
    permit = issued()
    number = proposed(permit, "fraud")

    with refused("must", field="why"):
        acts.drop(number, why="mended", reason="已改正", by=ZHOU, at=on(4))
    with refused("unprotected", field="amount"):
        acts.decide(number, reason="理由", loss=Loss(100, "损失"), by=ZHOU, at=on(11))
    acts.decide(number, reason="理由", by=ZHOU, at=on(11))
    serve(number, at=on(11))

    until = date(2029, 3, 12)
    assert again(permit).ends[0].barred_until == until
    assert people.bar_on(permit.person_id, permit.matter_id, on=date(2029, 3, 11)).until_on == until
    assert people.bar_on(permit.person_id, permit.matter_id, on=until) is None
    matter = catalogue.version(permit.version_id)
    with refused("barred"):
        cases.submit(application(matter), by="account:1", at=on(11, 3, year=2029), calendar=DAYS)


def given_up(permit, *, on_day=4):
    """The permit, given up by its holder."""
    case = ask(permit, "cancel", catalogue.version(permit.version_id), at=on(on_day))
    decide(case, at=on(on_day))
    assert again(permit).state == "cancelled"


@pytest.mark.rule("A-606", "A-607")
@pytest.mark.parametrize("first", ["proposed", "decided", "given up"])
def test_giving_the_permit_up_does_not_escape_the_revocation_for_fraud_nor_its_bar(first):
    permit = issued(a_matter(permit={**TERM, "purposes": ["cancel"]}))
    if first == "given up":
        given_up(permit, on_day=2)
    number = proposed(permit, "fraud")
    if first == "proposed":
        given_up(permit)
    acts.decide(number, reason="理由", by=ZHOU, at=on(11))
    if first == "decided":
        given_up(permit, on_day=11)
    serve(number, at=on(12))

    found = again(permit)
    assert (found.state, [one.ending for one in found.ends]) == ("revoked", ["cancel", "revoke"])
    assert people.bar_on(permit.person_id, permit.matter_id, on=date(2026, 3, 12)).until_on == date(
        2029, 3, 13
    )
    assert register.to_strike_off() == []


@pytest.mark.rule("A-606")
def test_what_was_given_up_is_revoked_on_no_other_ground():
    permit = issued(a_matter(permit={**TERM, "purposes": ["cancel"]}))
    number = proposed(permit)
    given_up(permit)

    with refused("ended"):
        acts.decide(number, reason="理由", loss=Loss(0, "无损失"), by=ZHOU, at=on(11))
    acts.drop(number, why="unproven", reason="已注销", by=ZHOU, at=on(11))
    with refused("ended"):
        acts.propose(again(permit), proposal(), by=SUN, at=on(12))


@pytest.mark.rule("A-607", "L-12")
def test_fraud_bars_nobody_where_neither_safety_nor_health_life_or_property_are_concerned():
    permit = issued(a_matter(flags={"protects": False}))
    ended(permit)

    assert again(permit).ends[0].barred_until is None
    assert people.bar_on(permit.person_id, permit.matter_id, on=date(2026, 4, 1)) is None


@pytest.mark.rule("A-606")
def test_what_would_greatly_harm_the_public_must_not_be_revoked_but_dropped():
    permit = issued()
    number = proposed(permit, "procedure")

    with refused("must_not", field="public_harm"):
        acts.decide(number, reason="理由", loss=NO_LOSS, public_harm=True, by=ZHOU, at=on(11))
    acts.drop(number, why="public_interest", reason="撤销将严重影响供水", by=ZHOU, at=on(11))

    assert again(permit).holds
    assert reads.proceeding(number).state == "dropped"


def test_only_a_revocation_is_dropped_in_the_public_interest():
    number = proposed(issued(), "law_changed", "withdraw")

    with refused("not_revoking", field="why"):
        acts.drop(number, why="public_interest", reason="理由", by=ZHOU, at=on(11))
    with refused("unknown", field="why"):
        acts.drop(number, why="mood", reason="理由", by=ZHOU, at=on(11))


@pytest.mark.rule("A-606")
@pytest.mark.parametrize(("ground", "ending"), [("abuse", "revoke"), ("law_changed", "withdraw")])
def test_damages_and_compensation_are_spoken_of(ground, ending):
    permit = issued()
    number = proposed(permit, ground, ending)

    with refused("empty", field="pay_note"):
        acts.decide(number, reason="理由", by=ZHOU, at=on(11))
    with refused("order", field="amount"):
        acts.decide(number, reason="理由", loss=Loss(-1, "x"), by=ZHOU, at=on(11))
    acts.decide(number, reason="理由", loss=Loss(500_00, "评估报告"), by=ZHOU, at=on(11))
    serve(number, at=on(11))

    wanted = {"revoke": "damages", "withdraw": "compensation"}[ending]
    assert GROUNDS[Ground(ground)].pays == wanted
    assert again(permit).ends[0].amount_fen == 500_00


@pytest.mark.parametrize(
    ("ending", "ground"), [("withdraw", "fraud"), ("revoke", "penalty"), ("cancel", "x"), ("burn", "fraud")]
)
def test_a_ground_belongs_to_one_ending(ending, ground):
    permit = issued()

    with refused("unknown", field="ground"):
        acts.propose(permit, proposal(ground, ending), by=SUN, at=on(3))


@pytest.mark.parametrize("ground", ["not_renewed", "after_ending"])
def test_what_follows_by_itself_is_not_proposed(ground):
    ending, permit = GROUNDS[Ground(ground)].ending, issued()

    with refused("by_itself", field="ground"):
        acts.propose(permit, proposal(ground, ending), by=SUN, at=on(3))


@pytest.mark.parametrize("field", ["facts", "reason"])
def test_facts_and_reasons_are_written_down(field):
    permit = issued()

    with refused("empty", field=field):
        acts.propose(permit, proposal(**{field: "  "}), by=SUN, at=on(3))


def test_one_proceeding_on_a_permit_at_a_time():
    permit = issued()
    number = proposed(permit)

    with refused("twice"):
        proposed(permit, "law_changed", "withdraw")
    acts.drop(number, why="unproven", reason="证据不足", by=ZHOU, at=on(4))
    assert proposed(permit, "law_changed", "withdraw")


def test_nothing_is_decided_twice_and_what_has_ended_takes_no_proposal():
    permit = issued()
    number = decided(permit)

    with refused("out_of_order"):
        acts.decide(number, reason="理由", by=ZHOU, at=on(12))
    with refused("twice"):
        acts.propose(again(permit), proposal(), by=SUN, at=on(12))
    serve(number, at=on(12))
    with refused("ended"):
        acts.propose(again(permit), proposal(), by=SUN, at=on(12))


@pytest.mark.rule("A-606")
def test_a_permit_that_ran_out_is_revoked_but_not_withdrawn_or_forfeited():
    permit = issued()

    for ending, ground in (("withdraw", "law_changed"), ("forfeit", "penalty")):
        with refused("expired"):
            permits.end(
                permit.id,
                ending,
                ground=ground,
                reason="理由",
                basis=ARTICLE,
                loss=NO_LOSS if ending == "withdraw" else None,
                by=ZHOU,
                at=AFTER,
            )
    permits.end(permit.id, "revoke", ground="fraud", reason="骗取", by=ZHOU, at=AFTER)

    assert again(permit, AFTER).state == "revoked"


@pytest.mark.rule("A-606", "K-11")
def test_what_was_revoked_is_struck_off_once_and_stays_revoked():
    permit = issued()
    ended(permit)

    acts.strike_off_ended(permit.id, at=on(11))

    found = again(permit)
    assert (found.state, [one.ending for one in found.ends]) == ("revoked", ["revoke", "cancel"])
    assert "于2026年3月11日被依法撤销" in found.ends[1].reason
    assert found.struck_off_at
    with refused("out_of_order"):
        acts.strike_off_ended(permit.id, at=on(12))
    with refused("out_of_order"):
        permits.end(permit.id, Ending.CANCEL, ground="death", reason="死亡", by=ZHOU, at=on(12))
    assert permit.id not in register.to_strike_off()


def test_a_permit_that_stands_is_not_struck_off_as_ended_or_run_out():
    permit = issued()

    with refused("out_of_order"):
        acts.strike_off_ended(permit.id, at=on(3))
    with refused("too_early"):
        acts.strike_off_expired(permit.id, at=END)


def test_an_unknown_ground_of_a_proposal_is_no_proposal():
    permit = issued()

    with refused("unknown", field="ground"):
        acts.propose(permit, Proposal("revoke", "", "x", "y"), by=SUN, at=on(3))
