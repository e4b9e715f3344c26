"""The four checks: each finds its own kind of fault, and what fails goes back to the organ with the reasons (G-304)."""

import dataclasses
import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from yimen.affairs.archives import acts, bag, checking
from yimen.affairs.archives.bag import Bag
from yimen.affairs.archives.checking import CHECKS, Subject
from yimen.affairs.archives.gathering import Gathered, gather
from yimen.affairs.archives.models import Counter, Package
from yimen.affairs.archives.tests.make import (
    LATER,
    MONDAY,
    archived,
    closed,
    opened,
    package_of,
    paths,
    turned_down,
)
from yimen.ground.bus import journal
from yimen.ground.files import store
from yimen.means.documents.models import Document

pytestmark = pytest.mark.django_db
DOCUMENT = "data/documents/003-准予行政许可决定书.pdf"


@pytest.fixture
def whole() -> Subject:
    package = archived()
    return Subject(opened(package), gather(package.case_id, at=LATER), LATER)


def failed(subject: Subject) -> set[str]:
    return {one["code"] for one in checking.run(subject) if not one["ok"]}


def with_file(subject: Subject, path: str, data: bytes | None) -> Subject:
    files = (
        {**subject.packed.files, path: data}
        if data is not None
        else {k: v for k, v in subject.packed.files.items() if k != path}
    )
    return dataclasses.replace(subject, packed=Bag(subject.packed.folder, files))


def with_piece(subject: Subject, **changes: object) -> Subject:
    first, *rest = subject.gathered.pieces[2:]
    gathered: Gathered = dataclasses.replace(
        subject.gathered, pieces=(*subject.gathered.pieces[:2], dataclasses.replace(first, **changes), *rest)
    )
    return dataclasses.replace(subject, gathered=gathered)


def locked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    return out.getvalue()


@pytest.mark.rule("G-304")
def test_a_sound_package_passes_every_check_of_the_four(whole):
    found = checking.run(whole)

    assert [one["code"] for one in found] == list(CHECKS)
    assert {one["group"] for one in found} == {"authenticity", "integrity", "usability", "security"}
    assert failed(whole) == set()


@pytest.mark.rule("G-304")
def test_authenticity_finds_a_strange_source_a_broken_seal_and_a_foreign_signature(whole):
    seal = whole.gathered.pieces[2].seals[0]

    assert failed(with_piece(whole, source="somewhere")) == {"source"}
    assert failed(with_piece(whole, intact=False)) == {"seal"}
    assert failed(with_piece(whole, seals=())) == {"seal"}
    assert failed(with_piece(whole, seals=(dataclasses.replace(seal, trusted=False),))) == {"seal"}
    words = whole.packed.files[bag.SIGNATURE].replace(b'"value": "30', b'"value": "31')
    assert failed(with_file(whole, bag.SIGNATURE, words)) == {"signature"}
    assert failed(with_file(whole, bag.SIGNATURE, b"[]")) == {"signature"}


@pytest.mark.rule("G-304")
def test_integrity_finds_what_is_missing_altered_or_slipped_in(whole):
    record = whole.packed.files[bag.RECORD]

    assert failed(with_piece(whole, data=None)) == {"complete"}
    assert failed(with_file(whole, DOCUMENT, None)) == {"manifest"}
    assert failed(with_file(whole, "data/more.txt", b"x")) == {"manifest"}
    assert "metadata" in failed(
        with_file(whole, bag.RECORD, record.replace(b"<result>", b"<was>").replace(b"</result>", b"</was>"))
    )
    undecided = dataclasses.replace(
        whole.gathered, pieces=tuple(one for one in whole.gathered.pieces if one.what != "grant")
    )
    assert failed(dataclasses.replace(whole, gathered=undecided)) == {"complete"}


@pytest.mark.rule("G-304")
def test_usability_finds_what_cannot_be_opened_closed_formats_and_names(whole):
    assert {"readable", "manifest"} <= failed(with_file(whole, DOCUMENT, b"%PDF-1.7 broken"))
    assert {"format", "manifest"} <= failed(with_file(whole, "data/letter.doc", b"x"))
    assert {"names", "manifest"} <= failed(with_file(whole, "data/a:b.txt", b"x"))


@pytest.mark.rule("G-303", "G-304")
def test_security_finds_locks_signatures_and_what_is_active(whole):
    plain = whole.packed.files[DOCUMENT]
    sealed = store.read(Document.objects.get(kind="grant").digest, suffix=".sealed")

    assert "unlocked" in failed(with_file(whole, DOCUMENT, locked(plain)))
    assert "unsigned" in failed(with_file(whole, DOCUMENT, sealed))
    assert "clean" in failed(with_file(whole, DOCUMENT, plain + b"\n% /JavaScript"))


@pytest.mark.rule("G-304")
def test_what_fails_goes_back_with_reasons_keeps_no_number_and_is_packed_again_once_mended():
    case = closed()
    document = Document.objects.get(subject=case, kind="grant")
    lost = store.read(document.digest, suffix=".sealed")
    store.erase(document.digest, suffixes=(".sealed",))

    assert acts.pack_waiting(at=LATER) == 1
    package = package_of(case)
    assert (package.state, package.number) == ("returned", "")
    assert next(one for one in package.checks if not one["ok"])["what"][0] == "准予行政许可决定书"
    reasons = [one.data["reasons"] for one in journal.history(case) if one.type == "archives.RecordReturned"]
    assert "准予行政许可决定书" in reasons[0][0]
    assert not Counter.objects.exists()

    store.keep(lost, suffix=".sealed")
    acts.pack_again(package.pk, by="account:201", at=LATER)
    acts.pack_waiting(at=LATER)
    assert package_of(case).number == "0001-ZW·2026-D30-000001"
    with turned_down("out_of_order"):
        acts.pack_again(package.pk, by="account:201", at=LATER)


def copied(folder: Path) -> list[Path]:
    """Every file that lies in one of the three places of the archive."""
    return [path for name in "abc" for path in (folder / name).rglob("*") if path.is_file()]


@pytest.mark.rule("G-304", "A-1004")
def test_a_document_that_was_changed_on_the_disk_is_not_archived(tmp_path):
    case = closed()
    document = Document.objects.get(subject=case, kind="grant")
    forged = bytearray(store.read(document.digest, suffix=".sealed"))
    forged[len(forged) // 3] ^= 1
    store.erase(document.digest, suffixes=(".sealed",))
    store.keep(bytes(forged), suffix=".sealed", digest=document.digest)

    acts.pack_waiting(at=LATER)

    package = package_of(case)
    assert package.state == "returned"
    assert {one["code"] for one in package.checks if not one["ok"]} >= {"seal"}
    assert (package.number, copied(tmp_path)) == ("", [])

    sound = archived(at=MONDAY)
    assert sorted(copied(tmp_path)) == sorted(paths(sound))


def test_one_that_cannot_be_made_waits_longer_each_time_and_holds_up_no_other(settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    places = settings.ARCHIVE_COPIES
    first, second = closed(), closed()
    settings.ARCHIVE_COPIES = [(str(blocked / "x"), "disk")]
    acts.pack_waiting(at=LATER, most=1)
    assert package_of(first).tries == 1
    assert package_of(first).again_at > LATER

    settings.ARCHIVE_COPIES = places
    assert acts.pack_waiting(at=LATER) == 1
    assert (package_of(first).state, package_of(second).state) == ("waiting", "archived")


def test_one_whose_documents_are_never_made_is_looked_at_ever_more_rarely_and_holds_up_no_other():
    first, second = closed(), closed()
    Document.objects.filter(subject=first, kind="grant").update(state="ordered", digest="")
    Package.objects.update(ordered_at=LATER)
    at, pauses = LATER, []
    assert acts.pack_waiting(at=at, most=2) == 1
    for _round in range(30):
        pauses.append(package_of(first).again_at - at)
        at = package_of(first).again_at
        assert acts.pack_waiting(at=at) == 0

    assert (package_of(first).state, package_of(second).state) == ("waiting", "archived")
    assert pauses[0] == timedelta(seconds=20)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)
