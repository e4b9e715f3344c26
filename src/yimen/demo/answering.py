"""Plausible answers of invented applicants: the situation they are in, and every question of the form."""

import random
from collections.abc import Callable
from typing import Any, Final

from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import FieldSheet, MatterSheet, decisions

SHOPS: Final = (
    "荔香小馆",
    "鉴江饮食店",
    "石鼓五金",
    "南关便利店",
    "根子水果行",
    "长坡电器",
    "荷花药房",
    "曹江农资",
)
PLACES: Final = ("石仔岭街道环城路12号", "山美街道桂圆路8号", "根子镇荔枝街3号", "长坡镇中心路21号")
NAMES: Final = ("李建国", "陈秀兰", "梁伟明", "黄丽华", "何志强")


def situated(matter: MatterSheet, dice: random.Random) -> MatterSheet:
    """Return the matter in a situation that the dice choose and that belongs here; the whole matter if it asks nothing."""
    if matter.table is None:
        return matter
    ways = sorted(decisions.ways(matter.table), key=lambda way: sorted(way.items()))
    dice.shuffle(ways)
    found = (catalogue.in_situation(matter, way) for way in ways)
    return next((one for one in found if one is not None and not catalogue.elsewhere(one)), matter)


def answers(matter: MatterSheet, dice: random.Random) -> dict[str, Any]:
    """Return plausible answers to every question of a matter."""
    return catalogue.kept(matter, _filled(matter.form, dice))


def _filled(fields: tuple[FieldSheet, ...], dice: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        if field.shown_by and found.get(field.shown_by) != field.shown_when:
            continue
        found[field.name] = _answer(field, dice)
    return found


def _answer(field: FieldSheet, dice: random.Random) -> Any:  # noqa: ANN401 a JSON value
    by_kind: dict[str, Callable[[], Any]] = {
        "number": lambda: str(dice.randint(3, 60 if field.most else 260)),
        "money": lambda: str(dice.randint(300, 90000)),
        "date": lambda: "2026-03-01" if field.when == "past" else "2026-12-01",
        "phone": lambda: f"1990668{dice.randint(2000, 9999)}",
        "uscc": lambda: "11511300008778693M",
        "boolean": lambda: "true",
        "textarea": lambda: "按规定开展有关活动（演示）",
        "id_number": lambda: "440981199001010017",
        "email": lambda: "yanshi@example.org",
        "choices": lambda: [dice.choice(field.options)[0]],
        "address": lambda: {"division": dice.choice(field.options)[0], "detail": "环城路12号"},
        "group": lambda: _rows(field, dice),
        "table": lambda: _rows(field, dice),
    }
    if field.kind in by_kind:
        return by_kind[field.kind]()
    if field.options:
        return dice.choice(field.options)[0]
    if field.name == "name":
        return dice.choice(NAMES)
    return dice.choice(SHOPS if "name" in field.name else PLACES)


def _rows(field: FieldSheet, dice: random.Random) -> list[dict[str, Any]]:
    many = len(field.rows) or dice.randint(max(field.least_rows, 1), min(field.most_rows, 3))
    return [_filled(field.fields, dice) for _n in range(many)]
