"""Several workers at once: each event is heard once, each document and message exists once, numbers have no gaps."""

import threading
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import connection

from yimen.affairs.cases import acts
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import DAYS, MONDAY, application, delivered, submitted
from yimen.ground.bus import hearing, journal
from yimen.ground.bus.hearing import Listener
from yimen.ground.bus.models import Parked
from yimen.ground.bus.tests.make import NOON, BellRung, empty_journal, ring, wait_until_certain
from yimen.ground.clock import now
from yimen.ground.tests.together import at_once
from yimen.means.documents import acts as documents
from yimen.means.documents.models import Document
from yimen.means.notices import acts as notices
from yimen.means.notices.models import Message, Outgoing
from yimen.registers.catalogue.models import Matter
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people.models import Account
from yimen.registers.people.tests.make import account
from yimen.registers.permits.models import Permit
from yimen.site import worker

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CASES, WORKERS = 6, 3
PAPERS = ["receipt", "acceptance", "grant", "service", "permit"]
WORDS = ["case_received", "case_accepted", "case_granted", "case_delivered", "publication_planned"]


@pytest.fixture(autouse=True)
def a_journal_of_our_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    empty_journal()
    yield
    empty_journal()


def work() -> int:
    """Do what a worker does until there is nothing left for it."""
    passed = 0
    while done := worker.hear() + documents.issue_waiting(at=now()) + notices.send_waiting(at=now()):
        passed += done
    return passed


def reachable() -> None:
    """The applicant has an account with an e-mail address."""
    account_id, _person = account()
    Account.objects.filter(pk=account_id).update(email="wang@example.test")


def test_three_workers_make_each_document_and_each_message_once():
    reachable()
    matter = published_matter()
    cases = [delivered(matter, at=MONDAY + timedelta(minutes=n)) for n in range(CASES)]
    wait_until_certain()

    at_once(*[work] * WORKERS)
    work()  # what one worker ordered after the others had gone home

    assert not Parked.objects.exists()
    about = {one.pk: one.case_id for one in Permit.objects.all()}  # a certificate is about its permit
    made = Document.objects.values_list("subject", "kind")
    assert Counter((about.get(subject, subject), kind) for subject, kind in made) == Counter(
        (case, kind) for case in cases for kind in PAPERS
    )
    assert Counter(Message.objects.values_list("subject", "kind")) == Counter(
        (case, kind) for case in cases for kind in WORDS
    )
    assert set(Outgoing.objects.values_list("state", flat=True)) == {"sent"}
    assert len(mail.outbox) == CASES * len(WORDS)
    assert Matter.objects.get(pk=matter.matter_id).asked == CASES
    for kind in PAPERS:
        issued = Document.objects.filter(kind=kind, state="issued").order_by("number")
        numbers = [
            int(number.partition("第")[2].rstrip("号")) for number in issued.values_list("number", flat=True)
        ]
        assert numbers == list(range(1, CASES + 1))
    issued = [told.data["document"] for told in journal.select("type = 'documents.DocumentIssued'", [])]
    assert sorted(issued) == sorted(Document.objects.values_list("pk", flat=True))


def test_a_draft_handed_in_by_two_clicks_has_one_receipt():
    ready = application()
    case = acts.save_draft(ready, case_id=None, by="account:1", at=MONDAY)

    def click() -> None:
        acts.submit_draft(case, ready, by="account:1", at=MONDAY, calendar=DAYS)

    at_once(click, click, behind=("SELECT 1 FROM cases_case WHERE id = %s FOR UPDATE", [case]))
    wait_until_certain()
    at_once(work, work)
    work()

    assert Case.objects.count() == 1
    assert list(Document.objects.values_list("subject", "kind", "state")) == [(case, "receipt", "issued")]
    assert list(Message.objects.values_list("subject", "kind")) == [(case, "case_received")]


def test_two_workers_with_one_sick_event_keep_the_order_of_its_subject(monkeypatch):
    heard, sick, lock = [], {3}, threading.Lock()

    def listen(event: BellRung) -> None:
        if event.times in sick:
            message = "no bell today"
            raise ValueError(message)
        with lock:
            heard.append((event.subject, event.times))

    listener = Listener("tests.races.listen", listen, {"tests.BellRung"})
    monkeypatch.setattr(hearing, "_listeners", {listener.name: listener})
    for n in range(1, 9):
        ring(n % 2, times=n)
    later = NOON + timedelta(minutes=1)

    def retry() -> None:
        while hearing.retry_one(at=later):
            pass

    at_once(*[partial(hearing.hear_one_batch, listener, at=NOON)] * 2)
    sick.clear()
    at_once(retry, retry, retry)

    assert [times for who, times in heard if who == 1] == [1, 3, 5, 7]
    assert [times for who, times in heard if who == 0] == [2, 4, 6, 8]
    assert not Parked.objects.exists()


def test_what_a_listener_that_is_gone_left_behind_holds_up_no_other(monkeypatch):
    heard = []
    listener = Listener("tests.races.here", lambda event: heard.append(event.times), {"tests.BellRung"})
    monkeypatch.setattr(hearing, "_listeners", {listener.name: listener})
    ring(1, times=5)
    told = journal.select("type = 'tests.BellRung'", [])[0]
    for name, pause in (("tests.races.gone", 9), (listener.name, 1)):
        Parked.objects.create(
            listener=name,
            xid=told.xid,
            position=told.position,
            subject=1,
            type=told.type,
            tries=1,
            not_before=NOON - timedelta(seconds=pause),
        )

    assert hearing.retry_one(at=NOON)
    assert heard == [5]
    assert list(Parked.objects.values_list("listener", flat=True)) == ["tests.races.gone"]


def test_a_slow_mail_server_holds_up_no_reader_of_the_journal(monkeypatch):
    reachable()
    case = submitted()
    wait_until_certain()
    hearing.hear_all(at=now(), only="yimen.affairs.cases")
    slow, go_on = threading.Event(), threading.Event()

    def send(*_words: object) -> int:
        slow.set()
        assert go_on.wait(30)
        return 1

    monkeypatch.setattr(notices, "send_mail", send)

    def post() -> None:
        notices.send_waiting(at=now())
        connection.close()

    thread = threading.Thread(target=post)
    thread.start()
    try:
        assert slow.wait(30)
        ring(2)  # waits until it is behind the horizon
        assert notices.send_waiting(at=now()) == 0, "two workers send one message"
    finally:
        go_on.set()
        thread.join(30)

    assert Outgoing.objects.get(message__subject=case).state == "sent"
