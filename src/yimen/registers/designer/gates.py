"""Who may draw up which draft: asked here and nowhere else."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

EDITORS = (Role.CATALOGUE_EDITOR, Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR)
ALL_ORGANS = frozenset({Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR})


@dataclass(frozen=True)
class Draft:
    """A draft that somebody may draw up: its matter as it is now, and its content."""

    id: int
    matter: MatterSheet
    content: dict[str, Any]

    @property
    def form(self) -> list[dict[str, Any]]:
        """Return the questions of the form as the content writes them."""
        return list(self.content.get("form") or [])

    @property
    def situations(self) -> dict[str, Any]:
        """Return the guided questions as the content writes them."""
        return {"hit": "unique", "questions": [], "rows": [], **(self.content.get("situations") or {})}


def draft_for(request: HttpRequest, version_id: int) -> Draft:
    """Return a draft of one's organs. Raises Http404 for others and for versions that were published (H-412)."""
    try:
        matter, content = catalogue.draft(version_id)
    except catalogue.Missing as missing:
        raise Http404 from missing
    officer = request.officer  # type: ignore[attr-defined]
    own = officer.all_roles & ALL_ORGANS or matter.organ_id in officer.scope_ids
    if matter.state != "draft" or not own:
        raise Http404
    return Draft(version_id, matter, content)
