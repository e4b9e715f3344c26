"""What was said of a draft, place by place, and what each stage said of it: frozen, for the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yimen.ground.languages.texts import pick
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.life import Stage, Verdict
from yimen.registers.catalogue.models import Comment, Version
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
    return found


def threads(version: Version, content: Mapping[str, Any], language: str) -> tuple[Thread, ...]:
    """Return the threads of a draft, what must be settled first; two queries."""
    rows = list(Comment.objects.filter(version=version).order_by("pk"))
    if not rows:
        return ()
    names = agencies.actor_words(
        {row.by for row in rows} | {row.settled_by for row in rows if row.settled_by}
    )
    answers: dict[int, list[Comment]] = {}
    for row in rows:
        answers.setdefault(row.thread_id or row.pk, []).append(row)
    found = [
        Thread(
            row.pk,
            row.place,
            place_label(content, row.place, language),
            row.must,
            names.get(row.settled_by, "") if row.settled_at else "",
            row.stage,
            row.by,
            tuple(
                Said(names[one.by], str(Stage(one.stage).label), one.text, one.at) for one in answers[row.pk]
            ),
        )
        for row in rows
        if row.thread_id is None
    ]
    return tuple(sorted(found, key=lambda one: (bool(one.settled), not one.must, one.id)))


def reviews(version: Version, content: Mapping[str, Any], language: str) -> tuple[ReviewLine, ...]:
    """Return what every stage said, round by round, oldest first; two queries at most."""
    rows = list(version.reviews.order_by("pk"))
    names = agencies.actor_words({row.by for row in rows}) if rows else {}
    return tuple(
        ReviewLine(
            row.round,
            row.stage,
            str(Stage(row.stage).label),
            row.verdict,
            str(Verdict(row.verdict).label),
            names[row.by],
            row.by,
            row.at,
            place_label(content, row.place, language) if row.place else "",
            row.note,
        )
        for row in rows
    )
