"""What lies on the disk tells nothing and cannot be changed unnoticed."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from typer.testing import CliRunner

from yimen.ground import vault
from yimen.ground.files import sealed, store
from yimen.ground.files.commands import app
from yimen.ground.files.sealed import HEAD, PIECE, Damaged

pytestmark = pytest.mark.rule("F-422")
STEP = PIECE + vault.TAG


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def place_of(digest: str, suffix: str = "") -> Path:
    return store._place(digest, suffix)


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_kept_is_read_again_whole_or_piece_by_piece(length):
    data = bytes(n % 251 for n in range(length))
    digest = store.keep(data)

    assert store.read(digest) == data
    with store.stream(digest) as file:
        assert b"".join(iter(lambda: file.read(1000), b"")) == data


def test_the_disk_tells_nothing_of_it(folder):
    store.keep("440981199001010017 王秀英".encode() * 5000, suffix=".sealed")

    lying = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())

    assert lying
    assert b"440981" not in lying
    assert "王秀英".encode() not in lying


@trials(max_examples=200, deadline=None)
@given(st.data())
def test_no_byte_can_be_changed_unnoticed(tmp_path_factory, draw):
    data = b"abc" * PIECE
    lying = bytearray(b"".join(sealed.seal(data, context="files.x")))
    place = draw.draw(st.integers(len(sealed.MAGIC) + 2, len(lying) - 1))
    lying[place] ^= 1 << draw.draw(st.integers(0, 7))
    path = tmp_path_factory.mktemp("changed") / "x"
    path.write_bytes(lying)

    with pytest.raises(Damaged), path.open("rb") as file:
        sealed.opened(file, context="files.x").read()


def cut(lying: bytes) -> bytes:
    return lying[: HEAD + STEP]


def without_the_first(lying: bytes) -> bytes:
    return lying[:HEAD] + lying[HEAD + STEP :]


def changed_places(lying: bytes) -> bytes:
    return (
        lying[:HEAD]
        + lying[HEAD + STEP : HEAD + 2 * STEP]
        + lying[HEAD : HEAD + STEP]
        + lying[HEAD + 2 * STEP :]
    )


def doubled(lying: bytes) -> bytes:
    return lying + lying[HEAD + 2 * STEP :]


def of_the_head(lying: bytes) -> bytes:
    return lying[: HEAD - 1]


@pytest.mark.parametrize("change", [cut, without_the_first, changed_places, doubled, of_the_head])
def test_no_piece_can_be_left_out_or_put_elsewhere(change):
    place = place_of(store.keep(b"abc" * PIECE))
    place.write_bytes(change(place.read_bytes()))

    with pytest.raises(FileNotFoundError):
        store.read(place.name)


def test_no_file_can_be_put_in_the_place_of_another():
    one, other = place_of(store.keep(b"refused")), place_of(store.keep(b"granted"))
    one.write_bytes(other.read_bytes())

    with pytest.raises(FileNotFoundError):
        store.read(one.name)


def test_a_file_from_before_is_read_as_it_lies_and_sealed_by_the_command():
    place = place_of(store.keep(b"%PDF-1.7 old"))
    place.write_bytes(b"%PDF-1.7 old")
    assert store.read(place.name) == b"%PDF-1.7 old"

    done = CliRunner().invoke(app, ["reseal"])

    assert done.output == "1 files sealed anew\n"
    assert place.read_bytes().startswith(sealed.MAGIC)
    assert store.read(place.name) == b"%PDF-1.7 old"
    assert CliRunner().invoke(app, ["reseal"]).output == "0 files sealed anew\n"


def test_files_move_under_a_new_key_and_stay_readable_without_the_old(settings):
    digests = [store.keep(b"a"), store.keep(b"b" * PIECE, suffix=".sealed")]
    old, new = settings.KEYRING, max(settings.KEYRING.vault) + 1
    settings.KEYRING = replace(old, vault={**old.vault, new: b"k" * 32})
    vault.cipher.cache_clear()

    done = CliRunner().invoke(app, ["reseal"])
    settings.KEYRING = replace(old, vault={new: b"k" * 32})
    vault.cipher.cache_clear()

    assert done.output == "2 files sealed anew\n"
    assert (store.read(digests[0]), store.read(digests[1], suffix=".sealed")) == (b"a", b"b" * PIECE)
    vault.cipher.cache_clear()


@pytest.mark.parametrize("suite", ["aes-256-gcm", "sm4-gcm"])
def test_each_suite_opens_what_it_sealed(settings, suite):
    settings.VAULT_SUITE = suite
    digest = store.keep(suite.encode())
    settings.VAULT_SUITE = "aes-256-gcm"

    assert place_of(digest).read_bytes()[len(sealed.MAGIC)] == vault.NAMES[suite]
    assert store.read(digest) == suite.encode()
