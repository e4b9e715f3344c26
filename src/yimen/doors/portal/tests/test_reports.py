"""Operators read the reports of errors, see a contact in full for a reason, and note what they answered."""

from datetime import timedelta

import pytest

from yimen.affairs.cases.tests.desk import officer
from yimen.doors.portal import acts, reads
from yimen.doors.portal.models import Report
from yimen.doors.portal.rules import masked
from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.agencies.reads import Role
from yimen.registers.people.tests.make import AT

pytestmark = [pytest.mark.django_db, pytest.mark.rule("J-401")]
LIST = "/desk/operation/reports/"
PHONE = "13900668001"


@pytest.fixture
def operator(settings):
    settings.STAFF_MFA = False
    return officer("wacht", Role.OPERATOR)


def reported(words: str = "错字", contact: str = PHONE, at=AT) -> int:
    acts.report_error(page="/help/", words=words, contact=contact, at=at)
    return Report.objects.order_by("-pk").values_list("pk", flat=True)[0]


def shown(client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_reports_stand_in_a_list_the_newest_first_with_page_words_and_a_masked_contact(operator):
    first, second = reported("旧的"), reported("新的")

    page = shown(operator, LIST)

    assert page.index("新的") < page.index("旧的")
    assert "/help/" in page
    assert "139****8001" in page
    assert PHONE not in page + shown(operator, f"{LIST}{first}/") + shown(operator, f"{LIST}{second}/")


def test_the_list_goes_on_behind_its_first_page(operator, monkeypatch):
    monkeypatch.setattr(reads, "PAGE", 2)
    numbers = [reported(f"words {n}") for n in range(3)]

    lines, cursor = reads.reports()
    rest, end = reads.reports(before=int(cursor))

    assert [one.id for one in (*lines, *rest)] == numbers[::-1]
    assert end == ""
    assert "words 0" in shown(operator, f"{LIST}?cursor={cursor}")


def test_an_answer_is_due_in_three_working_days_and_late_after_them(operator):
    friday = AT.replace(month=3, day=6)
    found = reads.report(reported(at=friday))

    assert found.due_on == friday.date() + timedelta(days=5)
    assert "status-bad" in shown(operator, LIST)


def test_a_contact_is_shown_in_full_for_a_reason_that_is_written_down(operator):
    number = reported()

    refused = operator.post(f"{LIST}{number}/contact/", {"reveal-why": " "})
    page = operator.post(f"{LIST}{number}/contact/", {"reveal-why": "To call back"})

    assert refused.status_code == 422
    assert PHONE not in refused.content.decode()
    assert PHONE in page.content.decode()
    [told] = [one for one in journal.history(number) if one.type == "portal.ContactSeen"]
    assert told.data == {"why": "To call back"}
    assert PHONE not in str(told)


def test_a_report_is_answered_once_with_a_note(operator):
    number = reported()

    assert operator.post(f"{LIST}{number}/answer/", {"answer-note": ""}).status_code == 422
    assert operator.post(f"{LIST}{number}/answer/", {"answer-note": "Mended"})["Location"] == LIST
    assert operator.post(f"{LIST}{number}/answer/", {"answer-note": "Again"}).status_code == 422

    found = reads.report(number)
    assert (found.is_open, found.note) == (False, "Mended")
    assert "Mended" in shown(operator, f"{LIST}{number}/")
    assert [one.type for one in journal.history(number)] == ["portal.ErrorReported", "portal.ErrorAnswered"]


def test_the_page_of_operation_counts_the_reports_that_wait(operator):
    def waiting() -> bool:
        return "<dt>Waits for an answer</dt><dd>2</dd>" in shown(operator, "/desk/operation/")

    first, _second = reported(), reported()
    assert waiting()
    acts.answer_report(first, note="Mended", by="account:1", at=AT)

    assert not waiting()
    assert LIST in shown(operator, "/desk/operation/")


def test_a_number_that_is_no_report_is_answered_calmly(operator):
    for number in (0, 2**63 - 1, 10**30):
        assert operator.get(f"{LIST}{number}/").status_code == 404
        assert operator.post(f"{LIST}{number}/answer/", {"answer-note": "x"}).status_code == 404
        assert operator.post(f"{LIST}{number}/contact/", {"reveal-why": "x"}).status_code == 404
    with pytest.raises(Refused):
        acts.answer_report(1, note="x", by="account:1", at=AT)


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.OPERATOR])
def test_reports_are_for_operators(settings, role):
    settings.STAFF_MFA = False
    number = reported()
    client = officer("andere", role)

    for path in (LIST, f"{LIST}{number}/", f"{LIST}{number}/contact/", f"{LIST}{number}/answer/"):
        assert {client.get(path).status_code, client.post(path).status_code} == {403}


@pytest.mark.parametrize(
    ("contact", "seen"),
    [("", ""), (PHONE, "139****8001"), ("li@example.org", "l***@example.org"), ("李娜", "**"), ("@", "***@")],
)
def test_a_contact_is_masked(contact, seen):
    assert masked(contact) == seen
