"""Eight callers at once: one key is one act, and nobody gets a broken answer."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests import make as cases
from yimen.doors.api.models import Answer, Webhook
from yimen.doors.api.tests.make import APPLICANT, Caller, a_caller, a_case, application, handed_in
from yimen.ground.tests.together import at_once
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CALLERS = 8


def eight(call: Callable[[Caller, int], Any], token: str) -> list[Any]:
    """Let eight callers call at the same moment; return their answers."""
    return at_once(*(partial(call, Caller(token), n) for n in range(CALLERS)))


def test_one_application_under_one_key_is_handed_in_once():
    published_matter()
    token = a_caller().token

    answers = eight(lambda caller, _n: caller.post("/cases", application(), key="k-1"), token)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Case.objects.count() == 1
    assert Answer.objects.count() == 1


def test_one_act_under_one_key_is_done_once():
    caller = a_caller()
    case = handed_in(caller)

    answers = eight(
        lambda one, _n: one.post(f"/cases/{case}/accept", {"officer": "li"}, key="k-1"), caller.token
    )

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert cases.said(int(case)).count("CaseAccepted") == 1


def test_one_act_under_eight_keys_is_done_once():
    caller = a_caller()
    case = handed_in(caller)

    answers = eight(
        lambda one, n: one.post(f"/cases/{case}/accept", {"officer": "li"}, key=f"k-{n}"), caller.token
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (CALLERS - 1)
    assert cases.said(int(case)).count("CaseAccepted") == 1


def test_one_key_for_eight_requests_is_one_act():
    caller = a_caller()
    published_matter()
    there = [a_case(caller) for _n in range(CALLERS)]

    answers = eight(
        lambda one, n: one.post(f"/cases/{there[n]}/accept", {"officer": "li"}, key="k-1"), caller.token
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [422] * (CALLERS - 1)
    assert [cases.state(int(case)) for case in there].count("accepted") == 1


def test_eight_applications_of_a_new_person_register_one_person():
    published_matter()
    token = a_caller().token
    new = application(applicant={**APPLICANT, "name": "李建国"})

    answers = eight(lambda caller, n: caller.post("/cases", new, key=f"k-{n}"), token)

    assert {answer.status_code for answer in answers} == {201}
    assert Case.objects.values("person_id").distinct().count() == 1
    assert Case.objects.count() == CALLERS


def test_one_webhook_under_one_key_is_made_once():
    token = a_caller().token

    answers = eight(
        lambda caller, _n: caller.post("/webhooks", {"url": "https://8.8.8.8/"}, key="k-1"), token
    )

    assert len({answer.json()["secret"] for answer in answers}) == 1
    assert Webhook.objects.count() == 1
