"""Checks by two officers: on site, and by a technical standard."""

from datetime import date, timedelta

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Finding, Found
from yimen.affairs.cases.sweeping import sweep
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    ZHAO,
    accepted,
    on,
    refused,
    row,
    said,
    state,
    submitted,
)
from yimen.ground.bus import journal
from yimen.ground.files import acts as files
from yimen.ground.files.tests.make import photo as jpeg
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db
SUN, PLACE = "account:104", "石仔岭街道环城路12号"
GOOD = (Finding("场所面积", "86平方米，与图纸一致", True), Finding("冷藏设备", "两台，运转正常", True))
STANDARD = "GB 31654-2021"


def site_matter(**flags):
    return published_matter(flags={"supplement_days": 10, "site_check": True, **flags})


def inspected_matter():
    return published_matter(flags={"supplement_days": 10, "inspection": True})


def planned(case, *, kind="site", officers=(ZHAO, SUN), at=None):
    at = at or on(3)
    return acts.plan_check(
        case, kind=kind, officers=officers, place=PLACE, planned_at=at + timedelta(days=1), by=ZHAO, at=at
    )


def found(**changes):
    words = {"findings": GOOD, "held_at": on(4), "present": "王秀英", "present_signed": True, **changes}
    return Found(**words)


def record(case, n, *, by=ZHAO, at=None, **changes):
    acts.record_check(case, n, found(**changes), by=by, at=at or on(4, hour=15))


def review(case):
    acts.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=on(4, hour=16))


def grant(case, at=None):
    acts.grant(case, by=QIAN, at=at or on(5), calendar=DAYS)


@pytest.mark.rule("A-302")
def test_the_decision_waits_for_the_record_that_two_officers_signed():
    case = accepted(site_matter())
    review(case)
    with refused(case, "pending"):
        grant(case)
    n = planned(case)
    record(case, n)
    with refused(case, "pending"):
        grant(case)

    acts.sign_check(case, n, by=SUN, at=on(4, hour=17))
    grant(case)

    kept = reads.sheet(case).checks[0]
    assert (kept["officers"], kept["signed"], kept["place"]) == ([ZHAO, SUN], [ZHAO, SUN], PLACE)
    assert (kept["findings"][0]["found"], kept["conforming"]) == ("86平方米，与图纸一致", True)
    assert state(case) == "granted"
    assert said(case)[3:6] == ["CheckPlanned", "CheckRecorded", "CheckSigned"]


@pytest.mark.rule("A-302")
def test_a_step_of_two_officers_wants_the_record_too():
    accept, check, decide, deliver = CONTENT["steps"]
    case = accepted(published_matter(steps=[accept, {**check, "two_officers": True}, decide, deliver]))

    assert row(case).pending == ["site_check"]


@pytest.mark.rule("A-302")
@pytest.mark.parametrize("officers", [(), (ZHAO,), (ZHAO, ZHAO), (ZHAO, " ")])
def test_fewer_than_two_different_officers_are_refused(officers):
    case = accepted(site_matter())

    with refused(case, "two_officers", field="officers"):
        planned(case, officers=officers)


@pytest.mark.rule("A-302")
@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"findings": ()}, "empty", "findings"),
        ({"findings": (Finding("面积", " ", True),)}, "empty", "findings"),
        ({"held_at": on(30)}, "future", "held_at"),
        ({"present_signed": False}, "empty", "unsigned_why"),
        ({"by": LI}, "not_named", "check"),
    ],
)
def test_a_record_that_does_not_hold_is_refused(changes, code, field):
    case = accepted(site_matter())
    n = planned(case)

    with refused(case, code, field=field):
        record(case, n, **changes)


@pytest.mark.rule("A-302")
def test_a_record_is_written_once_and_signed_once_by_those_who_were_named():
    case = accepted(site_matter())
    n = planned(case)
    with refused(case, "not_named", field="check"):
        acts.sign_check(case, n, by=SUN, at=on(4))
    record(case, n)

    with refused(case, "twice", field="check"):
        record(case, n)
    with refused(case, "twice", field="check"):
        acts.sign_check(case, n, by=ZHAO, at=on(4))
    with refused(case, "not_named", field="check"):
        acts.sign_check(case, n, by=LI, at=on(4))
    with refused(case, "unknown", field="check"):
        acts.sign_check(case, 7, by=SUN, at=on(4))


@pytest.mark.rule("A-302")
def test_photos_become_files_of_the_case():
    case = accepted(site_matter())
    n = planned(case)
    photo = files.keep(jpeg(), "厨房.jpg", by=ZHAO, at=on(4))

    record(case, n, photos=(photo,))

    assert reads.sheet(case).checks[0]["photos"] == [photo]


@pytest.mark.rule("A-302", "A-406", "K-03")
def test_a_check_on_site_does_not_stop_the_clock():
    plain, checked = accepted(), accepted(site_matter())
    n = planned(checked)
    record(checked, n)
    acts.sign_check(checked, n, by=SUN, at=on(20))

    assert (row(checked).statutory_due_on, row(checked).promised_due_on) == (
        row(plain).statutory_due_on,
        row(plain).promised_due_on,
    )
    assert state(checked) == "accepted"


@pytest.mark.rule("A-302")
def test_every_check_that_was_arranged_has_to_be_finished():
    case = accepted(site_matter())
    first, second = planned(case), planned(case)
    record(case, first)
    acts.sign_check(case, first, by=SUN, at=on(4))
    assert row(case).pending == ["site_check"]

    record(case, second)
    acts.sign_check(case, second, by=SUN, at=on(4, hour=16))

    assert row(case).pending == []


def test_a_case_that_waits_for_papers_or_is_decided_has_no_check():
    case = submitted(site_matter())
    acts.ask_for_more(case, [acts.Missing("缺", material=1)], by=LI, at=on(3), calendar=DAYS)

    with refused(case, "out_of_order"):
        planned(case)


@pytest.mark.rule("A-305")
def test_an_inspection_has_its_row_and_its_day_to_name_officers_from_acceptance():
    case = accepted(inspected_matter())

    kept = reads.sheet(case).checks[0]
    assert (kept["kind"], kept["due_on"], kept["named_at"]) == ("inspection", "2026-03-09", None)
    assert row(case).pending == ["inspection"]


@pytest.mark.rule("A-305")
def test_silence_begins_an_inspection_as_acceptance_does():
    case = submitted(inspected_matter())

    sweep(at=on(10, hour=1))

    assert [one["due_on"] for one in reads.sheet(case).checks] == ["2026-03-09"]


@pytest.mark.rule("A-305")
@pytest.mark.parametrize(("at", "late"), [(on(9, hour=23), False), (on(10, hour=0), True)])
def test_officers_named_after_the_fifth_working_day_are_late(at, late):
    case = accepted(inspected_matter())

    planned(case, kind="inspection", at=at)

    assert len(reads.sheet(case).checks) == 1
    assert journal.history(case)[-1].data["late"] is late


def inspected(*, needs_analysis, findings=GOOD):
    case = accepted(inspected_matter())
    n = planned(case, kind="inspection")
    record(case, n, findings=findings, standard=STANDARD, needs_analysis=needs_analysis)
    acts.sign_check(case, n, by=SUN, at=on(4, hour=17))
    return case


@pytest.mark.rule("A-305")
def test_an_inspection_names_its_technical_standard():
    case = accepted(inspected_matter())
    n = planned(case, kind="inspection")

    with refused(case, "empty", field="standard"):
        record(case, n)


@pytest.mark.rule("A-305")
def test_a_result_that_needs_no_analysis_is_decided_on_the_spot_and_another_goes_on_to_review():
    at_once, later = inspected(needs_analysis=False), inspected(needs_analysis=True)

    grant(at_once, at=on(4, hour=18))

    assert state(at_once) == "granted"
    with refused(later, "out_of_order"):
        grant(later, at=on(4, hour=18))


@pytest.mark.rule("A-305")
def test_a_refusal_after_an_inspection_names_the_standard():
    case = inspected(needs_analysis=False, findings=(Finding("净含量", "低于标示值", False),))
    refuse = {"by": QIAN, "at": on(5), "calendar": DAYS}

    with refused(case, "standard", field="reason"):
        acts.refuse(case, reason="检测不合格", **refuse)
    acts.refuse(case, reason=f"净含量不符合{STANDARD}第5.2条", **refuse)

    assert state(case) == "refused"


def test_what_has_to_be_checked_is_not_decided_on_the_spot():
    accept, check, decide, deliver = CONTENT["steps"]
    steps = [{**accept, "days": 0}, {**check, "days": 0}, decide, deliver]
    flags = {"site_check": True}
    case = submitted(published_matter(handling="immediate", promised_days=1, steps=steps, flags=flags))

    with refused(case, "pending"):
        acts.grant_on_the_spot(case, by=QIAN, at=MONDAY, calendar=DAYS)


def test_the_day_of_the_table_is_what_counts():
    case = accepted(inspected_matter())

    assert date.fromisoformat(reads.sheet(case).checks[0]["due_on"]) == date(2026, 3, 9)
