"""The standards of the demonstration city: what towns implement passes the gate, differs on purpose, and can be set."""

import json
from datetime import timedelta

import pytest

from yimen.demo import city, standards
from yimen.demo.tests.make import DATA, MATTERS, ORGANS
from yimen.ground.clock import now
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import comparison, reads
from yimen.registers.catalogue import standards as catalogue_standards
from yimen.registers.catalogue.models import BaseItem, QualitySnapshot
from yimen.registers.powers.models import Booklet

PLAN = json.loads((DATA / "standards.json").read_text("utf-8"))
BY_KEY = {one["key"]: one for one in MATTERS}


def test_what_is_planned_names_what_there_is():
    for one in PLAN["implementations"]:
        assert one["key"] in BY_KEY
        assert set(one["organs"]) <= set(ORGANS)
        assert BY_KEY[one["key"]]["organ"] not in one["organs"] or one["key"] == "village-banquet-notice"


@pytest.mark.django_db
def test_the_city_shows_something_to_compare():
    at = now() - timedelta(days=60)
    city._organs(at)
    standards.load_directory(at)
    city._matters(at, at.date(), pytest.fail)
    standards.load(at=at, until=now())
    reads.forget()

    assert BaseItem.objects.count() > 100
    homestead = BY_KEY["rural-homestead-approval"]["content"]["base_code"]
    found = catalogue_standards.item(homestead)
    reasons = catalogue_standards.justified([one.code for one in found.implementations])
    matrix = comparison.compare(found.implementations, found.standard, reasons)
    signs = {cell.sign for line in matrix.lines for cell in line.cells if cell.differs}
    assert {"▲", "▼"} <= signs
    assert found.departing
    assert any(cell.reason for line in matrix.lines for cell in line.cells)
    assert matrix.open > 0
    assert QualitySnapshot.objects.count() == 2
    assert Booklet.objects.count() == 1
    agencies.forget()
