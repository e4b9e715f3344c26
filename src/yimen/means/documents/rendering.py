"""Setting a document: data goes in as data and never becomes part of the source."""

import io
import json
import re
import threading
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import segno
import typst

from yimen.ground.calendar.rules import SHANGHAI
from yimen.means.documents import courtesy
from yimen.means.documents.rules import BODIES, Kind, chinese_day, title

ACCEPTANCE_SEAL: Final = {
    Kind.RECEIPT,
    Kind.ACCEPTANCE,
    Kind.SUPPLEMENT,
    Kind.NON_ACCEPTANCE,
    Kind.GAPS,
    Kind.FIRST_ACCEPTANCE,
    Kind.FILING,
}
LONG_RUN: Final = re.compile("[!-~]{36}")
TEMPLATE = Path(__file__).parent / "typ" / "official.typ"


_turn = threading.Lock()


@cache
def _compiler(template: Path = TEMPLATE) -> typst.Compiler:
    """Return the compiler of a template, one in a process, with the fonts that come with the installation.

    They hold all of GB 2312 and the rare characters of names.
    """
    spec = find_spec("justmytype_intl_cjk")
    folder = Path(spec.origin).parent / "fonts" if spec and spec.origin else Path("/nowhere")
    fonts = typst.Fonts(font_paths=[folder], include_system_fonts=False)
    return typst.Compiler(input=str(template), root=str(template.parent), font_paths=fonts)


def qr(address: str) -> str:
    """Return a QR code as SVG."""
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", scale=4, border=1, xmldecl=False)
    return buffer.getvalue().decode()


def _explained(kind: str, data: Mapping[str, Any], number: str, day: date) -> dict[str, Any] | None:
    found = courtesy.page(kind, data, number=number, day=day)
    return found and {**found, "rows": [(name, breakable(str(value))) for name, value in found["rows"]]}


def breakable(text: str) -> str:
    """Let a run of letters that is longer than a line go on in the next one."""
    return LONG_RUN.sub("\\g<0>\u200b", text)


def pdf(kind: str, data: Mapping[str, Any], *, number: str, address: str, at: datetime) -> bytes:
    """Return the document as PDF/A-2b and PDF/UA-1, not sealed yet."""
    body, day = BODIES[kind](data), at.astimezone(SHANGHAI).date()
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
        "seal": "受理专用章" if kind in ACCEPTANCE_SEAL else "行政审批专用章",
        "date": chinese_day(day.isoformat()),
        "large": bool(data.get("large")),
        "courtesy": _explained(kind, data, number, day),
    }
    return typeset(TEMPLATE, inputs, at=at)


def typeset(template: Path, inputs: Mapping[str, Any], *, at: datetime) -> bytes:
    """Set a template with what it is handed, as PDF/A-2b and PDF/UA-1."""
    words = {"data": json.dumps(inputs, ensure_ascii=False)}
    with _turn:
        made = _compiler(template).compile(
            format="pdf", sys_inputs=words, pdf_standards=["a-2b", "ua-1"], timestamp=int(at.timestamp())
        )
    if not isinstance(made, bytes):
        message = "typst set several files where one was asked for"
        raise TypeError(message)
    return made
