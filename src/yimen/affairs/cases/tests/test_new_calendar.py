"""The calendar changes: every running date is computed again, and what moved it is kept."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.listeners import compute_dates_again, compute_local_dates_again
from yimen.affairs.cases.models import Case, Recomputation
from yimen.affairs.cases.sweeping import sweep
from yimen.affairs.cases.tests.make import LI, QIAN, accepted, granted, on, refused, submitted
from yimen.affairs.cases.tests.special import (
    INSPECTOR,
    TOWN_WINDOW,
    commitment_matter,
    committed,
    grant_commitment,
    promised,
    with_town,
)
from yimen.ground.bus import journal
from yimen.ground.calendar import acts as calendar_acts
from yimen.ground.calendar import reads as calendar_reads
from yimen.ground.calendar.events import CalendarAnnounced, OfficesClosed, OfficesReopened
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db
AT = on(24, 12, 9)
BEFORE = date(2027, 1, 18)  # twenty working days from 21 December if no day of January were a holiday
TYPHOON = "关于台风停止办公的通告"


@pytest.fixture(autouse=True)
def fresh():
    calendar_reads.forget()
    yield
    calendar_reads.forget()


def announced(days: dict[date, tuple[bool, str]]) -> CalendarAnnounced:
    calendar_acts.announce(2027, days, notice="关于2027年部分节假日安排的通知", by="account:9", at=AT)
    calendar_reads.forget()
    return CalendarAnnounced(subject=2027, by="account:9", at=AT, year=2027, notice="n")


def closed(first: date, last: date, *, division: str) -> int:
    row = calendar_acts.close_offices(division, first, last, notice=TYPHOON, by="account:9", at=on(3))
    calendar_reads.forget()
    compute_local_dates_again(
        OfficesClosed(subject=row, by="account:9", at=on(3), division=division, notice=TYPHOON)
    )
    return row


def division_of(case: int) -> str:
    return agencies.organs()[Case.objects.get(pk=case).organ_id].division_code


def moves(case: int) -> list[tuple[str, str]]:
    return [
        (one.data["old_due_on"], one.data["new_due_on"])
        for one in journal.history(case)
        if one.type == "cases.DueRecomputed"
    ]


@pytest.mark.rule("T-02", "T-22")
def test_a_provisional_date_is_computed_again_and_the_move_is_recorded():
    case = accepted(at=on(21, 12))
    assert Case.objects.get(pk=case).provisional
    assert Case.objects.get(pk=case).statutory_due_on == BEFORE

    compute_dates_again(announced({date(2027, 1, 1): (False, "元旦")}))
    assert reads.to_recompute() == [(case, "calendar 2027")]
    sweep(at=AT)

    row, last = Case.objects.get(pk=case), journal.history(case)[-1]
    assert (row.statutory_due_on, row.provisional) == (date(2027, 1, 19), False)
    assert last.type == "cases.DueRecomputed"
    assert (last.data["old_due_on"], last.data["new_due_on"]) == ("2027-01-18", "2027-01-19")
    assert (last.data["cause"], last.actor) == ("calendar 2027", "system")
    assert reads.to_recompute() == []


@pytest.mark.rule("T-22")
def test_a_date_that_stays_leaves_no_record_of_a_move():
    case = accepted(at=on(21, 12))

    compute_dates_again(announced({date(2027, 1, 2): (False, "元旦")}))  # a Saturday
    sweep(at=AT)

    row = Case.objects.get(pk=case)
    assert (row.statutory_due_on, row.provisional) == (BEFORE, False)
    assert moves(case) == []


def asked_for_more() -> int:
    case, days = submitted(), calendar_reads.calendar()
    acts.ask_for_more(case, [Missing("没有签名", material=1)], way="window", by=LI, at=on(2), calendar=days)
    return case


@pytest.mark.rule("T-22", "A-211")
def test_a_closure_gives_people_more_time_and_taking_it_back_takes_it_back():
    case = asked_for_more()
    before = notice(case)

    closure = closed(date(2026, 3, 4), date(2026, 3, 5), division=division_of(case))
    sweep(at=on(3, hour=11))
    assert moves(case) == [(before, "2026-03-18")]

    calendar_acts.reopen_offices(closure, notice="恢复办公", by="account:9", at=on(3))
    calendar_reads.forget()
    compute_local_dates_again(
        OfficesReopened(
            subject=closure, by="account:9", at=on(3), division=division_of(case), notice="恢复办公"
        )
    )
    sweep(at=on(3, hour=12))
    assert notice(case) == before == "2026-03-16"


@pytest.mark.rule("T-01", "A-406")
def test_closed_offices_give_the_organ_no_more_time():
    waiting, running, decided = submitted(), accepted(), granted()

    closed(date(2026, 3, 4), date(2026, 3, 5), division=division_of(waiting))
    sweep(at=on(3, hour=11))

    assert [moves(case) for case in (waiting, running, decided)] == [[], [], []]


def test_a_closure_elsewhere_asks_for_nothing_and_one_above_for_everything_below():
    case = accepted()

    closed(date(2026, 3, 4), date(2026, 3, 4), division="110000000000")
    assert not Recomputation.objects.exists()

    closed(date(2026, 3, 4), date(2026, 3, 4), division=division_of(case)[:2] + "0" * 10)
    assert Recomputation.objects.filter(case_id=case).count() == 1


def test_what_has_ended_is_left_alone_and_asking_twice_is_asking_once():
    running, ended = accepted(), submitted()
    acts.decline(ended, ground="false", reason="材料虚假", entitled=True, by=LI, at=on(3))

    acts.ask_to_recompute(None, cause="a", at=on(3))
    acts.ask_to_recompute(None, cause="b", at=on(4))

    assert reads.to_recompute() == [(running, "b")]
    assert not acts.recompute(ended, cause="b", at=on(4), calendar=calendar_reads.calendar())


@pytest.mark.rule("T-01", "A-204", "A-404", "A-406")
def test_a_new_case_gives_the_organ_the_days_of_the_law_although_its_offices_are_closed():
    place = division_of(submitted())
    closed(date(2026, 3, 4), date(2026, 3, 5), division=place)
    days = calendar_reads.calendar(place)
    assert days.closures

    def dates() -> list[date | None]:
        case = submitted()
        first = Case.objects.get(pk=case).accept_due_on
        acts.accept(case, by=LI, at=on(3), calendar=days)
        acts.review(case, verdict="agree", opinion="", by="account:102", at=on(3))
        acts.grant(case, by=QIAN, at=on(3), calendar=days)
        row = Case.objects.get(pk=case)
        return [first, row.promised_due_on, row.statutory_due_on, row.deliver_due_on]

    here, days = dates(), days.national
    assert here == dates()


# every date that runs


HOLIDAYS = {date(2027, 1, day): (False, "元旦") for day in (1, 4)}  # a Friday and a Monday
LATE = on(21, 12)


def known(days=HOLIDAYS):
    """The year is announced, and the worker has been by."""
    compute_dates_again(announced(days))
    sweep(at=AT)


@pytest.mark.rule("T-02", "A-211")
def test_the_day_to_supply_papers_is_computed_again_so_that_nothing_is_sent_back_too_early():
    case = submitted(at=LATE)
    acts.ask_for_more(
        case,
        [Missing("没有签名", material=1)],
        way="window",
        by=LI,
        at=LATE,
        calendar=calendar_reads.calendar(),
    )
    assert (notice(case), Case.objects.get(pk=case).provisional) == ("2027-01-04", True)

    known()

    assert (notice(case), Case.objects.get(pk=case).provisional) == ("2027-01-06", False)
    assert moves(case) == [("2027-01-04", "2027-01-06")]
    assert case not in reads.unanswered(date(2027, 1, 5))
    with refused(case, "too_early"):
        acts.lapse(case, at=on(6, 1, 23, 2027))
    acts.lapse(case, at=on(7, 1, 1, 2027))


def notice(case):
    return reads.sheet(case).open_supplement["respond_by_on"]


@pytest.mark.rule("T-02", "A-905")
def test_the_day_of_promised_papers_is_computed_again():
    case = promised(at=LATE)
    acts.accept(case, by=LI, at=LATE, calendar=calendar_reads.calendar())
    assert [one.due_on for one in reads.gaps_of(case)] == [date(2027, 1, 4)]

    known()

    assert [one.due_on for one in reads.gaps_of(case)] == [date(2027, 1, 6)]


@pytest.mark.rule("T-02", "A-304")
def test_the_day_to_forward_a_first_review_is_computed_again():
    case = with_town(at=LATE)
    acts.accept_first(case, by=TOWN_WINDOW, at=LATE, calendar=calendar_reads.calendar())
    assert Case.objects.get(pk=case).first_due_on == reads.first_review_of(case).due_on == BEFORE

    known()

    assert Case.objects.get(pk=case).first_due_on == reads.first_review_of(case).due_on == date(2027, 1, 20)


@pytest.mark.rule("T-02", "A-305")
def test_the_day_to_name_the_officers_of_an_inspection_is_computed_again():
    matter = published_matter("INSPECT-1", flags={**CONTENT["flags"], "inspection": True})
    case, at = submitted(matter, at=LATE), on(28, 12)
    acts.accept(case, by=LI, at=at, calendar=calendar_reads.calendar())
    assert reads.sheet(case).checks[0]["due_on"] == "2027-01-04"

    known()

    assert reads.sheet(case).checks[0]["due_on"] == "2027-01-06"


@pytest.mark.rule("T-02", "A-910")
def test_the_day_of_checking_a_commitment_and_of_mending_is_computed_again():
    matter = commitment_matter()
    checked, mending = committed(matter, at=LATE), committed(matter, at=LATE)
    for case in (checked, mending):
        grant_commitment(case, at=LATE)
        acts.deliver(case, method="personal", proof="签收", by=LI, at=LATE)
        acts.close(case, by=LI, at=LATE)
    words = {"outcome": "not_kept", "finding": "缺洗手池", "second": "account:106", "by": INSPECTOR}
    acts.check_commitment(mending, **words, at=LATE, calendar=calendar_reads.calendar())
    assert (reads.check(checked).due_on, reads.check(mending).due_on) == (BEFORE, date(2027, 1, 4))

    known()

    assert (reads.check(checked).due_on, reads.check(mending).due_on) == (
        date(2027, 1, 20),
        date(2027, 1, 6),
    )


@pytest.mark.rule("T-02", "T-14", "A-511")
def test_the_day_on_which_a_published_document_counts_as_served_is_computed_again():
    case, at = granted(at=on(1, 12)), on(2, 12)
    proof = {"reason": "下落不明", "missing_proof": "社区证明"}
    days = calendar_reads.calendar()
    acts.publish_service(case, document="grant", **proof, by=LI, at=at, calendar=days)
    assert reads.sheet(case).services[0]["deemed_on"] == "2027-01-01"

    known()

    assert reads.sheet(case).services[0]["deemed_on"] == "2027-01-05"


@pytest.mark.rule("T-02", "A-405")
def test_the_days_told_for_a_special_procedure_and_the_period_after_it_are_computed_again():
    case = accepted(at=LATE)
    acts.suspend(case, ground="testing", basis="法", planned_days=10, by=QIAN, at=LATE)
    told = acts.Serving("special", "personal", receiver="本人")
    acts.serve(case, told, by=LI, at=LATE, calendar=calendar_reads.calendar())
    before = Case.objects.get(pk=case).statutory_due_on
    assert reads.sheet(case).suspensions[0]["until_on"] == "2027-01-01"

    known()

    assert reads.sheet(case).suspensions[0]["until_on"] == "2027-01-05"
    assert (before, Case.objects.get(pk=case).statutory_due_on) == (date(2027, 1, 29), date(2027, 2, 2))
