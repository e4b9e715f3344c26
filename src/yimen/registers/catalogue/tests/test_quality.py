"""The quality report counts matters, not findings, and names the organs that have most to do."""

import json

import pytest
from typer.testing import CliRunner

from yimen.registers.catalogue import acts, commands, quality
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with, published_matter

pytestmark = pytest.mark.django_db


def a_draft(code, organ, **changes):
    return acts.draft(content_with(**changes), code=code, organ_id=organ, by="account:1", at=AT)


def test_an_empty_register_has_an_empty_report():
    judged = quality.report()

    assert (judged.total, judged.whole, judged.lines, judged.organs) == (0, 0, (), ())


def test_each_defect_is_counted_once_per_matter():
    organ = an_organ()
    published_matter(organ_id=organ)
    a_draft(
        "A-1",
        organ,
        phone="",
        materials=[{"names": {"zh-hans": "其他材料"}}, {"names": {"zh-hans": "有关文件"}}],
    )
    a_draft("A-2", organ, phone="")

    judged = quality.report()

    counts = {(line.rule, line.must): line.matters for line in judged.lines}
    assert (judged.total, judged.whole) == (3, 1)
    assert counts["A-105", True] == 1
    assert max(line.matters for line in judged.lines if line.rule == "A-115" and line.must) == 2
    assert [(one.total, one.whole, one.percent) for one in judged.organs] == [(3, 1, 33)]


def test_the_newest_version_counts():
    sheet = published_matter()
    a_draft(sheet.code, sheet.organ_id, phone="")

    assert quality.report().whole == 0


def test_the_report_can_be_narrowed_to_organs():
    published_matter()

    assert quality.report([]).total == 0


def test_the_command_prints_the_report():
    published_matter()
    runner = CliRunner()

    assert json.loads(runner.invoke(commands.app, ["report", "--json"]).stdout)["whole"] == 1
    assert "1 matters, 1 without a defect" in runner.invoke(commands.app, ["report"]).stdout
