"""Matters for tests, published by the acts."""

import copy
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.catalogue import acts, reads
from yimen.registers.catalogue.reads import MatterSheet

AT = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ORGAN_USCC = "11511300008778693M"
CONTENT: dict[str, Any] = {
    "titles": {
        "zh-hans": "食品经营许可",
        "en": "Food business licence",
        "fr": "Licence d'exploitation alimentaire",
    },
    "summaries": {"zh-hans": "开办餐饮店前须取得的许可。", "en": "Needed before opening a restaurant."},
    "search_words": "开饭店",
    "kind": "01",
    "base_code": "440125001000",
    "audience": ["natural", "legal"],
    "themes": ["准营准办"],
    "handling": "promised",
    "statutory": {"days": 20, "unit": "working_days"},
    "promised_days": 5,
    "channels": ["online", "window"],
    "depth": 4,
    "visits": 0,
    "conditions": [{"zh-hans": "有与经营的食品相适应的场所", "en": "Suitable premises"}],
    "materials": [
        {
            "names": {"zh-hans": "申请书", "en": "Application"},
            "required": "required",
            "originals": 1,
            "basis": "第十二条",
            "main": True,
        },
        {
            "names": {"zh-hans": "场所平面图", "en": "Floor plan"},
            "required": "required",
            "originals": 1,
            "basis": "第十二条",
        },
        {
            "names": {"zh-hans": "健康证明", "en": "Health certificate"},
            "required": "later",
            "copies": 1,
            "basis": "第十三条",
        },
        {
            "names": {"zh-hans": "营业执照", "en": "Business licence"},
            "required": "optional",
            "shared": True,
            "basis": "第十二条",
        },
    ],
    "steps": [
        {"kind": "accept", "names": {"zh-hans": "受理", "en": "Acceptance"}, "days": 1, "role": "window"},
        {"kind": "review", "names": {"zh-hans": "审查", "en": "Review"}, "days": 3, "role": "reviewer"},
        {"kind": "decide", "names": {"zh-hans": "决定", "en": "Decision"}, "days": 1, "role": "approver"},
        {"kind": "deliver", "names": {"zh-hans": "送达", "en": "Delivery"}, "days": 0, "role": "window"},
    ],
    "results": [{"names": {"zh-hans": "食品经营许可证", "en": "Food licence"}, "type": "licence"}],
    "fees": [],
    "legal_basis": [{"title": "中华人民共和国食品安全法", "articles": "第三十五条", "level": "law"}],
    "faqs": [
        {
            "questions": {"zh-hans": "要多久?", "en": "How long?"},
            "answers": {"zh-hans": "五个工作日。", "en": "Five working days."},
        }
    ],
    "form": [
        {
            "name": "shop",
            "kind": "text",
            "labels": {"zh-hans": "店名", "en": "Name of the shop"},
            "required": True,
            "serves": "condition:1",
        },
        {
            "name": "area",
            "kind": "number",
            "labels": {"zh-hans": "面积", "en": "Area"},
            "required": True,
            "serves": "condition:1",
        },
        {
            "name": "kind",
            "kind": "choice",
            "labels": {"zh-hans": "业态", "en": "Kind"},
            "required": True,
            "serves": "condition:1",
            "options": [
                {"value": "hot", "labels": {"zh-hans": "热食", "en": "Hot food"}},
                {"value": "cold", "labels": {"zh-hans": "冷食", "en": "Cold food"}},
            ],
        },
        {
            "name": "cook",
            "kind": "id_number",
            "labels": {"zh-hans": "厨师身份证号", "en": "Cook's identity number"},
            "personal": True,
            "serves": "material:3",
            "shown_when": {"field": "kind", "equals": "hot"},
        },
    ],
    "window": {"zh-hans": "一楼3号窗口"},
    "phone": "0668-6612345",
    "complaint": "12345",
    "flags": {"supplement_days": 10},
}

SITUATIONS: dict[str, Any] = {
    "hit": "unique",
    "questions": [
        {
            "name": "new",
            "labels": {"zh-hans": "是否首次申请", "en": "Is it the first application?"},
            "options": [
                {"value": "yes", "labels": {"zh-hans": "是", "en": "Yes"}},
                {"value": "no", "labels": {"zh-hans": "否", "en": "No"}},
            ],
        },
        {
            "name": "fried",
            "labels": {"zh-hans": "是否有油炸", "en": "Do you fry?"},
            "options": [
                {"value": "yes", "labels": {"zh-hans": "有", "en": "Yes"}},
                {"value": "no", "labels": {"zh-hans": "没有", "en": "No"}},
            ],
            "when": [{"question": "new", "in": ["yes"]}],
        },
    ],
    "rows": [
        {
            "when": [{"question": "new", "in": ["no"]}],
            "then": {"spared": [2, 3], "promised_days": 2, "not_asked": ["area"]},
        },
        {
            "when": [{"question": "new", "in": ["yes"]}, {"question": "fried", "in": ["yes"]}],
            "then": {"needed": [3]},
        },
        {
            "when": [{"question": "new", "in": ["yes"]}, {"question": "fried", "in": ["no"]}],
            "then": {"spared": [3], "not_asked": ["cook"]},
        },
    ],
}


def an_organ(key: str = "scjgj", *, uscc: str = ORGAN_USCC, parent_id: int | None = None) -> int:
    """The market regulation bureau, entered once."""
    try:
        return agency_reads.by_key(key).id
    except KeyError:
        texts = {
            "zh-hans": {"name": "高州市市场监督管理局", "address": "府前路1号", "hours": "9:00-17:00"},
            "en": {"name": "Market Regulation Bureau"},
        }
        words = {
            "short": "高市监",
            "phone": "0668-6612345",
            "court": "高州市人民法院",
            "reconsideration": "高州市人民政府",
        }
        new = agencies.NewOrgan(
            key, "department", "440981000000", texts, parent_id=parent_id, uscc=uscc, words=words
        )
        organ = agencies.open_organ(new, by="system", at=AT)
        agency_reads.forget()
        return organ


def content_with(**changes: Any) -> dict[str, Any]:
    """The restaurant licence with some parts changed."""
    return {**copy.deepcopy(CONTENT), **changes}


def published_matter(code: str = "", *, organ_id: int | None = None, **changes: Any) -> MatterSheet:
    """The restaurant licence, in force since January; changes replace parts of its content."""
    organ = organ_id or an_organ()
    code = code or ORGAN_USCC + "4" + CONTENT["base_code"]
    version = acts.draft(content_with(**changes), code=code, organ_id=organ, by="account:1", at=AT)
    acts.load_in_force(version, effective_on=date(2026, 1, 5), by="system:test", at=AT)
    reads.forget()
    return reads.version(version)
