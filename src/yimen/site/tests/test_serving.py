"""The server hands requests to Django whole, and Django's answers back, whatever their size and whoever goes away."""

import http.client
import io
import json
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from yimen.site import served, serving
from yimen.site.turns import Turns

pytestmark = pytest.mark.race  # it starts a server of its own
GIGABYTE = 1024**3


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def room(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = _free()
    command = serving.web_command("127.0.0.1", port, 1)
    command[-1] = "yimen.site.tests.plain_site:application"
    process = subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": "yimen.site.settings"})
    try:
        limit = time.monotonic() + 60
        while not serving.answers("127.0.0.1", port):
            assert time.monotonic() < limit
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        assert process.wait(20) is not None


@pytest.fixture
def asked(port: int) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    yield made
    made.close()


def got(asked: http.client.HTTPConnection, method: str, path: str, body=None, headers=None):
    asked.request(method, path, body, headers or {})
    answer = asked.getresponse()
    return answer, answer.read()


def test_a_request_arrives_as_it_was_sent(asked):
    headers = {"X-Word": "a", "Cookie": "one=1; two=2", "Content-Type": "text/x"}
    answer, body = got(asked, "GET", "/echo/%E9%AB%98%E5%B7%9E?q=%E9%A3%9F&x=1", headers=headers)
    told = json.loads(body)

    assert told["PATH_INFO"].encode("latin-1").decode() == "/echo/高州"
    assert (told["QUERY_STRING"], told["REQUEST_METHOD"]) == ("q=%E9%A3%9F&x=1", "GET")
    assert (told["HTTP_X_WORD"], told["HTTP_COOKIE"], told["CONTENT_TYPE"]) == ("a", "one=1; two=2", "text/x")
    assert (told["REMOTE_ADDR"], told["SERVER_NAME"], told["SERVER_PORT"]) == (
        "127.0.0.1",
        "127.0.0.1",
        str(asked.port),
    )
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert answer.headers.get_all("Server") == ["yimen"]


def test_headers_that_come_twice_are_joined(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(
            b"GET /echo/ HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nX-A: 2\r\nCookie: a=1\r\nCookie: b=2\r\nConnection: close\r\n\r\n"
        )
        said = b"".join(iter(lambda: line.recv(65536), b"")).partition(b"\r\n\r\n")[2]

    told = json.loads(said)
    assert (told["HTTP_X_A"], told["HTTP_COOKIE"]) == ("1,2", "a=1;b=2")


@pytest.mark.parametrize(
    ("by", "seen"), [("203.0.113.9", "203.0.113.9"), ("1.2.3.4, 203.0.113.9", "203.0.113.9")]
)
def test_who_calls_through_a_proxy_of_ours_is_known_by_the_address_it_adds(asked, by, seen):
    _answer, body = got(asked, "GET", "/echo/", headers={"X-Forwarded-For": by, "X-Forwarded-Proto": "https"})

    assert json.loads(body)["REMOTE_ADDR"] == seen
    assert json.loads(body)["wsgi.url_scheme"] == "https"


@pytest.mark.parametrize("size", [0, 1, 70_000, 256 * 1024, 256 * 1024 + 1, 20_000_000])
def test_a_body_arrives_whole_whatever_its_size(asked, size):
    for _again in range(2):
        assert got(asked, "POST", "/length/", b"x" * size)[1] == str(size).encode()


def test_a_body_in_chunks_without_a_length_is_left_to_django(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(
            b"POST /length/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            b"3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n"
        )
        said = b"".join(iter(lambda: line.recv(65536), b""))

    assert said.startswith(b"HTTP/1.1 200")
    assert said.endswith(b"\r\n\r\n0")


def test_what_is_refused_by_its_length_is_not_taken(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(
            f"POST /refuse/ HTTP/1.1\r\nHost: x\r\nContent-Length: {GIGABYTE}\r\n\r\n".encode() + b"x" * 1000
        )

        assert line.recv(1000).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("size", [2000, 900_000])
def test_half_a_body_is_nothing_and_its_caller_holds_nobody_up(port, asked, tmp_path, size):
    kept = tmp_path / "kept"
    for _each in range(6):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(
                f"POST /keep{kept} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()
                + b"x" * 1000
            )

    assert got(asked, "GET", "/slow/")[1] == b"slow"
    assert not kept.exists()
    assert got(asked, "POST", f"/keep{kept}", b"x" * size)[1] == b"kept"
    assert kept.stat().st_size == size


@pytest.mark.parametrize(
    "said",
    [
        b"POST /length/ HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + b"x" * 1000,
        b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["sending", "taking"],
)
def test_slow_lines_hold_nobody_up(port, asked, said):
    with ExitStack() as lines:
        for _each in range(12):
            lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10)).sendall(said)

        start = time.monotonic()
        assert [got(asked, "GET", "/short/")[1] for _each in range(10)] == [b"abcdef"] * 10
        assert time.monotonic() - start < 5


@pytest.mark.rule("F-417")
@pytest.mark.parametrize(
    "said",
    [
        b"POST /length/ HTTP/1.1\r\nHost: x\r\n%sContent-Length: 900000\r\n\r\n" + b"x" * 1000,
        b"GET /endless HTTP/1.1\r\nHost: x\r\n%s\r\n",
    ],
    ids=["sending", "taking"],
)
def test_one_address_holds_few_threads_with_slow_lines_and_all_together_not_all(port, said):
    lines = ExitStack()

    def slow(address: str) -> bool:
        """Open a slow line; say whether it was sent off."""
        line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
        line.sendall(said.replace(b"%s", f"X-Forwarded-For: {address}\r\n".encode()))
        line.settimeout(1)
        try:
            return line.recv(1000).startswith(b"HTTP/1.1 503")
        except TimeoutError:
            return False

    limit = time.monotonic() + 30
    with lines, ThreadPoolExecutor(25) as pool:
        assert sum(pool.map(slow, ["203.0.113.9"] * 25)) == 5
        assert sum(pool.map(slow, [f"203.0.113.{n}" for n in range(20, 45)])) == 15
    with lines:
        while slow("203.0.113.9"):  # what was held is given back when its caller goes
            assert time.monotonic() < limit


def test_without_room_for_a_body_the_sender_is_told():
    said, body = [], b"x" * 400_000
    environ = {
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "REMOTE_ADDR": "203.0.113.9",
    }

    with room(300_000):
        answer = served.Pages(pytest.fail, Turns(1), served.Lines(1, 1))(
            environ, lambda *words: said.append(words)
        )

    assert said[0][0] == "507 Insufficient Storage"
    assert "存储空间已满" in b"".join(answer).decode()


def test_long_answers_come_in_pieces_and_short_ones_at_once(asked):
    answer, body = got(asked, "GET", "/long/")
    assert (answer.headers["Content-Length"], body) == ("3000000", b"abc" * 1_000_000)
    assert got(asked, "GET", "/short/")[1] == b"abcdef"


def test_an_answer_without_a_body_keeps_its_headers(asked):
    answer, body = got(asked, "HEAD", "/short/")
    assert (answer.status, answer.headers["Content-Length"], body) == (200, "6", b"")
    answer, body = got(asked, "GET", "/same/")
    assert (answer.status, answer.headers["ETag"], body) == (304, '"1"', b"")


def test_what_is_sent_for_somebody_who_left_is_closed(port, tmp_path):
    left = tmp_path / "closed"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"GET /endless{left} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 200")

    limit = time.monotonic() + 10
    while not left.exists():
        assert time.monotonic() < limit, "it is sent for ever"
        time.sleep(0.05)


def test_an_error_of_the_application_is_a_500_and_the_next_request_is_answered(asked):
    assert got(asked, "GET", "/nothing/")[0].status == 500
    assert got(asked, "GET", "/short/")[1] == b"abcdef"


def test_slow_answers_are_made_beside_each_other(port):
    def slow(_n: int) -> bytes:
        made = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            return got(made, "GET", "/slow/")[1]
        finally:
            made.close()

    start = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(slow, range(4))) == [b"slow"] * 4
    assert time.monotonic() - start < 2.0


def test_who_keeps_a_connection_to_a_crowded_process_is_asked_to_come_back(port, asked):
    def kept(_n: int) -> list[str | None]:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)  # connects again when it was closed
        try:
            return [got(line, "GET", "/slow/")[0].headers["Connection"] for _each in range(2)]
        finally:
            line.close()

    with ThreadPoolExecutor(9) as pool:
        said = [word for words in pool.map(kept, range(9)) for word in words]

    assert len(said) == 18
    assert "close" in said
    assert [got(asked, "GET", "/short/")[0].headers["Connection"] for _each in range(5)] == [None] * 5


WATCHING = """
import sys, django
django.setup()
from yimen.site.serving import watch
child = "import os, subprocess, sys, time; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True); time.sleep(float(sys.argv[1]))"
sys.exit(watch([[sys.executable, "-c", child, sys.argv[1]]], tend=lambda: None, answers=lambda: True))
"""


def _lives(pid: int) -> bool:
    try:
        return "sleep" in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False


def _soon(told: Callable[[], bool]) -> bool:
    """Say whether something comes true; a process that was just made has no name yet."""
    limit = time.monotonic() + 10
    while not told() and time.monotonic() < limit:
        time.sleep(0.02)
    return told()


@pytest.mark.parametrize("seconds", ["3", "600"])
def test_what_a_process_started_ends_with_it(seconds):
    """It ends by itself and is started again, or it is stopped from outside."""
    command = [sys.executable, "-c", WATCHING, seconds]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yimen.site.settings"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as watching:
        try:
            assert watching.stdout is not None
            started = [int(watching.stdout.readline())]
            assert _soon(lambda: _lives(started[0]))
            if seconds == "3":
                started.append(int(watching.stdout.readline()))
                assert _soon(lambda: [_lives(one) for one in started] == [False, True])

            watching.terminate()

            assert watching.wait(20) == 0
        finally:
            watching.kill()  # else a failure would wait for it for ever
    assert _soon(lambda: not any(_lives(one) for one in started))


ORPHANED = """
import sys, django
django.setup()
from yimen.site.serving import watch
child = "import os, time; print(os.getpid(), flush=True); time.sleep(600)  # sleep"
watch([[sys.executable, "-c", child]], tend=lambda: None, answers=lambda: True)
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="the system tells a process of its parent's end on Linux only"
)
def test_what_is_served_ends_with_the_one_that_minds_it_even_if_that_is_killed():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yimen.site.settings"}
    command = [sys.executable, "-c", ORPHANED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as watching:
        assert watching.stdout is not None
        child = int(watching.stdout.readline())
        assert _soon(lambda: _lives(child))
        watching.kill()

    assert _soon(lambda: not _lives(child))


def test_an_address_where_nobody_listens_does_not_answer():
    assert not serving.answers("127.0.0.1", _free())
    assert sys.executable == serving.web_command("127.0.0.1", 1, 1)[0]
