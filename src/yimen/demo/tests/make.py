"""The files of the demonstration, read for tests."""

import csv
import json
from importlib.resources import files

DATA = files("yimen.demo") / "data"


def load(name):
    return json.loads((DATA / name).read_text("utf-8"))


def table(name):
    return list(csv.DictReader((DATA / name).read_text("utf-8").splitlines()))


MATTERS = [
    json.loads(one.read_text("utf-8"))
    for one in sorted((DATA / "matters").iterdir(), key=lambda one: one.name)
    if one.name.endswith(".json")
]
BRIEF = load("matters_brief.json")
ORGANS = {one["key"]: one for one in load("organs.json")}
PEOPLE = load("people.json")
