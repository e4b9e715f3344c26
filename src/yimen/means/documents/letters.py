"""What the letters of a hearing and to interested persons say: paragraphs, rows and items. Chinese is the record; pure."""

from collections.abc import Mapping
from typing import Any

from yimen.means.documents.basis import under

Data = Mapping[str, Any]
Letter = tuple[list[str], list[tuple[str, str]], list[str]]
FREE = "申请人、利害关系人不承担组织听证的费用。"


def _reach(data: Data) -> list[tuple[str, str]]:
    """Return how an answer reaches the organ."""
    return [("办件编号", data["case_number"]), ("网上陈述或申请", data["reach"]), ("查询码", data["code"])]


def interest(data: Data) -> Letter:
    """Return the notice to a person whose major interests a case touches (Licensing Law art. 36; A-303)."""
    said = (
        f"{data['applicant']}向本机关提出的“{data['matter']}”申请，已由本机关受理。经审查，该事项直接关系你（单位）的重大利益。"
        f"{under(data, '第三十六条')}现予告知，你（单位）有权进行陈述和申辩。"
    )
    then = (
        "请自收到本告知书之日起五个工作日内，以书面、口头或者网上方式提出意见；本机关将逐条研究并在作出决定时予以回应。"
        "逾期未提出的，不影响本机关依法作出决定。"
    )
    return [said, then], [("申请人", data["applicant"]), ("事项", data["matter"]), *_reach(data)], []


def right(data: Data) -> Letter:
    """Return the notice of the right to a hearing (art. 47; A-702, A-703)."""
    said = (
        f"“{data['matter']}”申请（申请人：{data['applicant']}）直接涉及申请人与他人之间的重大利益关系。"
        f"{under(data, '第四十七条')}你（单位）享有要求听证的权利。"
    )
    then = (
        "要求听证的，应当在收到本告知书之日起五个工作日内提出；逾期未提出的，视为放弃。"
        f"本机关在二十个工作日内组织听证。{FREE}"
    )
    return [said, then], _reach(data), []


def _when(data: Data) -> list[tuple[str, str]]:
    return [
        ("事项", data["matter"]),
        ("时间", data["starts"]),
        ("地点", data["place"]),
        ("主持人", data["chair"]),
        ("方式", "公开举行" if data.get("public", True) else "不公开举行"),
    ]


def notice(data: Data) -> Letter:
    """Return the notice of time and place, at least seven working days ahead (art. 48; A-704)."""
    said = f"{data['why']}，本机关定于{data['starts']}举行听证，请准时参加。"
    then = (
        "你（单位）可以亲自参加，也可以委托代理人参加；可以提出证据，并进行申辩和质证。认为主持人与该事项有直接利害关系的，有权申请回避。"
        f"不能按时参加的，请提前告知本机关。{FREE}"
    )
    return [said, then], [*_when(data), ("办件编号", data["case_number"])], []


def announcement(data: Data) -> Letter:
    """Return the public announcement of a hearing (art. 46, 48; A-701)."""
    said = f"{data['why']}，本机关定于{data['starts']}就{data['shown_applicant']}申请的“{data['matter']}”举行听证，现予公告。"
    then = f"听证公开举行，公民、法人和其他组织可以持有效身份证件旁听。{FREE}"
    return [said, then], [*_when(data), ("申请人", data["shown_applicant"])], []


def record(data: Data) -> Letter:
    """Return the record of a hearing with who signed it (art. 48; A-704, A-705)."""
    rows = [
        *_when(data),
        ("办件编号", data["case_number"]),
        ("参加人", data["present"]),
        ("争议焦点", "；".join(f"{n}．{one}" for n, one in enumerate(data["points"], start=1))),
        ("签字", data["signatures"]),
    ]
    said = f"{under(data, '第四十八条')}听证依法举行，笔录如下。本机关将根据本笔录作出{'行政许可' if data.get('licensing') else ''}决定。"
    return [said], rows, list(data["minutes"])
