"""Questions about a place offer the towns and streets around the organ of the matter."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.sheets import MatterSheet, build

HEAD: Final = (
    "version_id",
    "version_n",
    "matter_id",
    "code",
    "base_code",
    "kind",
    "state",
    "effective_from",
    "organ_id",
    "organ_name",
)


def previewed(now: MatterSheet, content: Mapping[str, Any]) -> MatterSheet:
    """Return a matter as it would be with another content."""
    return with_places(build({name: getattr(now, name) for name in HEAD}, content))


def with_places(matter: MatterSheet) -> MatterSheet:
    """Return a sheet in which questions about a place offer the towns and streets around its organ."""
    if not any(one.kind in {"division", "address"} for one in matter.form):
        return matter
    organ = agencies.organs().get(matter.organ_id)
    towns = agencies.towns(organ.division_code[:6]) if organ else ()
    placed = [
        replace(one, options=towns) if one.kind in {"division", "address"} else one for one in matter.form
    ]
    return replace(matter, form=tuple(placed))
