"""What follows from the acts: each document ordered and each person told, exactly once."""

import json
from datetime import datetime

import pytest

from yimen.affairs.cases import acts, listeners, paperwork, reads
from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    accepted,
    delivered,
    on,
    reviewed,
    submitted,
    wang,
)
from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.ground.bus.event import restore
from yimen.ground.life import Refused
from yimen.means.documents import acts as making
from yimen.means.documents import rules
from yimen.means.documents.models import Document
from yimen.means.documents.reads import documents_of
from yimen.means.notices.models import Message
from yimen.registers.people.models import Account

pytestmark = pytest.mark.django_db


def hear(case: int) -> None:
    """Let the listeners of cases hear everything said about a case, as the worker would."""
    for told in journal.history(case):
        envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
        event = restore(told.type, envelope, told.data)
        for kinds, listen in (
            (listeners.DOCUMENTS, listeners.order_document),
            (listeners.MESSAGES, listeners.tell_applicant),
        ):
            if type(event) in kinds:
                listen(event)


def issue(case: int, *, at: datetime = MONDAY) -> None:
    """Let what was said of a case be heard, and the documents ordered by it be made."""
    hear(case)
    while making.issue_waiting(at=at):
        pass


def kinds(case: int) -> list[str]:
    return [one.kind for one in documents_of(case)]


def told(case: int) -> list[str]:
    rows = Message.objects.filter(person_id=wang().id, subject=case)
    return sorted(rows.values_list("kind", flat=True))


@pytest.mark.rule("A-208", "A-213", "A-501", "A-511")
def test_a_whole_life_orders_its_papers_once_however_often_it_is_heard():
    case = delivered()

    hear(case)
    hear(case)

    assert kinds(case) == ["receipt", "acceptance", "grant", "service"]
    assert told(case) == ["case_accepted", "case_delivered", "case_granted", "case_received"]


@pytest.mark.rule("A-204", "A-208")
def test_the_notice_of_what_is_missing_is_a_document():
    case = submitted()
    acts.ask_for_more(case, [Missing("没有签名", material=1)], by=LI, at=on(3), calendar=DAYS)

    hear(case)

    assert (kinds(case), told(case)) == (["receipt", "supplement"], ["case_received", "case_supplement"])


@pytest.mark.rule("A-208", "A-209")
def test_not_accepting_is_certified_in_writing():
    case = submitted()
    acts.decline(case, ground="not_required", reason="依法不需要许可", by=LI, at=on(3))

    hear(case)

    assert kinds(case) == ["receipt", "non_acceptance"]


@pytest.mark.rule("A-402", "A-405")
def test_extension_and_special_procedure_are_told_in_writing():
    case = accepted()
    acts.extend(case, days=5, reason="案情复杂", approver="account:104", at=on(4), calendar=DAYS)
    acts.suspend(case, ground="testing", basis="第二十条", planned_days=7, by=QIAN, at=on(5))

    hear(case)

    assert kinds(case) == ["receipt", "acceptance", "extension", "special"]


@pytest.mark.rule("A-501", "A-507", "A-510")
def test_no_refusal_leaves_without_reasons_and_remedies():
    case = reviewed()
    acts.refuse(case, reason="场所不符合规定", by=QIAN, at=on(4), calendar=DAYS)

    hear(case)

    assert kinds(case)[-1] == "refusal"
    refusal = Document.objects.get(subject=case, kind="refusal")
    data = json.loads(vault.unseal(refusal.data, context=making.CONTEXT))
    body = rules.BODIES["refusal"](data)
    assert "理由：场所不符合规定" in body.paragraphs
    assert data["reconsideration"] in "".join(body.remedies)
    assert data["court"] in "".join(body.remedies)
    words = {"subject": case, "organ_id": refusal.organ_id, "at": on(4)}
    for left_out in ("reason", "basis", "reconsideration", "court"):
        with pytest.raises(Refused) as caught:
            making.order("refusal", data={**data, left_out: ""}, cause=left_out, **words)
        assert caught.value.code == "incomplete"


@pytest.mark.rule("A-205", "A-208")
def test_two_cases_deemed_accepted_in_one_sweep_are_both_told():
    first, second = submitted(), submitted()
    for case in (first, second):
        acts.deem_accepted(case, at=on(10), calendar=DAYS)
        hear(case)

    assert told(first) == told(second) == ["case_accepted", "case_received"]
    assert kinds(first) == kinds(second) == ["receipt", "acceptance"]


def test_a_correction_reads_as_a_sentence_in_the_history():
    case = submitted()
    acts.correct(case, {"shop": "x"}, changed=["shop", "area"], by=LI, at=MONDAY)

    assert reads.timeline(case, for_applicant=True)[-1].words


@pytest.mark.rule("J-205")
def test_whoever_reads_in_large_print_is_written_to_in_large_print():
    case = submitted()
    event = journal.history(case)[0]
    told = restore(
        event.type, {"subject": case, "organ": event.organ, "by": event.actor, "at": event.at}, event.data
    )
    assert not paperwork.data(reads.sheet(case), told)["large"]

    reader = Account.objects.create_user("wang-reads", mode="elder", person_id=wang().id)

    assert paperwork.data(reads.sheet(case), told)["large"]
    assert reader.mode == "elder"
