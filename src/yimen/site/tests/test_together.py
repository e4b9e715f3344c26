"""Several processes begin at once in an empty folder: one makes what is made once, and all have the same."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from yimen.site.embedded import Embedded
from yimen.site.kept import kept

pytestmark = pytest.mark.race
BEGIN = "from yimen.site import settings; print(settings.SECRET_KEY, settings.EMBEDDED.up())"


def test_a_file_is_made_once_and_never_read_by_halves(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        read = list(pool.map(lambda n: kept(tmp_path / "new" / "key", lambda: f"{n}" * 50_000), range(64)))

    assert len(set(read)) == 1
    assert len(read[0]) >= 50_000
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["key"]
    assert (tmp_path / "new" / "key").stat().st_mode & 0o077 == 0


def test_four_processes_bring_one_database_up(tmp_path):
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "yimen.site.settings",
    }
    environment.pop("DATABASE_URL", None)
    begun = [
        subprocess.Popen([sys.executable, "-c", BEGIN], env=environment, stdout=subprocess.PIPE, text=True)
        for _process in range(4)
    ]
    said = {process.communicate(timeout=120)[0] for process in begun}
    made = Embedded(tmp_path / "data")
    try:
        assert [process.returncode for process in begun] == [0, 0, 0, 0]
        assert len(said) == 1
        assert made.running()
    finally:
        made.down()
        if not made.cluster.is_relative_to(tmp_path):
            shutil.rmtree(made.cluster.parent)
