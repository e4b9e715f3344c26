"""Setting PDF documents with typst: data goes in as data and never becomes part of the source."""

import io
import json
import re
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import segno
import typst

LONG_RUN: Final = re.compile("[!-~]{36}")
ARCHIVABLE: Final = ("a-2b", "ua-1")  # PDF/A-2b and PDF/UA-1

_turn = threading.Lock()


@cache
def _compiler(template: Path) -> typst.Compiler:
    """Return the one compiler of this process for a template, with the fonts that come with the installation.

    They hold all of GB 2312 and the rare characters of names.
    """
    spec = find_spec("justmytype_intl_cjk")
    folder = Path(spec.origin).parent / "fonts" if spec and spec.origin else Path("/nowhere")
    fonts = typst.Fonts(font_paths=[folder], include_system_fonts=False)
    return typst.Compiler(input=str(template), root=str(template.parent), font_paths=fonts)


def pdf(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a template set with data as PDF/A-2b and PDF/UA-1; one at a time in a process."""
    words = {"data": json.dumps(data, ensure_ascii=False)}
    with _turn:
        made = _compiler(template).compile(
            format="pdf", sys_inputs=words, pdf_standards=list(ARCHIVABLE), timestamp=int(at.timestamp())
        )
    if not isinstance(made, bytes):
        message = "typst set several files where one was asked for"
        raise TypeError(message)
    return made


def qr(address: str) -> str:
    """Return a QR code as SVG."""
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", scale=4, border=1, xmldecl=False)
    return buffer.getvalue().decode()


def qr_inline(address: str) -> str:
    """Return a QR code as an address that holds the whole SVG, for a page that is printed."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=1)


def qr_picture(address: str, *, scale: int = 8) -> bytes:
    """Return a QR code as PNG."""
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="png", scale=scale, border=4)
    return buffer.getvalue()


def breakable(text: str) -> str:
    """Let a run of letters that is longer than a line go on in the next one."""
    return LONG_RUN.sub("\\g<0>\u200b", text)
