"""Handing an application in, at once or from a draft."""

from dataclasses import replace
from datetime import date

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Application, Paper
from yimen.affairs.cases.models import Case, Material
from yimen.affairs.cases.tests.make import (
    DAYS,
    FACTS,
    MONDAY,
    application,
    immediate,
    on,
    refused,
    row,
    said,
    state,
    submitted,
    wang,
)
from yimen.ground.bus import journal
from yimen.ground.languages.dates import written
from yimen.ground.life import Refused
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people import acts as people

pytestmark = pytest.mark.django_db


def drafted(**changes) -> int:
    return acts.save_draft(application(**changes), case_id=None, by="account:1", at=MONDAY)


def hand_in(case: int, **changes) -> None:
    acts.submit_draft(case, application(**changes), by="account:1", at=MONDAY, calendar=DAYS)


@pytest.mark.rule("A-101", "A-204")
def test_an_application_by_data_message_is_received_and_owed_an_answer():
    case = submitted(channel="online")

    kept = row(case)
    assert (kept.state, kept.channel, kept.received_at) == ("submitted", "online", MONDAY)
    assert kept.accept_due_on == date(2026, 3, 9)
    assert said(case) == ["CaseSubmitted"]


@pytest.mark.rule("A-101", "A-213")
def test_an_application_on_a_holiday_at_midnight_counts_from_that_day():
    case = submitted(at=on(15, 2, hour=0))  # the first day of the spring festival

    assert row(case).received_at == on(15, 2, hour=0)
    assert row(case).accept_due_on == date(2026, 2, 28)  # a Saturday that is worked


@pytest.mark.rule("A-215", "A-111")
def test_the_window_takes_in_whatever_is_brought_even_without_papers():
    case = submitted(papers=(), channel="window")

    assert state(case) == "submitted"
    assert not Material.objects.filter(case_id=case).exists()


@pytest.mark.rule("A-104")
def test_a_paper_outside_the_published_list_is_not_taken():
    before = Case.objects.count()

    with pytest.raises(Refused) as caught:
        submitted(papers=(Paper(1), Paper(77)))

    assert (caught.value.code, caught.value.field) == ("unlisted", "papers")
    assert Case.objects.count() == before


@pytest.mark.rule("A-210")
def test_a_barred_person_cannot_hand_in_until_the_bar_ends():
    matter = published_matter()
    person = wang().id
    people.bar(
        person, matter.matter_id, until=date(2027, 3, 2), reason="提供虚假材料", by="account:103", at=MONDAY
    )
    before = Case.objects.count(), len(journal.after((0, 0), kinds=["cases.CaseSubmitted"]))

    with pytest.raises(Refused) as caught:
        submitted(matter)

    said = str(caught.value.reason)
    assert (caught.value.code, written(date(2027, 3, 2)) in said, "提供虚假材料" in said) == (
        "barred",
        True,
        True,
    )
    assert (Case.objects.count(), len(journal.after((0, 0), kinds=["cases.CaseSubmitted"]))) == before
    assert state(submitted(matter, at=on(2, 3, year=2027))) == "submitted"


@pytest.mark.rule("A-210")
def test_a_bar_on_one_matter_leaves_the_others_open():
    other = published_matter("11511300008778693M4440125002000")
    people.bar(wang().id, other.matter_id, until=date(2027, 3, 2), reason="虚假", by="account:103", at=MONDAY)

    assert state(submitted(published_matter())) == "submitted"


@pytest.mark.rule("A-210")
def test_a_barred_person_cannot_hand_in_a_draft_either():
    matter = published_matter()
    case = drafted(matter=matter)
    people.bar(
        wang().id, matter.matter_id, until=date(2027, 3, 2), reason="虚假", by="account:103", at=MONDAY
    )

    with refused(case, "barred"):
        hand_in(case, matter=matter)


def test_a_suspended_matter_cannot_be_applied_for():
    before = Case.objects.count()

    with pytest.raises(Refused) as caught:
        submitted(replace(published_matter(), state="suspended"))

    assert (caught.value.code, Case.objects.count()) == ("suspended", before)


@pytest.mark.rule("A-102")
def test_the_case_knows_applicant_and_agent():
    case = submitted(agent_id=4711)

    assert (row(case).person_id, row(case).agent_id) == (wang().id, 4711)


def test_a_draft_is_kept_changed_and_handed_in():
    case = drafted()
    acts.save_draft(
        Application(published_matter(), wang(), {**FACTS, "shop": "桂圆小馆"}),
        case_id=case,
        by="account:1",
        at=MONDAY,
    )
    assert reads.sheet(case).facts["shop"] == "桂圆小馆"
    assert row(case).received_at is None

    hand_in(case)

    assert (state(case), row(case).received_at) == ("submitted", MONDAY)
    assert said(case) == ["DraftSaved", "CaseSubmitted"]


@pytest.mark.rule("0-3")
def test_a_draft_is_handed_in_on_the_terms_published_that_day():
    case = drafted(matter=published_matter(promised_days=5))
    fresh = immediate("11511300008778693M4440125002000")

    hand_in(case, matter=fresh)

    assert (row(case).promised_days, row(case).version_id) == (1, fresh.version_id)


@pytest.mark.parametrize("act", ["save", "add", "remove", "submit", "discard"])
def test_what_was_handed_in_is_no_draft_any_more(act):
    case = submitted()

    with refused(case, "out_of_order"):
        {
            "save": lambda: acts.save_draft(application(), case_id=case, by="account:1", at=MONDAY),
            "add": lambda: acts.add_papers(case, [Paper(3)], at=MONDAY),
            "remove": lambda: acts.remove_paper(case, 1),
            "submit": lambda: hand_in(case),
            "discard": lambda: acts.discard_draft(case),
        }[act]()


def test_papers_of_a_draft_are_added_replaced_and_taken_out():
    case = drafted(papers=())
    acts.add_papers(case, [Paper(1, reference="old"), Paper(2, reference="plan")], at=MONDAY)

    acts.add_papers(case, [Paper(1, reference="new")], at=MONDAY, instead=True)
    kept = {one["material"]: one["reference"] for one in reads.sheet(case).materials}
    assert kept == {1: "new", 2: "plan"}

    acts.remove_paper(case, next(one["n"] for one in reads.sheet(case).materials if one["material"] == 2))
    assert [one["material"] for one in reads.sheet(case).materials] == [1]


@pytest.mark.rule("A-104")
def test_a_draft_takes_no_unlisted_paper():
    case = drafted()

    with refused(case, "unlisted", field="papers"):
        acts.add_papers(case, [Paper(99)], at=MONDAY)


def test_a_draft_thrown_away_leaves_no_papers():
    case = drafted()
    acts.add_papers(case, [Paper(3)], at=MONDAY)

    acts.discard_draft(case)

    assert not Case.objects.filter(pk=case).exists()
    assert not Material.objects.filter(case_id=case).exists()


def test_papers_given_electronically_need_no_paper_copy():
    case = submitted(papers=(Paper(1, file_id=5), Paper(2, reference="R-2")))

    acts.accept(case, by="account:101", at=MONDAY, calendar=DAYS)

    assert [one["via"] for one in reads.sheet(case).materials] == ["file", "reference"]
    assert state(case) == "accepted"


@pytest.mark.rule("A-116")
def test_questions_and_answers_are_kept_with_the_version_of_the_matter():
    case = submitted()
    other = {"questions": {"zh-hans": "要多久?"}, "answers": {"zh-hans": "三个工作日。"}}
    newer = published_matter(faqs=[other])

    (kept,) = catalogue.version(row(case).version_id).faqs
    assert kept == (
        {"zh-hans": "要多久?", "en": "How long?"},
        {"zh-hans": "五个工作日。", "en": "Five working days."},
    )
    assert newer.version_id != row(case).version_id
    assert newer.faqs == ((other["questions"], other["answers"]),)
