"""Plausible answers to the questions of a matter, for simulated applications."""

import random
from collections.abc import Callable
from typing import Any, Final

from yimen.registers.catalogue.reads import MatterSheet

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


def answers(matter: MatterSheet, dice: random.Random) -> dict[str, Any]:
    """Return plausible answers to every question of a matter."""
    by_kind: dict[str, Callable[[], str]] = {
        "number": lambda: str(dice.randint(3, 260)),
        "money": lambda: str(dice.randint(300, 90000)),
        "date": lambda: "2026-12-01",
        "phone": lambda: f"1990668{dice.randint(2000, 9999)}",
        "uscc": lambda: "11511300008778693M",
        "boolean": lambda: "true",
        "textarea": lambda: "按规定开展有关活动（演示）",
        "id_number": lambda: "440981199001010017",
    }
    found: dict[str, Any] = {}
    for field in matter.form:
        if field.shown_by and found.get(field.shown_by) != field.shown_when:
            continue
        if field.options:
            found[field.name] = dice.choice(field.options)[0]
        elif field.kind in by_kind:
            found[field.name] = by_kind[field.kind]()
        else:
            found[field.name] = dice.choice(SHOPS if "name" in field.name else PLACES)
    return found
