"""Find anything that is wrong with the archive: digests, signatures, copies, missing or extra files, the register against the disk."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives import bag, copies, register, rules
from yimen.affairs.archives.bag import Bag, Broken
from yimen.affairs.archives.copies import Place
from yimen.affairs.archives.life import KEPT, DestructionState, HandoverState, State
from yimen.affairs.archives.models import DestructionLine, HandoverLine, Package
from yimen.means.documents import reads as documents

WORDS: Final[Mapping[str, str | Promise]] = {
    "missing": _("a copy is missing"),
    "renamed": _("a copy lies under another name"),
    "truncated": _("a copy ends early"),
    "swapped": _("another package lies in its place"),
    "altered": _("a copy was altered"),
    "file_missing": _("a file is missing from a copy"),
    "file_extra": _("a file was slipped into a copy"),
    "file_altered": _("a file in a copy was altered"),
    "file_renamed": _("a file in a copy has another name"),
    "signature": _("the signature of the package is not ours"),
    "register": _("the register says something else than the package"),
    "register_signature": _("the entry in the register was altered"),
    "state": _("the register gives a state for which there is no act"),
    "extra": _("a file does not belong to any package"),
    "not_destroyed": _("something is left of a destroyed record"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong, with which package, in which copy, with which file or column."""

    number: str
    place: str
    code: str
    what: str = ""

    @property
    def words(self) -> str:
        """Return the fault in the reader's words."""
        where = f" [{self.place}]" if self.place else ""
        return f"{WORDS[self.code]}{f': {self.what}' if self.what else ''}{where}"


def silent(_step: int) -> None:
    """Tell nobody."""


def verify(
    packages: Iterable[Package] | None = None, *, at: datetime, progress: Callable[[int], None] = silent
) -> Iterator[Fault]:
    """Yield every fault of some packages, or of all of them and of everything that lies in the copies."""
    rows = packages if packages is not None else Package.objects.exclude(number="").order_by("number")
    strangers = _strangers() if packages is None else {}
    for row in rows:
        yield from package_faults(row, at=at, strangers=strangers)
        progress(1)
    if packages is None:
        yield from (Fault(_number(row), "", "state", row.state) for row in _unnumbered())
        for place, paths in strangers.items():
            yield from (Fault("", place.name, "extra", path.name) for path in paths)


def _number(row: Package) -> str:
    return row.number or f"#{row.pk}"


def _unnumbered() -> Iterable[Package]:
    return Package.objects.filter(number="", state__in=[*KEPT, State.DESTROYED])


def _strangers() -> dict[Place, list[Path]]:
    """Return what lies in each place under a name that no package has."""
    known = {
        rules.folder(number) for number in Package.objects.exclude(number="").values_list("number", flat=True)
    }
    return {
        place: [path for path in place.numbers() if path.suffix != copies.ENDING or path.stem not in known]
        for place in copies.places()
    }


def package_faults(
    row: Package, *, at: datetime, strangers: Mapping[Place, list[Path]] | None = None
) -> Iterator[Fault]:
    """Yield every fault of one package: of its entry in the register, and of each copy."""
    yield from _register_faults(row)
    good: Bag | None = None
    bad: list[tuple[Place, bytes]] = []
    for place in copies.places():
        path = place.path(row.number)
        if row.state == State.DESTROYED:
            if path.exists():
                yield Fault(row.number, place.name, "not_destroyed", path.name)
            continue
        data = path.read_bytes() if path.is_file() else None
        if data is None:
            yield _gone(row, place, (strangers or {}).get(place, []))
        elif hashlib.sha256(data).hexdigest() != row.digest:
            bad.append((place, data))
        elif good is None:
            good = bag.unpack(data)
            yield from _inner_faults(row, place, good, at)
    for place, data in bad:
        yield from _altered(row, place, data, good, at)


def _register_faults(row: Package) -> Iterator[Fault]:
    if not register.holds(row):
        yield Fault(row.number, "", "register_signature")
    if row.state == State.DESTROYED:
        done = DestructionLine.objects.filter(package=row, destruction__state=DestructionState.DONE)
        proper = done.exists()
    elif row.state == State.HANDED_OVER:
        received = HandoverLine.objects.filter(package=row, handover__state=HandoverState.RECEIVED)
        proper = received.exists()
    else:
        proper = row.state == State.ARCHIVED
    if not proper:
        yield Fault(row.number, "", "state", row.state)


def _gone(row: Package, place: Place, strangers: list[Path]) -> Fault:
    """Return the fault of a copy that is not in its place, and where it lies if it was only renamed."""
    for path in strangers:
        if path.stat().st_size == row.size and copies.sha256_of(path) == row.digest:
            strangers.remove(path)
            return Fault(row.number, place.name, "renamed", path.name)
    return Fault(row.number, place.name, "missing")


def _inner_faults(row: Package, place: Place, opened: Bag, at: datetime) -> Iterator[Fault]:
    """Yield what is wrong inside a copy whose digest is the one in the register."""
    yield from (Fault(row.number, place.name, f"file_{what}", path) for what, path in bag.faults(opened))
    if not documents.holds(
        opened.files.get(bag.TAGS, b""), bag.signature_of(opened), at=row.archived_at or at
    ):
        yield Fault(row.number, place.name, "signature")
    try:
        inside = json.loads(opened.files[bag.REGISTER])
    except (KeyError, ValueError):
        yield Fault(row.number, place.name, "file_altered", bag.REGISTER)
        return
    yield from (Fault(row.number, place.name, "register", name) for name in register.differences(row, inside))


def _altered(row: Package, place: Place, data: bytes, good: Bag | None, at: datetime) -> Iterator[Fault]:
    """Yield what is wrong with a copy whose digest differs, down to the file where that can be told."""
    try:
        opened = bag.unpack(data)
    except Broken:
        code = "truncated" if len(data) < row.size else "altered"
        yield Fault(row.number, place.name, code)
        return
    if opened.folder != rules.folder(row.number):
        yield Fault(row.number, place.name, "swapped", opened.folder)
        return
    found = list(_compared(row, place, opened, good)) if good else list(_inner_faults(row, place, opened, at))
    code = "truncated" if len(data) < row.size and not found else "altered"
    yield from found or [Fault(row.number, place.name, code)]


def _compared(row: Package, place: Place, opened: Bag, good: Bag) -> Iterator[Fault]:
    missing = {path: data for path, data in good.files.items() if path not in opened.files}
    extra = {path: data for path, data in opened.files.items() if path not in good.files}
    for path, data in missing.items():
        twin = next((other for other, content in extra.items() if content == data), None)
        if twin is not None:
            del extra[twin]
            yield Fault(row.number, place.name, "file_renamed", f"{path} → {twin}")
        else:
            yield Fault(row.number, place.name, "file_missing", path)
    yield from (Fault(row.number, place.name, "file_extra", path) for path in sorted(extra))
    for path in sorted(good.files.keys() & opened.files.keys()):
        if good.files[path] != opened.files[path]:
            yield Fault(row.number, place.name, "file_altered", path)
