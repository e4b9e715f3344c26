"""How documents speak of periods: in which units they run, and which of their days are provisional. Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

Data = Mapping[str, Any]
UNITS: Final[Mapping[str, str]] = {"calendar_days": "自然日", "months": "月", "years": "年", "hours": "小时"}
LAST_DAY: Final = "，期限的最后一日不是工作日的，以其后第一个工作日为最后一日"
DUE: Final[Mapping[str, tuple[str, ...]]] = {
    "receipt": ("accept_due_on",),
    "acceptance": ("promised_due_on", "statutory_due_on", "gaps_due_on"),
    "supplement": ("respond_by_on",),
    "extension": ("new_due_on",),
    "first_acceptance": ("first_due_on",),
    "promised_mending": ("mend_by_on",),
    "intention": ("respond_by_on",),
}


def counted(data: Data) -> str:
    """Return in which units the periods run: the promised one in working days, the legal one as its law has it (T-19)."""
    name = data.get("statutory_unit", "")
    if name not in UNITS:
        return "办理期限自受理次日起按工作日计算。"
    rest = "" if name == "hours" else LAST_DAY
    return f"承诺办结期限自受理次日起按工作日计算；法定办结期限自受理次日起按{UNITS[name]}计算{rest}。"


def unannounced(kind: str, data: Data, announced: Collection[int]) -> list[int]:
    """Return the years of the days named in a document whose holidays are not announced yet (T-02)."""
    days = [date.fromisoformat(data[name]) for name in DUE.get(kind, ()) if data.get(name)]
    return sorted({one.year for one in days} - set(announced))


def provisional(data: Data) -> list[str]:
    """Return the sentence that says which days are provisional, if any (T-02)."""
    years = "、".join(f"{year}年" for year in data.get("unannounced", []))
    if not years:
        return []
    return [f"{years}的节假日安排尚未公布，本文书载明的该年日期为暂定日期，安排公布后重新计算。"]


def chinese_day(value: str) -> str:
    """Write a date as official documents do: 2026年3月2日."""
    day = date.fromisoformat(value)
    return f"{day.year}年{day.month}月{day.day}日"


def by_day(value: str) -> str:
    """Write until when something is to be done, the day itself included (Civil Code art. 1259)."""
    return f"{chinese_day(value)}（含当日）前"
