"""Tables for spreadsheets: CSV and XLSX in which no cell is ever run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpResponse
from openpyxl import Workbook

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Row = Sequence[object]


def harmless(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _cell(value: object) -> object:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else harmless(value)


def as_csv(headings: Row, rows: Iterable[Row]) -> str:
    """Return a table as CSV, marked so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(one) for one in headings])
    writer.writerows([harmless(one) for one in row] for row in rows)
    return out.getvalue()


def as_xlsx(title: str, headings: Row, rows: Iterable[Row]) -> bytes:
    """Return a table as a workbook of one sheet; numbers stay numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or "1")
    sheet.append([_cell(one) for one in headings])
    for row in rows:
        sheet.append([_cell(one) for one in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(name: str, kind: str, headings: Row, rows: Iterable[Row]) -> HttpResponse:
    """Return the answer that hands a table over as a file: csv, or xlsx."""
    data = as_xlsx(name, headings, rows) if kind == "xlsx" else as_csv(headings, rows)
    answer = HttpResponse(data, content_type=TYPES["xlsx" if kind == "xlsx" else "csv"])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{"xlsx" if kind == "xlsx" else "csv"}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
