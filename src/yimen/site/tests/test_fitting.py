"""A keyring that is not the one of the database is refused before anything is sealed under it."""

from dataclasses import replace

import pytest
import typer

from yimen.ground.bus.models import Imprint
from yimen.site import fitting

pytestmark = pytest.mark.django_db


def test_a_keyring_is_noted_at_the_first_start_and_fits_from_then_on():
    fitting.hold()
    fitting.hold()

    assert fitting.misfit() == ""
    assert set(Imprint.objects.values_list("key", flat=True)) >= {"index", "codes", "journal", "vault 1"}


@pytest.mark.parametrize("change", [{"vault": {1: b"x" * 32}}, {"index": b"x" * 32}, {"journal": b"x" * 32}])
def test_another_keyring_is_refused_and_its_file_is_named(settings, capsys, change):
    fitting.hold()
    before = set(Imprint.objects.values_list("key", "digest"))
    settings.KEYRING = replace(settings.KEYRING, **change)

    with pytest.raises(typer.Exit) as ended:
        fitting.hold()

    assert ended.value.exit_code == 2
    assert str(settings.KEYRING_PATH) in capsys.readouterr().err
    assert set(Imprint.objects.values_list("key", "digest")) == before


@pytest.mark.rule("F-422")
def test_keys_may_be_turned_over_and_sessions_ended(settings):
    fitting.hold()
    settings.KEYRING = replace(settings.KEYRING, vault={**settings.KEYRING.vault, 9: b"n" * 32})
    fitting.hold()
    settings.KEYRING = replace(settings.KEYRING, vault={9: b"n" * 32}, session=b"s" * 32)
    fitting.hold()

    settings.KEYRING = replace(settings.KEYRING, vault={9: b"o" * 32})
    assert "vault 9" in fitting.misfit()


def test_the_note_tells_no_key(settings):
    fitting.hold()

    kept = " ".join(Imprint.objects.values_list("digest", flat=True))
    assert settings.KEYRING.index.hex() not in kept
