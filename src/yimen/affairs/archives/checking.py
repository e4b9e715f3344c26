"""The four checks on a package before it is archived: authenticity, integrity, usability, security (G-304)."""

import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from xml.etree import ElementTree as ET

import pikepdf
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image

from yimen.affairs.archives import bag, rules
from yimen.affairs.archives.bag import Bag
from yimen.affairs.archives.gathering import Gathered, examined
from yimen.ground.files import scanner
from yimen.ground.life import Refused
from yimen.means.documents import reads as documents

GROUPS: Final[Mapping[str, str | Promise]] = {
    "authenticity": _("Authenticity"),
    "integrity": _("Integrity"),
    "usability": _("Usability"),
    "security": _("Security"),
}
OPEN_FORMATS: Final = frozenset({".pdf", ".jpg", ".json", ".xml", ".csv", ".txt"})
DECISIONS: Final = {
    "granted": "grant",
    "refused": "refusal",
    "declined": "non_acceptance",
    "filed": "filing",
}
ACTIVE: Final = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
SIGNED: Final = (b"/ByteRange", b"/Adobe.PPKLite", b"/ETSI.CAdES.detached")
LONGEST_PATH: Final = 200


@dataclass(frozen=True)
class Subject:
    """What the checks look at: the package as it was made, and what was gathered for it."""

    packed: Bag
    gathered: Gathered
    at: datetime


@dataclass(frozen=True)
class Check:
    """One check: its group, what it asks, and how it finds what is wrong."""

    group: str
    asks: str | Promise
    finds: Callable[[Subject], list[str]]


def _sources(subject: Subject) -> list[str]:
    known = {*rules.SOURCES, "organ"}
    return [one.title for one in subject.gathered.pieces if one.source not in known]


def _seals(subject: Subject) -> list[str]:
    """Return the documents that are not as they were sealed, or whose seal is not good."""
    return [
        f"{one.title} {one.number}".strip()
        for one in subject.gathered.pieces
        if not one.intact
        or (one.sealed and one.data and not (one.seals and all(seal.good for seal in one.seals)))
    ]


def _signature(subject: Subject) -> list[str]:
    tags = subject.packed.files.get(bag.TAGS, b"")
    whole = documents.holds(tags, bag.signature_of(subject.packed), at=subject.at)
    return [] if whole else [bag.SIGNATURE]


def _metadata(subject: Subject) -> list[str]:
    try:
        record = ET.fromstring(subject.packed.files[bag.RECORD])  # noqa: S314 we made it
    except (KeyError, ET.ParseError):
        return [bag.RECORD]
    return rules.lacking(record)


def _complete(subject: Subject) -> list[str]:
    """Return what of the record is not there: lost files, the decision, the proof of delivery."""
    gathered, case = subject.gathered, subject.gathered.case
    missing = [one.title for one in gathered.pieces if one.data is None and one.intact]
    if bag.NOTE in subject.packed.files:
        return missing
    wanted = DECISIONS.get(gathered.result)
    if wanted and wanted not in {one.what for one in gathered.pieces}:
        missing.append("决定文书")
    if case.delivered_at and not (case.delivery_proof or case.delivery_method == "electronic"):
        missing.append("送达证明")
    return missing


def _manifest(subject: Subject) -> list[str]:
    return [f"{path} ({what})" for what, path in bag.faults(subject.packed)]


def _payload(subject: Subject) -> Iterable[tuple[str, bytes]]:
    return ((path, data) for path, data in subject.packed.files.items() if path.startswith("data/"))


def _unreadable(subject: Subject) -> list[str]:
    return [path for path, data in _payload(subject) if not _opens(path, data)]


def _opens(path: str, data: bytes) -> bool:
    try:
        if path.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as document:
                return len(document.pages) > 0
        if path.endswith(".jpg"):
            Image.open(io.BytesIO(data)).verify()
        elif path.endswith(".json"):
            json.loads(data)
        elif path.endswith(".xml"):
            ET.fromstring(data)  # noqa: S314 we made it
    except (pikepdf.PdfError, OSError, ValueError, SyntaxError):
        return False
    return bool(data)


def _closed_formats(subject: Subject) -> list[str]:
    return [path for path, _data in _payload(subject) if path[path.rfind(".") :] not in OPEN_FORMATS]


def _hard_names(subject: Subject) -> list[str]:
    return [
        path
        for path in subject.packed.files
        if len(path.encode()) > LONGEST_PATH or any(rules.UNSAFE.search(part) for part in path.split("/"))
    ]


def _locked(subject: Subject) -> list[str]:
    return [path for path, data in _pdfs(subject) if not _opens(path, data) or _encrypted(data)]


def _pdfs(subject: Subject) -> Iterable[tuple[str, bytes]]:
    return ((path, data) for path, data in _payload(subject) if path.endswith(".pdf"))


def _encrypted(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return bool(document.is_encrypted)


def _still_signed(subject: Subject) -> list[str]:
    return [
        path
        for path, data in _pdfs(subject)
        if any(word in data for word in SIGNED) or examined(data, subject.at)
    ]


def _unclean(subject: Subject) -> list[str]:
    found = []
    for path, data in _payload(subject):
        try:
            scanner.scan(data)
        except Refused as refused:
            found.append(f"{path}: {refused.reason}")
            continue
        if path.endswith(".pdf") and any(word in data for word in ACTIVE):
            found.append(path)
    return found


CHECKS: Final[Mapping[str, Check]] = {
    "source": Check("authenticity", _("Every file says where it came from"), _sources),
    "seal": Check("authenticity", _("Every document is as it was sealed, and its seal is good"), _seals),
    "signature": Check("authenticity", _("The list of files bears our signature"), _signature),
    "metadata": Check("integrity", _("The description is complete"), _metadata),
    "complete": Check("integrity", _("Every paper, document and proof is there"), _complete),
    "manifest": Check("integrity", _("Every file has the digest on the list, and none is extra"), _manifest),
    "readable": Check("usability", _("Every file can be opened"), _unreadable),
    "format": Check("usability", _("Every format is open"), _closed_formats),
    "names": Check("usability", _("Every name can be written on any system"), _hard_names),
    "unlocked": Check("security", _("Nothing is encrypted"), _locked),
    "unsigned": Check("security", _("No data of signatures is left"), _still_signed),
    "clean": Check("security", _("Nothing is active, and no virus was found"), _unclean),
}


def run(subject: Subject) -> list[dict[str, Any]]:
    """Return what each check found, in the order of the table."""
    return [
        {"group": check.group, "code": code, "ok": not (what := check.finds(subject)), "what": what[:20]}
        for code, check in CHECKS.items()
    ]


def failures(checks: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what failed as plain reasons, to be kept."""
    return [f"{one['code']}: {', '.join(one['what'])}" for one in checks if not one["ok"]]
