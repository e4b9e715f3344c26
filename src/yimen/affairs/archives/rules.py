"""What the law of archives says: numbers, periods, dates, what must be there. Pure functions of plain values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

CATEGORY: Final = "ZW"  # 政务服务
RETENTION_CODES: Final[Mapping[str, str]] = {"permanent": "Y", "30": "D30", "10": "D10"}
RETENTION_WORDS: Final[Mapping[str, str]] = {"permanent": "永久", "30": "30年", "10": "10年"}
OPENNESS_WORDS: Final[Mapping[str, str]] = {
    "open": "开放",
    "controlled": "控制（涉及个人信息）",
    "delayed": "延期开放",
}
SECRECY_WORDS: Final[Mapping[str, str]] = {"none": "非密", "internal": "内部"}
CERTIFICATE: Final = "1.2.156.3005.2."  # identifiers of electronic certificates begin so (G-202)
COPIES: Final = 3
MEDIA: Final = 2
SOURCES: Final[Mapping[str, str]] = {
    "uploaded": "申请人上传",
    "shared": "数据共享",
    "certificate": "电子证照",
    "reference": "引用",
    "window": "窗口收取纸质件",
}
MINIMUM: Final[Mapping[str, str]] = {
    "identity/number": "档号",
    "identity/title": "题名",
    "identity/responsible": "责任者",
    "matter/name": "事项名称",
    "matter/code": "实施编码",
    "case/number": "办件编号",
    "applicant/name": "申请人",
    "applicant/document": "证件类型",
    "applicant/id": "证件号码",
    "case/applied": "申请时间",
    "case/finished": "办结时间",
    "case/result": "结果",
    "system/name": "形成系统",
    "system/version": "系统版本",
    "files/file/path": "文件名",
    "files/file/format": "文件格式",
    "files/file/size": "文件大小",
    "files/file/sha256": "摘要值（SHA-256）",
    "files/file/sm3": "摘要值（SM3）",
    "process/act/who": "机构人员",
    "process/act/what": "业务行为",
    "process/act/when": "行为时间",
    "identity/retention": "保管期限",
    "identity/secrecy": "密级",
    "identity/openness": "开放意见",
}
UNSAFE: Final = re.compile(r"[\\/:*?\"<>|%\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Terms:
    """How long a record is kept, whether it may be opened, how secret it is, and on what basis."""

    retention: str
    openness: str
    secrecy: str
    basis: str


DEFAULT: Final = Terms("10", "controlled", "none", "归档范围和保管期限表未列明的，按最低期限保管")


def number(fonds: str, year: int, retention: str, serial: int) -> str:
    """Return an archival number: fonds, category and year, retention, serial (DA/T 13-2022 [M])."""
    return f"{fonds}-{CATEGORY}·{year}-{RETENTION_CODES[retention]}-{serial:06d}"


def folder(number_of_record: str) -> str:
    """Return the number as it may stand in the name of a folder on every system."""
    return number_of_record.replace("·", ".")


def safe_name(words: str, *, longest: int = 60) -> str:
    """Return words that may stand in the name of a file on every system."""
    return UNSAFE.sub("_", words).strip(" .")[:longest] or "_"


def terms_for(lines: Iterable[tuple[str, Terms]], *, code: str, kind: str, result: str) -> Terms:
    """Return the terms of a record: those of its matter, else of how it ended, else of its kind of power (G-307)."""
    known = dict(lines)
    for scope in (f"matter:{code}", f"result:{result}", f"kind:{kind}"):
        if scope in known:
            return known[scope]
    return DEFAULT


def over_on(formed_on: date, retention: str) -> date | None:
    """Return the first day after the retention, which is counted from the year after; None for ever (G-307)."""
    if retention == "permanent":
        return None
    return date(formed_on.year + int(retention) + 1, 1, 1)


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def transfer_on(formed_on: date, years: int) -> date:
    """Return the day on which a record is due at the city archive (L-40, G-309)."""
    return years_after(formed_on, years)


def to_hand_over(retention: str) -> bool:
    """Say whether a record goes to the city archive at all: those kept long do, the others end where they are."""
    return retention != "10"


def source_of(via: str, reference: str, *, shared: bool) -> str:
    """Return where a paper came from: uploaded, shared, an electronic certificate, referred to, or paper (G-302)."""
    if via == "file":
        return "uploaded"
    if reference.startswith(CERTIFICATE):
        return "certificate"
    if shared:
        return "shared"
    return "reference" if reference else "window"


def lacking(record: Any) -> list[str]:  # noqa: ANN401 an element of XML
    """Return what of the minimum of metadata is missing or empty in a record, in the words of the law (G-306)."""
    missing = []
    for path, words in MINIMUM.items():
        found = record.findall("/".join(f"{{*}}{part}" for part in path.split("/")))
        if not found or not all((one.text or "").strip() for one in found):
            missing.append(words)
    return missing


def too_few(places: Iterable[tuple[str, str]]) -> str:
    """Return what is wrong with the configured copies, given as (place, medium): fewer than three, or one medium (G-308)."""
    listed = list(places)
    if len({place for place, _medium in listed}) < COPIES:
        return "copies"
    return "media" if len({medium for _place, medium in listed}) < MEDIA else ""


def against_destruction(*, retention_over: date | None, on: date, held: bool) -> str:
    """Return what speaks against destroying a record: "permanent", "too_early", "held", or "" (G-310)."""
    if retention_over is None:
        return "permanent"
    if on < retention_over:
        return "too_early"
    return "held" if held else ""


def two_people(one: str, other: str) -> bool:
    """Say whether two different people acted, as destroying and changing the schedule need (G-310)."""
    return one != other
