"""What the documents of a case would say, for tests: the data of an event, and the words made of it."""

from typing import Any

from yimen.affairs.cases import paperwork, reads
from yimen.affairs.cases.listeners import DOCUMENTS
from yimen.ground.bus import journal
from yimen.ground.bus.event import restore
from yimen.means.documents import rules


def says(case: int, event: str) -> dict[str, Any]:
    """Return what the document ordered by the last event of a kind says."""
    told = [one for one in journal.history(case) if one.type == f"cases.{event}"][-1]
    envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
    return paperwork.data(reads.sheet(case), restore(told.type, envelope, told.data))


def words(case: int, event: str) -> str:
    """Return the words of that document, paragraphs and rows and items and remedies together."""
    kind = next(kind for of, kind in DOCUMENTS.items() if of.__name__ == event)
    body = rules.body_of(kind, says(case, event))
    rows = [f"{name} {value}" for name, value in body.rows]
    return "\n".join([*body.paragraphs, *rows, *body.items, *body.remedies])
