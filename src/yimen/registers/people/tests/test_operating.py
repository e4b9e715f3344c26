"""What the operator does: lift a lock, turn over the keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.registers.people import acts, reads
from yimen.registers.people.commands import app
from yimen.registers.people.models import Person
from yimen.registers.people.tests.make import AT, LI, WANG, account, person

pytestmark = pytest.mark.django_db


@pytest.mark.rule("F-402", "F-412")
def test_the_operator_lifts_a_lock_and_that_is_written_down():
    account_id, _person = account()
    for n in range(5):
        acts.sign_in_failed("wang", address="", at=AT + timedelta(seconds=n))
    assert reads.locked_until("wang", at=AT + timedelta(minutes=1))

    done = CliRunner().invoke(app, ["unlock", "wang"])

    assert done.exit_code == 0
    assert reads.locked_until("wang", at=AT + timedelta(minutes=1)) is None
    assert journal.history(account_id)[-1].type == "people.SignInUnlocked"


def test_an_unknown_name_is_not_unlocked():
    done = CliRunner().invoke(app, ["unlock", "nobody"])

    assert done.exit_code == 2


@pytest.mark.rule("F-422")
def test_all_data_moves_under_a_new_key_and_stays_readable_without_the_old(settings, monkeypatch):
    first, second = person(), person(LI)
    old = settings.KEYRING
    new_id = max(old.vault) + 1
    settings.KEYRING = replace(old, vault={**old.vault, new_id: b"k" * 32})
    vault.cipher.cache_clear()

    done = CliRunner().invoke(app, ["reseal"])
    settings.KEYRING = replace(old, vault={new_id: b"k" * 32})
    vault.cipher.cache_clear()

    assert done.output == "2 persons sealed anew\n"
    assert {bytes(row.id_number)[1] for row in Person.objects.all()} == {new_id}
    assert (reads.by_id(first).name, reads.by_id(second).name) == (WANG.name, LI.name)
    found = reads.find("resident", WANG.id_number)
    assert found is not None
    assert found.id == first
    assert acts.reseal(by="system", at=AT, batch=1) == 0
    vault.cipher.cache_clear()
