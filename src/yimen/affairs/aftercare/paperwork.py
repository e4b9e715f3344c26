"""What the documents and messages about a permit say, gathered from the permit, its case and its organ."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings

from yimen.affairs.cases import reads as cases
from yimen.ground.bus.event import Event
from yimen.ground.calendar.reads import today_of
from yimen.ground.numbers import printed
from yimen.means.documents import acts as documents
from yimen.means.documents import reads as titles
from yimen.means.notices import acts as notices
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people import reads as people
from yimen.registers.permits.reads import Ending, PermitSheet

ID_WORDS: Final = {
    "resident": "居民身份证",
    "passport": "护照",
    "permit": "外国人永久居留身份证",
    "uscc": "统一社会信用代码",
}
LICENSING: Final = "01"
NOTICE: Final = "intention"
DECISIONS: Final[Mapping[str, str]] = {
    Ending.REVOKE: "revocation",
    Ending.WITHDRAW: "recall",
    Ending.FORFEIT: "forfeiture",
    Ending.CANCEL: "striking_off",
    Ending.SUSPEND: "suspension",
}
ACTS: Final[Mapping[str, str]] = {
    Ending.REVOKE: "撤销",
    Ending.WITHDRAW: "撤回",
    Ending.FORFEIT: "吊销",
    Ending.CANCEL: "注销",
    Ending.SUSPEND: "暂扣",
}


def notice_title(ending: str) -> str:
    """Return what the notice of an intended ending is called."""
    what = "许可证件" if ending in {Ending.FORFEIT, Ending.SUSPEND} else "行政许可"
    return f"拟{ACTS[ending]}{what}告知书"


def called(document: str, ending: str) -> str:
    """Return what a document of a proceeding is called, on record."""
    return notice_title(ending) if document == NOTICE else titles.title_of(document, licensing=True)


def about(permit: PermitSheet) -> dict[str, Any]:
    """Return what every document about a permit has to say."""
    matter, organ = catalogue.version(permit.version_id), agencies.organ(permit.organ_id)
    case = cases.sheet_or_none(permit.case_id)
    return {
        "organ": organ.name("zh-hans"),
        "short": organ.short or organ.name("zh-hans")[:3],
        "applicant": permit.holder,
        "id_kind": ID_WORDS.get(permit.holder_id_kind, "证件"),
        "id_number": people.for_the_record(permit.person_id) or permit.holder_id or "（略）",
        "matter": matter.name("zh-hans"),
        "matter_code": matter.code,
        "case_number": printed(permit.case_id),
        "licensing": matter.kind == LICENSING,
        "permit_number": permit.number,
        "valid_until_on": permit.valid_until.isoformat() if permit.valid_until else "",
        "previous_number": printed(permit.previous_id) if permit.previous_id else "",
        "reconsideration": organ.reconsideration,
        "court": organ.court,
        "reconsideration_url": settings.RECONSIDERATION_URL,
        "large": people.reads_large_print(permit.person_id),
        "language": case.language if case else "zh-hans",
    }


def order(kind: str, permit: PermitSheet, said: Mapping[str, Any], *, cause: str, at: datetime) -> None:
    """Order a document about a permit; the same cause orders it once."""
    documents.order(
        kind,
        subject=permit.id,
        organ_id=permit.organ_id,
        data={**about(permit), **said},
        cause=cause[:60],
        at=at,
    )


def order_certificate(permit: PermitSheet, *, at: datetime) -> None:
    """Order the certificate itself, under the name it has and with the seal of the organ (A-502)."""
    said = {
        "document_title": permit.title,
        "permit_kind": permit.kind,
        "granted_on": today_of(permit.granted_at).isoformat(),
        "term_from_on": permit.term_from.isoformat(),
        "scope": list(permit.scope),
        "conditions": permit.conditions,
    }
    order("permit", permit, said, cause="certificate", at=at)


def end_documents(permit: PermitSheet, event: Event, *, reason: str, decision: bool) -> None:
    """Let whoever checks the certificate, and the decision if that was undone, see that it holds no more."""
    words: dict[str, Any] = {"reason": reason, "by": event.by, "at": event.at}
    documents.revoke(permit.id, ["permit"], **words)
    if decision:
        documents.revoke(permit.case_id, ["grant"], **words)


def order_deemed(permit: PermitSheet, *, at: datetime) -> None:
    """Order the notice that silence renewed a permit (A-605)."""
    order("deemed_renewal", permit, {}, cause="deemed", at=at)


def tell(permit: PermitSheet, kind: str, *, at: datetime, **days: date | None) -> None:
    """Tell the holder something about a permit; the message belongs to the case that granted it and leads to the permit."""
    words = {name: day.isoformat() if day else "" for name, day in days.items()}
    names = catalogue.version(permit.version_id).permit.names
    notices.tell(
        permit.person_id,
        kind,
        subject=permit.case_id,
        data={"title": permit.title, "titles": dict(names), "permit": permit.id, **words},
        cause=f"{permit.id} {kind} {at.isoformat()}"[:60],
        at=at,
    )


def tell_barred(case_id: int, last: date, *, at: datetime) -> None:
    """Tell an applicant that they may not apply again, until when and why (A-210)."""
    line, owner = cases.line(case_id), cases.owner(case_id)
    if line is None or owner is None:
        return
    names = catalogue.names([line.version_id])[line.version_id]
    notices.tell(
        owner.person_id,
        "applicant_barred",
        subject=case_id,
        data={"title": line.title, "titles": names, "last_on": last.isoformat()},
        cause=f"{case_id} barred",
        at=at,
    )
