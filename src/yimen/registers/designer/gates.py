"""Who may draw up which draft, and who may look at it: asked here and nowhere else."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from yimen.registers.agencies.gates import officer_of
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import gates
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

EDITORS = (Role.CATALOGUE_EDITOR,)
READERS = gates.DESK


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


def may_draw_up(request: HttpRequest, draft: Draft) -> bool:
    """Say whether the officer may change a version's form: whoever may revise the draft otherwise, as long as it is one."""
    officer = officer_of(request)
    own = gates.stages(officer, draft.matter.organ_id) & gates.ACTS["revise"]
    return draft.matter.state == "draft" and bool(own)


def draft_for(request: HttpRequest, version_id: int) -> Draft:
    """Return a draft that the officer may change. Raises Http404 for others and for what was handed in (H-412)."""
    draft = version_for(request, version_id)
    if not may_draw_up(request, draft) or catalogue.in_revision(version_id):
        raise Http404
    return draft


def version_for(request: HttpRequest, version_id: int) -> Draft:
    """Return a version that the officer may read, to look at only. Raises Http404 for one out of sight."""
    try:
        matter, content = catalogue.draft(version_id)
    except catalogue.Missing as missing:
        raise Http404 from missing
    scope = gates.scope(officer_of(request))
    if scope is not None and matter.organ_id not in scope:
        raise Http404
    return Draft(version_id, matter, content)
