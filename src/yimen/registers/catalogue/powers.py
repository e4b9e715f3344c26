"""The power list of an organ as machines read it: JSON and CSV."""

from dataclasses import dataclass
from typing import Any, Final

from yimen.ground.spreadsheets import as_csv as table
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue import reads
from yimen.registers.catalogue.reads import MatterLine

HEADINGS: Final = (
    "事项名称",
    "实施编码",
    "事项类型代码",
    "事项类型",
    "实施主体",
    "统一社会信用代码",
    "承诺办结时限",
    "网上办理",
)


@dataclass(frozen=True)
class PowerList:
    """An organ and its matters in force."""

    organ: OrganSheet
    lines: tuple[MatterLine, ...]


def of(key: str, language: str) -> PowerList | None:
    """Return the power list of an organ by its key, its number or its credit code, or None."""
    found = next(
        (one for one in agencies.organs().values() if key and key in {one.key, one.uscc, str(one.id)}), None
    )
    return PowerList(found, tuple(reads.of_organ(found.id, language))) if found else None


def as_json(powers: PowerList, language: str) -> dict[str, Any]:
    """Return the list as JSON values."""
    return {
        "organ": {"key": powers.organ.key, "code": powers.organ.uscc, "name": powers.organ.name(language)},
        "language": language,
        "total": len(powers.lines),
        "matters": [
            {
                "code": line.code,
                "name": line.name,
                "kind": line.kind,
                "kind_words": line.kind_words,
                "summary": line.summary,
                "promised_days": line.promised_days,
                "online": line.online,
                "themes": list(line.themes),
            }
            for line in powers.lines
        ],
    }


def as_csv(powers: PowerList) -> str:
    """Return the list as CSV with Chinese headings, which is also a list that can be imported."""
    organ = powers.organ
    return table(
        HEADINGS,
        (
            (
                line.name,
                line.code,
                line.kind,
                line.kind_words,
                organ.name("zh-hans"),
                organ.uscc,
                line.promised_days,
                "是" if line.online else "否",
            )
            for line in powers.lines
        ),
    )
