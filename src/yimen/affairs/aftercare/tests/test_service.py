"""How the notice and the decision of an ending are served: every way with what the law wants of it."""

from datetime import date, timedelta

import pytest

from yimen.affairs.aftercare import acts, reads
from yimen.affairs.aftercare.tests.make import (
    DAYS,
    SUN,
    ZHOU,
    a_matter,
    again,
    decided,
    hear,
    issued,
    on,
    proposal,
    proposed,
    refused,
    said,
    serve,
    serving,
)
from yimen.affairs.cases import reads as cases
from yimen.means.documents import acts as document_acts
from yimen.means.documents import reads as documents
from yimen.registers.people import acts as people
from yimen.registers.permits.acts import Loss

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-511")
@pytest.mark.parametrize(
    ("words", "field", "code"),
    [
        ({"way": "pigeon"}, "method", "unknown"),
        ({"way": "electronic"}, "method", "no_consent"),
        ({"way": "notice"}, "method", "publish"),
        ({"way": "post", "proof": " "}, "proof", "empty"),
        ({"way": "post"}, "on", "empty"),
        ({"way": "left"}, "witnesses", "witnesses"),
        ({"outcome": "lost"}, "outcome", "unknown"),
        ({"outcome": "failed"}, "reason", "empty"),
        ({"on": date(2026, 3, 13)}, "on", "future"),
        ({"on": date(2026, 3, 10)}, "on", "early"),
    ],
)
def test_each_way_needs_what_the_law_wants_of_it(words, field, code):
    number = decided(issued())

    with refused(code, field=field):
        serve(number, at=on(12), **words)


@pytest.mark.rule("A-511")
def test_what_is_left_at_the_address_has_witnesses():
    number = decided(issued())

    serve(number, at=on(12), way="left", proof="拒收记录", witnesses="居委会 李某、王某")

    assert reads.proceeding(number).state == "served"


@pytest.mark.rule("A-511")
def test_electronic_service_needs_consent_and_the_document_in_the_holders_space():
    permit = issued()
    number = decided(permit)
    people.agree_to_electronic_service(permit.person_id, agree=True, by="account:1", at=on(12))

    with refused("not_made", field="method"):
        serve(number, at=on(12), way="electronic", proof="")
    hear()
    with refused("not_made", field="method"):
        serve(number, at=on(12), way="electronic", proof="")
    made = [one for one in documents.documents_of(permit.id) if one.kind == "revocation"]
    document_acts.issue(made[0].id, at=on(12))
    with refused("not_made", field="method"):
        serve(number, at=on(12), on=date(2026, 3, 11), way="electronic", proof="")
    serve(number, at=on(12), way="electronic", proof="")

    assert reads.proceeding(number).state == "served"


@pytest.mark.rule("A-511")
def test_a_public_notice_comes_when_handing_over_and_posting_failed_and_counts_after_thirty_days():
    permit = issued()
    number = decided(permit)

    with refused("others_first", field="reason"):
        acts.publish_service(number, reason="下落不明", by=ZHOU, at=on(12), calendar=DAYS)
    serve(number, at=on(12), outcome="failed", reason="查无此人")
    with refused("others_first", field="reason"):
        acts.publish_service(number, reason="下落不明", by=ZHOU, at=on(12), calendar=DAYS)
    serve(number, at=on(12), way="post", outcome="failed", reason="退信")
    with refused("empty", field="reason"):
        acts.publish_service(number, reason=" ", by=ZHOU, at=on(12), calendar=DAYS)
    acts.publish_service(number, reason="下落不明", by=ZHOU, at=on(12), calendar=DAYS)
    with refused("twice"):
        acts.publish_service(number, reason="下落不明", by=ZHOU, at=on(12), calendar=DAYS)

    shown = cases.published_notices(today=date(2026, 3, 12))
    assert [(one.recipient, one.published_on) for one in shown] == [("王秀英", date(2026, 3, 12))]
    deemed = shown[0].deemed_on
    assert deemed >= date(2026, 4, 11)
    assert reads.published_long_ago(deemed) == []
    due = dict(reads.published_long_ago(deemed + timedelta(days=1)))
    with refused("too_early"):
        acts.deem_served(number, due[number], at=on(12) + (deemed - date(2026, 3, 12)), calendar=DAYS)
    acts.deem_served(number, due[number], at=on(12) + (deemed - date(2026, 3, 11)), calendar=DAYS)
    assert again(permit).state == "revoked"
    assert reads.proceeding(number).served_at.date() == deemed


@pytest.mark.rule("A-511", "A-606")
def test_what_is_on_its_way_serves_when_it_is_received_or_comes_back():
    permit = issued()
    number = acts.propose(permit, proposal(), by=SUN, at=on(3))
    sent = serve(number, at=on(3), way="post", proof="EMS1", outcome="sent")
    assert reads.proceeding(number).respond_by is None

    with refused("empty", field="note"):
        acts.conclude_service(number, sent, outcome="failed", by=SUN, at=on(5), calendar=DAYS)
    with refused("future", field="on"):
        words = {"outcome": "served", "on": date(2026, 3, 2)}
        acts.conclude_service(number, sent, **words, by=SUN, at=on(5), calendar=DAYS)
    acts.conclude_service(
        number, sent, outcome="served", on=date(2026, 3, 4), by=SUN, at=on(5), calendar=DAYS
    )

    assert reads.proceeding(number).respond_by == date(2026, 3, 11)
    assert said(permit.id)[-2:] == ["aftercare.EndingServiceTried", "aftercare.NoticeOfEndingServed"]
    with refused("twice"):
        acts.conclude_service(number, sent, outcome="served", by=SUN, at=on(5), calendar=DAYS)


def test_only_what_is_due_is_served_and_once():
    number = proposed(issued())
    again_the_notice = serving(number, document="intention")

    with refused("twice"):
        acts.serve(number, again_the_notice, by=ZHOU, at=on(4), calendar=DAYS)
    acts.decide(number, reason="理由", loss=Loss(note="无损失"), by=ZHOU, at=on(11))
    with refused("out_of_order"):
        acts.serve(number, again_the_notice, by=ZHOU, at=on(12), calendar=DAYS)
    serve(number, at=on(12))
    with refused("out_of_order"):
        acts.serve(number, again_the_notice, by=ZHOU, at=on(12), calendar=DAYS)


def published(number: int, day: int) -> None:
    """The notice of a proceeding could neither be handed over nor posted, and was published."""
    for way in ("personal", "post"):
        serve(number, at=on(day), way=way, outcome="failed", reason="查无此人")
    acts.publish_service(number, reason="下落不明", by=SUN, at=on(day), calendar=DAYS)


@pytest.mark.rule("A-511")
def test_what_was_published_in_vain_holds_up_none_behind_it():
    matter = a_matter()
    found, dropped, third = (acts.propose(issued(matter), proposal(), by=SUN, at=on(3)) for _n in range(3))
    for day, number in enumerate((found, dropped, third), start=4):
        published(number, day)
    serve(found, at=on(9))  # came by and took it
    acts.drop(dropped, why="unproven", reason="事实不清", by=ZHOU, at=on(9))

    assert [one for one, _n in reads.published_long_ago(date(2026, 6, 1), limit=1)] == [third]
