"""Holding a permit back for a time is a penalty: notice, hearing, two people, a decision that is served, a last day."""

from datetime import date

import pytest

from yimen.affairs.aftercare import acts, reads
from yimen.affairs.aftercare.tests.make import (
    END,
    SUN,
    ZHOU,
    a_matter,
    again,
    ask,
    decide,
    decided,
    ended,
    hear,
    issued,
    of_case,
    on,
    proposal,
    proposed,
    refused,
    said,
    serve,
)
from yimen.means.documents import acts as document_acts
from yimen.means.documents import reads as documents
from yimen.means.notices.models import Message
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as register
from yimen.registers.permits.acts import HeldBack

pytestmark = pytest.mark.django_db
HELD = ("suspension", "suspend")


@pytest.mark.rule("A-609", "A-1205", "A-1208")
def test_a_permit_is_held_back_by_a_decision_from_its_service_until_its_last_day():
    permit = issued()
    number = decided(permit, *HELD)
    assert again(permit, on(11)).holds

    serve(number, at=on(12))
    found = again(permit, on(12))
    assert (found.standing, found.suspended_until) == ("suspended", date(2026, 4, 11))
    assert register.to_resume(date(2026, 4, 11)) == []
    assert register.to_resume(date(2026, 4, 12)) == [permit.id]
    permits.resume(permit.id, by="system", at=on(12, 4))

    assert again(permit, on(12, 4)).holds
    assert said(permit.id)[-1] == "permits.PermitResumed"


@pytest.mark.rule("A-606", "A-1205", "A-1206")
def test_it_takes_two_people_a_notice_a_time_to_speak_and_a_hearing_that_is_asked_for():
    number = acts.propose(issued(), proposal(*HELD, penalty_number="罚1号"), by=SUN, at=on(3))

    with refused("two_people"):
        acts.decide(number, reason="理由", by=SUN, at=on(20))
    with refused("untold"):
        acts.decide(number, reason="理由", by=ZHOU, at=on(20))
    serve(number, at=on(20))
    assert reads.proceeding(number).hearing == "offered"
    acts.answer_hearing(number, wanted=True, by="account:1", at=on(20))
    with refused("hearing"):
        acts.decide(number, reason="理由", by=ZHOU, at=on(31))


@pytest.mark.rule("A-501", "A-507", "A-1208")
def test_the_decision_is_a_document_with_article_number_days_and_remedies_and_is_told():
    permit = issued()
    ended(permit, *HELD)
    hear()

    made = [one.kind for one in documents.documents_of(permit.id)]
    assert made == ["permit", "intention", "service", "suspension", "service"]
    for one in documents.documents_of(permit.id):
        assert document_acts.issue(one.id, at=on(12))
    told = Message.objects.filter(person_id=permit.person_id).order_by("pk").values_list("kind", flat=True)
    assert list(told)[-2:] == ["permit_decision_made", "permit_held_back_until"]


@pytest.mark.parametrize("days", [0, 4000])
def test_holding_back_has_an_end(days):
    permit = issued()

    with refused("order", field="days"):
        proposed(permit, *HELD, penalty_number="罚1号", days=days)


def test_what_is_held_back_is_not_held_back_again_but_may_be_forfeited():
    permit = issued()
    ended(permit, *HELD)

    with refused("held_back"):
        proposed(again(permit), *HELD, penalty_number="罚2号")
    assert proposed(again(permit), "penalty", "forfeit", penalty_number="罚2号")


def test_it_holds_again_before_its_time_only_for_a_reason():
    permit = issued()
    ended(permit, *HELD)

    with refused("empty", field="reason"):
        permits.resume(permit.id, by=ZHOU, at=on(20))
    permits.resume(permit.id, reason="行政复议决定撤销原决定", by=ZHOU, at=on(20))

    assert again(permit).holds


def test_a_renewal_keeps_it_held_back_until_the_same_day():
    matter = a_matter()
    permit = issued(matter)
    at = END.replace(month=1)
    until = date(2027, 5, 1)
    permits.suspend(permit.id, HeldBack("理由", "依据", on=at.date(), until=until), by=ZHOU, at=at)
    case = ask(permit, "renewal", matter, at=at)
    decide(case, at=at)

    new = of_case(case, at=at)
    assert (new.state, new.suspended_until) == ("suspended", until)


@pytest.mark.rule("A-609")
@pytest.mark.parametrize("field", ["reason", "basis"])
def test_the_register_wants_reasons_a_basis_and_an_end(field):
    permit = issued()
    words = {"reason": "理由", "basis": "依据", field: " "}
    first, last = date(2026, 3, 3), date(2026, 3, 9)

    with refused("empty", field=field):
        permits.suspend(permit.id, HeldBack(**words, on=first, until=last), by=ZHOU, at=on(3))
    with refused("order", field="until"):
        permits.suspend(permit.id, HeldBack("理由", "依据", on=first, until=first), by=ZHOU, at=on(3))
    permits.suspend(permit.id, HeldBack("理由", "依据", on=first, until=last), by=ZHOU, at=on(3))
    with refused("out_of_order"):
        permits.suspend(permit.id, HeldBack("理由", "依据", on=first, until=last), by=ZHOU, at=on(3))
    with refused("out_of_order"):
        permits.end(permit.id, "suspend", ground="suspension", reason="理由", basis="依据", by=ZHOU, at=on(3))
