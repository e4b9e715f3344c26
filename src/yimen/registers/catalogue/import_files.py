"""Reading lists of matters: JSON, CSV and XLSX become rows of plain values with their row numbers."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl.utils.exceptions import InvalidFileException

from yimen.registers.catalogue.national import SIMPLE

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_UNPACKED: Final = 400 * 1024 * 1024
MOST_ROWS: Final = 100_000
BROKEN: Final = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    IndexError,
    ValueError,
    OSError,
)
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
HEADINGS: Final[Mapping[str, str]] = {
    "事项名称": "name",
    "名称": "name",
    "事项类型": "item_type",
    "事项类型代码": "type_code",
    "实施编码": "impl_code",
    "基本编码": "base_code",
    "实施主体": "org",
    "实施机关": "org",
    "部门": "department",
    "实施主体编码": "org_code",
    "统一社会信用代码": "org_code",
    "法定办结时限": "statutory_days",
    "承诺办结时限": "promised_days",
    "时限单位": "unit",
    "办件类型": "handling_type",
    "服务对象": "audience",
    "主题分类": "themes",
    "受理条件": "conditions",
    "申请材料": "materials",
    "办理流程": "steps",
    "审批结果": "results",
    "设定依据": "legal_basis",
    "办理形式": "channels",
    "到办事现场次数": "visits",
    "必须现场办理原因": "visit_reason",
    "咨询方式": "consult",
    "监督投诉方式": "complaint",
    "办理地点": "window",
    "是否收费": "fee",
}


ALL_HEADINGS: Final[Mapping[str, str]] = {
    **{one.heading: f"national.{one.place}" for one in SIMPLE},
    **HEADINGS,
}


class Unreadable(Exception):
    """The file is no list of matters; the reason is for the reader."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Row:
    """One matter of a list: its row in the file (of JSON: its place in the list) and its values."""

    number: int
    values: Mapping[str, Any]


def clean(value: Any) -> Any:  # noqa: ANN401 any value of a file
    """Return the value without control characters, which neither people nor the database can read."""
    if isinstance(value, str):
        return CONTROL.sub("", value).strip()
    if isinstance(value, Mapping):
        return {clean(str(name)): clean(one) for name, one in value.items()}
    if isinstance(value, list):
        return [clean(one) for one in value]
    return value


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The file is neither UTF-8 nor GB 18030 text."))


def _heading(name: object) -> str:
    plain = clean(str(name or ""))
    return ALL_HEADINGS.get(plain, plain)


def heading_of(name: str) -> str:
    """Return the Chinese heading under which a value is found."""
    return next(heading for heading, place in ALL_HEADINGS.items() if place == name)


def _json(data: bytes) -> Iterator[Row]:
    try:
        whole = clean(json.loads(_decoded(data)))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("The file is not valid JSON.")) from error
    listed = whole.get("items") if isinstance(whole, dict) else whole
    if not isinstance(listed, list):
        raise Unreadable(_("The file holds no list of matters."))
    for number, one in enumerate(listed, start=1):
        yield Row(number, one if isinstance(one, dict) else {})


def _csv(data: bytes) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(_decoded(data), newline=""), strict=True)
    try:
        names = reader.fieldnames or []
        reader.fieldnames = [_heading(name) for name in names]
        for one in reader:
            yield Row(reader.line_num, {name: clean(value) for name, value in one.items() if name and value})
    except csv.Error as error:
        raise Unreadable(_("The file is not a valid CSV table.")) from error


def _xlsx(data: bytes) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("The file is too big."))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        lines = book.worksheets[0].iter_rows(values_only=True)
        names = [_heading(name) for name in next(lines, ())]
        for number, line in enumerate(lines, start=2):
            if number > MOST_ROWS + 1:  # a row may be numbered as it likes: all before it come as empty ones
                raise Unreadable(_("The file has too many rows."))
            values = {
                name: clean(value) if isinstance(value, str) else value
                for name, value in zip(names, line, strict=False)
                if name and value is not None and value != ""
            }
            if values:
                yield Row(number, values)
    except BROKEN as error:
        raise Unreadable(_("The file is not a valid XLSX workbook.")) from error


READERS: Final = {".json": _json, ".csv": _csv, ".xlsx": _xlsx}


def rows(name: str, data: bytes) -> list[Row]:
    """Return the rows of a file. Raises Unreadable with the reason."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is too big."))
    ending = "." + name.rpartition(".")[2].lower()
    if ending not in READERS:
        raise Unreadable(_("Lists are read from JSON, CSV and XLSX files."))
    found = []
    for row in READERS[ending](data):
        found.append(row)
        if len(found) > MOST_ROWS:
            raise Unreadable(_("The file has too many rows."))
    if not found:
        raise Unreadable(_("The file holds no matter."))
    return found
