"""Who may do what to a version of a matter: asked here and nowhere else."""

from collections.abc import Mapping
from typing import Final

from yimen.registers.agencies.reads import Officer, Role
from yimen.registers.catalogue.life import LIFE, UNDER_REVIEW, Stage, State

DESK: Final = (Role.CATALOGUE_EDITOR, Role.ORGAN_HEAD, Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR)
CITY: Final = (Role.ESTABLISHMENT, Role.OPERATOR)  # import lists
OFFICES: Final = (Role.ESTABLISHMENT, Role.LEGAL)
ALL_ORGANS: Final = frozenset({Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR})
# Which stage does which act, in the order in which a page offers them.
ACTS: Final[Mapping[str, frozenset[Stage]]] = {
    "revise": frozenset({Stage.EDITOR}),
    "submit": frozenset({Stage.EDITOR}),
    "pass_head": frozenset({Stage.HEAD}),
    "pass_office": frozenset({Stage.OFFICE}),
    "pass_legal": frozenset({Stage.LEGAL}),
    "confirm": frozenset({Stage.HEAD}),
    "publish": frozenset({Stage.OFFICE}),
    "take_back": frozenset({Stage.EDITOR}),
    "discard": frozenset({Stage.EDITOR}),
    "suspend": frozenset({Stage.OFFICE}),
    "resume": frozenset({Stage.OFFICE}),
    "withdraw": frozenset({Stage.OFFICE}),
    "delegate": frozenset({Stage.OFFICE, Stage.HEAD}),
}
RETURNS: Final[Mapping[State, Stage]] = {
    State.HEAD: Stage.HEAD,
    State.OFFICE: Stage.OFFICE,
    State.LEGAL: Stage.LEGAL,
    State.CONFIRM: Stage.HEAD,
    State.READY: Stage.OFFICE,
}


def scope(officer: Officer) -> frozenset[int] | None:
    """Return the organs whose matters an officer sees; None for the offices that see the whole city."""
    return None if officer.all_roles & ALL_ORGANS else officer.scope(DESK)


def stages(officer: Officer, organ_id: int) -> frozenset[Stage]:
    """Return at which stages an officer works for a matter of an organ; a head signs for the own organ only."""
    found = set()
    if officer.may(Role.CATALOGUE_EDITOR, organ_id):
        found.add(Stage.EDITOR)
    if any(one.role == Role.ORGAN_HEAD and one.organ_id == organ_id for one in officer.held):
        found.add(Stage.HEAD)
    if Role.ESTABLISHMENT in officer.all_roles:
        found.add(Stage.OFFICE)
    if Role.LEGAL in officer.all_roles:
        found.add(Stage.LEGAL)
    return frozenset(found)


def offered(officer: Officer, organ_id: int, state: str, *, in_revision: bool = False) -> list[str]:
    """Return the acts that the state allows and the officer may do; a revision's drafts move with the revision."""
    own, possible = stages(officer, organ_id), LIFE.possible(State(state))
    if in_revision and state in UNDER_REVIEW | {State.DRAFT}:
        return []
    found = [act for act, by in ACTS.items() if own & by and act in possible]
    if "send_back" in possible and RETURNS[State(state)] in own:
        found.append("send_back")
    if state in {State.PUBLISHED, State.SUSPENDED}:
        found += ["delegate"] if own & ACTS["delegate"] else []
    if state not in UNDER_REVIEW | {State.DRAFT} and Stage.EDITOR in own | (
        {Stage.EDITOR} if Stage.OFFICE in own else frozenset()
    ):
        found.append("renew")
    return found


def speaks_as(officer: Officer, organ_id: int, state: str) -> Stage | None:
    """Return as which stage an officer comments on a draft: the one that has it in hand, or the own one."""
    own = stages(officer, organ_id)
    if state in UNDER_REVIEW and RETURNS[State(state)] in own:
        return RETURNS[State(state)]
    order = (Stage.EDITOR, Stage.HEAD, Stage.OFFICE, Stage.LEGAL)
    return next((one for one in order if one in own), None)
