"""Whoever hands in false papers is warned and, where the law sets one, barred: the decision says so with its last day."""

import pytest

from yimen.affairs.aftercare.tests.make import DAYS, LI, MONDAY, QIAN, ZHAO, a_matter, on
from yimen.affairs.cases import acts, paperwork, reads
from yimen.affairs.cases.events import CaseDeclined, CaseRefused
from yimen.affairs.cases.tests.make import application
from yimen.ground.bus import journal
from yimen.ground.bus.event import restore
from yimen.means.documents.rules import BODIES

pytestmark = pytest.mark.django_db
EVENTS = {"non_acceptance": CaseDeclined, "refusal": CaseRefused}


def decided(how: str, *, protects: bool) -> int:
    matter = a_matter(flags={"protects": protects})
    case = acts.submit(application(matter), by="account:1", at=MONDAY, calendar=DAYS)
    if how == "non_acceptance":
        acts.decline(case, ground="false", reason="材料虚假", entitled=True, by=QIAN, at=on(9))
        return case
    acts.accept(case, by=LI, at=MONDAY, calendar=DAYS)
    acts.review(case, verdict="disagree", opinion="虚假", by=ZHAO, at=on(9))
    acts.refuse(case, reason="材料虚假", false_papers=True, by=QIAN, at=on(9), calendar=DAYS)
    return case


def words(case: int, kind: str) -> str:
    """What the decision on a case says."""
    name = f"cases.{EVENTS[kind].__name__}"
    last = next(one for one in journal.history(case) if one.type == name)
    envelope = {"subject": last.subject, "organ": last.organ, "by": last.actor, "at": last.at}
    event = restore(name, envelope, last.data)
    return "".join(BODIES[kind](paperwork.data(reads.sheet(case), event)).paragraphs)


@pytest.mark.rule("A-210", "A-506", "A-607")
@pytest.mark.parametrize("how", EVENTS)
def test_the_decision_warns_and_names_the_bar_with_its_article_and_last_day(how):
    said = words(decided(how, protects=True), how)

    assert "第七十八条" in said
    assert "给予警告" in said
    assert "在2027年3月9日前（含当日）不得再次申请" in said


@pytest.mark.rule("A-210")
@pytest.mark.parametrize("how", EVENTS)
def test_where_the_law_sets_no_bar_the_decision_only_warns(how):
    said = words(decided(how, protects=False), how)

    assert "给予警告" in said
    assert "不得再次申请" not in said
