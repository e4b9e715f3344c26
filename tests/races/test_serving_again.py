"""What serves a city brings its own database up again when it was killed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from yimen.site.embedded import Embedded

pytestmark = pytest.mark.race


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Embedded]]:
    """An empty city, served from a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path / "data"),
        "YIMEN_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    for name in ("DATABASE_URL", "YIMEN_TEST_DATABASE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "yimen", "serve", "--port", str(port), "--processes", "1"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    cluster = Embedded(tmp_path / "data")
    try:
        yield f"http://127.0.0.1:{port}/matters/", cluster
    finally:
        process.terminate()
        process.wait(30)
        cluster.down()
        if not cluster.cluster.is_relative_to(tmp_path):
            shutil.rmtree(cluster.cluster.parent, ignore_errors=True)


def wait_for(address: str, status: int) -> None:
    """Ask until the answer has a status, at most a minute and a half."""
    found: object = None
    for _attempt in range(360):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                found = answer.status
        except urllib.error.HTTPError as error:
            found = error.code
        except OSError as error:
            found = error
        if found == status:
            return
        time.sleep(0.25)
    message = f"{address} answered {found}, not {status}"
    raise AssertionError(message)


def test_a_killed_database_is_brought_up_again(served):
    address, cluster = served
    wait_for(address, 200)

    os.kill(int((cluster.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    wait_for(address, 503)
    wait_for(address, 200)
