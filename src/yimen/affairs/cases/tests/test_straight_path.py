"""The straight path: apply, accept, review, decide, deliver, close."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, delivered, granted, on, said, state, submitted
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import reads as sheets
from yimen.registers.catalogue.tests.make import content_with, published_matter

pytestmark = pytest.mark.django_db


def test_a_whole_life():
    case = delivered()
    acts.close(case, by=LI, at=on(3))

    assert state(case) == "closed"
    assert said(case) == [
        "CaseSubmitted",
        "CaseAccepted",
        "CaseReviewed",
        "CaseGranted",
        "CaseDelivered",
        "CaseClosed",
    ]


@pytest.mark.rule("A-401", "A-408", "0-2")
def test_both_clocks_run_from_acceptance_side_by_side():
    case = Case.objects.get(pk=granted())

    assert case.statutory_due_on == date(2026, 3, 30)
    assert case.promised_due_on == date(2026, 3, 9)


@pytest.mark.rule("A-404")
def test_the_certificate_is_due_ten_working_days_after_the_decision():
    case = Case.objects.get(pk=granted(at=on(28, 9)))

    assert case.deliver_due_on == date(2026, 10, 16)


@pytest.mark.rule("0-3")
def test_a_case_keeps_the_terms_of_its_day():
    case = submitted()

    kept = Case.objects.get(pk=case)
    assert (kept.title, kept.statutory_days, kept.promised_days) == ("食品经营许可", 20, 5)


@pytest.mark.rule("0-3", "K-30")
def test_a_case_under_way_keeps_its_version_when_the_matter_changes():
    matter = published_matter()
    case = submitted(matter)
    changed = catalogue.draft(
        content_with(statutory_days=10),
        code=matter.code,
        organ_id=matter.organ_id,
        by="account:1",
        at=MONDAY,
    )
    catalogue.load_in_force(changed, effective_on=date(2026, 3, 3), by="system:test", at=MONDAY)
    sheets.forget()

    acts.accept(case, by=LI, at=on(4), calendar=DAYS)

    kept = Case.objects.get(pk=case)
    assert sheets.published(matter.code, on=date(2026, 3, 4)).version_id == changed
    assert (kept.version_id, kept.statutory_days) == (matter.version_id, 20)
    assert kept.statutory_due_on == date(2026, 4, 1)


def test_what_was_filled_in_is_sealed_and_opens_on_the_sheet():
    case = submitted()

    row = Case.objects.get(pk=case)
    assert "荔枝小馆".encode() not in bytes(row.facts)
    assert "王秀英".encode() not in bytes(row.applicant)
    sheet = reads.sheet(case)
    assert sheet.facts["shop"] == "荔枝小馆"
    assert sheet.line.applicant == "王秀英"
    assert [m["material"] for m in sheet.materials] == [1, 2]


def test_a_case_is_followed_by_its_number_and_code_and_by_no_other():
    case = submitted()
    number, code = reads.sheet(case).line.number, reads.code_of(case)

    assert reads.follow(number, code) == case
    assert reads.follow(number, code[:-1] + ("A" if code[-1] != "A" else "B")) is None
    assert reads.follow("1234", code) is None
    assert reads.follow("", "") is None


def test_a_number_with_a_wrong_digit_is_not_followed():
    case = submitted()
    number = reads.sheet(case).line.number

    assert reads.follow(number[:-1] + str((int(number[-1]) + 1) % 10), reads.code_of(case)) is None


@pytest.mark.rule("A-308")
def test_the_order_of_acceptance_is_kept_to_the_microsecond():
    first, second = submitted(), submitted()
    acts.accept(second, by=LI, at=MONDAY.replace(microsecond=1), calendar=DAYS)
    acts.accept(first, by=LI, at=MONDAY.replace(microsecond=2), calendar=DAYS)

    assert list(Case.objects.order_by("accepted_at").values_list("pk", flat=True)) == [second, first]
