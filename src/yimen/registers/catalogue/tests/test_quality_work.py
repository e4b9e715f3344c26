"""The quality report as work: what to mend first, down to the matter and the field, and how it develops."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, commands, judgements, quality
from yimen.registers.catalogue.standard_models import QualitySnapshot
from yimen.registers.catalogue.tests.desk import address, officer
from yimen.registers.catalogue.tests.lists import BUREAU
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.test_standards import CODE, TERMS, an_item, set_standard, with_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]
TODAY = date(2026, 1, 6)


def a_draft(code, organ, **changes):
    return acts.draft(content_with(**changes), code=code, organ_id=organ, by="a", at=AT)


def test_what_costs_most_points_comes_first():
    organ = an_organ()
    for n in range(3):
        a_draft(f"A-{n}", organ, window={}, base_code="")
    a_draft(
        "B", organ, materials=[{"names": {"zh-hans": "其他材料"}, "originals": 1, "basis": "一"}], form=[]
    )

    judged = quality.report()

    gains = [one.gain for one in judged.work]
    assert gains == sorted(gains, reverse=True)
    first = {one.rule: one for one in judged.work}
    assert (first["A-115"].matters, first["A-115"].weight, first["A-115"].must) == (3, 6, True)
    assert first["A-105"].matters == 1
    assert first["A-115"].organ == "高州市市场监督管理局"


@pytest.mark.rule("H-101", "H-102", "H-103", "H-301", "H-302", "H-303", "H-304")
def test_every_field_that_is_empty_is_named():
    organ = an_organ()
    a_draft(
        "A-1",
        organ,
        base_code="",
        faqs=[],
        business_code="12",
        materials=[{"names": {"zh-hans": "申请书"}, "basis": "一", "originals": 1}],
    )

    found = {(one.rule, one.place) for one in next(judgements.judged()).findings}

    assert {("H-101", "base_code"), ("H-102", "code"), ("H-103", "business_code")} <= found
    assert {("H-301", "power_source"), ("H-301", "level"), ("H-302", "in_hall"), ("H-304", "faqs")} <= found
    assert ("H-303", "materials.1") in found


@pytest.mark.rule("H-413")
def test_what_departs_from_a_standard_lowers_the_score():
    an_item()
    set_standard()
    organ = an_organ()
    a_draft("A-1", organ)
    a_draft("A-2", organ, materials=with_paper("村委会证明"))

    scores = {one.code: one.score for one in judgements.judged()}

    assert TERMS
    assert CODE
    assert scores["A-2"] < scores["A-1"] <= 100


def test_the_weights_name_rules_of_the_law_alone():
    assert judgements.TOTAL > 0
    assert judgements.weight("T-19") == 4
    assert judgements.weight("X-1") == judgements.WEIGHTS["should"]


def test_a_day_is_kept_once():
    published_matter()

    assert quality.take(at=AT, on=TODAY)
    assert not quality.take(at=AT + timedelta(hours=3), on=TODAY)
    a_draft("A-1", an_organ(), phone="")
    assert quality.take(at=AT + timedelta(days=1), on=TODAY + timedelta(days=1))

    assert QualitySnapshot.objects.count() == 2
    assert [(one.day.day, one.total, one.whole) for one in quality.trend()] == [(7, 2, 1), (6, 1, 1)]
    assert [one.total for one in quality.trend(organ_ids={an_organ()})] == [2, 1]
    assert [(one.total, one.score) for one in quality.trend(organ_ids=set())] == [(0, 0), (0, 0)]


def test_the_desk_leads_from_the_rule_to_the_field():
    organ = an_organ()
    version = a_draft("A-1", organ, phone="")
    foreign = a_draft("A-2", an_organ("rsj", uscc=BUREAU), phone="", titles={"zh-hans": "别家事项"})
    quality.take(at=AT, on=TODAY)
    wen = officer("wen", Role.CATALOGUE_EDITOR, organ)
    bian = officer("bian", Role.ESTABLISHMENT, organ)

    page = bian.get(address("quality")).content.decode()
    assert address("quality_rule", "A-115") in page
    assert "What to mend first" in page
    mine = wen.get(address("quality_rule", "A-115")).content.decode()
    assert address("version", version) in mine
    assert "phone" in mine
    assert "别家事项" not in mine
    assert address("version", foreign) in bian.get(address("quality_rule", "A-115")).content.decode()
    one = bian.get(address("quality_rule", "A-115") + f"?organ={organ}").content.decode()
    assert "别家事项" not in one
    assert "0 matters break X-9" in bian.get(address("quality_rule", "X-9")).content.decode()
    assert bian.get(address("quality_rule", "X" * 11)).status_code == 404


def test_the_findings_are_handed_over():
    organ = an_organ()
    a_draft("A-1", organ, phone="", titles={"zh-hans": "=1+1"})
    bian = officer("bian", Role.ESTABLISHMENT, organ)

    rows = list(csv.reader(io.StringIO(bian.get(address("quality_export")).content.decode("utf-8-sig"))))

    assert {"A-115", "H-301"} <= {row[4] for row in rows[1:]}
    assert {row[2] for row in rows[1:]} == {"'=1+1"}
    assert bian.get(address("quality_export") + "?format=xlsx").content[:2] == b"PK"


def test_the_command_says_what_to_mend_first():
    an_organ()
    a_draft("A-1", an_organ(), phone="")
    runner = CliRunner()

    said = json.loads(runner.invoke(commands.app, ["quality", "--json"]).stdout)
    assert said["work"][0]["gain"] >= said["work"][-1]["gain"]
    assert "mean score" in runner.invoke(commands.app, ["quality", "--organ", "scjgj"]).stdout
    assert runner.invoke(commands.app, ["quality", "--organ", "nowhere"]).exit_code == 2
