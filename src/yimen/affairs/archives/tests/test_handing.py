"""Handing over to the city archive: a list, a test and a signature on each side (G-309, L-40)."""

import csv
import io
import tarfile
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from yimen.affairs.archives import acts, exporting, lists, reads, rules
from yimen.affairs.archives.commands import app
from yimen.affairs.archives.models import Handover, Package
from yimen.affairs.archives.tests.make import ARCHIVIST, LATER, RECEIVER, archived, faults, paths, turned_down
from yimen.registers.agencies.tests.make import organ

pytestmark = pytest.mark.django_db
THEN = LATER.replace(year=2046)


@pytest.fixture(autouse=True)
def city_archive(settings) -> int:
    settings.CITY_ARCHIVE = "city-archive"
    return organ("city-archive")


def listed(why: str = "custody", *packages: Package) -> int:
    rows = packages or (archived(),)
    return acts.draft_handover(rows[0].organ_id, [one.pk for one in rows], why=why, by=ARCHIVIST, at=LATER)


@pytest.mark.rule("G-309", "A-1008")
def test_both_sign_and_the_records_are_the_city_archives():
    one, other = archived(), archived()
    number = listed("custody", one, other)
    acts.sign(number, by=ARCHIVIST, at=LATER)
    acts.receive(number, by=RECEIVER, at=LATER + timedelta(days=1))

    sheet = lists.handover(number)
    assert (sheet.state, sheet.count, sheet.size) == ("received", 2, one.size + other.size)
    assert (sheet.given_by, sheet.received_by) == (ARCHIVIST, RECEIVER)
    assert set(Package.objects.values_list("state", flat=True)) == {"handed_over"}
    assert faults() == []


@pytest.mark.rule("G-309")
def test_the_export_holds_catalogue_check_list_and_packages_as_they_are(tmp_path):
    package = archived()
    number = listed("custody", package)
    acts.sign(number, by=ARCHIVIST, at=LATER)
    target = tmp_path / "out.tar"

    assert CliRunner().invoke(app, ["handover", str(number), "--to", str(target)]).exit_code == 0
    with tarfile.open(target) as tar:
        files = {one.name.partition("/")[2]: tar.extractfile(one).read() for one in tar}
    name = f"packages/{rules.folder(package.number)}.tar"
    assert set(files) == {"catalogue.csv", "check-list.csv", name}
    assert files[name] == paths(package)[0].read_bytes()
    rows = list(csv.reader(io.StringIO(files["catalogue.csv"].decode("utf-8-sig"))))
    assert rows[1][1:2] + rows[1][3:6] == [
        package.number,
        str(package.files),
        str(package.size),
        package.digest,
    ]
    words = dict(csv.reader(io.StringIO(files["check-list.csv"].decode("utf-8-sig"))))
    assert words["档案包数量"] == "1"
    assert words["清单摘要（SHA-256）"] == lists.handover(number).digest
    assert CliRunner().invoke(app, ["handover", "5", "--to", str(tmp_path / "x")]).exit_code == 2
    assert exporting.catalogue(lists.handover(number)).startswith(b"\xef\xbb\xbf")


@pytest.mark.rule("G-309")
def test_a_damaged_record_is_neither_given_nor_received():
    package = archived()
    number = listed("custody", package)
    path = paths(package)[2]
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole[:-700])
    with turned_down("faulty"):
        acts.sign(number, by=ARCHIVIST, at=LATER)
    path.write_bytes(whole)
    acts.sign(number, by=ARCHIVIST, at=LATER)
    path.unlink()
    with turned_down("faulty"):
        acts.receive(number, by=RECEIVER, at=LATER)
    assert Handover.objects.get().state == "signed"


@pytest.mark.rule("G-309")
def test_what_is_sent_back_says_why_and_may_be_signed_again():
    one, other = archived(), archived()
    number = listed("custody", one, other)
    with turned_down("out_of_order"):
        acts.send_back(number, reason="x", by=RECEIVER, at=LATER)
    acts.sign(number, by=ARCHIVIST, at=LATER)
    with turned_down("two_people"):
        acts.receive(number, by=ARCHIVIST, at=LATER)
    with turned_down("empty", "reason"):
        acts.send_back(number, reason=" ", by=RECEIVER, at=LATER)
    with turned_down("out_of_order"):
        acts.take_off(number, other.pk)
    acts.send_back(number, reason="题名不规范", by=RECEIVER, at=LATER)

    assert lists.handover(number).reason == "题名不规范"
    acts.take_off(number, other.pk)
    acts.sign(number, by=ARCHIVIST, at=LATER)
    acts.receive(number, by=RECEIVER, at=LATER)
    assert [row.state for row in Package.objects.order_by("pk")] == ["handed_over", "archived"]


@pytest.mark.rule("G-309", "L-40")
def test_a_transfer_waits_twenty_years_and_early_custody_does_not():
    package = archived()
    with turned_down("too_early", "packages"):
        listed("transfer", package)
    assert reads.overview([package.organ_id], on=date(2046, 3, 1), due=True).due == []
    assert [one.id for one in reads.overview([package.organ_id], on=date(2046, 3, 2), due=True).due] == [
        package.pk
    ]

    number = acts.draft_handover(package.organ_id, [package.pk], why="transfer", by=ARCHIVIST, at=THEN)

    assert reads.overview([package.organ_id], on=date(2046, 3, 2), due=True).due == []
    acts.sign(number, by=ARCHIVIST, at=THEN)


@pytest.mark.rule("L-40")
def test_a_county_sets_ten_years(settings):
    settings.ARCHIVE_TRANSFER_YEARS = 10
    package = archived()

    assert reads.overview([package.organ_id], on=date(2036, 3, 2), due=True).due[0].transfer_on == date(
        2036, 3, 2
    )


def test_nothing_stands_on_two_lists_and_nothing_foreign_on_one():
    package = archived()
    listed("custody", package)

    with turned_down("not_there", "packages"):
        listed("custody", package)
    with turned_down("unknown", "packages"):
        acts.draft_handover(package.organ_id + 1, [package.pk], why="custody", by=ARCHIVIST, at=LATER)
    with turned_down("empty", "packages"):
        acts.draft_handover(package.organ_id, [], why="custody", by=ARCHIVIST, at=LATER)
    with turned_down("unknown", "why"):
        acts.draft_handover(package.organ_id, [package.pk], why="gift", by=ARCHIVIST, at=LATER)


def test_without_a_city_archive_it_is_said_who_names_it(settings):
    settings.CITY_ARCHIVE = "nowhere"
    package = archived()
    with turned_down("no_archive"):
        listed("custody", package)


@pytest.mark.rule("L-40")
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from([10, 20]))
def test_the_day_of_the_transfer_is_the_same_day_years_later(day, years):
    due = rules.transfer_on(day, years)

    assert due.year == day.year + years
    assert (due.month, due.day) == (day.month, day.day) or (day.month, day.day) == (2, 29)
