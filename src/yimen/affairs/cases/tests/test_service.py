"""Service of documents in every lawful way, attempt by attempt, with its proof."""

from datetime import date, datetime

import pytest

from yimen.affairs.cases import acts, paperwork, reads
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.lines import services_of
from yimen.affairs.cases.sweeping import sweep
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    SHANGHAI,
    accepted,
    application,
    granted,
    on,
    refused,
    reviewed,
    row,
    said,
    state,
    wang,
)
from yimen.affairs.cases.tests.test_listening import hear, issue
from yimen.ground.bus import journal
from yimen.ground.bus.event import restore
from yimen.ground.files import acts as files
from yimen.ground.files.tests.make import photo as jpeg
from yimen.means.documents.reads import documents_of
from yimen.registers.people import acts as people

pytestmark = pytest.mark.django_db


def test_each_service_names_the_document_that_was_served():
    case = granted()
    hear(case)
    issue(case)
    serve(case, receiver="王秀英")
    made = documents_of(case)

    line = services_of(reads.sheet(case), made)[0]

    assert line.document_id == next(one.id for one in made if one.kind == "grant")
    assert services_of(reads.sheet(case))[0].document_id is None


def serve(case, way="personal", *, at=None, document="grant", **more):
    one = Serving(document, way, **more)
    return acts.serve(case, one, by=LI, at=at or on(5), calendar=DAYS)


def service(case, n):
    return next(one for one in reads.sheet(case).services if one["n"] == n)


@pytest.mark.rule("A-511", "A-404")
def test_each_attempt_stands_by_itself_and_only_the_one_that_reached_the_person_delivers():
    case = granted()

    first = serve(case, outcome="failed", reason="家中无人")
    assert state(case) == "granted"
    second = serve(case, receiver="王秀英（本人）", at=on(6))

    assert state(case) == "delivered"
    assert (service(case, first)["outcome"], service(case, first)["reason"]) == ("failed", "家中无人")
    assert (service(case, second)["served_on"], row(case).delivery_method) == ("2026-03-06", "personal")
    assert said(case)[-2:] == ["ServiceTried", "CaseDelivered"]


@pytest.mark.rule("A-511")
def test_left_at_the_address_needs_witnesses_or_pictures():
    case = granted()

    with refused(case, "witnesses", field="witnesses"):
        serve(case, "left", proof="张贴于门口", reason="拒绝签收")
    n = serve(case, "left", proof="留置", reason="拒绝签收", witnesses="石仔岭社区 李主任、陈干事")

    assert service(case, n)["witnesses"] == "石仔岭社区 李主任、陈干事"


@pytest.mark.rule("A-511")
def test_a_photo_of_it_will_do_and_becomes_a_file_of_the_case():
    case = granted()
    photo = files.keep(jpeg(), "门口.jpg", by=LI, at=on(5))

    n = serve(case, "left", proof="拍照留置", reason="拒绝签收", files=(photo,))

    assert service(case, n)["files"] == [photo]
    with refused(case, "out_of_order"):
        serve(case, "left", proof="再次", reason="拒绝", files=(photo,))


@pytest.mark.rule("A-511")
def test_a_stranger_s_photo_proves_nothing_and_nothing_is_written():
    case = granted()
    photo = files.keep(jpeg(), "门口.jpg", by="account:9000000999", at=on(5))

    with refused(case, "unknown", field="papers"):
        serve(case, "left", proof="拍照留置", reason="拒绝签收", files=(photo,))


@pytest.mark.rule("A-511", "T-18")
def test_what_was_posted_counts_from_its_receipt_and_what_came_back_does_not_count():
    lost, found = granted(), granted()
    posted = {"outcome": "sent", "number": "XA12345678944"}
    back, there = serve(lost, "post", **posted), serve(found, "post", **posted)

    acts.conclude_service(
        lost, back, outcome="failed", note="收件人地址不详，退回", by=LI, at=on(12), calendar=DAYS
    )
    acts.conclude_service(
        found, there, outcome="served", on=date(2026, 3, 9), note="本人签收", by=LI, at=on(12), calendar=DAYS
    )

    assert (state(lost), state(found)) == ("granted", "delivered")
    assert (service(found, there)["on"], service(found, there)["served_on"]) == ("2026-03-05", "2026-03-09")
    assert reads.local_date(row(found).delivered_at) == date(2026, 3, 9)
    with refused(found, "out_of_order", field="service"):
        acts.conclude_service(found, there, outcome="served", by=LI, at=on(12), calendar=DAYS)


@pytest.mark.rule("A-511")
@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"document": "letter"}, "unknown", "document"),
        ({"way": "pigeon"}, "unknown", "method"),
        ({"outcome": "published"}, "unknown", "outcome"),
        ({"way": "notice", "proof": "x"}, "publish", "method"),
        ({"way": "electronic"}, "no_consent", "method"),
        ({"outcome": "failed"}, "empty", "reason"),
        ({"way": "post"}, "empty", "proof"),
        ({"way": "post", "number": "XA1"}, "empty", "on"),
        ({"proof": "签收", "on": date(2026, 3, 6)}, "future", "on"),
        ({"proof": "签收", "on": date(2026, 3, 1)}, "early", "on"),
        ({"proof": "签收", "document": "refusal"}, "out_of_order", ""),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(changes, code, field):
    case = granted()

    with refused(case, code, field=field):
        serve(case, **changes)


@pytest.mark.rule("A-511")
def test_nothing_is_served_of_a_draft():
    draft = acts.save_draft(application(), case_id=None, by="account:1", at=MONDAY)

    with refused(draft, "out_of_order"):
        serve(draft, proof="x")
    with refused(draft, "out_of_order"):
        acts.publish_service(draft, document="grant", reason="x", by=LI, at=on(5), calendar=DAYS)


# by public notice


def published(case, at=None, document="grant", **why):
    return acts.publish_service(
        case, document=document, reason="其他方式无法送达", **why, by=LI, at=at or on(9), calendar=DAYS
    )


def in_vain(case, document="grant", at=None):
    """Nobody is at the address, and what was posted comes back."""
    for way in ("personal", "post"):
        serve(case, way, document=document, outcome="failed", reason="查无此人", at=at)


@pytest.mark.rule("A-511")
def test_a_public_notice_comes_last():
    case = granted()
    with refused(case, "others_first", field="document"):
        published(case)
    serve(case, outcome="failed", reason="家中无人")
    with refused(case, "others_first", field="document"):
        published(case)
    back = serve(case, "post", outcome="sent", number="XA1")
    with refused(case, "others_first", field="document"):
        published(case)

    acts.conclude_service(case, back, outcome="failed", note="退回", by=LI, at=on(9), calendar=DAYS)
    published(case)

    with refused(case, "twice", field="document"):
        published(case)


@pytest.mark.rule("A-511")
def test_who_is_missing_is_served_by_public_notice_on_proof_of_it():
    case = granted()
    with refused(case, "others_first", field="document"):
        published(case, missing_proof=" ")

    n = published(case, missing_proof="石仔岭社区居民委员会的证明")

    assert service(case, n)["proof"].startswith("石仔岭社区居民委员会的证明；")


@pytest.mark.rule("A-511")
def test_who_agreed_to_electronic_service_is_served_in_that_way_before_any_public_notice():
    case = granted()
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=MONDAY)
    in_vain(case)

    with refused(case, "others_first", field="document"):
        published(case)


@pytest.mark.rule("A-511", "A-405")
def test_a_procedure_told_anew_is_published_anew_when_the_recipient_is_gone():
    case = accepted()
    acts.suspend(case, ground="testing", basis="法", planned_days=30, by=QIAN, at=on(3))
    in_vain(case, "special")
    first = published(case, document="special")
    with refused(case, "twice", field="document"):
        published(case, document="special")
    acts.deem_served(case, first, at=on(9, month=4), calendar=DAYS)
    acts.prolong(case, planned_days=10, reason="复检", by=QIAN, at=on(9, month=4), calendar=DAYS)

    with refused(case, "others_first", field="document"):
        published(case, at=on(10, month=4), document="special")
    published(case, at=on(10, month=4), document="special", missing_proof="派出所证明")

    with refused(case, "twice", field="document"):
        published(case, at=on(13, month=4), document="special", missing_proof="派出所证明")


@pytest.mark.rule("A-511", "T-14")
def test_a_published_document_counts_as_served_when_thirty_days_are_over():
    case = granted()
    in_vain(case)
    n = published(case)
    assert service(case, n)["deemed_on"] == "2026-04-08"
    with refused(case, "too_early"):
        acts.deem_served(case, n, at=datetime(2026, 4, 8, 23, 59, 59, tzinfo=SHANGHAI), calendar=DAYS)

    assert sweep(at=on(9, month=4, hour=1)) == 1
    assert sweep(at=on(9, month=4, hour=2)) == 0

    assert (state(case), row(case).delivery_method) == ("delivered", "notice")
    assert reads.local_date(row(case).delivered_at) == date(2026, 4, 8)
    assert journal.history(case)[-1].data["method"] == "notice"


@pytest.mark.rule("A-511")
def test_the_page_of_notices_names_the_recipient_the_document_and_the_day_only():
    case = granted()
    in_vain(case)
    published(case)

    shown = reads.published_notices(today=date(2026, 3, 10))

    assert [(one.recipient, one.published_on, one.deemed_on) for one in shown] == [
        ("王秀英", date(2026, 3, 9), date(2026, 4, 8))
    ]
    assert reads.published_notices(today=date(2026, 7, 1)) == []


# the person's own side


@pytest.fixture
def served_here():
    case = granted()
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=MONDAY)
    issue(case)
    return case, serve(case, "electronic")


@pytest.mark.rule("A-511")
def test_nothing_is_served_electronically_on_a_day_before_it_was_made():
    case = granted()
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=MONDAY)
    issue(case, at=on(4))

    with refused(case, "unmade", field="method"):
        serve(case, "electronic", on=date(2026, 3, 3))
    serve(case, "electronic", on=date(2026, 3, 4))


@pytest.mark.rule("A-511")
def test_electronic_service_names_the_system_it_reached(served_here, settings):
    case, n = served_here

    assert service(case, n)["address"] == f"{settings.PUBLIC_URL}/my/cases/{case}/"


def test_a_service_in_the_persons_space_shows_no_bare_address(served_here):
    case, n = served_here

    line = next(one for one in reads.services_of(reads.sheet(case)) if one.n == n)

    assert line.in_space
    assert not any("://" in one for one in line.details)


@pytest.mark.rule("A-511")
def test_who_was_served_electronically_gets_it_on_paper_when_asked_and_may_confirm(served_here):
    case, n = served_here

    acts.confirm_service(case, n, by="account:1", at=on(6))
    acts.ask_paper_copy(case, n, by="account:1", at=on(6))
    with refused(case, "twice", field="service"):
        acts.ask_paper_copy(case, n, by="account:1", at=on(6))
    acts.give_paper_copy(case, n, by=LI, at=on(9))

    assert said(case)[-3:] == ["ReceiptOfServiceConfirmed", "PaperCopyAsked", "PaperCopyGiven"]
    with refused(case, "twice", field="service"):
        acts.confirm_service(case, n, by="account:1", at=on(9))
    with refused(case, "out_of_order", field="service"):
        acts.give_paper_copy(case, n, by=LI, at=on(9))


def test_what_came_on_paper_is_not_asked_for_on_paper():
    case = granted()
    n = serve(case, proof="签收")

    with refused(case, "on_paper", field="service"):
        acts.ask_paper_copy(case, n, by="account:1", at=on(6))
    with refused(case, "unknown", field="service"):
        acts.ask_paper_copy(case, 5, by="account:1", at=on(6))


# the record of each service


@pytest.mark.rule("A-511")
def test_every_service_has_its_own_record_with_the_way_the_day_and_the_proof():
    case = granted()
    there = {"number": "XA1", "receiver": "王秀英", "proof": "签收单", "on": date(2026, 3, 5)}
    serve(case, "post", document="acceptance", **there)
    told = journal.history(case)[-1]
    envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
    event = restore(told.type, envelope, told.data)

    says = paperwork.data(reads.sheet(case), event)
    hear(case)

    assert (says["document"], says["method"], says["served_on"]) == ("受理通知书", "邮寄送达", "2026-03-05")
    assert (says["postal_number"], says["receiver"], says["proof"]) == ("XA1", "王秀英", "签收单")
    assert "service" in [one.kind for one in documents_of(case)]


@pytest.mark.rule("A-404", "L-05")
def test_the_clock_of_delivery_takes_its_length_from_the_table():
    case = granted()

    assert row(case).deliver_due_on == date(2026, 3, 16)


@pytest.mark.rule("A-410", "A-404")
def test_a_document_handed_over_late_is_explained_too():
    case = granted()
    serve(case, proof="签收", at=on(17))

    with refused(case, "unexplained", field="overdue_reason"):
        acts.close(case, by=LI, at=on(18))
    acts.explain_overdue(case, reason="邮路中断", by=LI, at=on(18))

    assert reads.sheet(case).overdue_clock == "delivery"
    acts.close(case, by=LI, at=on(18))


# the public reason for being late


@pytest.mark.rule("A-410", "0-2")
@pytest.mark.parametrize(("day", "clock"), [(on(10), "promised"), (on(31), "statutory")])
def test_the_reason_is_published_with_the_clock_and_without_a_person(day, clock):
    case = reviewed()
    acts.grant(case, by="account:103", at=day, calendar=DAYS)

    acts.explain_overdue(case, reason="台风期间系统检修", by=LI, at=day)

    late = reads.overdue_told()[0]
    assert (late.title, late.reason, journal.history(case)[-1].data["clock"]) == (
        "食品经营许可",
        "台风期间系统检修",
        clock,
    )
    assert "王秀英" not in repr(late)


@pytest.mark.rule("A-410")
@pytest.mark.parametrize(
    "reason", ["王秀英材料复杂", "电话13900668001无人接听", "证件440981199001010017待核实"]
)
def test_a_reason_that_names_a_person_is_not_published(reason):
    case = reviewed()
    acts.grant(case, by="account:103", at=on(10), calendar=DAYS)

    with refused(case, "personal", field="reason"):
        acts.explain_overdue(case, reason=reason, by=LI, at=on(10))
