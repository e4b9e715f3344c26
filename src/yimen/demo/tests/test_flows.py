"""An engine that knows nothing of us runs the chart of every matter of the city in the order of its steps."""

import io
import json
from itertools import groupby
from pathlib import Path

import pytest
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import bpmn
from yimen.registers.catalogue.bpmn_reading import read
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.tests.test_chart import HEAD

MATTERS = sorted((Path(__file__).parents[1] / "data" / "matters").glob("*.json"))
ROLES = {one.value: one.value for one in Role}


def sheet(file: Path):
    return build(HEAD, json.loads(file.read_text("utf-8"))["content"])


def run(document: bytes) -> list[set[str]]:
    """Complete whatever is ready, round by round; return what was ready in each."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(io.BytesIO(document)))
    workflow, rounds = BpmnWorkflow(parser.get_spec(bpmn.PROCESS)), []
    workflow.do_engine_steps()
    while ready := workflow.get_tasks(state=TaskState.READY, manual=True):
        rounds.append({task.task_spec.bpmn_name for task in ready})
        for task in ready:
            task.run()
        workflow.do_engine_steps()
    assert workflow.completed
    return rounds


def test_the_city_has_its_matters():
    assert len(MATTERS) >= 40


@pytest.mark.parametrize("file", MATTERS, ids=[one.stem for one in MATTERS])
def test_an_independent_engine_runs_the_steps_in_the_same_order(file):
    matter = sheet(file)
    groups = groupby(matter.steps, key=lambda step: step.parallel or -step.n)

    assert run(bpmn.export(matter, "zh-hans", called=str)) == [
        {step.name("zh-hans") for step in group} for _key, group in groups
    ]


@pytest.mark.parametrize("file", MATTERS, ids=[one.stem for one in MATTERS])
def test_the_chart_of_every_matter_is_read_back_as_its_steps(file):
    matter = sheet(file)

    again = read(bpmn.export(matter, "fr", called=str), roles=ROLES)

    assert [(one["kind"], one["names"], one["days"], one["role"], one["two_officers"]) for one in again] == [
        (one.kind, dict(one.names), one.days, one.role, one.two_officers) for one in matter.steps
    ]
