"""Which days of a document are provisional, and how it says so."""

import pytest

from yimen.means.documents import periods, rules
from yimen.means.documents.tests.make import DATA

DAYS = {"accepted_on": "2026-12-30", "promised_due_on": "2026-12-31", "statutory_due_on": "2027-01-14"}


@pytest.mark.rule("T-02")
def test_a_day_in_a_year_that_is_not_announced_says_that_it_is_provisional():
    years = periods.unannounced("acceptance", {**DATA, **DAYS}, {2026})

    body = rules.body_of("acceptance", {**DATA, **DAYS, "unannounced": years})

    assert years == [2027]
    assert any("2027年的节假日安排尚未公布" in one and "暂定日期" in one for one in body.paragraphs)


@pytest.mark.rule("T-02")
def test_days_of_announced_years_are_not_called_provisional():
    assert periods.unannounced("acceptance", {**DATA, **DAYS}, {2026, 2027}) == []
    assert not [one for one in rules.body_of("acceptance", {**DATA, **DAYS}).paragraphs if "暂定" in one]


@pytest.mark.rule("T-02")
def test_days_that_are_no_end_of_a_period_are_never_provisional():
    assert periods.unannounced("service", {**DATA, "served_on": "2027-01-04"}, {2026}) == []
