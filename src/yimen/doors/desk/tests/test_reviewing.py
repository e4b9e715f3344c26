"""At the desk: each step of the review is recorded by whoever it was published for."""

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.test_review import with_reviews
from yimen.doors.desk.tests.make import accepted, an_account, do, hold_post, officer, state
from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role

pytestmark = pytest.mark.django_db
SIDE_BY_SIDE = {"parallel": 1, "days": 3}
FOUND = {"verdict": "agree", "opinion": "符合条件"}


def form_of(client, case):
    """The form in which a step of the review is recorded, or None."""
    page = client.get(f"/desk/cases/{case}/")
    return next((form for name, _means, form in page.context["forms"] if name == "review"), None)


def steps_of(client, case):
    """The steps that the form offers."""
    form = form_of(client, case)
    return [n for n, _name in form["step"].field.choices] if form else []


@pytest.mark.rule("E-121")
def test_steps_side_by_side_are_chosen_by_name_and_the_case_is_decided():
    case = accepted(with_reviews(SIDE_BY_SIDE, SIDE_BY_SIDE))
    reviewer, approver = officer("zhao", Role.REVIEWER), officer("qian", Role.APPROVER)
    assert steps_of(reviewer, case) == [2, 3]

    assert do(reviewer, case, "review", step=3, **FOUND).status_code == 302
    assert steps_of(reviewer, case) == [2]
    assert form_of(reviewer, case)["step"].initial == 2
    assert do(reviewer, case, "review", step=3, **FOUND).status_code == 422
    assert do(reviewer, case, "review", step=2, **FOUND).status_code == 302

    assert form_of(reviewer, case) is None
    assert do(approver, case, "grant").status_code == 302
    assert (state(case), [one["step"] for one in reads.sheet(case).reviews]) == ("granted", [3, 2])


@pytest.mark.rule("E-121")
def test_of_steps_side_by_side_each_role_records_its_own():
    case = accepted(with_reviews(SIDE_BY_SIDE, {**SIDE_BY_SIDE, "role": "window"}))
    reviewer, window = officer("zhao", Role.REVIEWER), officer("li", Role.WINDOW)
    assert (steps_of(reviewer, case), steps_of(window, case)) == ([2], [3])

    assert do(window, case, "review", step=2, **FOUND).status_code == 422
    assert do(window, case, "review", step=3, **FOUND).status_code == 302
    assert do(window, case, "review", step=2, **FOUND).status_code == 403
    assert do(reviewer, case, "review", step=2, **FOUND).status_code == 302

    assert reads.sheet(case).stage == 1


def test_the_form_says_the_only_open_step_by_its_name():
    case = accepted()

    form = form_of(officer("zhao", Role.REVIEWER), case)

    ((n, name),) = form["step"].field.choices
    assert (n, name.startswith("2. ")) == (2, True)
    assert form["step"].value() == 2


def test_a_case_is_sent_back_to_a_step_that_is_chosen_by_its_name():
    case, approver = accepted(with_reviews(SIDE_BY_SIDE, SIDE_BY_SIDE)), officer("qian", Role.APPROVER)
    for step in (2, 3):
        acts.review(case, step=step, verdict="agree", opinion="", by="account:9000000902", at=now())

    page = approver.get(f"/desk/cases/{case}/", headers={"accept-language": "zh-hans"})
    form = next(form for name, _means, form in page.context["forms"] if name == "send_back")
    assert [(n, words.split(". ")[0]) for n, words in form["step"].field.choices] == [(2, "2"), (3, "3")]
    assert all(words.split(". ")[1] for _n, words in form["step"].field.choices)
    assert do(approver, case, "send_back", step=4, reason="补查").status_code == 422
    assert do(approver, case, "send_back", step=3, reason="补查").status_code == 302

    assert reads.sheet(case).stage == 0


BY_TWO = {"two_officers": True}


@pytest.mark.rule("A-302")
@pytest.mark.parametrize("second", ["", "张三丰", "zhao", "account:1", "self"])
def test_the_second_officer_is_another_officer_of_the_organ(second):
    case, zhao = accepted(with_reviews(BY_TWO)), officer("zhao", Role.REVIEWER)
    hold_post("sun", Role.INSPECTOR)
    me, sun = (f"account:{an_account(name).pk}" for name in ("zhao", "sun"))
    officers = [value for value, _words in form_of(zhao, case)["second"].field.choices]
    assert officers == ["", sun]

    refused = do(zhao, case, "review", step=2, second=me if second == "self" else second, **FOUND)
    assert (refused.status_code, set(form_with_errors(refused).errors)) == (422, {"second"})
    assert do(zhao, case, "review", step=2, second=sun, **FOUND).status_code == 302

    assert [(one["by"], one["second"]) for one in reads.sheet(case).reviews] == [(me, sun)]


def form_with_errors(page):
    return next(form for name, _means, form in page.context["forms"] if name == "review")


@pytest.mark.rule("A-302")
def test_of_steps_side_by_side_only_the_one_of_two_officers_needs_a_second():
    case = accepted(with_reviews({**SIDE_BY_SIDE, **BY_TWO}, SIDE_BY_SIDE))
    zhao = officer("zhao", Role.REVIEWER)
    hold_post("sun", Role.WINDOW)

    assert do(zhao, case, "review", step=2, **FOUND).status_code == 422
    assert do(zhao, case, "review", step=3, **FOUND).status_code == 302


@pytest.mark.rule("A-302")
def test_an_officer_alone_at_the_organ_is_told_that_two_must_verify():
    case, zhao = accepted(with_reviews(BY_TWO)), officer("zhao", Role.REVIEWER)

    page = do(zhao, case, "review", step=2, **FOUND)

    assert "Two officers must verify this." in page.content.decode()
    assert reads.sheet(case).reviews == ()


def test_where_one_officer_is_enough_no_second_is_asked_for():
    case, zhao = accepted(), officer("zhao", Role.REVIEWER)
    hold_post("sun", Role.WINDOW)

    assert "second" not in form_of(zhao, case).fields


@pytest.mark.rule("A-912")
def test_whoever_accepted_the_case_is_not_offered_as_the_second_officer():
    case, zhao = accepted(with_reviews(BY_TWO)), officer("zhao", Role.REVIEWER)
    for name in ("sun", "li"):
        hold_post(name, Role.WINDOW)
    sun, li = (f"account:{an_account(name).pk}" for name in ("sun", "li"))
    Case.objects.filter(pk=case).update(accepted_by=li)

    assert [value for value, _words in form_of(zhao, case)["second"].field.choices] == ["", sun]
