"""The base directory: a matter agrees with it in code, kind and name, or stays a draft."""

from datetime import date

import pytest
from django.utils.translation import override
from typer.testing import CliRunner

from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.catalogue import acts, commands, directory, reads
from yimen.registers.catalogue.import_files import Row
from yimen.registers.catalogue.life import ON_APPLICATION, Kind
from yimen.registers.catalogue.models import BaseItem, Version
from yimen.registers.catalogue.tests.lists import WHOLE, as_csv, as_json, load
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, content_with

pytestmark = pytest.mark.django_db
OURS = {
    "base_code": CONTENT["base_code"],
    "name": "食品经营许可",
    "type_code": "01",
    "levels(2省3市4县)": "3,4",
    "legal_basis": "《食品安全法》第三十五条",
}
# A real entry of the Liaoning directory.
PATENT = {
    "base_code": "210973001000",
    "name": "专利权侵权纠纷处理",
    "type_code": "09",
    "legal_basis": "《专利法》第六十五条",
}


def loaded(*rows, **how):
    return directory.load([Row(n, row) for n, row in enumerate(rows, start=2)], by="system", at=AT, **how)


def a_draft(**changes):
    return acts.draft(content_with(**changes), code="X-1", organ_id=an_organ(), by="account:1", at=AT)


@pytest.mark.rule("H-106")
def test_entries_are_loaded_once_and_said():
    assert loaded(OURS, PATENT).written == 2
    assert loaded(OURS, PATENT).written == 0

    assert directory.entries()[OURS["base_code"]] == directory.Entry(
        "01", "食品经营许可", "34", "《食品安全法》第三十五条"
    )
    assert [one.data["entries"] for one in journal.history(0)] == [2]


def test_a_changed_entry_is_changed():
    loaded(PATENT)

    assert loaded({**PATENT, "name": "专利侵权纠纷裁决"}).written == 1
    assert directory.entries()[PATENT["base_code"]].name == "专利侵权纠纷裁决"


def test_a_dry_run_writes_nothing():
    assert loaded(OURS, dry_run=True).written == 1
    assert BaseItem.objects.count() == 0


@pytest.mark.rule("H-104", "H-105")
def test_the_kinds_are_ten_powers_and_public_services_and_seven_are_applied_for():
    powers = [f"{n:02}" for n in range(1, 11)]

    assert Kind.values == [*powers, "20"]
    assert sorted(set(Kind.values) - ON_APPLICATION) == ["02", "03", "04", "06"]
    with override("zh-hans"):
        assert [str(Kind(code).label) for code in ("01", "05", "09", "20")] == [
            "行政许可",
            "行政给付",
            "行政裁决",
            "公共服务",
        ]


@pytest.mark.rule("H-101", "H-104")
@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"base_code": "2109"}, "H-101"),
        ({"name": ""}, "H-106"),
        ({"type_code": "77"}, "H-104"),
        ({"name": "长" * 301}, "H-106"),
    ],
)
def test_a_wrong_entry_is_rejected(changes, rule):
    done = loaded({**PATENT, **changes})

    assert [(row, flaw.rule) for row, flaw in done.rejected] == [(2, rule)]
    assert BaseItem.objects.count() == 0


@pytest.mark.rule("H-107")
@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ({**OURS, "name": "餐饮许可"}, "H-107"),
        ({**OURS, "type_code": "20"}, "H-107"),
        ({**OURS, "base_code": "440125009000"}, "H-106"),
    ],
)
def test_a_matter_that_disagrees_with_the_directory_is_not_published(entry, rule):
    loaded(entry)
    version = a_draft()

    with pytest.raises(Refused) as refused:
        acts.load_in_force(version, effective_on=date(2026, 1, 5), by="system:test", at=AT)

    assert refused.value.code == rule
    assert Version.objects.get().state == "draft"


@pytest.mark.rule("H-106")
def test_a_matter_that_agrees_is_published():
    loaded(OURS)

    acts.load_in_force(a_draft(), effective_on=date(2026, 1, 5), by="system:test", at=AT)

    reads.forget()
    assert reads.published("X-1", on=date(2026, 1, 5)).base_code == OURS["base_code"]


def test_the_directory_of_another_region_judges_nothing_here():
    loaded(PATENT)

    acts.load_in_force(a_draft(), effective_on=date(2026, 1, 5), by="system:test", at=AT)


@pytest.mark.rule("H-106", "H-107")
def test_an_import_names_the_disagreement():
    loaded({"base_code": WHOLE["base_code"], "name": "创业补贴", "type_code": "20"})

    report = load("guides.json", as_json(WHOLE), publish_on=date(2026, 1, 5))

    assert [(rule, "创业补贴" in words) for rule, words in report.incomplete[0].reasons] == [("H-107", True)]
    assert report.published == 0


def test_the_command_loads_the_directory(tmp_path):
    path = tmp_path / "base.csv"
    path.write_bytes(as_csv([PATENT, {**PATENT, "base_code": "1"}]))

    result = CliRunner().invoke(commands.app, ["base", str(path)])

    assert result.exit_code == 2
    assert "2 read, 1 new or changed, 1 rejected" in result.stdout
