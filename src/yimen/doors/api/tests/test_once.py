"""An act asked for twice under one key happens once; the key belongs to one client and one request."""

from datetime import timedelta

import pytest
from allauth.idp.oidc.models import Token

from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests import make as cases
from yimen.doors.api import acts
from yimen.doors.api.models import Answer, Webhook
from yimen.doors.api.tests.make import LIFE, a_caller, a_case, a_stranger, application, handed_in, problem
from yimen.ground.clock import now
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import reads as catalogue_reads
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db


def test_an_application_sent_twice_is_handed_in_once():
    published_matter()
    caller = a_caller()

    first = caller.post("/cases", application(), key="k-1")
    again = caller.post("/cases", application(), key="k-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Case.objects.count() == 1


@pytest.mark.parametrize("place", range(len(LIFE)))
def test_every_act_sent_twice_is_done_once(place):
    caller = a_caller()
    case = handed_in(caller)
    for act, body in LIFE[:place]:
        assert caller.post(f"/cases/{case}/{act}", body).status_code == 200
    act, body = LIFE[place]

    first = caller.post(f"/cases/{case}/{act}", body, key="k-1")
    after = cases.picture(int(case))
    again = caller.post(f"/cases/{case}/{act}", body, key="k-1")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert cases.picture(int(case)) == after


def test_the_same_answer_is_given_when_the_case_has_moved_on():
    caller = a_caller()
    case = handed_in(caller)
    first = caller.post(f"/cases/{case}/accept", {"officer": "li"}, key="k-1")
    caller.post(f"/cases/{case}/review", {"officer": "zhao", "verdict": "agree"})

    again = caller.post(f"/cases/{case}/accept", {"officer": "li"}, key="k-1")

    assert again.json() == first.json()


def test_the_same_answer_is_given_when_the_matter_has_been_suspended():
    matter, caller = published_matter(), a_caller()
    first = caller.post("/cases", application(), key="k-1")
    catalogue.suspend(matter.matter_id, reason="整改", by="account:1", at=now())
    catalogue_reads.forget()

    assert caller.post("/cases", application(), key="k-1").json() == first.json()
    problem(caller.post("/cases", application(), key="k-2"), 404, "unknown_matter")


def test_a_key_used_with_another_body_is_refused_and_nothing_is_done():
    published_matter()
    caller = a_caller()
    caller.post("/cases", application(), key="k-1")

    answer = caller.post("/cases", application(papers=[]), key="k-1")

    problem(answer, 422, "key_reused")
    assert Case.objects.count() == 1


def test_a_key_used_for_another_case_is_refused():
    caller = a_caller()
    one, other = handed_in(caller), a_case(caller)
    caller.post(f"/cases/{one}/accept", {"officer": "li"}, key="k-1")

    problem(caller.post(f"/cases/{other}/accept", {"officer": "li"}, key="k-1"), 422, "key_reused")

    assert cases.state(int(other)) == "submitted"


def test_two_clients_may_use_the_same_key():
    published_matter()
    one, other = a_caller(), a_caller("second")

    first = one.post("/cases", application(), key="k-1").json()
    second = other.post("/cases", application(), key="k-1").json()

    assert first["id"] != second["id"]


@pytest.mark.parametrize("key", ["", "x" * 101, "a\x7fb"])
@pytest.mark.parametrize("path", ["/cases", "/cases/{case}/accept", "/cases/{case}/rate", "/webhooks"])
def test_without_a_readable_key_nothing_is_done(path, key):
    caller = a_caller()
    case = handed_in(caller)
    bodies = {
        "/cases": application(),
        "/cases/{case}/accept": {"officer": "li"},
        "/cases/{case}/rate": {"level": 5, "told_by": "online"},
        "/webhooks": {"url": "https://8.8.8.8/"},
    }
    before = cases.picture(int(case))

    problem(caller.post(path.format(case=case), bodies[path], key=key), 400, "idempotency_key")

    assert (cases.picture(int(case)), Case.objects.count()) == (before, 1)
    assert Webhook.objects.count() == 0


def test_the_longest_key_is_a_key():
    published_matter()

    assert a_caller().post("/cases", application(), key="x" * 100).status_code == 201


def test_a_refused_act_may_be_tried_again_under_its_key():
    caller = a_caller()
    case = handed_in(caller)
    problem(caller.post(f"/cases/{case}/close", {}, key="k-1"), 409, "out_of_order")

    caller.post(f"/cases/{case}/withdraw", {"reason": "不办了"})

    assert not Answer.objects.filter(key="k-1").exists()


def test_a_key_of_another_clients_answer_tells_nothing():
    caller = a_caller()
    case = handed_in(caller)
    caller.post(f"/cases/{case}/accept", {"officer": "li"}, key="k-1")

    problem(a_stranger().post(f"/cases/{case}/accept", {"officer": "li"}, key="k-1"), 404, "unknown")


def test_answers_are_kept_for_three_days_and_no_longer():
    published_matter()
    caller = a_caller()
    caller.post("/cases", application(), key="k-1")

    assert acts.forget_answers(at=now() + timedelta(days=2, hours=23)) == 0
    assert acts.forget_answers(at=now() + timedelta(days=3, seconds=1)) == 1
    assert Token.objects.count() == 1


def test_a_token_that_expired_long_ago_is_dropped():
    a_caller()

    assert acts.forget_answers(at=now() + timedelta(days=3, hours=2)) == 1
    assert Token.objects.count() == 0
