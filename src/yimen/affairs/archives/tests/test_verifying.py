"""More than three hundred random corruptions of copies and of the register: each is found and named (G-308, A-1008)."""

import io
import json
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from typer.testing import CliRunner

from yimen.affairs.archives import acts, copies, rules
from yimen.affairs.archives.commands import app
from yimen.affairs.archives.models import Package
from yimen.affairs.archives.tests.make import archived, codes, faults, paths

pytestmark = pytest.mark.django_db
ROUNDS = 320


def _open(path: Path) -> None:
    path.chmod(0o600)


def rebuilt(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write the package of a path anew, its files changed."""
    with tarfile.open(path) as tar:
        files = {one.name: tar.extractfile(one).read() for one in tar}
    change(files)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    _open(path)
    path.write_bytes(out.getvalue())


class Vandal:
    """Breaks one thing at a time and says what should be found."""

    def __init__(self, packages: list[Package], dice: random.Random) -> None:
        self.packages, self.dice = packages, dice

    def pick(self) -> tuple[Package, Path, str]:
        package, place = self.dice.choice(self.packages), self.dice.choice(copies.places())
        return package, place.path(package.number), place.name

    def flip(self):
        package, path, place = self.pick()
        data = bytearray(path.read_bytes())
        data[self.dice.randrange(len(data))] ^= 1 << self.dice.randrange(8)
        _open(path)
        path.write_bytes(bytes(data))
        found = {
            "file_altered",
            "altered",
            "truncated",
            "file_missing",
            "file_renamed",
            "file_extra",
            "swapped",
        }
        return package, place, found

    def delete(self):
        package, path, place = self.pick()
        path.unlink()
        return package, place, {"missing"}

    def add(self):
        _package, path, place = self.pick()
        (path.parent / f"x{self.dice.randrange(9999)}.tar").write_bytes(b"x")
        return None, place, {"extra"}

    def rename(self):
        package, path, place = self.pick()
        path.rename(path.with_name(f"renamed{self.dice.randrange(9999)}.tar"))
        return package, place, {"renamed"}

    def swap(self):
        one, other = self.dice.sample(self.packages, 2)
        place = self.dice.choice(copies.places())
        first, second = place.path(one.number), place.path(other.number)
        data = first.read_bytes(), second.read_bytes()
        for path, content in ((first, data[1]), (second, data[0])):
            _open(path)
            path.write_bytes(content)
        return one, place.name, {"swapped"}

    def truncate(self):
        package, path, place = self.pick()
        _open(path)
        with path.open("r+b") as file:
            file.truncate(self.dice.randrange(path.stat().st_size))
        return package, place, {"truncated", "file_missing", "file_altered", "altered"}

    def inside(self):
        package, path, place = self.pick()
        deed = self.dice.choice(["alter", "drop", "slip", "rename"])

        def change(files: dict[str, bytes]) -> None:
            name = self.dice.choice([one for one in files if "/data/" in one])
            if deed == "alter":
                files[name] += b" "
            elif deed == "drop":
                del files[name]
            elif deed == "slip":
                files[f"{name}.more"] = b"slipped in"
            else:
                files[f"{name}.bak"] = files.pop(name)

        rebuilt(path, change)
        names = {"alter": "altered", "drop": "missing", "slip": "extra", "rename": "renamed"}
        return package, place, {f"file_{names[deed]}"}

    def register(self):
        package = self.dice.choice(self.packages)
        column, value = self.dice.choice(
            [
                ("title", "'别的题名'"),
                ("retention", "'10'"),
                ("formed_on", "'2001-01-01'"),
                ("over_on", "'2001-01-01'"),
                ("openness", "'open'"),
                ("organ_name", "'别的局'"),
                ("digest", f"'{'0' * 64}'"),
                ("size", "1"),
                ("checks", "'[]'"),
                ("archived_at", "'2001-01-01'"),
                ("state", "'destroyed'"),
                ("state", "'handed_over'"),
                ("state", "'waiting'"),
            ]
        )
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE archives_package DISABLE TRIGGER package_immutable")
            cursor.execute(f"UPDATE archives_package SET {column} = {value} WHERE id = %s", [package.pk])
            cursor.execute("ALTER TABLE archives_package ENABLE TRIGGER package_immutable")
        wanted = "state" if column == "state" else "register_signature"
        return package, "", {wanted}


DEEDS = ("flip", "delete", "add", "rename", "swap", "truncate", "inside", "register")


@pytest.fixture
def kept() -> tuple[list[Package], dict[Path, bytes]]:
    packages = [archived(), archived(), archived()]
    return packages, {path: path.read_bytes() for package in packages for path in paths(package)}


def restore(whole: dict[Path, bytes], rows: list[dict[str, object]]) -> None:
    for place in copies.places():
        for path in list(place.numbers()):
            if path not in whole:
                path.unlink()
    for path, data in whole.items():
        if not path.exists() or path.read_bytes() != data:
            if path.exists():
                _open(path)
            path.write_bytes(data)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE archives_package DISABLE TRIGGER package_immutable")
        for row in rows:
            Package.objects.filter(pk=row["id"]).update(**row)
        cursor.execute("ALTER TABLE archives_package ENABLE TRIGGER package_immutable")


@pytest.mark.rule("G-308", "A-1008", "G-311")
def test_every_one_of_many_random_corruptions_is_found_and_named(kept):
    packages, whole = kept
    rows = list(Package.objects.values())
    dice = random.Random(20261129)
    assert faults() == []

    for n in range(ROUNDS):
        deed = DEEDS[n % len(DEEDS)]
        package, place, wanted = getattr(Vandal(packages, dice), deed)()
        found = [one for one in faults() if one.code in wanted and one.place == place]
        number = package.number if package else ""
        assert any(one.number == number for one in found), (n, deed, wanted, number, place, faults())
        assert all(one.words for one in found)
        restore(whole, rows)
    assert faults() == []


@pytest.mark.rule("G-308", "G-310")
def test_damaged_copies_are_written_anew_from_a_whole_one_and_tested():
    package = archived()
    first, second, third = paths(package)
    first.unlink()
    _open(second)
    second.write_bytes(b"x")

    assert acts.mend(package.pk) == ["a (disk)", "b (disk)"]
    assert faults() == []
    assert acts.mend(package.pk) == []
    for path in (first, second, third):
        path.unlink()
    with pytest.raises(FileNotFoundError):
        acts.mend(package.pk)


@pytest.mark.rule("G-310")
def test_a_place_that_was_added_is_filled_and_tested(settings, tmp_path):
    package = archived()
    settings.ARCHIVE_COPIES = [*settings.ARCHIVE_COPIES, (str(tmp_path / "d"), "disc")]
    assert codes() == {"missing"}

    assert CliRunner().invoke(app, ["mend"]).exit_code == 0
    assert faults() == []
    assert (tmp_path / "d").is_dir()
    assert package.size > 0


def test_the_command_says_what_is_wrong_and_ends_with_its_code():
    package = archived()
    run = CliRunner()
    assert run.invoke(app, ["verify"]).exit_code == 0
    assert json.loads(run.invoke(app, ["verify", "--json"]).stdout) == {
        "whole": True,
        "packages": 1,
        "faults": [],
    }

    paths(package)[1].unlink()
    answer = run.invoke(app, ["verify", package.number, "--json"])
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["faults"] == [
        {"package": package.number, "copy": "b (disk)", "code": "missing", "what": ""}
    ]
    assert run.invoke(app, ["verify", "0001-XX"]).exit_code == 2
    assert package.number in run.invoke(app, ["list"]).stdout
    assert json.loads(run.invoke(app, ["list", "--json"]).stdout)[0]["digest"] == package.digest
    assert run.invoke(app, ["list", "--state", "perhaps"]).exit_code == 2
    assert run.invoke(app, ["mend", "0001-XX"]).exit_code == 2


def test_the_command_builds_what_has_no_package_yet():
    from yimen.affairs.archives.tests.make import LATER, closed

    case = closed()
    Package.objects.all().delete()

    answer = CliRunner().invoke(app, ["build"])

    assert answer.exit_code == 0, answer.output
    assert "1 made" in answer.output
    assert Package.objects.get(case_id=case).archived_at > LATER


@pytest.mark.rule("G-308")
@pytest.mark.parametrize(
    ("places", "wrong"),
    [
        ([("/a", "disk"), ("/b", "disk"), ("/c", "tape")], ""),
        ([("/a", "disk"), ("/b", "disk"), ("/c", "disk")], "media"),
        ([("/a", "disk"), ("/b", "tape")], "copies"),
        ([("/a", "disk"), ("/a", "tape"), ("/b", "disc")], "copies"),
        ([], "copies"),
    ],
)
def test_too_few_copies_or_media_are_told(places, wrong):
    assert rules.too_few(places) == wrong
