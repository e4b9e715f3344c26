"""Rules of convenience: told once and kept, who was asked first, elderly people first, a date for everything."""

from datetime import date, timedelta

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Channel, Missing
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    accepted,
    application,
    granted,
    immediate,
    on,
    refused,
    reviewed,
    row,
    said,
    submitted,
)
from yimen.affairs.cases.tests.special import (
    TOWN_WINDOW,
    committed,
    elder,
    grant_commitment,
    pass_review,
    promised,
    with_town,
)
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db


def transfer_matter():
    return published_matter("TRANSFER-1", flags={**CONTENT["flags"], "asks_intention": True})


@pytest.mark.rule("A-901", "K-04")
def test_the_one_notice_is_kept_as_it_was_told_content_moment_officer_and_way():
    case = submitted()

    acts.ask_for_more(
        case,
        [Missing("没有签名", material=1), Missing("与执照不符", field="shop")],
        way="window",
        by=LI,
        at=on(3),
        calendar=DAYS,
    )

    (notice,) = reads.sheet(case).supplements
    assert (notice["asked_by"], notice["told_by_way"]) == (LI, "window")
    assert notice["asked_at"].startswith("2026-03-03T")
    assert [(one["name"], one["reason"]) for one in notice["items"]] == [
        ("申请书", "没有签名"),
        ("店名", "与执照不符"),
    ]


@pytest.mark.rule("A-901")
def test_a_way_of_telling_that_nobody_knows_is_refused():
    case = submitted()

    with refused(case, "unknown", field="way"):
        acts.ask_for_more(case, [Missing("x", material=1)], way="pigeon", by=LI, at=on(3), calendar=DAYS)


@pytest.mark.rule("K-04", "L-01")
def test_a_second_round_is_refused_and_after_five_days_there_is_no_first():
    case, late = submitted(), submitted(published_matter("LATE-1"))
    acts.ask_for_more(case, [Missing("没有签名", material=1)], by=LI, at=on(9), calendar=DAYS)
    acts.supplement(case, [acts.Paper(1)], by="account:1", at=on(10), calendar=DAYS)

    with refused(case, "second_notice", field="ground"):
        acts.ask_for_more(case, [Missing("还缺", material=2)], by=LI, at=on(11), calendar=DAYS)
    with refused(late, "too_late"):
        acts.ask_for_more(late, [Missing("缺", material=2)], by=LI, at=on(10, hour=0), calendar=DAYS)


@pytest.mark.rule("K-01", "L-01")
def test_deemed_acceptance_is_dated_on_the_day_of_receipt_not_on_the_fifth():
    case = submitted()

    acts.deem_accepted(case, at=on(10), calendar=DAYS)

    assert row(case).accepted_at == MONDAY
    assert row(case).promised_due_on == date(2026, 3, 9)


@pytest.mark.rule("A-902")
def test_the_first_officer_who_was_asked_stays_the_first():
    window = acts.submit(_at_window(), by=LI, at=MONDAY, calendar=DAYS)
    online = submitted(published_matter("ONLINE-1"))
    assert (row(window).first_contact, row(online).first_contact) == (LI, "")

    acts.accept(window, by="account:199", at=on(3), calendar=DAYS)
    acts.accept(online, by="account:198", at=on(3), calendar=DAYS)

    assert (row(window).first_contact, row(online).first_contact) == (LI, "account:198")
    assert reads.line(online).first_contact == "account:198"


def _at_window():
    return application(channel=Channel.WINDOW)


@pytest.mark.rule("A-902")
@pytest.mark.parametrize("act", ["ask_for_more", "decline", "correct", "grant_on_the_spot", "accept_first"])
def test_whatever_the_first_officer_does_they_are_written_down(act):
    made = {"grant_on_the_spot": lambda: submitted(immediate()), "accept_first": with_town}
    case = made.get(act, submitted)()
    words = {
        "ask_for_more": {"items": [Missing("缺", material=1)], "calendar": DAYS},
        "decline": {"ground": "not_required", "reason": "无需许可"},
        "correct": {"facts": {"shop": "荔枝大馆"}, "changed": ["shop"]},
        "grant_on_the_spot": {"calendar": DAYS},
        "accept_first": {"calendar": DAYS},
    }[act]

    getattr(acts, act)(case, **words, by=LI, at=on(3))

    assert row(case).first_contact == LI


@pytest.mark.rule("A-904")
@pytest.mark.parametrize("make", [submitted, accepted, reviewed, granted, with_town, promised])
def test_nothing_that_is_owed_is_without_its_date(make):
    assert reads.line(make()).due_on is not None


@pytest.mark.rule("A-904")
def test_neither_a_first_review_nor_a_notice_nor_promised_papers_nor_a_check_is_without_its_date():
    below = with_town()
    acts.accept_first(below, by=TOWN_WINDOW, at=MONDAY, calendar=DAYS)
    gaps, commitment = promised(), committed()
    acts.accept(gaps, by=LI, at=MONDAY, calendar=DAYS)
    grant_commitment(commitment)
    asked = submitted(published_matter("ASKED-1"))
    acts.ask_for_more(asked, [Missing("缺", material=1)], by=LI, at=MONDAY, calendar=DAYS)

    assert reads.line(below).due_on == date(2026, 3, 30)
    assert all(one.due_on for one in reads.gaps_of(gaps))
    assert reads.check(commitment).due_on is not None
    assert reads.sheet(asked).open_supplement["respond_by_on"] == "2026-03-16"


@pytest.mark.rule("A-918")
def test_elderly_people_come_first_and_are_asked_what_they_want_before_anything_is_decided():
    case = submitted(transfer_matter(), person=elder())
    assert (row(case).marks, row(case).pending) == (["elderly", "intention"], ["intention"])
    assert reads.line(case).elderly
    acts.accept(case, by=LI, at=on(3), calendar=DAYS)
    pass_review(case, at=on(4))

    with refused(case, "pending"):
        acts.grant(case, by=QIAN, at=on(4), calendar=DAYS)
    with refused(case, "empty", field="said"):
        acts.record_intention(case, said=" ", by=LI, at=on(4))
    acts.record_intention(case, said="本人自愿过户给儿子", by=LI, at=on(4))
    acts.grant(case, by=QIAN, at=on(4, hour=12), calendar=DAYS)

    assert said(case)[-1] == "CaseGranted"
    with refused(case, "out_of_order"):
        acts.record_intention(case, said="自愿", by=LI, at=on(5))


@pytest.mark.rule("A-918")
def test_others_are_not_asked_and_an_ordinary_matter_asks_nobody():
    young, ordinary = submitted(transfer_matter()), submitted(published_matter(), person=elder())

    assert (row(young).marks, row(young).pending) == ([], [])
    assert (row(ordinary).marks, row(ordinary).pending) == (["elderly"], [])


@pytest.mark.rule("A-918")
def test_the_inbox_can_show_elderly_people_first():
    matter = published_matter()
    young = submitted(matter)
    old = submitted(matter, person=elder(), at=MONDAY + timedelta(days=1))
    organ = [row(old).organ_id]

    assert [one.id for one in reads.inbox(organ, roles=["window"]).lines] == [young, old]
    assert [one.id for one in reads.inbox(organ, roles=["window"], mark="elderly").lines] == [old]
