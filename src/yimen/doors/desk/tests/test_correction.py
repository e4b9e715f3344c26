"""What can be corrected on the spot is corrected at the window, and nowhere else and no later."""

import pytest

from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Case
from yimen.doors.desk.tests.make import clerk, officer, stranger, told, waiting, words
from yimen.ground.bus import journal
from yimen.registers.agencies.reads import Role

pytestmark = [pytest.mark.django_db, pytest.mark.rule("A-203")]


def typed(case: int, **changes: str) -> dict[str, str]:
    return {f"q-{name}": str(value) for name, value in {**reads.sheet(case).facts, **changes}.items()}


def test_a_slip_is_corrected_without_notice_and_the_period_runs_on():
    case, client = waiting(), clerk()
    before = Case.objects.get(pk=case).accept_due_on

    page = words(client.get(f"/desk/cases/{case}/"))
    form = words(client.get(f"/desk/cases/{case}/correct/"))
    answer = client.post(f"/desk/cases/{case}/correct/", typed(case, area="71"))

    assert f'href="/desk/cases/{case}/correct/"' in page
    assert reads.sheet(case).facts["shop"] in form
    assert (answer["Location"], told(client, answer)) == (
        f"/desk/cases/{case}/",
        ["The answers are corrected."],
    )
    row = Case.objects.get(pk=case)
    assert (reads.sheet(case).facts["area"], row.state, row.accept_due_on) == ("71", "submitted", before)
    said = journal.history(case)[-1]
    assert (said.type, said.data["fields"]) == ("cases.CaseCorrected", ["area"])


def test_what_is_wrong_is_said_at_its_question_and_what_was_typed_stays():
    case, client = waiting(), clerk()
    before = reads.sheet(case).facts

    answer = client.post(f"/desk/cases/{case}/correct/", typed(case, area="much"))

    assert answer.status_code == 422
    assert 'value="much"' in words(answer)
    assert "area" in answer.context["form"].errors
    assert reads.sheet(case).facts == before


def test_nothing_changed_is_no_correction():
    case, client = waiting(), clerk()

    answer = client.post(f"/desk/cases/{case}/correct/", typed(case))

    assert answer.status_code == 422
    assert "Nothing of what was handed in has changed." in words(answer)


def test_it_is_for_the_window_of_the_organ_and_before_acceptance_only():
    case = waiting()
    address = f"/desk/cases/{case}/correct/"

    assert officer("ap", Role.APPROVER).get(address).status_code == 403
    assert stranger().get(address).status_code in {302, 404}
    Case.objects.filter(pk=case).update(state="withdrawn")
    assert clerk("late").get(address)["Location"] == f"/desk/cases/{case}/"
    assert address not in words(clerk("later").get(f"/desk/cases/{case}/"))
