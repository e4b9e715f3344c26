"""Plausible answers of invented applicants: the situation they are in, and every question of the form."""

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import FieldSheet, MatterSheet, decisions

RECENTLY, SOON = timedelta(days=60), timedelta(days=21)
PLACES: Final = ("石仔岭街道环城路12号", "山美街道桂圆路8号", "根子镇荔枝街3号", "长坡镇中心路21号")
NAMES: Final = ("李建国", "陈秀兰", "梁伟明", "黄丽华", "何志强")
SHOPS: Final = ("荔香商行", "鉴江商行", "石鼓商行", "南关商行", "根子商行", "曹江商行")
FIRMS: Final = ("鉴江实业有限公司", "荔乡建设工程有限公司", "高凉文旅有限公司")
SAID: Final[
    tuple[tuple[str, tuple[str, ...]], ...]
] = (  # a question that speaks of this is answered with one of these
    ("姓名|男方|女方|监护人|房东", NAMES),
    ("型号", ("XL-260", "BC-95", "YD-4")),
    ("账号", ("演示账号0001", "演示账号0002")),
    ("车牌号", ("粤K·演001", "粤K·演002")),
    ("编号|证号|登记号|认定号|备案号", ("演示2026-0317", "演示2026-0408")),
    ("医院|就医", ("高州市人民医院", "高州市中医院")),
    ("学校|院校", ("高州市第一中学", "高州市第二中学")),
    ("工程|项目", ("根子镇荔枝初加工项目", "长坡镇文化广场工程")),
    ("活动名称", ("荔枝文化节",)),
    ("地点|位置|坐落|地址|址", PLACES),
    ("场所|店|经营者|零售点", SHOPS),
    ("单位|企业|公司|机构|旅行社|排水户|当事人|被投诉人|所有人|个人名称", FIRMS),
    ("村", ("柏桥村", "元坝村")),
    ("道路", ("环城路",)),
    ("动物", ("生猪", "肉鸡")),
    ("树种", ("桉树", "荔枝")),
    ("学科", ("初中数学", "高中语文")),
    ("诊疗科目", ("内科", "口腔科")),
    ("行业", ("零售业", "餐饮业")),
    ("求职意向", ("文员", "收银员")),
    ("灵活就业", ("家政服务",)),
    ("家庭成员", ("陈秀兰",)),
    ("更正", ("登记的住址已经变更",)),
)


def situated(matter: MatterSheet, dice: random.Random) -> MatterSheet:
    """Return the matter in a situation that the dice choose and that belongs here; the whole matter if it asks nothing."""
    if matter.table is None:
        return matter
    ways = sorted(decisions.ways(matter.table), key=lambda way: sorted(way.items()))
    dice.shuffle(ways)
    found = (catalogue.in_situation(matter, way) for way in ways)
    return next((one for one in found if one is not None and not catalogue.elsewhere(one)), matter)


def answers(matter: MatterSheet, dice: random.Random, on: date) -> dict[str, Any]:
    """Return plausible answers to every question of a matter, given on a day."""
    return catalogue.kept(matter, _filled(matter.form, dice, on))


def _filled(fields: tuple[FieldSheet, ...], dice: random.Random, on: date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        if field.shown_by and found.get(field.shown_by) != field.shown_when:
            continue
        found[field.name] = _answer(field, dice, on)
    return found


def _answer(field: FieldSheet, dice: random.Random, on: date) -> object:
    by_kind: dict[str, Callable[[], object]] = {
        "number": lambda: str(dice.randint(3, 60 if field.most else 260)),
        "money": lambda: str(dice.randint(300, 90000)),
        "date": (on - RECENTLY if field.when == "past" else on + SOON).isoformat,
        "phone": lambda: f"1990668{dice.randint(2000, 9999)}",
        "uscc": lambda: "11511300008778693M",
        "boolean": lambda: "true",
        "textarea": lambda: "按规定开展有关活动（演示）",
        "id_number": lambda: "440981199001010017",
        "email": lambda: "yanshi@example.org",
        "choices": lambda: [dice.choice(field.options)[0]],
        "address": lambda: {"division": dice.choice(field.options)[0], "detail": "环城路12号"},
        "group": lambda: _rows(field, dice, on),
        "table": lambda: _rows(field, dice, on),
    }
    if field.kind in by_kind:
        return by_kind[field.kind]()
    if field.options:
        return dice.choice(field.options)[0]
    label = field.label("zh-hans")
    said = next((words for about, words in SAID if re.search(about, label)), PLACES)
    return dice.choice(said)[: int(field.most or 300)]


def _rows(field: FieldSheet, dice: random.Random, on: date) -> list[dict[str, Any]]:
    many = len(field.rows) or dice.randint(max(field.least_rows, 1), min(field.most_rows, 3))
    return [_filled(field.fields, dice, on) for _n in range(many)]
