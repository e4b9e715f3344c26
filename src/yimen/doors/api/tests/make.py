"""Clients of the interface for tests, and calls as they make them."""

import json
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import socket
from threading import Thread
from typing import Any

from allauth.idp.oidc.models import Client, Token
from django.db import connection
from django.test import Client as Browser

from yimen.affairs.cases.tests.make import FACTS
from yimen.doors.api import acts
from yimen.doors.api.limits import buckets, requests_for_tokens
from yimen.doors.api.models import Access
from yimen.ground.bus import journal
from yimen.ground.clock import now
from yimen.ground.files.tests.make import pdf, saved
from yimen.registers.agencies import acts as agencies
from yimen.registers.catalogue.tests.make import AT, CONTENT, ORGAN_USCC, an_organ, published_matter

MATTER = ORGAN_USCC + "4" + CONTENT["base_code"]
APPLICANT = {
    "name": "王秀英",
    "id_kind": "resident",
    "id_number": "440981199001010017",
    "phone": "13900668001",
}
PAPERS = [{"material": 1, "reference": "R-1"}, {"material": 2, "reference": "R-2"}]
SECRET = "a secret nobody guesses"


def forget() -> None:
    buckets.forget()
    requests_for_tokens.forget()


def a_head(name: str = "sun", *, role: str = "organ_head", organ: int | None = None) -> None:
    """Someone who holds a post at the market regulation bureau, its head's or another."""
    post = agencies.create_post(organ or an_organ(), role, role, by="system", at=AT)
    agencies.appoint(post, 900 + post, name, letter="A", on=AT.date(), by="system", at=AT)


def another_organ() -> int:
    return an_organ("rsj", uscc="")


def application(**changes: Any) -> dict[str, Any]:
    return {"matter": MATTER, "applicant": APPLICANT, "facts": FACTS, "papers": PAPERS, **changes}


class Caller:
    """A client with a token; every POST gets a fresh key unless one is given."""

    def __init__(self, token: str, language: str = "en") -> None:
        self.token, self.language, self.browser = token, language, Browser()

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language, **headers}

    def get(self, path: str, **query: Any):
        return self.browser.get(f"/api/v1{path}", query, headers=self._headers({}))

    def delete(self, path: str):
        return self.browser.delete(f"/api/v1{path}", headers=self._headers({}))

    def post(self, path: str, body: Any = None, *, key: str | None = None, **more: Any):
        headers = self._headers({"Idempotency-Key": secrets.token_hex(8) if key is None else key})
        raw = body if isinstance(body, str | bytes) else json.dumps(body or {}, ensure_ascii=False)
        kind = more.pop("content_type", "application/json")
        return self.browser.post(f"/api/v1{path}", raw, content_type=kind, headers=headers, **more)


def a_token(
    client: str = "bureau", scopes: Sequence[str] = tuple(acts.SCOPES), *, until: datetime | None = None
) -> str:
    """A token put in place as the token address would."""
    value = secrets.token_urlsafe(32)
    token = Token(
        type=Token.Type.ACCESS_TOKEN, client_id=client, expires_at=until or now() + timedelta(hours=1)
    )
    token.set_value(value)
    token.set_scopes(list(scopes))
    token.save()
    return value


def a_caller(
    client: str = "bureau", *, organs: Sequence[int] | None = None, scopes: Sequence[str] = tuple(acts.SCOPES)
) -> Caller:
    """A client let in for the market regulation bureau, or for other organs."""
    organs = [an_organ()] if organs is None else organs
    known = Client.objects.filter(pk=client).first()
    if known is None:
        acts.open_client(client, client, SECRET, organs=organs, scopes=scopes, by="system", at=AT)
    else:
        known.set_scopes(list(scopes))
        known.save()
        Access.objects.filter(pk=client).update(organs=list(organs))
    return Caller(a_token(client, scopes))


def a_stranger() -> Caller:
    """A client with every scope, of another organ."""
    return a_caller("stranger", organs=[another_organ()])


def handed_in(caller: Caller) -> str:
    """An application handed in through the interface."""
    published_matter()
    return a_case(caller)


def a_case(caller: Caller, **changes: Any) -> str:
    answer = caller.post("/cases", application(**changes))
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()["id"]


def granted(caller: Caller) -> str:
    case = handed_in(caller)
    for act, body in LIFE[:3]:
        done = caller.post(f"/cases/{case}/{act}", body)
        assert done.status_code == 200, done.content.decode()
    return case


BODIES: dict[str, Any] = {
    "accept": {"officer": "li"},
    "close": {},
    "review": {"officer": "zhao", "verdict": "agree"},
    "decide": {"officer": "qian", "outcome": "grant"},
    "decide-on-the-spot": {"officer": "qian", "outcome": "grant"},
    "ask": {"items": [{"reason": "缺平面图", "material": 2}]},
    "supplement": {"papers": [{"material": 2, "reference": "R-9"}]},
    "decline": {"officer": "li", "ground": "not_required", "reason": "无需许可"},
    "extend": {"officer": "sun", "days": 5, "reason": "案情复杂"},
    "deliver": {"method": "post"},
    "withdraw": {"reason": "不办了"},
    "correct-situation": {"answers": {"new": "no"}, "reason": "核对"},
    "explain-overdue": {"reason": "系统故障"},
    "suspend": {"ground": "testing", "basis": "第二十条", "planned_days": 7},
    "prolong": {"planned_days": 3, "reason": "复检"},
    "resume": {},
    "serve": {"document": "acceptance", "method": "personal", "receiver": "本人"},
    "publish-service": {"document": "acceptance", "reason": "查无此人"},
    "plan-check": {
        "officers": ["zhao", "sun"],
        "place": "环城路12号",
        "planned_at": "2099-03-04T10:00:00+08:00",
    },
    "record-check": {
        "check": "1",
        "held_at": "2026-03-04T10:00:00+08:00",
        "findings": [{"point": "面积", "found": "86平方米", "conforms": True}],
    },
    "sign-check": {"check": "1"},
    "charge": {"fee": 1},
    "record-payment": {"fee": 1, "receipt": "R-1"},
    "ask-waiver": {"fee": 1, "ground": "allowance", "reason": "低保"},
    "approve-waiver": {"officer": "qian", "fee": 1},
    "accept-first": {"officer": "li"},
    "forward": {"officer": "sun", "verdict": "agree", "opinion": "情况属实"},
    "fill-gaps": {"papers": [{"material": 3, "reference": "R-3"}]},
    "take-back-commitment": {},
    "record-intention": {"said": "本人自愿"},
    "check-commitment": {"outcome": "kept"},
    "record-mending": {"mended": True},
    "rate": {"level": 5, "told_by": "online"},
    "reveal": {"officer": "li", "reason": "核对"},
    "files": saved(pdf()),
    "cases": application(),
    "webhooks": {"url": "https://8.8.8.8/hook"},
}
LIFE: list[tuple[str, dict[str, Any]]] = [
    ("accept", {"officer": "li"}),
    ("review", {"officer": "zhao", "verdict": "agree", "opinion": "符合条件"}),
    ("decide", {"officer": "qian", "outcome": "grant"}),
    ("deliver", {"officer": "li", "method": "personal", "proof": "本人签收"}),
    ("rate", {"level": 5, "told_by": "online"}),
]


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The answer is this problem, in words for the reader."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), (
        answer.content
    )
    told = answer.json()
    assert (told["status"], told["code"]) == (status, code), told
    assert told["title"]
    assert told["type"].endswith(f"#{code}")
    return told


def fields(told: dict[str, Any]) -> set[str]:
    return {one["field"] for one in told["errors"]}


def settle() -> None:
    """Wait until every reader may see what was committed (others on this server may be at work)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(xid), 0) FROM journal")
        last = cursor.fetchone()[0]
    deadline = time.monotonic() + 60
    while journal.horizon()[0] < last:
        assert time.monotonic() < deadline, "another transaction stays open"
        time.sleep(0.02)


class Hearer(HTTPServer):
    """A system that is told of events: keeps what it hears, answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.meanwhile: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?from=yimen"


class _Handler(BaseHTTPRequestHandler):
    server: Hearer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.server.meanwhile()
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


@contextmanager
def a_hearer() -> Iterator[Hearer]:
    hearer = Hearer()
    thread = Thread(target=hearer.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hearer
    finally:
        hearer.shutdown()
        thread.join()
        hearer.server_close()


@contextmanager
def one_answer(server: socket, answer: bytes | None) -> Iterator[None]:
    """A server that gives these bytes to whoever comes; None: a letter now and then, without end."""

    def give() -> None:
        connection, _address = server.accept()
        with connection:
            connection.recv(65536)
            try:
                connection.sendall(answer if answer is not None else b"HTTP/1.1 200 OK\r\nX: ")
                while answer is None:
                    connection.sendall(b"x")
                    time.sleep(0.02)
            except OSError:
                return

    thread = Thread(target=give)
    thread.start()
    try:
        yield
    finally:
        thread.join()
