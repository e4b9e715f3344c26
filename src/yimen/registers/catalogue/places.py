"""Questions about a place offer the towns and streets around the organ of the matter."""

from dataclasses import replace

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.sheets import MatterSheet


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
