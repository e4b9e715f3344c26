"""The command line itself."""

import os
import subprocess
import sys

import pytest

ASKED = """
import sys
from yimen.site.command import main
sys.argv[:] = ["yimen", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert end.code == 0
from django.conf import settings
print(settings.DEMO, settings.STAFF_MFA)
"""


@pytest.mark.parametrize(
    ("words", "said"), [(["demo", "--help"], "True False"), (["serve", "--help"], "False True")]
)
def test_a_city_that_is_a_demonstration_says_so_however_it_is_started(words, said):
    outside = {
        name: value for name, value in os.environ.items() if name not in {"YIMEN_DEMO", "YIMEN_STAFF_MFA"}
    }

    done = subprocess.run(
        [sys.executable, "-c", ASKED, *words], env=outside, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == said


def yimen(*words: str, **given: str) -> subprocess.CompletedProcess[str]:
    """What the command says in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("YIMEN_", "DATABASE"))}
    environ = {**clean, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x", **given}
    return subprocess.run(
        [sys.executable, "-m", "yimen", *words], env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"YIMEN_THREADS": "x"}, "YIMEN_THREADS must be a whole number"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL must begin with postgresql://"),
        ({"DATABASE_URL": "postgresql://a@b:port/c"}, "DATABASE_URL: Port could not be cast"),
        ({"YIMEN_KEYRING": "/nowhere/keyring.json"}, "The keyring /nowhere/keyring.json cannot be read"),
        ({"YIMEN_OIDC_KEY": "/dev/null/x"}, "/dev/null/x"),
        ({"YIMEN_SITE": "/nowhere/site.toml"}, "YIMEN_SITE: /nowhere/site.toml cannot be read"),
    ],
)
def test_settings_that_are_wrong_are_said_in_a_sentence(tmp_path, given, said):
    done = yimen("migrate", DATA_DIR=str(tmp_path), **given)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_is_a_file_is_said_in_a_sentence(tmp_path):
    path = tmp_path / "file"
    path.touch()

    done = yimen("migrate", DATA_DIR=str(path))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"DATA_DIR: nothing can be kept in {path}")


def test_a_database_that_does_not_answer_is_not_one_that_is_not_set_up(tmp_path):
    done = yimen("journal", "tail", DATA_DIR=str(tmp_path))

    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "migrate" not in done.stderr


@pytest.mark.parametrize("words", [["serve", "--port", "99999"], ["journal", "tail", "--count", "-1"]])
def test_numbers_that_cannot_be_are_refused(tmp_path, words):
    done = yimen(*words, DATA_DIR=str(tmp_path))

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
