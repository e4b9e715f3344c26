"""What the documents about a permit, and about its renewal, bear."""

from datetime import timedelta

import pytest

from yimen.affairs.aftercare import paperwork
from yimen.affairs.aftercare.tests.make import DAY_30, DAYS, END, LI, a_matter, ask, issued
from yimen.affairs.cases import acts
from yimen.affairs.cases.tests.make import row
from yimen.affairs.cases.tests.says import words

pytestmark = pytest.mark.django_db
AFTER = END + timedelta(days=1)  # the permit has ended


@pytest.mark.rule("A-502", "A-506")
def test_a_certificate_bears_the_whole_number_of_its_holder_s_document():
    assert paperwork.about(issued())["id_number"] == "440981199001010017"


@pytest.mark.rule("A-605")
def test_the_notice_of_acceptance_of_a_renewal_names_no_day_after_the_permit_and_says_what_silence_does():
    matter = a_matter()
    case = ask(issued(matter), "renewal", matter, at=DAY_30)
    acts.accept(case, by=LI, at=DAY_30 + timedelta(days=4), calendar=DAYS)

    text = words(case, "CaseAccepted")

    assert row(case).statutory_due_on == END.date()
    assert "法定办结日期 2027年3月2日" in text
    assert "视为准予延续" in text
    assert "行政复议" not in text


@pytest.mark.rule("A-605", "A-511")
def test_what_was_served_of_a_renewal_by_silence_is_its_notice_and_no_decision():
    matter = a_matter()
    case = ask(issued(matter), "renewal", matter, at=DAY_30)
    acts.accept(case, by=LI, at=DAY_30, calendar=DAYS)
    acts.deem_renewed(case, at=AFTER, calendar=DAYS)
    acts.deliver(case, method="personal", proof="本人签收", by=LI, at=AFTER)

    assert "送达文书 视为准予延续通知书" in words(case, "CaseDelivered")
