"""Decisions are published in time, without what must stay private, and may be objected to (Licensing Law art. 5, 40)."""

import csv
import io
import json

import pytest

from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.tests.make import DAYS, ZHAO
from yimen.affairs.publication import acts, reads
from yimen.affairs.publication.models import Entry
from yimen.affairs.publication.reads import Wanted
from yimen.affairs.publication.tests.make import (
    APPROVER,
    HEAD,
    decided,
    firm,
    hear,
    issue_all,
    objected,
    on,
    planned,
    published,
    refused,
    state,
)
from yimen.means.documents import acts as documents
from yimen.means.documents import reads as document_reads
from yimen.means.notices import reads as notices

pytestmark = pytest.mark.django_db
PRIVATE = ("王秀英", "440981199001010017", "13900668001", "桂圆路8号")


@pytest.mark.rule("A-503")
def test_a_grant_is_published_and_everyone_can_look_it_up(client):
    case = published(person=firm())

    page = client.get("/decisions/?q=荔香")
    assert [one.case_id for one in page.context["found"].lines] == [case]
    shown = client.get(f"/decisions/{case}/").content.decode()
    assert "高州市荔香食品有限公司" in shown
    assert "11511300008778693M" in shown


@pytest.mark.rule("A-503")
def test_what_is_published_of_a_natural_person_shows_no_personal_data(client):
    case = published()

    for address in ("/decisions/", f"/decisions/{case}/", "/decisions.json", "/decisions.csv"):
        words = client.get(address).content.decode()
        assert "王***" in words or "王**" in words, address
        assert [one for one in PRIVATE if one in words] == [], address


def test_a_natural_person_is_not_found_by_name():
    published()

    assert reads.search(Wanted("王秀英")).lines == ()
    assert len(reads.search(Wanted()).lines) == 1


@pytest.mark.rule("A-513")
def test_it_is_published_within_seven_working_days_by_itself():
    case = planned()
    assert (reads.entry(case).publish_by_on, reads.due(on(4).date())) == (on(11).date(), [])
    with refused(case, "too_early"):
        acts.publish(case, at=on(4, 23))

    assert reads.due(on(5).date()) == [case]
    acts.publish(case, at=on(5, 0))
    assert state(case) == "published"


@pytest.mark.rule("A-503")
@pytest.mark.parametrize("ground", ["state_secret", "trade_secret", "privacy"])
def test_what_the_matter_keeps_secret_is_not_published(client, ground):
    case = planned(unpublished=ground)

    assert (state(case), reads.due(on(30).date())) == ("withheld", [])
    assert client.get(f"/decisions/{case}/").status_code == 404


def test_refusals_are_published_only_if_the_city_says_so(settings):
    case = decided(grant=False)
    assert not acts.plan(case, "refused", by="system", at=on(2), calendar=DAYS)

    settings.PUBLISH_REFUSALS = True
    assert acts.plan(case, "refused", by="system", at=on(2), calendar=DAYS)


def test_only_the_kinds_of_power_that_the_city_names_are_published(settings):
    settings.PUBLISHED_KINDS = ["05"]
    assert not acts.plan(decided(), "granted", by="system", at=on(2), calendar=DAYS)


def test_planning_twice_changes_nothing():
    case = planned()
    assert not acts.plan(case, "granted", by="system", at=on(3), calendar=DAYS)
    assert Entry.objects.count() == 1


# Objections


@pytest.mark.rule("A-504")
def test_where_trade_secrets_may_be_concerned_the_applicant_is_asked_first():
    case = planned(person=firm(), may_hold_secrets=True)
    hear(case, "publication")

    assert reads.entry(case).object_by_on == on(23).date()
    assert (
        "published" in notices.messages(firm().id).lines[0].words
        or "公开" in notices.messages(firm().id).lines[0].words
    )
    with refused(case, "too_early"):
        acts.publish(case, at=on(23))


@pytest.mark.rule("A-504")
def test_an_objection_keeps_it_back_until_it_is_decided_with_reasons():
    case = objected()
    assert reads.due(on(31).date()) == []
    with refused(case, "out_of_order"):
        acts.publish(case, at=on(31))
    with refused(case, "empty", field="answer"):
        acts.decide_objection(case, outcome="upheld", answer=" ", by=APPROVER, at=on(11))

    acts.decide_objection(
        case, outcome="upheld", answer="配方属于商业秘密，不予公开。", by=APPROVER, at=on(11)
    )
    assert (state(case), reads.shown(case)[0]) == ("withheld", None)


@pytest.mark.parametrize(("outcome", "summary"), [("shortened", False), ("overruled", True)])
def test_an_objection_upheld_in_part_or_not_is_published(outcome, summary):
    case = objected()
    acts.decide_objection(case, outcome=outcome, answer="理由", by=APPROVER, at=on(11))

    assert (state(case), bool(reads.shown(case)[0].summary)) == ("published", summary)


def test_objecting_has_its_time_and_its_reasons():
    case = planned()
    with refused(case, "empty", field="reason"):
        acts.object_to(case, reason=" ", by="account:1", at=on(3))
    with refused(case, "too_late"):
        acts.object_to(case, reason="秘密", by="account:1", at=on(5, 0))
    acts.object_to(case, reason="秘密", by="account:1", at=on(4, 23))
    with refused(case, "out_of_order"):
        acts.object_to(case, reason="秘密", by="account:1", at=on(4, 23))


def test_who_agrees_has_it_published_at_once():
    case = planned(person=firm(), may_hold_secrets=True)
    acts.agree(case, by="account:1", at=on(3))

    assert state(case) == "published"


# Withholding, correcting, withdrawing


@pytest.mark.rule("A-503")
def test_withholding_is_proposed_by_one_and_approved_by_another():
    case = planned()
    with refused(case, "unknown", field="ground"):
        acts.propose_withholding(case, ground="shame", reason="理由", by=ZHAO, at=on(3))
    acts.propose_withholding(case, ground="privacy", reason="涉及未成年人", by=ZHAO, at=on(3))
    with refused(case, "two_people"):
        acts.approve_withholding(case, by=ZHAO, at=on(3))
    with refused(case, "out_of_order"):
        acts.publish(case, at=on(6))

    acts.approve_withholding(case, by=APPROVER, at=on(3))
    assert state(case) == "withheld"


def test_a_proposal_turned_down_is_published_in_its_time():
    case = planned()
    acts.propose_withholding(case, ground="privacy", reason="理由", by=ZHAO, at=on(3))
    acts.turn_down(case, by=APPROVER, at=on(3))
    acts.publish(case, at=on(5))

    assert (state(case), reads.entry(case).ground) == ("published", "")


def test_a_correction_is_said_and_takes_personal_data_out_again(client):
    case = published()
    acts.correct(case, summary="电话13900668001，面积更正为96平方米", reason="面积有误", by=HEAD, at=on(9))

    words = client.get(f"/decisions/{case}/").content.decode()
    assert "面积更正为96平方米" in words
    assert "面积有误" in words
    assert "13900668001" not in words


def test_a_decision_whose_document_is_revoked_is_withdrawn_and_a_trace_remains(client):
    case = published(person=firm())
    issue_all(case)
    grant = next(one for one in document_reads.documents_of(case) if one.kind == "grant")
    assert reads.shown(case)[0].document == grant.number

    documents.revoke(grant.subject, ["grant"], reason="申请材料虚假，依法撤销", by=HEAD, at=on(9))
    hear(case, "publication")

    words = client.get(f"/decisions/{case}/").content.decode()
    assert "申请材料虚假，依法撤销" in words
    assert "荔香" not in words
    assert not acts.withdraw(case, reason="再来", by=HEAD, at=on(10))


def test_a_revoked_service_record_withdraws_nothing():
    case = published()
    issue_all(case)
    receipt = next(one for one in document_reads.documents_of(case) if one.kind == "receipt")
    documents.revoke(receipt.subject, [receipt.kind], reason="有误", by=HEAD, at=on(9))
    hear(case, "publication")

    assert state(case) == "published"


def test_what_is_withdrawn_before_its_time_never_appears():
    case = planned()
    acts.withdraw(case, reason="决定撤销", by=HEAD, at=on(3))

    assert reads.due(on(9).date()) == []


# The public's pages


def test_the_search_narrows_by_organ_and_day(client):
    case = published(person=firm())
    organ = case_reads.line(case).organ_id

    def found(**query: object) -> int:
        return len(client.get("/decisions/", query).context["found"].lines)

    assert found(organ=organ) == 1
    assert found(first="2026-03-02", last="2026-03-02") == 1
    assert found(first="2026-03-03") == 0
    assert found(q="11511300008778693M") == 1
    assert found(q="' ; DROP --") == 0


@pytest.mark.parametrize(
    "query", ["organ=abc", "first=tomorrow", "first=2026-03-09&last=2026-03-01", "organ=999999"]
)
def test_nonsense_in_the_search_is_said_at_the_field(client, query):
    page = client.get(f"/decisions/?{query}")

    assert page.status_code == 422
    assert page.context["form"].errors


@pytest.mark.parametrize("cursor", ["x", "2026-99-99|1", "2026-03-02|99999999999999999999", "'"])
def test_a_broken_cursor_is_no_cursor(client, cursor):
    published()
    assert len(client.get("/decisions/", {"cursor": cursor}).context["found"].lines) == 1


def test_pages_follow_each_other_without_gap_or_double():
    cases = [published(person=firm()) for _n in range(3)]
    first = reads.search(Wanted(), size=2)
    second = reads.search(Wanted(), size=2, cursor=first.next)

    assert sorted(one.case_id for one in (*first.lines, *second.lines)) == sorted(cases)
    assert second.next == ""


def test_the_feeds_can_be_read_by_programs(client):
    case = published(person=firm())
    Entry.objects.filter(pk=case).update(summary="=HYPERLINK(1)")

    found = json.loads(client.get("/decisions.json").content)
    assert [one["uscc"] for one in found["decisions"]] == ["11511300008778693M"]
    table = client.get("/decisions.csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert rows[0]["summary"] == "'=HYPERLINK(1)"
    assert rows[0]["id"] == str(case)


def test_the_search_asks_the_database_little(client, django_assert_max_num_queries):
    published(person=firm())
    with django_assert_max_num_queries(5):
        client.get("/decisions/?q=荔香")


@pytest.mark.rule("A-503")
def test_what_was_published_or_withdrawn_holds_up_none_behind_it():
    published, withdrawn, third = (planned() for _n in range(3))
    acts.publish(published, at=on(5))
    acts.withdraw(withdrawn, reason="决定已撤销", by="account:1", at=on(5))

    assert reads.due(on(5).date(), limit=1) == [third]
