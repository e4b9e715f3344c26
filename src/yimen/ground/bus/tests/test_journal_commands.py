"""`yimen journal` takes no witness that it does not understand."""

import pytest
from typer.testing import CliRunner

from yimen.ground.bus.commands import app

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("witness", ["5", "abc:def", "5:", ":ab", "5:ab", "5" + "a" * 64, "-1:" + "a" * 64])
def test_a_witness_that_cannot_be_read_is_refused_and_never_ignored(witness):
    done = CliRunner().invoke(app, ["verify", f"--witness={witness}"])

    assert done.exit_code == 2
    assert "NUMBER:HEAD" in done.stderr


def test_a_witness_of_a_seal_that_is_gone_is_a_fault():
    done = CliRunner().invoke(app, ["verify", "--witness", "1:" + "a" * 64, "--json"])

    assert done.exit_code == 1
    assert "witness" in done.stdout
