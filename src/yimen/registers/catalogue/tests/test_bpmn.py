"""The chart for other programs: whole, drawn, run by an independent engine, and read back from wherever it was drawn."""

import pytest
from django.utils.translation import override
from lxml import etree

from yimen.registers.catalogue import bpmn
from yimen.registers.catalogue.bpmn_reading import Unreadable, read
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.tests.make import content_with
from yimen.registers.catalogue.tests.test_chart import HEAD, SIDE_BY_SIDE

NS = {"b": bpmn.MODEL, "di": bpmn.DRAWN, "dc": bpmn.BOUNDS, "e": bpmn.EDGES}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


ROLES = {
    "window": "window",
    "窗口": "window",
    "reviewer": "reviewer",
    "approver": "approver",
    "审批": "approver",
}


def written(**changes) -> bytes:
    matter = build(HEAD, content_with(**{"steps": SIDE_BY_SIDE, **changes}))
    return bpmn.export(matter, "zh-hans", called=lambda role: {"window": "窗口"}.get(role, role))


def tree(**changes):
    return etree.fromstring(written(**changes))


def drawing(inner: str, *, before: str = "") -> bytes:
    """A file as other programs write it: a prefix for the model, no extension of ours."""
    return (
        f'{before}<bpmn:definitions xmlns:bpmn="{bpmn.MODEL}" id="d" targetNamespace="x">'
        f'<bpmn:process id="p">{inner}</bpmn:process></bpmn:definitions>'
    ).encode()


def shapes(*pairs: tuple[str, str, str]) -> str:
    return "".join(f'<bpmn:{element} id="{key}" name="{name}"/>' for element, key, name in pairs)


def arrows(*pairs: str) -> str:
    ways = [one.split(">") for one in pairs]
    return "".join(
        f'<bpmn:sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(ways)
    )


def test_steps_side_by_side_stand_between_two_parallel_gateways():
    found = tree()

    assert len(found.findall(".//b:userTask", NS)) == len(SIDE_BY_SIDE)
    assert [one.get("id") for one in found.findall(".//b:parallelGateway", NS)] == ["fork_2", "join_2"]
    assert len(found.xpath("//b:sequenceFlow[@sourceRef='fork_2']", namespaces=NS)) == 3
    assert len(found.xpath("//b:sequenceFlow[@targetRef='join_2']", namespaces=NS)) == 3


def test_every_shape_and_every_arrow_is_drawn_and_no_two_shapes_overlap():
    found = tree()
    drawn = {one.get("bpmnElement") for one in found.findall(".//di:BPMNShape", NS)}
    nodes = [
        one.get("id") for one in found.find("b:process", NS) if one.tag.endswith(("Event", "Task", "Gateway"))
    ]
    edges = [one.get("bpmnElement") for one in found.findall(".//di:BPMNEdge", NS)]

    assert set(nodes) <= drawn
    assert sorted(edges) == sorted(one.get("id") for one in found.findall(".//b:sequenceFlow", NS))
    boxes = [
        tuple(
            int(found.find(f".//di:BPMNShape[@bpmnElement='{n}']/dc:Bounds", NS).get(k))
            for k in ("x", "y", "width", "height")
        )
        for n in nodes
    ]
    for n, (x, y, w, h) in enumerate(boxes):
        for a, b, c, d in boxes[n + 1 :]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y


def test_each_step_stands_in_the_lane_of_its_role():
    steps = [{**one, "role": "window" if one["kind"] == "accept" else "reviewer"} for one in SIDE_BY_SIDE]
    lanes = {
        one.get("name"): [ref.text for ref in one.findall("b:flowNodeRef", NS)]
        for one in tree(steps=steps).findall(".//b:lane", NS)
    }

    assert lanes == {
        "窗口": ["start", "step_1", "fork_2"],
        "reviewer": ["step_2", "step_3", "step_4", "join_2", "step_5", "end"],
    }


def test_nobodys_markup_gets_in():
    steps = [{"kind": "accept", "names": {"zh-hans": '<script>"&'}, "days": 1}]

    assert tree(steps=steps).find(".//b:userTask", NS).get("name") == '<script>"&'


def test_a_matter_without_steps_has_a_start_and_an_end():
    found = tree(steps=[])

    assert [one.tag.split("}")[1] for one in found.find("b:process", NS) if "Event" in one.tag] == [
        "startEvent",
        "endEvent",
    ]


def test_what_was_written_is_read_back_whole():
    again = read(written(), roles=ROLES)

    asked = build(HEAD, content_with(steps=SIDE_BY_SIDE)).steps
    assert [(one["kind"], one["names"], one["days"], one["role"]) for one in again] == [
        (one.kind, dict(one.names), one.days, one.role) for one in asked
    ]
    assert [bool(one["parallel"]) for one in again] == [bool(one.parallel) for one in asked]


def test_a_diagram_drawn_elsewhere_becomes_steps():
    data = drawing(
        '<bpmn:laneSet id="l"><bpmn:lane id="l1" name="窗口"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
        + shapes(
            ("startEvent", "s", "开始"),
            ("userTask", "a", "受理（1个工作日）"),
            ("exclusiveGateway", "x", "材料齐全？"),
        )
        + shapes(
            ("endEvent", "no", "不予受理"),
            ("parallelGateway", "f", ""),
            ("task", "b", "现场核查"),
            ("task", "c", "专家意见"),
        )
        + '<bpmn:userTask id="d" name="决定"><bpmn:documentation>2 working days</bpmn:documentation></bpmn:userTask>'
        + shapes(("parallelGateway", "j", ""), ("userTask", "e", "送达"), ("endEvent", "z", ""))
        + arrows("s>a", "a>x", "x>no", "x>f", "f>b", "f>c", "b>j", "c>j", "j>d", "d>e", "e>z")
    )

    steps = read(data, roles=ROLES)

    assert [(one["names"]["zh-hans"], one["kind"], one["role"], one["days"]) for one in steps] == [
        ("受理（1个工作日）", "accept", "window", 1),
        ("现场核查", "review", "reviewer", None),
        ("专家意见", "review", "reviewer", None),
        ("决定", "decide", "approver", 2),
        ("送达", "deliver", "window", None),
    ]
    assert [one["parallel"] for one in steps] == [0, steps[1]["parallel"], steps[1]["parallel"], 0, 0]
    assert steps[1]["parallel"] > 0


LINE = shapes(("startEvent", "s", ""), ("task", "a", "受理"), ("task", "b", "审查"), ("endEvent", "z", ""))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "BPMN"),
        (b"\x89PNG", "BPMN"),
        (b"<html/>", "BPMN"),
        (drawing("", before='<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "BPMN"),
        (drawing(LINE), "without an end"),
        (drawing(LINE + arrows("s>a", "a>b", "b>a")), "circle"),
        (drawing(LINE + arrows("s>a", "a>b", "a>z", "b>z")), "part"),
        (drawing(LINE + arrows("s>a", "a>z")), "审查"),
        (drawing(LINE + arrows("s>a", "a>b", "b>q")), "no shape"),
        (drawing(shapes(("startEvent", "s", ""), ("endEvent", "z", "")) + arrows("s>z")), "no tasks"),
        (drawing(LINE + shapes(("subProcess", "p", "分包")) + arrows("s>a", "a>b", "b>z")), "分包"),
        (drawing(LINE + shapes(("startEvent", "s2", ""))), "one start"),
        (b" " * 1_000_001, "megabyte"),
    ],
)
def test_what_can_be_no_order_of_steps_is_said_in_words(data, words):
    with pytest.raises(Unreadable) as fault:
        read(data, roles=ROLES)

    assert words in str(fault.value.words)


def test_a_bomb_of_entities_is_not_opened():
    bomb = '<!DOCTYPE d [<!ENTITY a "' + "x" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">]>'

    with pytest.raises(Unreadable):
        read(drawing('<bpmn:task id="t" name="&b;"/>', before=bomb), roles=ROLES)


def test_ways_that_part_and_never_meet_are_refused():
    data = drawing(
        shapes(
            ("startEvent", "s", ""),
            ("parallelGateway", "f", "分"),
            ("task", "a", "甲"),
            ("task", "b", "乙"),
            ("endEvent", "z", ""),
        )
        + arrows("s>f", "f>a", "f>b", "a>z", "b>z")
    )

    with pytest.raises(Unreadable) as fault:
        read(data, roles=ROLES)
    assert "do not meet" in str(fault.value.words)


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (
            shapes(
                ("startEvent", "s", ""), ("task", "t", "受理"), ("task", "t", "审查"), ("endEvent", "e", "")
            )
            + arrows("s>t", "t>e"),
            "Two shapes share the id “t”.",
        ),
        (
            shapes(("startEvent", "s", ""), ("task", "t", "长" * 101), ("endEvent", "e", ""))
            + arrows("s>t", "t>e"),
            "The name of a step has at most 100 characters",
        ),
    ],
)
def test_no_step_is_lost_or_cut_without_a_word(inner, said):
    with pytest.raises(Unreadable) as unreadable:
        read(drawing(inner), roles=ROLES)

    assert said in str(unreadable.value)
