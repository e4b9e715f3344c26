"""Which modules are mounted: ours and any installed package that names itself."""

from importlib.metadata import entry_points

GROUP = "yimen.modules"


def mounted() -> list[str]:
    """Return the import paths of all modules, ours and the city's own, in a fixed order."""
    return sorted({entry.value for entry in entry_points(group=GROUP)})
