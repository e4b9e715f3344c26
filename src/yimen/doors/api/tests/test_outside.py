"""Addresses that clients give us lead outside, whatever they look like and however they resolve."""

import socket
import time

import pytest

from yimen.doors.api import outside
from yimen.doors.api.models import Webhook
from yimen.doors.api.tests.make import a_caller, a_hearer, fields, one_answer, problem

INSIDE = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "localhost",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.5.5",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::1",
]
NOWHERE = ["", "no-such-host.invalid", "a" * 64 + ".example", "..", "a b", "-"]


@pytest.mark.parametrize("host", INSIDE + NOWHERE)
def test_a_private_address_leads_inside(host):
    assert outside.leads_inside(host)


@pytest.mark.parametrize("host", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_a_public_address_does_not(host):
    assert not outside.leads_inside(host)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        *(f"https://{f'[{host}]' if ':' in host else host}/hook" for host in INSIDE if host != "0177.0.0.1"),
        "http://8.8.8.8/hook",
        "ftp://8.8.8.8/",
        "file:///etc/passwd",
        "https://user@8.8.8.8/",
        "https://user:word@8.8.8.8/",
        "https://@8.8.8.8/",
        "https://",
        "https:///x",
        "https://[",
        "https://[::1",
        "https://8.8.8.8:99999/",
        "https://8.8.8.8:0/",
        "https://8.8.8.8:x/",
        "https://8.8.8.8/a b",
        "https://8.8.8.8/a\r\nX: y",
        "//8.8.8.8/hook",
        "no address at all",
    ],
)
def test_a_webhook_is_not_registered_at_an_address_that_may_not_be_called(url):
    told = problem(a_caller().post("/webhooks", {"url": url}), 422, "address")

    assert fields(told) == {"url"}
    assert Webhook.objects.count() == 0


def test_nothing_is_sent_inside():
    with a_hearer() as hearer:
        with pytest.raises(OSError, match="leads inside"):
            outside.post(hearer.url, b"x", {})

        assert hearer.heard == []


def test_a_name_that_resolves_differently_the_second_time_does_not_lead_inside(monkeypatch):
    answers = ["8.8.8.8"]

    def resolve(_host, port, *_words, **_more):
        where = answers.pop() if answers else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where, port))]

    with a_hearer() as hearer:
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        assert not outside.leads_inside("rebinding.example")

        with pytest.raises(OSError, match="leads inside"):
            outside.post(f"http://rebinding.example:{hearer.server_port}/", b"x", {})

        assert hearer.heard == []


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_not_well_is_a_fault_and_redirects_are_not_followed(status):
    with a_hearer() as hearer:
        hearer.status = status
        with pytest.raises(OSError, match=str(status)):
            outside.post(hearer.url, b"x", {}, inside=True)

        assert len(hearer.heard) == 1


@pytest.mark.parametrize(
    "answer",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a" * 70_000 + b"\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"],
)
def test_an_answer_that_cannot_be_read_is_a_fault(answer):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        one_answer(server, answer),
        pytest.raises(outside.FAULTS),
    ):
        outside.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"x", {}, inside=True)


def test_an_answer_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(outside, "LONGEST", 0.3)
    started = time.monotonic()

    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        one_answer(server, None),
        pytest.raises(outside.FAULTS),
    ):
        outside.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"x", {}, inside=True)

    assert time.monotonic() - started < 5
