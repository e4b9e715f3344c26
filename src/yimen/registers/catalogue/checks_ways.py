"""The publish gate, ways and numbers: how one applies, where one asks, whom the matter is for. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.finding import SHOULD, Content, Finding, check

PHONE: Final = re.compile(
    r"(?<!\d)(0\d{2,3}[-－ ]?\d{7,8}|0\d{2,3}-?12\d{3}|12345|12315|12333|12329|12366|1[3-9]\d{9})(?!\d)"
)
WHOLLY_ONLINE: Final = 4
MARKET: Final = frozenset({"legal", "enterprise", "institution", "association", "unincorporated"})
NATURAL_THEMES: Final = frozenset(
    [
        "生育收养",
        "户籍办理",
        "教育科研",
        "入伍服役",
        "就业创业",
        "职业资格",
        "行政缴费",
        "婚姻登记",
        "优待抚恤",
        "规划建设",
        "住房保障",
        "社会保障（社会保险、社会救助）",
        "证件办理",
        "交通出行",
        "旅游观光",
        "出境入境",
        "消费维权",
        "公共安全",
        "文化体育",
        "离职退休",
        "死亡殡葬",
    ]
)
LEGAL_THEMES: Final = frozenset(
    [
        "资质认证",
        "年检年审",
        "税收财务",
        "人力资源",
        "社会保障",
        "投资审批",
        "融资信贷",
        "商务贸易",
        "招标拍卖",
        "海关口岸",
        "涉外服务",
        "农林牧渔",
        "国土和规划建设",
        "交通运输",
        "应对气候变化",
        "水务气象",
        "科技创新",
        "文体教育",
        "质量技术",
        "检验检疫",
        "安全生产",
        "公安消防",
        "法人注销",
        "档案文物",
    ]
)
# Names that stand in both lists of themes fit whoever the matter is for.


@check
def visits(content: Content) -> Iterator[Finding]:
    """Zero visits need no reason but a way to apply from home; more need one (H-403, H-404)."""
    count, reason = content.get("visits"), (content.get("visit_reason") or "").strip()
    reason = "" if reason == "无" else reason
    if count is None:
        yield Finding("H-301", "visits", _("It is not said how often people have to come."), SHOULD)
        return
    if count == 0 and reason:
        yield Finding("H-403", "visit_reason", _("Nobody has to come, yet a reason for coming is given."))
    if count == 0 and not {"online", "post"} & set(content.get("channels") or []):
        yield Finding("H-403", "channels", _("Nobody has to come, yet one cannot apply online or by post."))
    if count > 0 and not reason:
        yield Finding("H-403", "visit_reason", _("People have to come, and it is not said why."))
    if content.get("depth") == WHOLLY_ONLINE and count > 0:
        yield Finding("H-404", "depth", _("A matter that is wholly online needs no visit."))


@check
def channels(content: Content) -> Iterator[Finding]:
    """People choose how to apply: online only needs a law; for enterprises window only needs one too (A-111)."""
    ways = set(content.get("channels") or [])
    if not ways or content.get("channel_basis"):
        return
    if "window" not in ways:
        yield Finding("A-111", "channels", _("A matter that is online only needs a law that says so."))
    if "online" not in ways and MARKET & set(content.get("audience") or []):
        yield Finding(
            "A-111", "channels", _("Enterprises choose how to apply: window only needs a law that says so.")
        )


@check
def phones(content: Content) -> Iterator[Finding]:
    """Questions and complaints go to different numbers, each with its area code or 12345 (H-406)."""
    ask, complain = content.get("phone") or "", content.get("complaint") or ""
    if ask and complain and ask == complain:
        yield Finding("H-406", "complaint", _("Questions and complaints need different telephone numbers."))
    for place, number in (("phone", ask), ("complaint", complain)):
        if number and not PHONE.search(number):
            yield Finding("H-406", place, _("The telephone number lacks its area code."))


@check
def audience(content: Content) -> Iterator[Finding]:
    """Whom a matter is for and its themes fit each other (H-408)."""
    whom, found = set(content.get("audience") or []), set(content.get("themes") or [])
    if not whom or not found:
        return
    if found <= NATURAL_THEMES and "natural" not in whom:
        yield Finding("H-408", "themes", _("The themes are for people, the matter is not."), SHOULD)
    if found <= LEGAL_THEMES and not MARKET & whom:
        yield Finding("H-408", "themes", _("The themes are for organisations, the matter is not."), SHOULD)
    if "natural" in whom and found <= LEGAL_THEMES:
        yield Finding("H-408", "themes", _("A theme for people is missing."), SHOULD)
    if MARKET & whom and found <= NATURAL_THEMES:
        yield Finding("H-408", "themes", _("A theme for organisations is missing."), SHOULD)


@check
def commissioned(content: Content) -> Iterator[Finding]:
    """A commissioned body names the organ in whose name it decides (H-411)."""
    if content.get("organ_nature") == "commissioned" and not (content.get("commissioned_by") or "").strip():
        yield Finding("H-411", "commissioned_by", _("The organ that commissions is missing."))
