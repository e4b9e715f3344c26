"""What was said of a draft, place by place, and what each stage said of it: frozen, for the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from yimen.ground.languages.texts import pick
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import situation_words
from yimen.registers.catalogue.life import Stage, Verdict
from yimen.registers.catalogue.models import Comment, Review
from yimen.registers.catalogue.parts import BY_NAME, FORM, TABLES
from yimen.registers.catalogue.sections import ALL_TERMS, BY_SECTION


@dataclass(frozen=True)
class Said:
    """One thing that someone said."""

    who: str
    stage_words: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Thread:
    """A comment with its answers; open or settled."""

    id: int
    place: str
    place_words: str
    must: bool
    settled: str
    stage: str
    by: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class ReviewLine:
    """What a stage said in a round."""

    round: int
    stage: str
    stage_words: str
    verdict: str
    verdict_words: str
    who: str
    by: str
    at: datetime
    place_words: str
    note: str


def place_label(content: Mapping[str, Any], place: str, language: str) -> str:
    """Return what a place of a content is called, with the name of the row: "Papers 2: floor plan"."""
    parts = place.split(".")
    if parts[0] == "situations":
        return str(situation_words.LABEL)
    table = BY_NAME.get(parts[0]) or (FORM if parts[0] == FORM.name else None)
    if table is None:
        exact = next((one.label for one in ALL_TERMS if place == one.name), None)
        if exact is None and parts[0] in BY_SECTION:
            return str(BY_SECTION[parts[0]].label)
        near = next((one.label for one in ALL_TERMS if one.name.split(".")[0] == parts[0]), place)
        return str(exact or near)
    if len(parts) == 1 or not parts[1].isdecimal():
        return str(table.label)
    rows = content.get(table.name) or []
    row = rows[int(parts[1])] if int(parts[1]) < len(rows) else {}
    name = row if table.plain else row.get("labels") or row.get(table.key) or ""
    said = pick(name, language)[0] if isinstance(name, Mapping) and name else str(name or "")
    column = next((str(one.label) for one in table.columns if len(parts) > 2 and one.name == parts[2]), "")
    tail = f" · {column}" if column else ""
    return f"{table.label} {int(parts[1]) + 1}：{said[:40]}{tail}"


def places(content: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Return every place one may speak of: the terms, each list, each row of a list."""
    found = [(one.name, str(one.label)) for one in ALL_TERMS]
    for table in (*TABLES, FORM):
        found.append((table.name, str(table.label)))
        rows = content.get(table.name) or []
        found += [
            (f"{table.name}.{n}", place_label(content, f"{table.name}.{n}", language))
            for n in range(len(rows))
        ]
    return [*found, ("situations", str(situation_words.LABEL))]


def _of(model: type[Comment | Review], *names: str) -> ArraySubquery:
    """Return the rows of a version as a column of its own row, in their order."""
    rows = model.objects.filter(version=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values(one=JSONObject(**{name: name for name in names})))


# What was said of a version as columns of its row: annotate(**SPOKEN) spares a query each.
SPOKEN: Final = {
    "said_of": _of(
        Comment, "id", "thread_id", "place", "stage", "text", "must", "by", "at", "settled_by", "settled_at"
    ),
    "reviewed": _of(Review, "round", "stage", "verdict", "by", "at", "place", "note"),
}


class Spoken(Protocol):
    """A version read with what was said of it: rows of comments and of reviews."""

    @property
    def said_of(self) -> list[dict[str, Any]]:
        """Return its comments and their answers."""

    @property
    def reviewed(self) -> list[dict[str, Any]]:
        """Return what its stages said."""


def spoken(
    version: Spoken,
    content: Mapping[str, Any],
    language: str,
) -> tuple[tuple[ReviewLine, ...], tuple[Thread, ...]]:
    """Return what every stage said, oldest first, and the threads, what must be settled first; one query for names at most."""
    comments, reviewed = version.said_of, version.reviewed
    actors = {one["by"] for one in [*comments, *reviewed]} | {one["settled_by"] for one in comments} - {""}
    names = agencies.actor_words(actors) if actors else {}
    return (
        tuple(_review(one, content, language, names) for one in reviewed),
        _threads(comments, content, language, names),
    )


def _threads(
    rows: Sequence[Mapping[str, Any]],
    content: Mapping[str, Any],
    language: str,
    names: Mapping[str, str],
) -> tuple[Thread, ...]:
    answers: dict[int, list[Said]] = {}
    for row in rows:
        one = Said(
            names[row["by"]], str(Stage(row["stage"]).label), row["text"], datetime.fromisoformat(row["at"])
        )
        answers.setdefault(row["thread_id"] or row["id"], []).append(one)
    found = [
        Thread(
            row["id"],
            row["place"],
            place_label(content, row["place"], language),
            row["must"],
            names.get(row["settled_by"], "") if row["settled_at"] else "",
            row["stage"],
            row["by"],
            tuple(answers[row["id"]]),
        )
        for row in rows
        if row["thread_id"] is None
    ]
    return tuple(sorted(found, key=lambda one: (bool(one.settled), not one.must, one.id)))


def _review(
    row: Mapping[str, Any], content: Mapping[str, Any], language: str, names: Mapping[str, str]
) -> ReviewLine:
    return ReviewLine(
        row["round"],
        row["stage"],
        str(Stage(row["stage"]).label),
        row["verdict"],
        str(Verdict(row["verdict"]).label),
        names[row["by"]],
        row["by"],
        datetime.fromisoformat(row["at"]),
        place_label(content, row["place"], language) if row["place"] else "",
        row["note"],
    )
