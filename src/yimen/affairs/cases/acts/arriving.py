"""What arrives with an application beside its papers: promised papers, a commitment, who examines first, who is served first."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from yimen.affairs.cases.acts import filing, gaps
from yimen.affairs.cases.acts.application import Application
from yimen.affairs.cases.acts.commitment import commit
from yimen.affairs.cases.acts.common import local_date, met, note, with_first
from yimen.affairs.cases.acts.first_review import place_first
from yimen.affairs.cases.life import Channel
from yimen.affairs.cases.models import Case, Commitment, Gap
from yimen.affairs.cases.ways import ELDERLY, FIRST, INTENTION
from yimen.ground.bus.event import Event
from yimen.ground.rows import add

IN_PERSON: Final = frozenset({Channel.WINDOW, Channel.STATION})


@dataclass
class Arrival:
    """What is to be kept and said beside the case itself."""

    said: list[Event] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    commitment: Commitment | None = None

    def keep(self) -> None:
        """Write the rows that belong to the case."""
        add(*self.gaps)
        if self.commitment is not None:
            add(self.commitment)


def arrive(case: Case, application: Application, there: Collection[int], *, by: str, at: datetime) -> Arrival:
    """Put on a received case what was chosen with it; return what is kept and said beside. Raises Refused."""
    come, matter, chosen = Arrival(), application.matter, application.choices
    place_first(case, matter, chosen.first_organ_id)
    if case.first_organ_id is not None:
        note(case, FIRST, until=False)
    if case.channel in IN_PERSON:
        met(case, by)
    _serve_elders(case, application, at)
    if chosen.commitment:
        come.commitment, made = commit(case, matter, by=by, at=at)
        come.said.append(made)
    if chosen.gaps:
        come.gaps, promised = gaps.promise(case, matter, there, by=by, at=at)
        come.said.append(promised)
    if matter.is_filing and filing.is_complete(matter, application.facts, there, at=at):
        come.said.append(filing.file(case, by=by, at=at))
    return come


def _serve_elders(case: Case, application: Application, at: datetime) -> None:
    """Let elderly people come first, and where property or household is transferred ask what they want (A-918)."""
    if not application.person.is_elder(local_date(at)):
        return
    note(case, ELDERLY, until=False)
    if application.matter.special.asks_intention:
        note(case, INTENTION)


def place_later(case: Case) -> None:
    """Lay a case whose papers came back on the right desk: below, while a lower organ examines first."""
    if with_first(case):
        case.waiting_role, case.first_role = "", "window"
