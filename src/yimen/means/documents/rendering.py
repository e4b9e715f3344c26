"""Setting a document: data goes in as data and never becomes part of the source."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from yimen.ground import typesetting
from yimen.ground.calendar.rules import today_of
from yimen.ground.typesetting import breakable, qr
from yimen.means.documents import courtesy
from yimen.means.documents.models import Purpose
from yimen.means.documents.periods import chinese_day
from yimen.means.documents.rules import Kind, body_of, title

ACCEPTANCE_SEAL: Final = {
    Kind.RECEIPT,
    Kind.ACCEPTANCE,
    Kind.SUPPLEMENT,
    Kind.NON_ACCEPTANCE,
    Kind.GAPS,
    Kind.FIRST_ACCEPTANCE,
    Kind.FILING,
}
TEMPLATE = Path(__file__).parent / "typ" / "official.typ"
SEALS: Final[Mapping[str, str]] = {Purpose.ACCEPTANCE: "受理专用章", Purpose.ORGAN: "行政审批专用章"}


def seal_of(kind: str) -> str:
    """Return with which seal of the organ a kind of document is sealed (A-208)."""
    return Purpose.ACCEPTANCE.value if kind in ACCEPTANCE_SEAL else Purpose.ORGAN.value


def _explained(kind: str, data: Mapping[str, Any], number: str, day: date) -> dict[str, Any] | None:
    found = courtesy.page(kind, data, number=number, day=day)
    return found and {**found, "rows": [(name, breakable(str(value))) for name, value in found["rows"]]}


def pdf(kind: str, data: Mapping[str, Any], *, number: str, address: str, at: datetime) -> bytes:
    """Return the document as PDF/A-2b and PDF/UA-1, not sealed yet."""
    body, day = body_of(kind, data), today_of(at)
    inputs = {
        "organ": data["organ"],
        "title": title(kind, data),
        "number": number,
        "addressee": data.get("addressee", data["applicant"]),
        "paragraphs": [breakable(one) for one in body.paragraphs],
        "rows": [(name, breakable(str(value))) for name, value in body.rows],
        "items": [breakable(str(one)) for one in body.items],
        "remedies": body.remedies,
        "qr": qr(address),
        "address": address,
        "seal": SEALS[seal_of(kind)],
        "date": chinese_day(day.isoformat()),
        "large": bool(data.get("large")),
        "courtesy": _explained(kind, data, number, day),
    }
    return typesetting.pdf(TEMPLATE, inputs, at=at)
