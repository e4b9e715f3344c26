"""What someone applies for: who, with which papers, and what they chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from yimen.affairs.cases.life import Channel, Purpose
from yimen.affairs.cases.ways import COMMITMENT, GAPS
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people.reads import PersonSheet


@dataclass(frozen=True)
class Choices:
    """What an applicant may choose: to promise secondary papers (A-905), to commit (A-907), who examines first (A-304)."""

    gaps: bool = False
    commitment: bool = False
    first_organ_id: int | None = None

    def marks(self) -> list[str]:
        """Return the choices as the marks a draft keeps."""
        return sorted(mark for mark, chosen in ((GAPS, self.gaps), (COMMITMENT, self.commitment)) if chosen)


ORDINARY: Final = Choices()


@dataclass(frozen=True)
class Paper:
    """One paper: the number in the published list, and a file, a reference, or paper at the window."""

    material: int
    file_id: int | None = None
    reference: str = ""

    @property
    def via(self) -> str:
        """Return how it came."""
        return "file" if self.file_id else "reference" if self.reference else "paper"


@dataclass(frozen=True)
class Application:
    """What someone applies for, who, and with what."""

    matter: MatterSheet
    person: PersonSheet
    facts: Mapping[str, Any]
    papers: Sequence[Paper] = ()
    agent_id: int | None = None
    channel: str = Channel.ONLINE
    language: str = "zh-hans"
    extra: Mapping[str, Any] = field(default_factory=dict)
    choices: Choices = ORDINARY
    purpose: str = Purpose.NEW
    permit_id: int | None = None
