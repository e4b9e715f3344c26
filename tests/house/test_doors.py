"""A module is entered by its front door only: acts, reads, events, gates."""

import grimp

FRONT = {
    "acts",
    "reads",
    "events",
    "gates",
    "shell",
}  # the shell of the programming interface takes parts from above
FLOORS = {"registers", "means", "affairs", "doors", "watch"}
FREE = ("yimen.site", "yimen.demo")


def module_of(name: str) -> str:
    return ".".join(name.split(".")[:3])


def test_modules_are_entered_by_the_front_door():
    graph = grimp.build_graph("yimen", cache_dir=None)

    broken = sorted(
        f"{importer} -> {imported}"
        for imported in graph.modules
        for importer in graph.find_modules_that_directly_import(imported)
        if imported.count(".") >= 3
        and imported.split(".")[1] in FLOORS
        and not importer.startswith(FREE)
        and ".tests" not in importer
        and module_of(importer) != module_of(imported)
        and imported.split(".")[3] not in FRONT
    )

    assert broken == []
