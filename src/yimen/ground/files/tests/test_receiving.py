"""Receiving files whole and in parts: nothing lost, nothing half-kept, nobody else's."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from yimen.ground.files import acts, reads, rules, store
from yimen.ground.files.models import File, State
from yimen.ground.files.tests.make import AT, LI, WANG, pdf, picture, saved, scan
from yimen.ground.life import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CLAMD_SOCKET = ""
    return settings.MEDIA_ROOT


def lying(folder: Path) -> list[Path]:
    return [place for place in folder.rglob("*") if place.is_file()]


def code_of(call, *args, **words) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **words)
    return refused.value.code


def test_a_file_is_kept_under_its_digest_for_its_owner_only_to_read(folder):
    number = acts.keep(picture(), "护照.jpg", by=LI, at=AT)

    sheet = reads.file(number)
    assert (sheet.name, sheet.kind, sheet.state, sheet.by, sheet.pages) == (
        "护照.jpg",
        "image/jpeg",
        "ready",
        LI,
        1,
    )
    assert reads.data(sheet)[:3] == b"\xff\xd8\xff"
    assert reads.preview(sheet)
    assert {oct(place.stat().st_mode & 0o777) for place in lying(folder)} == {"0o600"}
    assert oct((folder / sheet.sha256[:2]).stat().st_mode & 0o777) == "0o700"


def test_equal_contents_are_stored_once_and_told(folder):
    first = acts.keep(picture(), "a.jpg", by=LI, at=AT, keeper="case:7")
    before = len(lying(folder))
    second = acts.keep(picture(), "b.jpg", by=LI, at=AT, keeper="case:7")

    assert len(lying(folder)) == before
    assert reads.twin(reads.file(second).sha256, keeper="case:7", besides=second).id == first
    assert reads.twin(reads.file(second).sha256, keeper="case:8", besides=second) is None


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Users\\li\\passwd", "/etc/passwd", "pass\0wd\n\u202e"]
)
def test_a_name_never_becomes_a_place(folder, name):
    number = acts.keep(picture(), name, by=LI, at=AT)

    assert reads.file(number).name == "passwd"
    assert all(folder in place.parents for place in lying(folder))


@pytest.mark.parametrize("step", [1, 7, 500, 5000])
def test_parts_become_the_same_file_as_the_whole(step):
    data = picture(size=(90, 90))
    number = acts.begin("a.jpg", len(data), by=LI, at=AT)

    offset = 0
    while offset < len(data):
        offset = acts.append(number, offset, data[offset : offset + step * 50], by=LI)

    whole = acts.keep(data, "a.jpg", by=LI, at=AT)
    assert offset == len(data)
    assert reads.file(number).sha256 == reads.file(whole).sha256


def test_a_part_from_another_place_changes_nothing():
    data = picture()
    number = acts.begin("a.jpg", len(data), by=LI, at=AT)
    acts.append(number, 0, data[:100], by=LI)

    assert code_of(acts.append, number, 0, data[:100], by=LI) == "offset"
    assert code_of(acts.append, number, 101, data[101:], by=LI) == "offset"

    assert reads.file(number).size == 100
    assert acts.append(number, 100, data[100:], by=LI) == len(data)


def test_more_than_was_announced_is_refused():
    number = acts.begin("a.jpg", 10, by=LI, at=AT)

    assert code_of(acts.append, number, 0, b"x" * 11, by=LI) == "too_large"
    assert reads.file(number).size == 0


def test_nobody_adds_to_another_persons_upload():
    number = acts.begin("a.jpg", 10, by=LI, at=AT)

    assert code_of(acts.append, number, 0, b"x", by=WANG) == "unknown"
    assert reads.file(number).size == 0


def test_nothing_is_added_to_a_finished_file():
    number = acts.keep(picture(), "a.jpg", by=LI, at=AT)

    assert code_of(acts.append, number, 0, b"x", by=LI) == "unknown"


def test_a_bad_file_sent_in_parts_is_refused_and_forgotten(folder):
    number = acts.begin("a.jpg", 4, by=LI, at=AT)

    assert code_of(acts.append, number, 0, b"MZ\0\0", by=LI) == "kind"

    assert reads.file(number).state == State.REFUSED
    assert lying(folder) == []


def test_an_empty_file_is_called_empty():
    assert code_of(acts.begin, "a.jpg", 0, by=LI, at=AT) == "empty"
    assert code_of(acts.keep, b"", "a.jpg", by=LI, at=AT) == "empty"


@pytest.mark.parametrize("size", [-1, rules.LARGEST + 1])
def test_sizes_beyond_bounds_are_refused_at_once(size):
    assert code_of(acts.begin, "a.jpg", size, by=LI, at=AT) == "too_large"
    assert not File.objects.exists()


def test_a_person_cannot_open_uploads_without_end():
    for _upload in range(rules.MOST_OPEN):
        acts.begin("a.jpg", 10, by=LI, at=AT)

    assert code_of(acts.begin, "a.jpg", 10, by=LI, at=AT) == "too_many"
    assert acts.begin("a.jpg", 10, by=WANG, at=AT)
    assert acts.begin("a.jpg", 10, by=LI, at=AT + timedelta(days=2))


def test_a_person_cannot_fill_the_disk_in_a_day():
    for _upload in range(rules.MOST_A_DAY // rules.LARGEST):
        acts.begin("a.pdf", rules.LARGEST, by=LI, at=AT)

    assert code_of(acts.keep, saved(pdf()) + b" " * 200_000_000, "a.pdf", by=LI, at=AT) == "too_many"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_clearly_and_nothing_is_half_kept(monkeypatch, folder, number):
    def full(_handle: int) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, "fsync", full)
    assert code_of(acts.keep, picture(), "a.jpg", by=LI, at=AT) == "no_room"

    assert not File.objects.exists()
    assert lying(folder) == []


def test_a_full_disk_in_the_middle_loses_nothing(monkeypatch):
    data = picture()
    number = acts.begin("a.jpg", len(data), by=LI, at=AT)
    acts.append(number, 0, data[:50], by=LI)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as while_full:
        while_full.setattr(os, "fsync", full)
        assert code_of(acts.append, number, 50, data[50:], by=LI) == "no_room"
    assert reads.file(number).size == 50
    assert acts.append(number, 50, data[50:], by=LI) == len(data)


def test_files_are_tied_to_a_thing_once_and_only_ones_own():
    mine, other = acts.keep(picture(), "a.jpg", by=LI, at=AT), acts.keep(picture(), "b.jpg", by=WANG, at=AT)
    unfinished = acts.begin("c.jpg", 10, by=LI, at=AT)

    assert code_of(acts.attach, [mine, other], "case:1", by=LI) == "unknown"
    assert code_of(acts.attach, [unfinished], "case:1", by=LI) == "unknown"
    assert reads.file(mine).keeper == ""

    acts.attach([mine, mine], "case:1", by=LI)
    acts.attach([mine], "case:1", by=LI)
    assert code_of(acts.attach, [mine], "case:2", by=LI) == "unknown"
    assert reads.file(mine).keeper == "case:1"


def test_a_scan_says_that_it_has_a_small_picture():
    assert reads.file(acts.keep(scan(), "a.pdf", by=LI, at=AT)).preview
    assert not reads.file(acts.keep(saved(pdf()), "a.pdf", by=LI, at=AT)).preview


@pytest.mark.rule("F-424")
def test_what_nobody_claimed_is_forgotten_in_time(folder):
    stopped = acts.begin("a.jpg", 10, by=LI, at=AT)
    acts.append(stopped, 0, b"abc", by=LI)
    unclaimed, claimed = acts.keep(picture(), "a.jpg", by=LI, at=AT), acts.keep(scan(), "b.pdf", by=LI, at=AT)
    acts.attach([claimed], "case:1", by=LI)
    for place in lying(folder):
        os.utime(place, (AT.timestamp(), AT.timestamp()))

    assert acts.forget_abandoned(at=AT + timedelta(days=1)) == 0
    assert acts.forget_abandoned(at=AT + timedelta(days=3)) == 1
    assert acts.forget_abandoned(at=AT + timedelta(days=31)) == 1

    assert reads.file(stopped) is None
    assert reads.file(unclaimed) is None
    assert reads.data(reads.file(claimed))
    assert len(lying(folder)) == 2


def test_bytes_that_another_file_has_too_are_not_forgotten(folder):
    acts.keep(picture(), "a.jpg", by=LI, at=AT)
    other = acts.keep(picture(), "b.jpg", by=WANG, at=AT)
    acts.attach([other], "case:1", by=WANG)
    for place in lying(folder):
        os.utime(place, (AT.timestamp(), AT.timestamp()))

    assert acts.forget_abandoned(at=AT + timedelta(days=31)) == 1
    assert reads.data(reads.file(other))


def test_bytes_that_just_came_again_are_not_forgotten(folder):
    acts.keep(picture(), "a.jpg", by=LI, at=AT)

    assert acts.forget_abandoned(at=AT + timedelta(days=31)) == 1

    assert len(lying(folder)) == 2


def test_the_store_writes_all_or_nothing(monkeypatch, folder):
    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        store.keep(b"abc")

    assert lying(folder) == []
