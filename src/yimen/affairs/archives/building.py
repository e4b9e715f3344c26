"""Put a gathered record together: metadata, sheet, index and every file, packed and signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from yimen.affairs.archives import bag, register, rules
from yimen.affairs.archives.copies import digests
from yimen.affairs.archives.gathering import Gathered, application, plain_json
from yimen.affairs.archives.life import Kind
from yimen.affairs.archives.models import Package
from yimen.affairs.archives.record_xml import DOCUMENTS, RESULTS, Identity, Listed
from yimen.affairs.archives.record_xml import build as record
from yimen.affairs.archives.record_xml import index as index_of
from yimen.ground import typesetting
from yimen.ground.calendar.rules import today_of
from yimen.means.documents import reads as documents

TEMPLATE: Final = Path(__file__).parent / "typ" / "record.typ"
FORMATS: Final = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".csv": "text/csv",
    ".xml": "application/xml",
}


@dataclass(frozen=True)
class Built:
    """A package: its bytes, and how many files of content it holds."""

    data: bytes
    files: int


def build(package: Package, identity: Identity, gathered: Gathered) -> Built:
    """Return the package of a record (G-302, G-306)."""
    payload = {piece.path: piece.data for piece in gathered.pieces if piece.data is not None}
    payload["data/process.json"] = plain_json([vars(act) for act in gathered.acts])
    if package.kind == Kind.MAIN:
        payload["data/application.json"] = plain_json(application(gathered))
    else:
        payload[bag.NOTE] = plain_json(
            {"note": package.note, "by": package.ordered_by, "at": package.ordered_at}
        )
    payload[bag.SHEET] = typesetting.pdf(
        TEMPLATE, _sheet(package, identity, gathered), at=identity.archived_at
    )
    listed = [Listed(path, format_of(path), digests(payload[path])) for path in sorted(payload)]
    payload[bag.RECORD] = record(identity, gathered, listed)
    payload["data/index.csv"] = index_of(identity, listed)
    payload[bag.REGISTER] = plain_json(register.words(package))
    data = bag.pack(
        rules.folder(identity.number),
        payload,
        _info(package, identity),
        sign=lambda tags: documents.sign(
            tags, organ_id=package.organ_id, organ=package.organ_name, at=identity.archived_at
        ).words(),
        at=identity.archived_at,
    )
    return Built(data, len(payload))


def format_of(path: str) -> str:
    """Return the format of a file by its ending."""
    return FORMATS.get(path[path.rfind(".") :], "application/octet-stream")


def _info(package: Package, identity: Identity) -> Mapping[str, str]:
    return {
        "Source-Organization": package.organ_name,
        "External-Identifier": identity.number,
        "External-Description": identity.title,
        "Bagging-Date": today_of(identity.archived_at).isoformat(),
        "Bagging-Software": f"Yimen {identity.version}",
    }


def _moment(value: Any) -> str:  # noqa: ANN401 a moment or none
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else "—"


def _sheet(package: Package, identity: Identity, gathered: Gathered) -> dict[str, Any]:
    """Return what the sheet for people says."""
    case, terms, applicant = gathered.case, identity.terms, gathered.applicant
    document = applicant["document"]
    facts = [
        ("题名", identity.title),
        ("责任者", gathered.organ),
        ("事项", f"{case.line.title}（{gathered.matter.code}）"),
        ("办件编号", case.line.number),
        ("申请人", f"{applicant['name']}（{DOCUMENTS.get(document, document)} {applicant['id']}）"),
        ("申请时间", _moment(case.line.received_at)),
        ("受理时间", _moment(case.accepted_at)),
        ("办结时间", _moment(case.closed_at or case.line.decided_at)),
        ("结果", RESULTS.get(gathered.result, gathered.result)),
        ("保管期限", rules.RETENTION_WORDS[terms.retention]),
        ("密级", rules.SECRECY_WORDS[terms.secrecy]),
        ("开放意见", rules.OPENNESS_WORDS[terms.openness]),
        ("归档时间", _moment(identity.archived_at)),
    ]
    if package.note:
        facts.append(("补充说明", package.note))
    answers = application(gathered)["answers"] if package.kind == Kind.MAIN else []
    soft = typesetting.breakable
    return {
        "title": identity.title,
        "organ": gathered.organ,
        "number": identity.number,
        "facts": [(name, soft(str(value))) for name, value in facts],
        "answers": [(soft(one["question"]), soft(one["words"])) for one in answers],
        "pieces": [
            (
                str(n),
                soft(f"{one.title} {one.number}"),
                rules.SOURCES.get(one.source, "行政机关制作"),
                one.kind or "—",
            )
            for n, one in enumerate(gathered.pieces, start=1)
        ],
        "seals": [
            (one.title, seal.signer, _moment(seal.signed_at), "有效" if seal.good else "无效")
            for one in gathered.pieces
            for seal in one.seals
        ],
        "acts": [
            (_moment(act.at), act.who, soft("：".join(part for part in (act.words, act.opinion) if part)))
            for act in gathered.acts
        ],
    }
