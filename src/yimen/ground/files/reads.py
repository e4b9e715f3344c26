"""What may be asked about files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.http import HttpRequest

from yimen.ground.files import store
from yimen.ground.files.acts import PREVIEW
from yimen.ground.files.kept import JPEG, PDF
from yimen.ground.files.models import File, State
from yimen.ground.files.rules import ending
from yimen.ground.memory import Memory

Allowed = Callable[[HttpRequest, str], bool]
_keepers: dict[str, Allowed] = {}


@dataclass(frozen=True)
class FileSheet:
    """A file as pages show it."""

    id: int
    name: str
    kind: str
    size: int
    pages: int
    sha256: str
    state: str
    by: str
    keeper: str
    pictured: bool
    declared_size: int

    @property
    def preview(self) -> bool:
        """Say whether there is a small picture of it."""
        return self.pictured or self.kind == JPEG

    @property
    def ready(self) -> bool:
        """Say whether it arrived whole and was found good."""
        return self.state == State.READY

    @property
    def photo(self) -> bool:
        """Say whether it is one picture; otherwise it is a PDF."""
        return self.kind == JPEG

    @property
    def download_name(self) -> str:
        """Return its name with the ending of what it is now."""
        stem = self.name[: len(self.name) - len(ending(self.name))]
        return f"{stem}{'.pdf' if self.kind == PDF else '.jpg'}"


_tied: Memory[int, FileSheet] = Memory()


def _sheet(row: File) -> FileSheet:
    names = ("name", "kind", "size", "pages", "sha256", "state", "by", "keeper", "pictured", "declared_size")
    return FileSheet(id=row.pk, **{name: getattr(row, name) for name in names})


def file(file_id: int) -> FileSheet | None:
    """Return a file, or None."""
    row = File.objects.filter(pk=file_id).first()
    return _sheet(row) if row else None


def files(file_ids: list[int]) -> dict[int, FileSheet]:
    """Return several files by their ids, in one query."""
    return {row.pk: _sheet(row) for row in File.objects.filter(pk__in=file_ids)}


def with_files(papers: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], FileSheet | None]]:
    """Return papers of a thing, each with the file named in its `file_id`; one query at most.

    A file that is tied to its thing never changes, so the process remembers what it is.
    """
    listed = list(papers)
    wanted = {one["file_id"] for one in listed if one["file_id"]}
    found = _tied.known(wanted)
    if missing := wanted - found.keys():
        asked = files(sorted(missing))
        found |= asked
        _tied.keep_all({number: sheet for number, sheet in asked.items() if sheet.ready and sheet.keeper})
    return [(one, found.get(one["file_id"])) for one in listed]


def data(sheet: FileSheet) -> bytes:
    """Return the bytes of a file that is ready. Raises FileNotFoundError."""
    return store.read(sheet.sha256)


def open_bytes(sheet: FileSheet) -> BinaryIO:
    """Open a file that is ready, to be sent piece by piece. Raises FileNotFoundError."""
    return store.stream(sheet.sha256)


def preview(sheet: FileSheet) -> bytes:
    """Return the small picture of a file. Raises FileNotFoundError."""
    return store.read(sheet.sha256, suffix=PREVIEW)


def twin(sha256: str, *, keeper: str, besides: int) -> FileSheet | None:
    """Return another file of the same thing with the same content: it was handed in before."""
    row = File.objects.filter(sha256=sha256, keeper=keeper, state=State.READY).exclude(pk=besides).first()
    return _sheet(row) if row else None


def register_keeper(name: str, allowed: Allowed) -> None:
    """Let a module say who may read the files of its things: `allowed(request, "<id>")`."""
    _keepers[name] = allowed


def may_read(request: HttpRequest, sheet: FileSheet) -> bool:
    """Say whether a visitor may read a file: whoever handed it in, or whom its keeper lets."""
    if request.user.is_authenticated and sheet.by == f"account:{request.user.pk}":
        return True
    kind, _colon, number = sheet.keeper.partition(":")
    return kind in _keepers and _keepers[kind](request, number)
