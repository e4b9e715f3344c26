"""A BPMN diagram drawn elsewhere becomes the steps of a matter, or it is said what of it cannot be one. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lxml import etree

from yimen.registers.catalogue import import_words as words
from yimen.registers.catalogue.bpmn import MODEL, OURS

MOST_BYTES: Final = 1_000_000
MOST_STEPS: Final = 60
LONGEST: Final = 100  # characters of a step's name
TASKS: Final = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "businessRuleTask",
    }
)
KNOWN: Final = TASKS | {"startEvent", "endEvent", "parallelGateway", "exclusiveGateway"}
BESIDE: Final = frozenset(
    {
        "laneSet",
        "sequenceFlow",
        "documentation",
        "extensionElements",
        "textAnnotation",
        "association",
        "ioSpecification",
    }
    | {"dataObject", "dataObjectReference", "dataStoreReference", "property"}
)
DAYS: Final = re.compile(
    r"(\d{1,3}(?:\.\d{1,2})?)\s*(?:个?工作日|天|日|working days?|days?|jours?|営業日|開庁日)", re.IGNORECASE
)
ORDER: Final = ("accept", "review", "decide", "deliver")


class Unreadable(Exception):
    """The file is no BPMN diagram, or none that can become steps; `words` say why."""

    def __init__(self, said: str | Promise) -> None:
        super().__init__(str(said))
        self.words = said


@dataclass
class _Diagram:
    """The process as a graph: shapes by id, and what follows what."""

    nodes: dict[str, etree._Element] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)

    def kind(self, node: str) -> str:
        """Return what a shape is, as userTask."""
        return _local(self.nodes[node])

    def called(self, node: str) -> str:
        """Return what is written in a shape, or what it is."""
        return " ".join(self.nodes[node].get("name", "").split())[:LONGEST] or self.kind(node)


def read(data: bytes, *, roles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the steps of a diagram in the shape of a matter's content; `roles` maps what lanes are called to roles.

    Raises Unreadable for anything but one process whose tasks run one after another or side by side.
    """
    diagram = _graph(_process(data))
    seen: set[str] = set()
    groups = list(_groups(diagram, seen))
    steps = [
        _step(diagram, node, number if len(group) > 1 else 0, roles)
        for number, group in enumerate(groups, start=1)
        for node in group
    ]
    left = [diagram.called(node) for node in diagram.nodes if node not in seen]
    if left:
        raise Unreadable(_("No way leads to: %(names)s.") % {"names": ", ".join(left[:5])})
    if not steps:
        raise Unreadable(_("The diagram has no tasks."))
    return _kinds(steps)


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _process(data: bytes) -> etree._Element:
    if len(data) > MOST_BYTES:
        raise Unreadable(_("A diagram has at most one megabyte."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(_("This is not a BPMN 2.0 file.")) from error
    if root.getroottree().docinfo.doctype or root.tag != f"{{{MODEL}}}definitions":
        raise Unreadable(_("This is not a BPMN 2.0 file."))
    found = [one for one in root.findall(f"{{{MODEL}}}process") if len(one)]
    if len(found) != 1:
        raise Unreadable(_("The file holds %(n)s processes; one is needed.") % {"n": len(found)})
    return found[0]


def _graph(process: etree._Element) -> _Diagram:
    diagram = _Diagram()
    for one in _shapes(process):
        if one.get("id", "") in diagram.nodes:
            raise Unreadable(_("Two shapes share the id “%(id)s”.") % {"id": one.get("id", "")})
        diagram.nodes[one.get("id", "")] = one
    for one in process.iterchildren(f"{{{MODEL}}}sequenceFlow"):
        source, target = one.get("sourceRef", ""), one.get("targetRef", "")
        if source not in diagram.nodes or target not in diagram.nodes:
            raise Unreadable(_("An arrow begins or ends at no shape."))
        diagram.after.setdefault(source, []).append(target)
        diagram.before.setdefault(target, []).append(source)
    for lane in process.iter(f"{{{MODEL}}}lane"):
        for ref in lane.iterchildren(f"{{{MODEL}}}flowNodeRef"):
            diagram.lanes[(ref.text or "").strip()] = lane.get("name", "")
    return diagram


def _shapes(process: etree._Element) -> Iterator[etree._Element]:
    """Yield what is drawn in a process. Raises Unreadable for what can be no step."""
    for one in process.iterchildren(f"{{{MODEL}}}*"):
        name = _local(one)
        timed = one.find(f"{{{MODEL}}}timerEventDefinition") is not None
        if (name not in KNOWN and name not in BESIDE) or timed:
            raise Unreadable(
                _("This kind of shape cannot become a step: %(name)s.") % {"name": one.get("name") or name}
            )
        if name in KNOWN:
            yield one


def _groups(diagram: _Diagram, seen: set[str]) -> Iterator[list[str]]:
    """Yield the tasks in their order, those side by side together; note every shape that was passed."""
    starts = [node for node in diagram.nodes if diagram.kind(node) == "startEvent"]
    if len(starts) != 1:
        raise Unreadable(_("The diagram needs one start."))
    here: str | None = starts[0]
    while here is not None:
        if here in seen:
            raise Unreadable(
                _("The diagram runs in a circle at “%(name)s”.") % {"name": diagram.called(here)}
            )
        seen.add(here)
        kind = diagram.kind(here)
        if kind in TASKS:
            yield [here]
        if kind == "parallelGateway" and len(diagram.after.get(here, [])) > 1:
            group, here = _abreast(diagram, here, seen)
            yield group
            continue
        here = _next(diagram, here, seen)


def _next(diagram: _Diagram, here: str, seen: set[str]) -> str | None:
    """Return the one shape that follows; ways out that end at once are no steps."""
    following = diagram.after.get(here, [])
    if diagram.kind(here) == "exclusiveGateway" and len(following) > 1:
        ends = [one for one in following if diagram.kind(one) == "endEvent"]
        seen.update(ends)
        following = [one for one in following if one not in ends]
    if len(following) > 1:
        raise Unreadable(
            _(
                "The ways part at “%(name)s”: steps run one after another, or side by side between two parallel gateways."
            )
            % {"name": diagram.called(here)}
        )
    if not following and diagram.kind(here) != "endEvent":
        raise Unreadable(_("The way ends at “%(name)s” without an end.") % {"name": diagram.called(here)})
    return following[0] if following else None


def _abreast(diagram: _Diagram, fork: str, seen: set[str]) -> tuple[list[str], str]:
    """Return the tasks between two parallel gateways, and the gateway that joins them."""
    group, joins = diagram.after[fork], set()
    for node in group:
        following = diagram.after.get(node, [])
        if diagram.kind(node) not in TASKS or node in seen or len(following) != 1:
            raise Unreadable(
                _("Between two parallel gateways each way has one task; look at “%(name)s”.")
                % {"name": diagram.called(node)}
            )
        joins.add(following[0])
        seen.add(node)
    join = joins.pop()
    if joins or diagram.kind(join) != "parallelGateway" or join in seen:
        raise Unreadable(
            _("The ways that part at “%(name)s” do not meet again.") % {"name": diagram.called(fork)}
        )
    return group, join


def _step(diagram: _Diagram, node: str, parallel: int, roles: Mapping[str, str]) -> dict[str, Any]:
    element = diagram.nodes[node]
    own = element.find(f".//{{{OURS}}}step")
    given: Mapping[str, Any] = own.attrib if own is not None else {}
    names = {one.get("language", ""): one.text or "" for one in (own if own is not None else ())}
    name = _named(diagram, node)
    kind = given.get("kind") or words.step_kind(name)
    if names.get("zh-hans", name) != name and name not in names.values():
        names = {}  # it was renamed where it was drawn
    return {
        "kind": kind,
        "names": {code: text for code, text in names.items() if code and text} or {"zh-hans": name},
        "days": _days(given.get("days"), element),
        "role": _role(given.get("role", ""), diagram.lanes.get(node, ""), roles),
        "parallel": parallel,
        "two_officers": given.get("twoOfficers") == "true",
    }


def _named(diagram: _Diagram, node: str) -> str:
    """Return the name of a step. Raises Unreadable for one that is too long."""
    if len(" ".join(diagram.nodes[node].get("name", "").split())) > LONGEST:
        words = _("The name of a step has at most %(n)s characters; look at “%(name)s”.")
        raise Unreadable(words % {"n": LONGEST, "name": diagram.called(node)})
    return diagram.called(node)


def _role(given: str, lane: str, roles: Mapping[str, str]) -> str:
    return given if given in set(roles.values()) else roles.get(lane.strip().casefold(), "")


def _days(given: str | None, element: etree._Element) -> float | None:
    if given and re.fullmatch(r"\d{1,3}(\.\d{1,2})?", given, re.ASCII):
        return float(given)
    said = " ".join(one.text or "" for one in element.findall(f"{{{MODEL}}}documentation"))
    found = DAYS.search(f"{element.get('name', '')} {said}")
    return float(found[1]) if found else None


def _kinds(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a kind to steps whose name says none, by their place, and a role to those in no known lane."""
    if len(steps) > MOST_STEPS:
        raise Unreadable(_("A matter has at most %(n)s steps.") % {"n": MOST_STEPS})
    for place, step in enumerate(steps):
        if step["kind"] not in ORDER:
            step["kind"] = "accept" if place == 0 else "review"
        step["role"] = step["role"] or words.STEP_ROLE[step["kind"]]
    return steps
