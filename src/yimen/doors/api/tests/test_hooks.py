"""Webhooks: who may have one, how events are signed, what happens when the other side fails."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.db import connection

from yimen.doors.api import acts
from yimen.doors.api.models import Access, Answer, Webhook
from yimen.doors.api.tests.make import (
    a_caller,
    a_case,
    a_hearer,
    a_stranger,
    another_organ,
    fields,
    handed_in,
    problem,
    settle,
)
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.registers.catalogue.tests.make import an_organ, published_matter

OPEN = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
      AND backend_type = 'client backend'"""
PUBLIC = {"url": "https://8.8.8.8/hook"}


@pytest.mark.django_db
def test_a_webhook_is_registered_and_its_secret_told_once():
    caller = a_caller()

    made = caller.post("/webhooks", {**PUBLIC, "kinds": ["cases.CaseGranted"]})

    told = made.json()
    assert made.status_code == 201
    assert len(told["secret"]) >= 32
    (line,) = caller.get("/webhooks").json()
    assert (line["id"], line["url"], line["kinds"]) == (told["id"], PUBLIC["url"], ["cases.CaseGranted"])
    assert line["secret"] is None


@pytest.mark.django_db
def test_a_secret_is_not_kept_readable_and_yet_told_again_under_the_same_key():
    caller = a_caller()
    first = caller.post("/webhooks", PUBLIC, key="k-1").json()

    again = caller.post("/webhooks", PUBLIC, key="k-1").json()

    assert again == first
    assert Webhook.objects.count() == 1
    assert first["secret"] not in str(Answer.objects.values()) + str(Webhook.objects.values())
    assert first["secret"].encode() not in bytes(Webhook.objects.get().secret)


@pytest.mark.django_db
def test_a_webhook_is_seen_and_stopped_by_its_own_client_only():
    caller, stranger = a_caller(), a_stranger()
    number = caller.post("/webhooks", PUBLIC).json()["id"]

    assert stranger.get("/webhooks").json() == []
    problem(stranger.delete(f"/webhooks/{number}"), 404, "unknown")
    assert caller.delete(f"/webhooks/{number}").status_code == 204
    problem(caller.delete(f"/webhooks/{number}"), 404, "unknown")
    assert caller.get("/webhooks").json() == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 2**63 - 1, 2**63, 10**40])
def test_an_unknown_webhook_is_unknown(number):
    problem(a_caller().delete(f"/webhooks/{number}"), 404, "unknown")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [({"url": 5}, "url"), ({"url": "x"}, "url"), ({"url": "https://" + "x" * 500}, "url"), ({"kinds": "all"}, "kinds"),
     ({"kinds": ["x" * 81]}, "kinds.0"), ({"kinds": ["x"] * 101}, "kinds"), ({"secret": "mine"}, "secret")],
)  # fmt: skip
def test_a_webhook_that_does_not_fit_is_named(change, field):
    assert fields(problem(a_caller().post("/webhooks", {**PUBLIC, **change}), 422, "schema")) == {field}


@pytest.mark.django_db
def test_a_client_has_so_many_webhooks_and_no_more():
    a_caller()
    words = {"kinds": [], "organs": [], "secret": "s", "at": now()}
    for _n in range(acts.MOST_HOOKS):
        acts.subscribe("bureau", "https://8.8.8.8/", **words)

    with pytest.raises(Refused) as refused:
        acts.subscribe("bureau", "https://8.8.8.8/", **words)

    assert refused.value.code == "too_many"


@pytest.fixture
def inside(settings, transactional_db):
    """A demonstration may call addresses on its own machine."""
    settings.DEMO = True


def hooked(caller, url: str, **more):
    """Register a webhook that hears of nothing that happened before."""
    settle()
    made = caller.post("/webhooks", {"url": url, **more})
    assert made.status_code == 201
    return made.json()


def delivered(at=None) -> int:
    """One round of the worker."""
    settle()
    count, at = 0, at or now()
    while (sent := acts.deliver_one(at=at)) is not None:
        count += sent
    return count


def kinds(heard: tuple[dict, bytes]) -> list[str]:
    return [one["type"] for one in json.loads(heard[1])]


def test_events_are_delivered_once_signed_and_with_their_ids(inside):
    published_matter()
    caller = a_caller()
    with a_hearer() as hearer:
        made = hooked(caller, hearer.url)
        case = a_case(caller)
        delivered()
        delivered(now() + timedelta(seconds=2))

        ((headers, body),) = hearer.heard
    stamp = headers["Webhook-Timestamp"]
    expected = hmac.new(made["secret"].encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["Webhook-Signature"] == f"sha256={expected}"
    assert headers["Webhook-Id"] == str(made["id"])
    assert headers["Content-Type"] == "application/cloudevents-batch+json"
    told = {one["id"]: one for one in json.loads(body)}
    listed = {one["id"]: one for one in caller.get("/events").json()["items"]}
    assert {one["subject"] for one in told.values()} == {case}
    assert told.items() <= listed.items()


def test_a_failing_webhook_waits_longer_and_longer_and_misses_nothing(inside):
    published_matter()
    caller = a_caller()
    with a_hearer() as hearer:
        hooked(caller, hearer.url)
        a_case(caller)
        hearer.status, at, pauses = 500, now(), []
        settle()
        for _n in range(5):
            delivered(at)
            hook = Webhook.objects.get()
            pauses.append((hook.not_before - at).total_seconds())
            at = hook.not_before
        (line,) = caller.get("/webhooks").json()
        a_case(caller)
        hearer.status = 200
        delivered(at)

        assert pauses == [2, 4, 8, 16, 32]
        assert (line["failures"], line["error"]) == (5, "the address answered 500")
        assert len(hearer.heard) == 6
        assert kinds(hearer.heard[-1]) == ["cases.CaseSubmitted"] * 2
    assert caller.get("/webhooks").json()[0]["failures"] == 0


def test_a_pause_never_grows_past_half_a_day(inside):
    published_matter()
    caller = a_caller()
    with a_hearer() as hearer:
        hooked(caller, hearer.url)
        a_case(caller)
        hearer.status = 500
        Webhook.objects.update(failures=100_000)
        at = now()
        delivered(at)

    assert Webhook.objects.get().not_before == at + timedelta(hours=12)


def test_one_webhook_that_cannot_be_called_does_not_stop_the_others(inside):
    published_matter()
    caller = a_caller()
    with a_hearer() as hearer:
        for url in ("http://127.0.0.1:1/", "http://no-such-host.invalid/", hearer.url):
            hooked(caller, url)
        Webhook.objects.filter(url__contains=":1/").update(url="https://[broken")
        a_case(caller)
        delivered()

        assert kinds(hearer.heard[0]) == ["cases.CaseSubmitted"]
    assert sorted(Webhook.objects.values_list("failures", flat=True)) == [0, 1, 1]


def test_a_webhook_whose_secret_is_damaged_waits_longer_and_longer_and_does_not_stop_the_others(inside):
    published_matter()
    caller = a_caller()
    with a_hearer() as hearer:
        for url in ("https://example.test/", hearer.url):
            hooked(caller, url)
        Webhook.objects.filter(url__contains="example").update(secret=b"damaged")
        a_case(caller)
        delivered()

        assert kinds(hearer.heard[0]) == ["cases.CaseSubmitted"]
    assert sorted(Webhook.objects.values_list("failures", flat=True)) == [0, 1]


def test_webhooks_with_nothing_to_tell_do_not_hold_up_the_one_that_has(inside):
    published_matter()
    caller = a_caller()
    with a_hearer() as hearer:
        for _n in range(3):
            hooked(caller, hearer.url, kinds=["cases.CaseClosed"])
        hooked(caller, hearer.url, kinds=["cases.CaseSubmitted"])
        a_case(caller)
        settle()
        acts.deliver_waiting()

        assert len(hearer.heard) == 1


def test_a_webhook_hears_the_kinds_it_asked_for(inside):
    published_matter()
    caller = a_caller()
    with a_hearer() as hearer:
        hooked(caller, hearer.url, kinds=["cases.CaseAccepted"])
        case = a_case(caller)
        caller.post(f"/cases/{case}/accept", {"officer": "li"})
        delivered()

        assert kinds(hearer.heard[0]) == ["cases.CaseAccepted"]


def test_a_webhook_hears_nothing_of_another_organ(inside):
    published_matter()
    caller, stranger = a_caller(), a_stranger()
    with a_hearer() as hearer:
        hooked(stranger, hearer.url)
        a_case(caller)
        delivered()

        assert hearer.heard == []


def test_a_webhook_hears_nothing_more_once_its_client_has_lost_the_organ(inside):
    published_matter()
    caller, other = a_caller(), a_caller("second")
    with a_hearer() as hearer:
        hooked(caller, hearer.url)
        Access.objects.filter(pk="bureau").update(organs=[another_organ()])
        a_case(other)
        delivered()

        assert hearer.heard == []


def test_a_webhook_in_the_hands_of_one_worker_is_not_taken_by_another(inside):
    caller = a_caller()
    published_matter()
    hooked(caller, "http://127.0.0.1:1/")
    at = now()
    Webhook.objects.update(not_before=at + acts.LEASE)

    assert acts.deliver_one(at=at) is None
    assert acts.deliver_one(at=at + acts.LEASE) is not None


def test_no_transaction_is_open_while_the_other_side_takes_its_time(inside):
    published_matter()
    caller, found = a_caller(), []

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute(OPEN)
            found.extend(cursor.fetchall())
        connection.close()

    with a_hearer() as hearer:
        hooked(caller, hearer.url)
        a_case(caller)
        hearer.meanwhile = look
        delivered()

        assert len(hearer.heard) == 1
    assert found == [(0,)]


def test_events_are_read_from_a_cursor_on_without_gap_or_repetition(transactional_db):
    caller = a_caller()
    case = handed_in(caller)
    settle()
    begin = caller.get("/events").json()
    caller.post(f"/cases/{case}/accept", {"officer": "li"})
    other = a_case(caller)
    settle()

    after = caller.get("/events", cursor=begin["next"]).json()

    assert [(one["type"], one["subject"]) for one in after["items"]] == [
        ("cases.CaseAccepted", case),
        ("cases.CaseSubmitted", other),
    ]
    assert caller.get("/events", cursor=after["next"]).json()["items"] == []
    whole = caller.get("/events").json()["items"]
    assert whole == begin["items"] + after["items"]
    assert len({one["id"] for one in whole}) == len(whole)
    told = {one["subject"] for one in a_stranger().get("/events").json()["items"]}
    assert told.isdisjoint({case, other})
    assert {one["data"]["organ"] for one in whole} == {an_organ()}


def test_an_event_is_a_cloud_event(transactional_db):
    caller = a_caller()
    case = handed_in(caller)
    settle()

    event = caller.get("/events").json()["items"][-1]

    assert (event["specversion"], event["subject"], event["source"]) == ("1.0", case, "/yimen")
    assert event["data"]["actor"] == "client:bureau"
