"""Everything that belongs into the record of a case, gathered from those who keep it: cases, files, documents (G-302)."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import override

from yimen.affairs.archives import rules
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.reads import CaseSheet
from yimen.ground.bus import journal
from yimen.ground.files import reads as files
from yimen.ground.files.reads import FileSheet
from yimen.means.documents import reads as documents
from yimen.means.documents.reads import DocumentSheet, SealFacts
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people import reads as people

RECORD_LANGUAGE: Final = "zh-hans"
PDF: Final = "application/pdf"
DECIDED: Final = frozenset({"cases.CaseGranted", "cases.CaseDeemedRenewed", "cases.CaseRefused"})
LEFT_OUT: Final = ("ratings.", "archives.RecordViewed", "archives.RecordReturned")
ENDINGS: Final = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}


@dataclass(frozen=True)
class Piece:
    """One file of the record: a paper handed in or a document of the organ. `data` is None if its bytes are gone."""

    path: str
    title: str
    source: str
    kind: str
    data: bytes | None
    intact: bool = True
    seals: tuple[SealFacts, ...] = ()
    sealed: bool = False
    number: str = ""
    what: str = ""


@dataclass(frozen=True)
class Act:
    """One line of the process: who did what, when, on what basis, with what opinion."""

    at: datetime
    what: str
    words: str
    who: str
    actor: str
    basis: str = ""
    opinion: str = ""


@dataclass(frozen=True)
class Gathered:
    """The whole of a record before it is packed."""

    case: CaseSheet
    matter: MatterSheet
    organ: str
    applicant: Mapping[str, str]
    pieces: tuple[Piece, ...]
    acts: tuple[Act, ...]
    unissued: int

    @property
    def result(self) -> str:
        """Return how the case ended: granted, refused, declined, returned, withdrawn, filed."""
        return result_of(self.case)


def result_of(case: CaseSheet) -> str:
    """Return how a case ended; a closed one as it was decided."""
    if case.line.state not in {"closed", "delivered"}:
        return case.line.state
    decided = [one["type"] for one in case.told if one["type"] in DECIDED]
    return "refused" if decided[-1:] == ["cases.CaseRefused"] else "granted"


def gather(case_id: int, *, since: datetime | None = None, at: datetime) -> Gathered:
    """Gather the record of a case, with what lies under its permits and the persons it touches (G-302).

    With `since`, only what came after that moment (G-311).
    """
    with override(RECORD_LANGUAGE):
        case = cases.sheet(case_id)
        matter = cases.terms_of(case)
        numbers = cases.numbers_of_case(case_id)
        papers = documents.documents_under(numbers)
        made = [_document(n, one, at) for n, one in enumerate(papers, 1) if _belongs(one, since)]
        handed = [] if since else list(_materials(case, matter, at))
        acts = [one for one in _acts(case, matter, numbers) if since is None or one.at > since]
    return Gathered(
        case=case,
        matter=matter,
        organ=case.line.organ_name,
        applicant=_applicant(case),
        pieces=(*handed, *made),
        acts=tuple(acts),
        unissued=sum(not one.ready for one in papers),
    )


def _belongs(document: DocumentSheet, since: datetime | None) -> bool:
    if not document.ready:
        return False
    return since is None or bool(document.issued_at and document.issued_at > since)


def _applicant(case: CaseSheet) -> dict[str, str]:
    """Return the applicant as then known, with the number of the document in full where it is still kept."""
    whole = people.for_the_record(case.person_id)
    return {
        "name": case.applicant["name"],
        "document": case.applicant["id_kind"],
        "id": whole or case.applicant["id"],
        "kind": case.applicant.get("kind", ""),
    }


def _materials(case: CaseSheet, matter: MatterSheet, at: datetime) -> Iterator[Piece]:
    shared = {one.n: one.shared for one in matter.materials}
    for n, (paper, file) in enumerate(files.with_files(case.materials), start=1):
        source = rules.source_of(paper["via"], paper["reference"], shared=bool(shared.get(paper["material"])))
        if paper["file_id"]:
            yield _paper(n, paper, file, source, at)
        else:
            note = {
                "name": paper["name"],
                "source": source,
                "reference": paper["reference"],
                "added_at": paper["added_at"],
            }
            path = f"data/materials/{n:03d}-{rules.safe_name(paper['name'])}.json"
            yield Piece(path, paper["name"], source, "application/json", plain_json(note))


def _paper(n: int, paper: Mapping[str, Any], file: FileSheet | None, source: str, at: datetime) -> Piece:
    kind = file.kind if file else ""
    path = f"data/materials/{n:03d}-{rules.safe_name(paper['name'])}{ENDINGS.get(kind, '')}"
    try:
        data = files.data(file) if file else None
    except FileNotFoundError:
        data = None
    intact = data is None or file is None or hashlib.sha256(data).hexdigest() == file.sha256
    seals = examined(data, at) if data and kind == PDF and b"/ByteRange" in data else ()
    plain = documents.without_signatures(data) if data and seals else data if intact else None
    return Piece(path, paper["name"], source, kind, plain, intact, seals)


def _document(n: int, sheet: DocumentSheet, at: datetime) -> Piece:
    """Return a document of the organ: its seal checked first, then taken off; the picture of the seal stays (G-303, K-20)."""
    path = f"data/documents/{n:03d}-{rules.safe_name(sheet.title)}.pdf"
    try:
        sealed = documents.pdf(sheet)
    except FileNotFoundError:
        return Piece(path, sheet.title, "organ", PDF, None, sealed=True, number=sheet.number, what=sheet.kind)
    intact = hashlib.sha256(sealed).hexdigest() == sheet.digest
    seals = examined(sealed, sheet.issued_at or at)
    plain = documents.without_signatures(sealed) if intact else None
    return Piece(
        path, sheet.title, "organ", PDF, plain, intact, seals, True, number=sheet.number, what=sheet.kind
    )


def examined(pdf: bytes, at: datetime) -> tuple[SealFacts, ...]:
    """Return what is to be said of the signatures of a PDF; none for what cannot be read."""
    try:
        return tuple(documents.examine(pdf, at=at))
    except Exception:  # noqa: BLE001 a damaged file fails in many ways, and is reported as not intact
        return ()


def _told(numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Return what was said of a case, its permits and the persons it touches, the oldest first."""
    return [
        {"type": one.type, "at": one.at.isoformat(), "actor": one.actor, "data": one.data}
        for one in journal.histories(numbers)
        if not one.type.startswith(LEFT_OUT)
    ]


def _acts(case: CaseSheet, matter: MatterSheet, numbers: Sequence[int]) -> Iterator[Act]:
    told = _told(numbers)
    who = agencies.actor_words(one["actor"] for one in told)
    opinions = {one["at"]: one["opinion"] for one in case.reviews}
    law = basis_of(matter)
    for one in told:
        data = one["data"]
        yield Act(
            at=datetime.fromisoformat(one["at"]),
            what=one["type"],
            words=_sentence(one["type"], data),
            who=str(who[one["actor"]]),
            actor=one["actor"],
            basis=str(data.get("basis") or (law if one["type"].startswith("cases.") else "")),
            opinion=_opinion(one, opinions) or str(data.get("reason") or ""),
        )


def _sentence(kind: str, data: Mapping[str, Any]) -> str:
    try:
        return str(cases.sentence(kind, data))
    except KeyError:  # an event of an older release lacks a word
        return kind


def _opinion(told: Mapping[str, Any], opinions: Mapping[str, str]) -> str:
    if told["type"] != "cases.CaseReviewed":
        return ""
    moment = datetime.fromisoformat(told["at"])
    return next((words for at, words in opinions.items() if datetime.fromisoformat(at) == moment), "")


def basis_of(matter: MatterSheet) -> str:
    """Return the legal basis of a matter in words."""
    return "；".join(f"《{one['title']}》{one.get('articles') or ''}" for one in matter.legal_basis)


def application(gathered: Gathered) -> dict[str, Any]:
    """Return what was applied for and every answer given, question by question."""
    case, matter = gathered.case, gathered.matter
    labels = {one.name: one.label(RECORD_LANGUAGE) for one in matter.form}
    options = {
        (one.name, value): catalogue.say(words, RECORD_LANGUAGE)
        for one in matter.form
        for value, words in one.options
    }
    return {
        "matter": case.line.title,
        "matter_code": matter.code,
        "case": case.line.number,
        "channel": case.line.channel,
        "language": case.language,
        "applicant": dict(gathered.applicant),
        "answers": [
            {
                "name": name,
                "question": labels.get(name, name),
                "value": value,
                "words": options.get((name, value), str(value)) if isinstance(value, str) else str(value),
            }
            for name, value in case.facts.items()
        ],
    }


def plain_json(value: Any) -> bytes:  # noqa: ANN401 any plain value
    """Return plain values as readable JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()
