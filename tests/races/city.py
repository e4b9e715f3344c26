"""A whole installation of its own to break: cluster, serving processes, workers, and callers that keep a ledger."""

import http.client
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from yimen.ground.tests.together import until
from yimen.site.embedded import Embedded
from yimen.site.serving import web_command

ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
import json, stage
print(json.dumps(stage.prepare(0)))
"""
APPLICANT = {
    "name": "王秀英",
    "id_kind": "resident",
    "id_number": "440981199001010017",
    "phone": "13900668001",
}
PAPERS = [{"material": 1, "reference": "R-1"}, {"material": 2, "reference": "R-2"}]
LIFE: list[tuple[str, dict[str, Any]]] = [
    ("accept", {"officer": "li"}),
    ("review", {"officer": "zhao", "verdict": "agree", "opinion": "符合条件"}),
    ("decide", {"officer": "qian", "outcome": "grant"}),
    ("deliver", {"officer": "li", "method": "personal", "proof": "本人签收"}),
    ("rate", {"level": 5, "told_by": "online"}),
]


class City:
    """One data folder with what runs on it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        own = {
            "DATA_DIR": str(self.data),
            "YIMEN_API_CALLS_PER_MINUTE": "0",
            "YIMEN_DEMO": "",
            "DJANGO_SETTINGS_MODULE": "yimen.site.settings",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}:{ROOT / 'bench'}",
        }
        self.environment = {
            name: value
            for name, value in {**os.environ, **own}.items()
            if name not in {"DATABASE_URL", "YIMEN_KEYRING", "YIMEN_OIDC_KEY"}
        }
        self.log = folder / "log.txt"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.token = self.matter = ""
        self.port = 0
        self.cluster = Embedded(self.data)

    def python(self, *words: str, patience: int = 120) -> "subprocess.CompletedProcess[str]":
        """Run Python in this city until it ends, at most so many seconds."""
        command = [sys.executable, *words]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )

    def prepare(self) -> None:
        """Make the cluster, a matter, a person and a client."""
        done = self.python("-c", PREPARE)
        assert done.returncode == 0, done.stderr[-2000:]
        told = json.loads(done.stdout.splitlines()[-1])
        self.token, self.matter = told["token"], told["matter"]

    def start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Start a process of this city in a group of its own."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.processes.append(process)
        return process

    def work(self) -> "subprocess.Popen[bytes]":
        """Start a worker."""
        return self.start([sys.executable, "-m", "yimen", "worker"])

    def serve(self, port: int, processes: int = 2) -> None:
        """Serve pages and interface, as `yimen serve` does."""
        self.port = port
        self.start(web_command("127.0.0.1", port, processes))
        until(self._answers, "the first answer")

    def _answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self.get("/api/v1/openapi.json").status == 200
        return False

    def get(self, path: str, headers: dict[str, str] | None = None) -> "Answer":
        """Ask for a page over a connection of its own."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            return asked(link, "GET", path, headers=headers or {})
        finally:
            link.close()

    def link(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """Open a connection to the database."""
        address = self.cluster.address()
        words = {"host": address["HOST"], "user": address["USER"], "password": address["PASSWORD"]}
        return psycopg.connect(**words, dbname="yimen", autocommit=True)

    def rows(self, statement: str, arguments: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Ask the database, over a connection of its own."""
        with self.link() as link:
            return link.execute(statement, arguments).fetchall()  # type: ignore[arg-type]

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """End a process and what it started, at once and without a word."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)

    def pull_the_plug(self) -> None:
        """Kill the database server and everything it started, each with SIGKILL."""
        first = int((self.cluster.cluster / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for pid in (first, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not any(_alive(pid) for pid in (first, *map(int, children))), "the end of the server")

    def remove(self) -> None:
        """End everything and leave nothing behind."""
        for process in self.processes:
            self.kill(process)
        self.cluster.kill()
        for folder in (self.cluster.cluster.parent if os.geteuid() == 0 else self.cluster.cluster, self.data):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@contextmanager
def a_city(folder: Path) -> Iterator[City]:
    """A city that is gone afterwards."""
    city = City(folder)
    try:
        city.prepare()
        yield city
    finally:
        city.remove()


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def away(self) -> str:
        """Return what is wrong with the way in which this says that the database is away, or ""."""
        if self.status != 503:
            return f"status {self.status}: {self.body[:300]!r}"
        if not self.headers.get("retry-after", "").isdecimal():
            return "no Retry-After"
        if self.headers.get("content-type") != "application/problem+json":
            return f"a body of {self.headers.get('content-type')}"
        told = json.loads(self.body)
        good = (told["status"], told["code"]) == (503, "away") and told["title"]
        return "" if good else f"the problem {told}"


def asked(
    link: http.client.HTTPConnection, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
) -> Answer:
    """Ask over a connection that may be kept."""
    link.request(method, path, body=body or None, headers=headers)
    answer = link.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, found, answer.read())


@dataclass
class Caller:
    """A system that plays lives of cases and writes down every answer that it was given."""

    city: City
    lane: int
    ledger: dict[str, tuple[str, dict[str, Any], bytes]] = field(default_factory=dict)
    lives: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    tries: int = 0
    away: int = 0
    cut: int = 0
    waiting: bool = False

    def __post_init__(self) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", self.city.port, timeout=20)

    def post(self, path: str, body: dict[str, Any], key: str) -> Answer | None:
        """Ask once; None if the line was cut."""
        self.tries += 1
        headers = {
            "Authorization": f"Bearer {self.city.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        raw = json.dumps(body, ensure_ascii=False).encode()
        self.waiting = True
        try:
            return asked(self.link, "POST", f"/api/v1{path}", headers=headers, body=raw)
        except (OSError, http.client.HTTPException):
            self.cut += 1
            self.link.close()
            return None
        finally:
            self.waiting = False

    def insist(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask under one key until there is an answer, and enter it. Raises RuntimeError for any other than it should be."""
        key = f"{self.lane}-{secrets.token_hex(8)}"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            answer = self.post(path, body, key)
            if answer is not None and answer.status in {200, 201}:
                self.ledger[key] = path, body, answer.body
                return json.loads(answer.body)  # type: ignore[no-any-return]
            if answer is not None:
                self.away += 1
                if wrong := answer.away():
                    raise RuntimeError(f"{path}: {wrong}")
            time.sleep(0.1)
        raise RuntimeError(f"{path}: no answer within a minute")

    def life(self, n: int) -> None:
        """Play one life."""
        facts = {"shop": f"荔枝小馆{self.lane}-{n}", "area": "86", "kind": "cold"}
        given = {"matter": self.city.matter, "applicant": APPLICANT, "facts": facts, "papers": PAPERS}
        case = self.insist("/cases", given)["id"]
        self.lives[case] = ["submit"]
        for act, body in LIFE:
            self.insist(f"/cases/{case}/{act}", body)
            self.lives[case].append(act)

    def play(self, stopping: threading.Event, most: int = 1_000_000, pause: float = 0) -> None:
        """Play lives until told to stop, resting between them; a life that has begun is finished."""
        n = 0
        while n < most and not stopping.is_set():
            try:
                self.life(n)
            except Exception as fault:  # noqa: BLE001 shown by the test
                self.faults.append(repr(fault))
                break
            n += 1
            stopping.wait(pause)
        self.link.close()
