"""The metadata of a record as XML, after the minimum of G-306; the schema is docs/archive/record.xsd. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree import ElementTree as ET

from yimen.affairs.archives import rules
from yimen.affairs.archives.copies import Digests
from yimen.affairs.archives.gathering import Gathered, Piece, basis_of
from yimen.affairs.archives.rules import Terms
from yimen.ground.calendar.rules import SHANGHAI

NAMESPACE: Final = "urn:yimen:archive:record:1"
UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DOCUMENTS: Final = {
    "resident": "居民身份证",
    "passport": "护照",
    "permit": "外国人永久居留身份证",
    "uscc": "统一社会信用代码",
}
RESULTS: Final = {
    "granted": "准予",
    "refused": "不予",
    "declined": "不予受理",
    "returned": "退回（逾期未补正）",
    "withdrawn": "申请人撤回",
    "filed": "备案",
}


@dataclass(frozen=True)
class Identity:
    """What the archive adds to a record: its number and title, how long and how openly it is kept, and by which system."""

    number: str
    title: str
    fonds: str
    year: int
    serial: int
    kind: str
    terms: Terms
    version: str
    archived_at: datetime


@dataclass(frozen=True)
class Listed:
    """One file as the metadata list it."""

    path: str
    kind: str
    facts: Digests


def _put(parent: ET.Element, name: str, text: object = None, **words: object) -> ET.Element:
    node = ET.SubElement(parent, name, {key: _clean(value) for key, value in words.items() if value})
    if text is not None:
        node.text = _clean(text)
    return node


def _clean(value: object) -> str:
    text = value.astimezone(SHANGHAI).isoformat("T", "seconds") if isinstance(value, datetime) else str(value)
    return UNPRINTABLE.sub("", text)


def build(identity: Identity, gathered: Gathered, listed: Iterable[Listed]) -> bytes:
    """Return the record as XML."""
    root = ET.Element("record", {"xmlns": NAMESPACE, "version": "1"})
    _identity(root, identity, gathered)
    _case(root, gathered)
    _materials(root, gathered.pieces)
    _process(root, gathered)
    files = _put(root, "files")
    for one in listed:
        node = _put(files, "file")
        words = (("path", one.path), ("format", one.kind), ("size", one.facts.size))
        for name, value in (*words, ("sha256", one.facts.sha256), ("sm3", one.facts.sm3)):
            _put(node, name, value)
    system = _put(root, "system")
    _put(system, "name", "一门政务服务平台（Yimen）")
    _put(system, "version", identity.version)
    _put(system, "archived", identity.archived_at)
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _identity(root: ET.Element, identity: Identity, gathered: Gathered) -> None:
    node, terms = _put(root, "identity"), identity.terms
    for name, value in (
        ("number", identity.number),
        ("title", identity.title),
        ("responsible", gathered.organ),
        ("fonds", identity.fonds),
        ("category", rules.CATEGORY),
        ("year", identity.year),
        ("retention", rules.RETENTION_WORDS[terms.retention]),
        ("serial", identity.serial),
        ("kind", identity.kind),
        ("secrecy", rules.SECRECY_WORDS[terms.secrecy]),
        ("openness", rules.OPENNESS_WORDS[terms.openness]),
        ("basis", terms.basis),
    ):
        _put(node, name, value)


def _case(root: ET.Element, gathered: Gathered) -> None:
    case, matter = gathered.case, gathered.matter
    node = _put(root, "matter")
    for name, value in (("name", case.line.title), ("code", matter.code), ("basis", basis_of(matter))):
        _put(node, name, value)
    node = _put(root, "applicant", kind=gathered.applicant["kind"])
    document = gathered.applicant["document"]
    _put(node, "name", gathered.applicant["name"])
    _put(node, "document", DOCUMENTS.get(document, document))
    _put(node, "id", gathered.applicant["id"])
    node = _put(root, "case", channel=case.line.channel)
    _put(node, "number", case.line.number)
    moments: Mapping[str, datetime | None] = {
        "applied": case.line.received_at,
        "accepted": case.accepted_at,
        "decided": case.line.decided_at,
        "delivered": case.delivered_at,
        "finished": case.closed_at or case.line.decided_at,
    }
    for name, moment in moments.items():
        if moment:
            _put(node, name, moment)
    _put(node, "result", RESULTS.get(gathered.result, gathered.result))
    if case.decision_reason:
        _put(node, "reason", case.decision_reason)
    if case.delivery_method:
        _put(node, "delivery", case.delivery_proof, method=case.delivery_method)


def _materials(root: ET.Element, pieces: Iterable[Piece]) -> None:
    node = _put(root, "materials")
    for order, piece in enumerate(pieces, start=1):
        source = rules.SOURCES.get(piece.source, "行政机关制作")
        one = _put(node, "material", order=order, number=piece.number)
        for name, value in (
            ("name", piece.title),
            ("source", source),
            ("form", piece.kind or "未知"),
            ("path", piece.path),
        ):
            _put(one, name, value)
        for seal in piece.seals:
            _put(
                one,
                "seal",
                seal.signer,
                issuer=seal.issuer,
                certificate=seal.serial,
                valid_from=seal.valid_from,
                valid_until=seal.valid_until,
                signed=seal.signed_at,
                algorithm=seal.algorithm,
                digest=seal.digest,
                intact=str(seal.intact).lower(),
                valid=str(seal.valid).lower(),
                trusted=str(seal.trusted).lower(),
            )


def _process(root: ET.Element, gathered: Gathered) -> None:
    node = _put(root, "process")
    for act in gathered.acts:
        one = _put(node, "act", event=act.what, actor=act.actor)
        _put(one, "who", act.who)
        _put(one, "what", act.words)
        _put(one, "when", act.at)
        if act.basis:
            _put(one, "basis", act.basis)
        if act.opinion:
            _put(one, "opinion", act.opinion)


def index(identity: Identity, listed: Iterable[Listed]) -> bytes:
    """Return the list of files as CSV that any spreadsheet reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["档号", "文件", "格式", "大小", "SHA-256", "SM3"])
    for one in listed:
        writer.writerow(
            [identity.number, one.path, one.kind, one.facts.size, one.facts.sha256, one.facts.sm3]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()
