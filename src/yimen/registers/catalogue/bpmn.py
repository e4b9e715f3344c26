"""The steps of a matter as BPMN 2.0: a process any engine runs in the same order, drawn in one lane for each role. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from yimen.registers.catalogue.chart import rows_of
from yimen.registers.catalogue.sheets import MatterSheet, StepSheet

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWN: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS: Final = "http://www.omg.org/spec/DD/20100524/DC"
EDGES: Final = "http://www.omg.org/spec/DD/20100524/DI"
OURS: Final = "urn:yimen:catalogue:step:1"
SPACES: Final = {None: MODEL, "bpmndi": DRAWN, "dc": BOUNDS, "di": EDGES, "yimen": OURS}
LEFT, COLUMN, ROW, MARGIN = 60, 170, 100, 20  # pixels of the drawing
SIZES: Final = {
    "startEvent": (36, 36),
    "endEvent": (36, 36),
    "userTask": (120, 64),
    "parallelGateway": (50, 50),
}
PROCESS: Final = "steps"
Called = Callable[[str], str]


@dataclass
class Node:
    """A shape: its element, its column, and which of the shapes of its lane in that column it is."""

    id: str
    element: str
    lane: str
    column: int
    row: int = 0
    name: str = ""
    step: StepSheet | None = None


@dataclass
class Flow:
    """Everything drawn: shapes in their order, and the arrows between them."""

    nodes: list[Node] = field(default_factory=list)
    arrows: list[tuple[str, str]] = field(default_factory=list)

    def add(self, node: Node, after: Sequence[Node]) -> Node:
        """Put a shape behind others."""
        self.nodes.append(node)
        self.arrows += [(one.id, node.id) for one in after]
        return node


def flow_of(matter: MatterSheet, language: str) -> Flow:
    """Return the steps as shapes and arrows: what runs side by side stands between two parallel gateways."""
    flow, groups = Flow(), rows_of(matter.steps)
    first = groups[0][0].role if groups else ""
    before: list[Node] = [flow.add(Node("start", "startEvent", first, 0), [])]
    column = 1
    for n, group in enumerate(groups, start=1):
        fork = len(group) > 1
        if fork:
            gateway = Node(f"fork_{n}", "parallelGateway", before[-1].lane, column)
            before, column = [flow.add(gateway, before)], column + 1
        tasks = [flow.add(_task(step, column, group, language), before) for step in group]
        before, column = tasks, column + 1
        if fork:
            join = Node(f"join_{n}", "parallelGateway", group[0].role, column)
            before, column = [flow.add(join, before)], column + 1
    flow.add(Node("end", "endEvent", before[-1].lane, column), before)
    return flow


def _task(step: StepSheet, column: int, group: Sequence[StepSheet], language: str) -> Node:
    beside = [one for one in group if one.role == step.role]
    return Node(
        f"step_{step.n}", "userTask", step.role, column, beside.index(step), step.name(language), step
    )


def export(matter: MatterSheet, language: str, *, called: Called) -> bytes:
    """Return the document in a language; `called` names a role. A matter without steps has a start and an end."""
    flow = flow_of(matter, language)
    root = etree.Element(_q(MODEL, "definitions"), nsmap=SPACES)
    root.set("id", "definitions")
    root.set("targetNamespace", OURS)
    process = etree.SubElement(root, _q(MODEL, "process"), id=PROCESS, name=matter.name(language))
    process.set("isExecutable", "true")
    lanes = list(dict.fromkeys(node.lane for node in flow.nodes))
    _write_lanes(process, flow, lanes, called)
    _write_nodes(process, flow)
    for n, (source, target) in enumerate(flow.arrows, start=1):
        etree.SubElement(
            process, _q(MODEL, "sequenceFlow"), id=f"flow_{n}", sourceRef=source, targetRef=target
        )
    _draw(root, flow, lanes)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _q(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _write_lanes(process: etree._Element, flow: Flow, lanes: Sequence[str], called: Called) -> None:
    group = etree.SubElement(process, _q(MODEL, "laneSet"), id="lanes")
    for n, role in enumerate(lanes, start=1):
        lane = etree.SubElement(group, _q(MODEL, "lane"), id=f"lane_{n}", name=called(role))
        for node in flow.nodes:
            if node.lane == role:
                etree.SubElement(lane, _q(MODEL, "flowNodeRef")).text = node.id


def _write_nodes(process: etree._Element, flow: Flow) -> None:
    for node in flow.nodes:
        element = etree.SubElement(process, _q(MODEL, node.element), id=node.id)
        if node.name:
            element.set("name", node.name)
        if node.step is not None:
            _write_step(element, node.step)
        for n, (_source, target) in enumerate(flow.arrows, start=1):
            if target == node.id:
                etree.SubElement(element, _q(MODEL, "incoming")).text = f"flow_{n}"
        for n, (source, _target) in enumerate(flow.arrows, start=1):
            if source == node.id:
                etree.SubElement(element, _q(MODEL, "outgoing")).text = f"flow_{n}"


def _write_step(element: etree._Element, step: StepSheet) -> None:
    """Put what BPMN has no place for beside it, so that nothing is lost on the way back."""
    extension = etree.SubElement(element, _q(MODEL, "extensionElements"))
    own = etree.SubElement(
        extension,
        _q(OURS, "step"),
        kind=step.kind,
        role=step.role,
        days=f"{step.days:g}",
        twoOfficers=str(step.two_officers).lower(),
    )
    for language, text in step.names.items():
        etree.SubElement(own, _q(OURS, "name"), language=language).text = text


def _draw(root: etree._Element, flow: Flow, lanes: Sequence[str]) -> None:
    diagram = etree.SubElement(root, _q(DRAWN, "BPMNDiagram"), id="diagram")
    plane = etree.SubElement(diagram, _q(DRAWN, "BPMNPlane"), id="plane", bpmnElement=PROCESS)
    tops, width = _tops(flow, lanes), LEFT + COLUMN * (1 + max(node.column for node in flow.nodes))
    for n, role in enumerate(lanes, start=1):
        top, height = tops[role]
        shape = _shape(plane, f"lane_{n}", 0, top, width, height)
        shape.set("isHorizontal", "true")
    places = {node.id: _place(node, tops) for node in flow.nodes}
    for node in flow.nodes:
        _shape(plane, node.id, *places[node.id])
    for n, (source, target) in enumerate(flow.arrows, start=1):
        _edge(plane, f"flow_{n}", places[source], places[target])


def _tops(flow: Flow, lanes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return where each lane begins and how high it is: as many rows as shapes stand above each other in it."""
    tops, y = {}, 0
    for role in lanes:
        rows = 1 + max(node.row for node in flow.nodes if node.lane == role)
        tops[role] = (y, rows * ROW + MARGIN)
        y += rows * ROW + MARGIN
    return tops


Place = tuple[int, int, int, int]


def _place(node: Node, tops: dict[str, tuple[int, int]]) -> Place:
    width, height = SIZES[node.element]
    middle_x, middle_y = (
        LEFT + node.column * COLUMN + 60,
        tops[node.lane][0] + MARGIN // 2 + node.row * ROW + ROW // 2,
    )
    return middle_x - width // 2, middle_y - height // 2, width, height


def _shape(plane: etree._Element, of: str, x: int, y: int, width: int, height: int) -> etree._Element:
    shape = etree.SubElement(plane, _q(DRAWN, "BPMNShape"), id=f"shape_{of}", bpmnElement=of)
    etree.SubElement(shape, _q(BOUNDS, "Bounds"), x=str(x), y=str(y), width=str(width), height=str(height))
    return shape


def _edge(plane: etree._Element, of: str, source: Place, target: Place) -> None:
    """Draw an arrow from the right of one shape to the left of the next, bent halfway."""
    edge = etree.SubElement(plane, _q(DRAWN, "BPMNEdge"), id=f"edge_{of}", bpmnElement=of)
    start, end = (source[0] + source[2], source[1] + source[3] // 2), (target[0], target[1] + target[3] // 2)
    half = (start[0] + end[0]) // 2
    for x, y in dict.fromkeys([start, (half, start[1]), (half, end[1]), end]):
        etree.SubElement(edge, _q(EDGES, "waypoint"), x=str(x), y=str(y))
