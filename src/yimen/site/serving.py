"""`yimen demo|serve|worker|migrate`: bring the platform up and keep it up."""

import ctypes
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import typer
from django.conf import settings
from django.core.management import call_command

from yimen.ground.languages.commands import compile_all
from yimen.ground.telling import stop
from yimen.site import database, fitting
from yimen.site import worker as working

PR_SET_PDEATHSIG = 1
LAST_PORT = 65535
BESIDE = 200  # threads of a serving process besides those that wait for what open pages are to be told


def prepare() -> None:
    """Start the database, apply migrations, compile the catalogues, collect the static files."""
    database.up()
    database.migrate()
    fitting.hold()
    compile_all()
    mark, fresh = Path(settings.STATIC_ROOT).with_name("static.from"), _static_state()
    (Path(settings.STATIC_ROOT) / ".from").unlink(missing_ok=True)  # where it lay before, it was served
    if not mark.exists() or mark.read_text() != fresh:
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(fresh)


def _static_state() -> str:
    """Return what the static files look like now: their number and newest change."""
    files = [path for path in Path(settings.PACKAGE).rglob("static/**/*") if path.is_file()]
    return f"{len(files)} {max((path.stat().st_mtime_ns for path in files), default=0)}"


def _hindrance(host: str, port: int) -> OSError | None:
    """Return what keeps an address from being served from, or None."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def why_not(host: str, port: int) -> str:
    """Return why an address cannot be served from and what to do, "" if it can."""
    hindrance = _hindrance(host, port)
    if hindrance is None:
        return ""
    if hindrance.errno == errno.EADDRINUSE:
        others = (one for one in range(port + 1, LAST_PORT) if _hindrance(host, one) is None)
        return f"Port {port} of {host} is taken by another program. Stop that one, or choose another port: PORT={next(others, 8000)}"
    if hindrance.errno == errno.EACCES:
        return f"Port {port} is not for this account to serve from. Choose one above 1023: PORT=8000"
    return (
        f"{host} is no address of this machine ({hindrance.strerror}). Choose one that is: --host 127.0.0.1"
    )


def answers(host: str, port: int) -> bool:
    """Say whether an address answers, whatever it says."""
    asked = http.client.HTTPConnection(host, port, timeout=2)
    try:
        asked.request("HEAD", "/")
        asked.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True


def web_command(host: str, port: int, processes: int) -> list[str]:
    """Return the command that serves pages, API and live events from one address."""
    place = ["--host", host, "--port", str(port), "--workers", str(processes), "--http", "1", "--no-ws"]
    quiet = ["--log-level", "error", "--respawn-failed-workers", "--workers-kill-timeout", "3"]
    threads = str(settings.OPEN_PAGES + BESIDE)
    many = ["--blocking-threads", threads, "--backpressure", threads]
    lasting = ["--blocking-threads-idle-timeout", "600"]  # seconds, the longest there is
    wsgi = ["--interface", "wsgi", "yimen.site.served:application"]
    return [sys.executable, "-m", "granian", *place, *quiet, *many, *lasting, *wsgi]


def _end_with_parent() -> None:
    """Have the system end this process when the one that minds it is gone, however that ended (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yimen.site.settings"}
    before = _end_with_parent if sys.platform == "linux" else None
    return subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=before)  # noqa: PLW1509 one thread here


def _end_with_all_it_started(child: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a process and of those it started: serving processes outlive the one that minds them."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + 8
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
        _end_with_all_it_started(child)


TENDED_EVERY, MOST_DEATHS, MEMORY = (
    5.0,
    20,
    600.0,
)  # seconds; how many deaths in how many seconds are too many


def watch(commands: list[list[str]], *, tend: Callable[[], object], answers: Callable[[], bool]) -> int:
    """Run the commands together, start one again if it dies, until told to stop.

    `tend` is called every few seconds, `answers` until it says that the address answers.
    """
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    children = [_start(command) for command in commands]
    deaths: list[float] = []
    tended, answered = time.monotonic(), False
    while not stopping:
        time.sleep(0.3)
        answered = answered or answers()
        if time.monotonic() - tended > TENDED_EVERY:
            tend()
            tended = time.monotonic()
        for place, child in enumerate(children):
            if child.poll() is not None and not stopping:
                _end_with_all_it_started(child)
                moment = time.monotonic()
                deaths = [*(one for one in deaths if moment - one < MEMORY), moment]
                if len(deaths) > MOST_DEATHS:
                    _stop(children)
                    return 1
                typer.echo(f"a process ended with {child.returncode}; starting it again", err=True)
                time.sleep(min(len(deaths), 5))
                children[place] = _start(commands[place])
    _stop(children)
    return 0


def serve(
    host: str = typer.Option("127.0.0.1", help="Address to serve from."),
    port: int = typer.Option(8000, min=1, max=65535, envvar="PORT", help="Port to serve from."),
    processes: int = typer.Option(2, min=1, envvar="YIMEN_PROCESSES", help="Serving processes."),
    *,
    work: bool = typer.Option(True, help="Run the worker beside the pages."),
) -> None:
    """Serve pages, API and live events, with the worker beside them in two processes."""
    _need_free(host, port)
    prepare()
    _run(
        host,
        port,
        processes,
        work=work,
        ready=lambda: f"Serving http://{host}:{port}. Stop with Ctrl-C.",
    )


def _need_free(host: str, port: int) -> None:
    if reason := why_not(host, port):
        raise stop(reason)


def _run(host: str, port: int, processes: int, *, work: bool = True, ready: Callable[[], str]) -> None:
    """Serve until told to stop; say what `ready` returns once the address answers."""
    _need_free(host, port)
    os.environ["YIMEN_PROCESSES"] = str(processes)  # each keeps its share of what is limited for all
    commands = [web_command(host, port, processes)]
    if work:
        commands += [[sys.executable, "-m", "yimen", "worker", "--part", part] for part in working.Part]
    embedded = settings.EMBEDDED

    def said() -> bool:
        found = answers(host, port)
        if found:
            typer.echo(ready())
        return found

    try:
        code = watch(commands, tend=embedded.up if embedded is not None else lambda: None, answers=said)
    finally:
        if embedded is not None:
            embedded.down()
    raise typer.Exit(code)


def worker(
    *,
    part: working.Part | None = typer.Option(
        None, help="Do one part only: what is waited for, or the making of documents, packages and booklets."
    ),
) -> None:
    """Run the worker alone: listeners, clocks, seals and queued jobs."""
    database.up()
    compile_all()
    working.run(part)


def migrate() -> None:
    """Start the embedded database if no other is named, and apply every migration."""
    database.up()
    database.migrate(quiet=False)


def demo(
    host: str = typer.Option("127.0.0.1", help="Address to serve from."),
    port: int = typer.Option(8000, min=1, max=65535, envvar="PORT", help="Port to serve from."),
    processes: int = typer.Option(2, min=1, envvar="YIMEN_PROCESSES", help="Serving processes."),
    *,
    load_only: bool = typer.Option(False, help="Load the city and stop, without serving."),
) -> None:
    """Load the demonstration city if it is not there yet, print the logins, and serve it."""
    from yimen.demo import city

    if not load_only:
        _need_free(host, port)
    started = time.monotonic()
    address = os.environ.setdefault("YIMEN_PUBLIC_URL", f"http://{host}:{port}")
    settings.PUBLIC_URL = address  # what is printed on documents leads to where the city is served
    typer.echo("Starting the database and bringing it up to date ...")
    prepare()
    city.load(say=typer.echo)
    typer.echo(city.welcome(address))
    kept = f"the data stays in {settings.DATA_DIR}."
    if load_only:
        typer.echo(f"Loaded after {time.monotonic() - started:.0f} s; {kept}")
        return
    _run(
        host,
        port,
        processes,
        ready=lambda: f"Ready after {time.monotonic() - started:.0f} s. Stop with Ctrl-C; {kept}",
    )


def mount(app: typer.Typer) -> None:
    """Give these commands their places."""
    for command in (demo, serve, worker, migrate):
        app.command()(command)
