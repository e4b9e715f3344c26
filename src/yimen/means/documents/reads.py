"""What may be asked about documents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import get_language

from yimen.ground.files import store
from yimen.ground.languages.texts import RECORD
from yimen.ground.numbers import code_matches, coded
from yimen.ground.together import Reading, read_together
from yimen.means.documents.acts import PURPOSE, SEALED
from yimen.means.documents.models import Document, State
from yimen.means.documents.naming import called
from yimen.means.documents.rules import Kind, title
from yimen.means.documents.sealing import sealed_by_ourselves
from yimen.means.documents.signing import holds, register_suite, sign
from yimen.means.documents.unsealing import SealFacts, examine, without_signatures

T = TypeVar("T")
__all__ = [
    "SEALED",
    "SealFacts",
    "examine",
    "holds",
    "register_suite",
    "sealed_by_ourselves",
    "sign",
    "without_signatures",
]

__all__ = ["Kind"]
Of = Callable[[int], Reading[T | None]]
Allowed = Callable[[HttpRequest, int, T], bool]
_readers: list[tuple[Of[Any], Allowed[Any]]] = []


@dataclass(frozen=True)
class DocumentSheet:
    """A document as pages show it."""

    id: int
    kind: str
    kind_words: Any
    title: str
    subject: int
    organ_id: int
    organ_name: str
    number: str
    state: str
    state_words: Any
    digest: str
    ordered_at: datetime
    issued_at: datetime | None

    @property
    def ready(self) -> bool:
        """Say whether it can be opened."""
        return bool(self.digest)

    @property
    def ordered_on(self) -> date:
        """Return the day on which it was ordered, which is its date."""
        return localtime(self.ordered_at).date()

    @property
    def code(self) -> str:
        """Return the code by which anyone may check it."""
        return coded(self.id, purpose=PURPOSE)

    @property
    def name(self) -> str:
        """Return what it is in the reader's language: its title on record, or else the name of its kind."""
        return self.title if get_language() == RECORD else called(self.kind, self.title)

    @property
    def file_name(self) -> str:
        """Return the name under which it is saved."""
        return f"{self.title} {self.number}.pdf"


def _sheet(row: Document) -> DocumentSheet:
    same = (
        "kind",
        "title",
        "subject",
        "organ_id",
        "organ_name",
        "number",
        "state",
        "digest",
        "ordered_at",
        "issued_at",
    )
    words = {name: getattr(row, name) for name in same}
    return DocumentSheet(
        id=row.pk, kind_words=Kind(row.kind).label, state_words=State(row.state).label, **words
    )


def documents_of(subject: int) -> list[DocumentSheet]:
    """Return the documents about a subject, the oldest first."""
    return [_sheet(row) for row in _about(subject)]


def documents_under(subjects: Iterable[int]) -> list[DocumentSheet]:
    """Return the documents about several subjects, the oldest first; one query."""
    rows = Document.objects.filter(subject__in=list(subjects)).defer("data").order_by("pk")
    return [_sheet(row) for row in rows]


def asked_about(subject: int) -> Reading[list[DocumentSheet]]:
    """Return what to read for the documents about a subject, together with others."""
    return Reading(_about(subject), lambda rows: [_sheet(row) for row in rows])


def _about(subject: int) -> QuerySet[Document]:
    return Document.objects.filter(subject=subject).defer("data").order_by("pk")


def document(document_id: int) -> DocumentSheet | None:
    """Return a document, or None."""
    row = Document.objects.filter(pk=document_id).defer("data").first()
    return _sheet(row) if row else None


def by_code(code: str) -> DocumentSheet | None:
    """Return the document that belongs to a code for checking, or None."""
    number, _dash, secret = code.partition("-")
    if not number.isdecimal() or len(number) > 19:
        return None
    return document(int(number)) if code_matches(int(number), secret, purpose=PURPOSE) else None


def pdf(sheet: DocumentSheet) -> bytes:
    """Return the sealed file. Raises FileNotFoundError."""
    return store.read(sheet.digest, suffix=SEALED)


def by_digest(digest: str) -> DocumentSheet | None:
    """Return the document whose sealed file has this SHA-256 digest, or None."""
    row = Document.objects.filter(digest=digest).exclude(digest="").defer("data").first()
    return _sheet(row) if row else None


def by_typed(code: str) -> DocumentSheet | None:
    """Return the document for a code as people type or paste it (blanks, small letters, a whole address), or None."""
    words = code.strip().rstrip("/").rpartition("/")[2]
    return by_code("".join(words.split()).upper()[:40])


def title_of(kind: str, *, licensing: bool) -> str:
    """Return the title that a document of a kind bears."""
    return title(kind, {"licensing": licensing})


def register_reader(of: Of[T], allowed: Allowed[T]) -> None:
    """Let a module say who may read documents about its things.

    `of(subject)` is what to read of a subject, None if it is no thing of the module; then
    `allowed(request, subject, found)` is asked. All modules read in one statement.
    """
    _readers.append((of, allowed))


def may_read(request: HttpRequest, sheet: DocumentSheet) -> bool:
    """Say whether a visitor may read a document."""
    found = read_together(*(of(sheet.subject) for of, _allowed in _readers))
    asked = zip(_readers, found, strict=True)
    return any(
        known is not None and allowed(request, sheet.subject, known) for (_of, allowed), known in asked
    )


@dataclass(frozen=True)
class Trouble:
    """A document that could not be made yet, for the operator."""

    id: int
    title: str
    tries: int
    trouble: str
    again_at: datetime | None


def asked_waiting(most: int = 50) -> tuple[Reading[tuple[int, str]], Reading[list[Trouble]]]:
    """Return what to read for how many documents wait to be made, since when, and which could not be made yet, the oldest first."""
    waiting = Document.objects.filter(state=State.ORDERED)
    troubled = waiting.filter(tries__gt=0).only("title", "tries", "trouble", "again_at").order_by("pk")
    return (
        Reading(
            waiting.values("state").annotate(n=Count("pk"), since=Min("ordered_at")),
            lambda rows: (rows[0]["n"], rows[0]["since"]) if rows else (0, ""),
        ),
        Reading(
            troubled[:most],
            lambda rows: [Trouble(one.pk, one.title, one.tries, one.trouble, one.again_at) for one in rows],
        ),
    )
