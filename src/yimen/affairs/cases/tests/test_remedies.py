"""Remedies by case: which there are, which come first, and their last days."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.affairs.cases import acts, paperwork, reads, showing
from yimen.affairs.cases.remedies import against_decision, against_silence, first_ground
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    QIAN,
    SHANGHAI,
    accepted,
    on,
    reviewed,
    serve_notice,
    submitted,
)
from yimen.ground.bus import journal
from yimen.ground.bus.event import restore
from yimen.ground.calendar.reads import shipped
from yimen.ground.calendar.rules import posted_in_time
from yimen.means.documents import rules as documents
from yimen.means.documents.tests.make import DATA
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.tests.make import published_matter

ROWS = {f"{one.code} {one.part}".strip(): one for one in shipped()}


@pytest.mark.rule("A-507", "A-509", "A-510", "K-16", "T-14", "T-15")
@pytest.mark.parametrize(
    ("ground", "told", "known", "ask", "sue"),
    [
        ("", True, "2026-03-05", "2026-05-06", "2026-09-07"),  # both moved off days of rest
        ("", True, "2025-08-31", "2025-10-30", "2026-02-28"),  # no 31 February
        ("", False, "2025-03-05", "2026-03-05", "2026-03-05"),
        ("natural_resources", True, "2026-03-05", "2026-05-06", None),
        ("on_the_spot", True, "2026-03-05", "2026-05-06", None),
        ("disclosure", True, "2026-03-05", "2026-05-06", None),
        ("law", False, "2025-03-05", "2026-03-05", None),
    ],
)
def test_the_last_days_against_a_decision(ground, told, known, ask, sue):
    found = against_decision(date.fromisoformat(known), ground=ground, told=told, rows=ROWS, calendar=DAYS)

    assert found.first == ground
    assert found.reconsideration.on == date.fromisoformat(ask)
    assert (found.suit and found.suit.on) == (date.fromisoformat(sue) if sue else None)


@pytest.mark.rule("A-509", "A-512", "K-16")
def test_against_silence_reconsideration_comes_first_and_both_run_from_the_end_of_the_period():
    found = against_silence(date(2026, 3, 30), rows=ROWS, calendar=DAYS)

    assert found.first == "failure_to_act"
    assert (found.reconsideration.on, found.suit.on) == (date(2026, 5, 29), date(2026, 9, 30))


@pytest.mark.rule("A-509")
def test_the_law_knows_five_grounds_and_no_other():
    assert [
        first_ground(ground=one) for one in ("on_the_spot", "natural_resources", "disclosure", "law", "")
    ] == [
        "on_the_spot",
        "natural_resources",
        "disclosure",
        "law",
        "",
    ]
    with pytest.raises(ValueError, match="whim"):
        first_ground(ground="whim")


@pytest.mark.rule("T-14", "T-15", "A-507")
@given(st.dates(date(2020, 1, 1), date(2026, 3, 1)))
def test_no_last_day_is_a_day_of_rest_and_the_year_is_never_shorter(known):
    told, untold = (against_decision(known, told=one, rows=ROWS, calendar=DAYS) for one in (True, False))

    for due in (told.reconsideration, told.suit, untold.reconsideration):
        assert DAYS.is_working(due.on)
    assert untold.reconsideration.on >= told.reconsideration.on


@pytest.mark.rule("T-18")
def test_what_is_posted_before_midnight_of_the_last_day_is_in_time():
    due = against_decision(date(2026, 3, 5), rows=ROWS, calendar=DAYS).reconsideration

    assert posted_in_time(datetime(2026, 5, 6, 23, 59, 59, tzinfo=SHANGHAI), due)
    assert not posted_in_time(datetime(2026, 5, 7, 0, 0, 0, tzinfo=SHANGHAI), due)


# in the documents


@pytest.mark.rule("A-507", "A-508", "A-509", "K-16")
@pytest.mark.parametrize(
    ("ground", "article"),
    [
        ("natural_resources", "第（二）项"),
        ("on_the_spot", "第（一）项"),
        ("disclosure", "第（四）项"),
        ("law", "第（五）项"),
    ],
)
def test_a_document_that_wants_reconsideration_first_says_so_and_why(ground, article):
    [said] = documents.remedies({**DATA, "reconsideration_first": ground})

    assert article in said
    assert "应当先" in said
    assert "十五日内" in said
    assert "六个月" not in said
    assert DATA["reconsideration_url"] in said


@pytest.mark.rule("A-507", "A-508")
def test_an_ordinary_refusal_names_sixty_days_six_months_and_the_address_online():
    [said] = documents.remedies(DATA)

    for words in (
        "六十日内",
        "六个月内",
        DATA["reconsideration"],
        DATA["court"],
        DATA["reconsideration_url"],
    ):
        assert words in said
    assert "应当先" not in said


@pytest.mark.django_db
@pytest.mark.rule("K-16", "A-507")
def test_the_organ_for_reconsideration_is_that_of_the_organ_s_own_data(settings):
    settings.RECONSIDERATION_URL = "https://xzfy.example.cn/"
    case = reviewed()
    acts.refuse(case, reason="场所不符", by=QIAN, at=on(4), calendar=DAYS)
    told = journal.history(case)[-1]
    envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}

    says = paperwork.data(reads.sheet(case), restore(told.type, envelope, told.data))

    assert says["reconsideration"] == agencies.organ(told.organ).reconsideration == "高州市人民政府"
    assert says["reconsideration_url"] == "https://xzfy.example.cn/"


# on the page of the case


def refused_case(**flags):
    matter = published_matter(flags={"supplement_days": 10, **flags})
    case = reviewed(matter)
    acts.refuse(case, reason="场所不符", by=QIAN, at=on(4), calendar=DAYS)
    return case


@pytest.mark.django_db
@pytest.mark.rule("A-507", "A-511")
def test_the_days_are_shown_from_service_on_not_from_the_decision():
    case = refused_case()
    assert reads.remedies_of(reads.sheet(case), today=date(2026, 3, 4), calendar=DAYS) is None

    acts.deliver(case, method="personal", proof="签收", by=LI, at=on(5))

    found = reads.remedies_of(reads.sheet(case), today=date(2026, 3, 6), calendar=DAYS)
    assert (found.reconsideration.on, found.suit.on) == (date(2026, 5, 6), date(2026, 9, 7))


@pytest.mark.django_db
@pytest.mark.rule("A-509", "K-16")
def test_a_matter_of_natural_resources_shows_reconsideration_first():
    case = refused_case(reconsideration_first="natural_resources")
    acts.deliver(case, method="personal", proof="签收", by=LI, at=on(5))

    found = reads.remedies_of(reads.sheet(case), today=date(2026, 3, 6), calendar=DAYS)

    assert (found.first, found.suit) == ("natural_resources", None)


@pytest.mark.django_db
@pytest.mark.rule("A-512", "A-507")
def test_when_the_statutory_period_has_passed_undecided_the_remedies_against_silence_are_shown():
    case = accepted()

    assert reads.remedies_of(reads.sheet(case), today=date(2026, 3, 30), calendar=DAYS) is None
    found = reads.remedies_of(reads.sheet(case), today=date(2026, 3, 31), calendar=DAYS)
    assert (found.first, found.suit.on) == ("failure_to_act", date(2026, 9, 30))


@pytest.mark.django_db
@pytest.mark.rule("A-507")
def test_a_case_that_was_not_accepted_shows_them_too_and_a_granted_one_does_not():
    declined = submitted()
    acts.decline(declined, ground="not_required", reason="无需许可", by=LI, at=on(2))
    serve_notice(declined, "non_acceptance", at=on(3))
    fine = reviewed()
    acts.grant(fine, by=QIAN, at=on(4), calendar=DAYS)
    acts.deliver(fine, method="personal", proof="签收", by=LI, at=on(5))

    assert reads.remedies_of(
        reads.sheet(declined), today=date(2026, 3, 6), calendar=DAYS
    ).reconsideration.on == date(2026, 5, 6)
    assert reads.remedies_of(reads.sheet(fine), today=date(2026, 3, 6), calendar=DAYS) is None


@pytest.mark.django_db
@pytest.mark.rule("A-507", "A-511", "T-10")
def test_against_a_non_acceptance_the_days_run_from_its_service_too():
    case = submitted()
    acts.decline(case, ground="not_required", reason="无需许可", by=LI, at=on(3))
    n = serve_notice(case, "non_acceptance", way="post", outcome="sent", number="XA1", at=on(3))
    assert reads.remedies_of(reads.sheet(case), today=date(2026, 3, 9), calendar=DAYS) is None

    received = {"outcome": "served", "on": date(2026, 3, 9), "note": "本人签收"}
    acts.conclude_service(case, n, **received, by=LI, at=on(10), calendar=DAYS)

    found = reads.remedies_of(reads.sheet(case), today=date(2026, 3, 10), calendar=DAYS)
    assert (found.reconsideration.on, found.suit.on) == (date(2026, 5, 8), date(2026, 9, 9))


@pytest.mark.django_db
def test_the_rows_of_remedies_are_those_in_force():
    assert set(showing.rows_on(date(2026, 3, 5))) == {
        "L-18",
        "L-18 not_told",
        "L-23",
        "L-23 not_told",
        "A-512",
        "D-105",
    }
