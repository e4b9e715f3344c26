"""The one-time notice of what is missing, and the answer to it."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing, Paper
from yimen.affairs.cases.tests.make import (
    DAYS,
    FACTS,
    LI,
    MONDAY,
    accepted,
    on,
    refused,
    row,
    said,
    serve_notice,
    state,
    submitted,
    wang,
)
from yimen.registers.catalogue.tests.make import CONTENT, published_matter
from yimen.registers.people import acts as people

pytestmark = pytest.mark.django_db
BOTH = [Missing("没有签名", material=1), Missing("与平面图不符", field="area")]


def ask(case, items=BOTH, *, at=None, **words):
    acts.ask_for_more(case, items, by=LI, at=at or on(3), calendar=DAYS, **words)


def answer(case, *papers, at=None):
    acts.supplement(
        case, papers or [Paper(1, reference="R-9")], by="account:1", at=at or on(11), calendar=DAYS
    )


@pytest.mark.rule("A-204")
def test_everything_missing_is_told_at_once_each_with_its_reason():
    case = submitted()

    ask(case)

    notice = reads.sheet(case).open_supplement
    assert [(one["material"], one["field"], one["reason"]) for one in notice["items"]] == [
        (1, "", "没有签名"),
        (0, "area", "与平面图不符"),
    ]
    assert state(case) == "supplementing"
    assert said(case) == ["CaseSubmitted", "SupplementRequested"]


@pytest.mark.rule("A-204", "A-205")
def test_after_the_fifth_working_day_nothing_can_be_asked_for():
    case = submitted()

    with refused(case, "too_late"):
        ask(case, at=on(10, hour=0))
    ask(case, at=on(9, hour=23))
    assert state(case) == "supplementing"


@pytest.mark.rule("A-104")
@pytest.mark.parametrize(
    "thing", [Missing("技术转让协议", material=9), Missing("多要一个", field="wife"), Missing("空")]
)
def test_only_what_is_published_can_be_asked_for(thing):
    case = submitted()

    with refused(case, "unlisted", field="items"):
        ask(case, [BOTH[0], thing])


@pytest.mark.parametrize("items", [[], [Missing(" ", material=1)]])
def test_a_notice_says_what_and_why(items):
    case = submitted()

    with refused(case, "empty", field="items"):
        ask(case, items)


@pytest.mark.rule("A-206")
def test_a_second_notice_without_a_new_fact_is_refused():
    case = submitted()
    ask(case)
    answer(case)

    with refused(case, "second_notice", field="ground"):
        ask(case, at=on(12))
    with refused(case, "second_notice", field="ground"):
        ask(case, at=on(12), ground="forgot")


@pytest.mark.rule("A-206")
def test_a_second_notice_for_a_new_fact_is_reported():
    case = submitted()
    ask(case)
    answer(case)

    ask(case, at=on(12), ground="new_fact")

    assert state(case) == "supplementing"
    assert said(case)[-2:] == ["SupplementRequested", "SecondSupplementRequested"]
    assert [one["ground"] for one in reads.sheet(case).supplements] == ["", "new_fact"]


@pytest.mark.rule("A-207")
def test_an_answer_begins_five_fresh_working_days():
    case = submitted()
    ask(case)

    answer(case)

    assert (state(case), row(case).accept_due_on) == ("submitted", date(2026, 3, 18))
    assert reads.sheet(case).open_supplement is None
    assert [one["round"] for one in reads.sheet(case).materials] == [0, 0, 1]


def test_an_answer_without_the_paper_asked_for_is_refused():
    case = submitted()
    ask(case)

    with refused(case, "missing", field="papers"):
        answer(case, Paper(2, reference="R-2"))


@pytest.mark.rule("A-207")
@pytest.mark.parametrize("facts", [None, FACTS])
def test_a_notice_that_asks_for_an_entry_is_not_answered_with_nothing(facts):
    case = submitted()
    ask(case, BOTH[1:])

    with refused(case, "unchanged", field="papers"):
        acts.supplement(case, [], facts=facts, by="account:1", at=on(4), calendar=DAYS)
    with refused(case, "missing", field="papers"):
        acts.supplement(case, [], facts={**FACTS, "area": ""}, by="account:1", at=on(4), calendar=DAYS)
    acts.supplement(case, [], facts={**FACTS, "area": "90"}, by="account:1", at=on(4), calendar=DAYS)

    assert (state(case), reads.sheet(case).facts["area"]) == ("submitted", "90")


@pytest.mark.rule("A-104")
def test_an_answer_with_an_unlisted_paper_is_refused():
    case = submitted()
    ask(case)

    with refused(case, "unlisted", field="papers"):
        answer(case, Paper(1), Paper(50))


@pytest.mark.rule("A-212")
def test_the_time_of_completing_is_no_part_of_the_period():
    case = submitted()
    ask(case)
    answer(case)

    acts.accept(case, by=LI, at=on(11), calendar=DAYS)

    assert row(case).statutory_due_on == date(2026, 4, 9)


@pytest.mark.rule("A-211")
@pytest.mark.parametrize(
    ("flags", "days"), [({}, date(2026, 3, 17)), ({"supplement_days": 3}, date(2026, 3, 6))]
)
def test_the_matter_says_how_long_the_applicant_has_ten_working_days_otherwise(flags, days):
    others = {name: value for name, value in CONTENT["flags"].items() if name != "supplement_days"}
    case = submitted(published_matter(flags={**others, **flags}))

    ask(case)

    assert date.fromisoformat(reads.sheet(case).open_supplement["respond_by_on"]) == days


@pytest.mark.rule("A-211")
def test_papers_that_never_come_send_the_application_back_and_it_may_be_made_again():
    case = submitted()
    ask(case, way="window")
    assert case not in reads.unanswered(date(2026, 3, 17))
    with refused(case, "too_early"):
        acts.lapse(case, at=on(17, hour=23))
    assert case in reads.unanswered(date(2026, 3, 18))

    acts.lapse(case, at=on(18, hour=0))

    assert (state(case), said(case)[-1]) == ("returned", "CaseLapsed")
    assert state(submitted(at=on(18))) == "submitted"


@pytest.mark.rule("A-211", "A-511", "A-204")
@pytest.mark.parametrize("way", ["online", "phone", "post"])
def test_a_notice_that_was_never_served_sends_no_application_back(way):
    case = submitted()
    ask(case, way=way)

    assert case not in reads.unanswered(date(2026, 12, 31))
    with refused(case, "unserved"):
        acts.lapse(case, at=on(30))


@pytest.mark.rule("A-211", "A-511")
def test_the_days_of_the_applicant_run_from_service_by_whatever_way():
    case = submitted()
    ask(case, way="post")
    n = serve_notice(case, "supplement", way="post", outcome="sent", number="XA1", at=on(3))
    assert row_of_notice(case) == (None, "2026-03-17")

    acts.conclude_service(
        case, n, outcome="served", on=date(2026, 3, 6), note="本人签收", by=LI, at=on(9), calendar=DAYS
    )

    assert row_of_notice(case) == ("2026-03-06", "2026-03-20")
    with refused(case, "too_early"):
        acts.lapse(case, at=on(20, hour=23))
    acts.lapse(case, at=on(21, hour=0))


@pytest.mark.rule("A-511")
def test_what_was_served_before_the_notice_was_made_is_no_service_of_it():
    case = submitted()
    ask(case, way="phone")

    serve_notice(case, "supplement", on=date(2026, 3, 2), at=on(4))

    assert row_of_notice(case) == (None, "2026-03-17")


@pytest.mark.rule("A-901", "A-511")
def test_what_is_handed_over_at_the_window_is_served_there_and_recorded():
    case = submitted()

    ask(case, way="window")

    [served] = reads.sheet(case).services
    assert (served["document"], served["way"], served["served_on"]) == (
        "supplement",
        "personal",
        "2026-03-03",
    )
    assert said(case)[-2:] == ["SupplementRequested", "NoticeServed"]
    assert row_of_notice(case) == ("2026-03-03", "2026-03-17")


@pytest.mark.rule("A-511", "A-211")
def test_who_agreed_to_electronic_service_is_served_once_the_notice_lies_in_their_space():
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=MONDAY)
    case = submitted()
    ask(case)

    serve_notice(case, "supplement", way="electronic", at=on(4))

    assert row_of_notice(case) == ("2026-03-04", "2026-03-18")


def row_of_notice(case):
    notice = reads.sheet(case).open_supplement
    return notice["served_on"], notice["respond_by_on"]


def test_nothing_lapses_that_was_not_asked_for():
    case = submitted()

    with refused(case, "out_of_order"):
        acts.lapse(case, at=on(30))


def test_an_accepted_case_is_asked_for_nothing_and_takes_no_answer():
    case = accepted()

    with refused(case, "out_of_order"):
        ask(case)
    with refused(case, "out_of_order"):
        answer(case)
