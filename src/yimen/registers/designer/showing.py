"""Which inputs of a question an editor is shown: those that fit the kind of answer, and what is asked next."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.forms import Field

CHOICES: Final = frozenset({"choice", "choices"})
ROWS: Final = frozenset({"group", "table"})
TYPED: Final = frozenset({"text", "textarea"})
COUNTED: Final = frozenset({"number", "money"})
LIMITED: Final = TYPED | COUNTED | ROWS | {"date"}
CONDITIONS: Final = 3
ONLY: Final[Mapping[str, Collection[str]]] = {  # the kinds of answer for which it is asked
    "options": CHOICES,
    "fewest": LIMITED,
    "most": LIMITED,
    "pattern": TYPED,
    "when": {"date"},
    "back": {"date"},
    "ahead": {"date"},
    "material": {"file"},
    "rows": {"table"},
    "summed": COUNTED,
}
AFTER: Final[Mapping[str, Sequence[str]]] = {  # what is asked once one of these is filled
    "compare_field": ["compare_is"],
    "joined": ["if_field_2"],
    **{f"if_field_{n}": [f"if_field_{n - 1}", f"if_field_{n}"] for n in range(2, CONDITIONS + 1)},
    **{f"if_{part}_{n}": [f"if_field_{n}"] for n in range(1, CONDITIONS + 1) for part in ("op", "value")},
}


def show_what_fits(fields: Mapping[str, Field]) -> None:
    """Mark inputs with the rule under which the script of the look shows them; what something stands in is always shown."""
    rules = {name: [_answered(kinds), _filled(name)] for name, kinds in ONLY.items()}
    rules |= {name: [_filled(one) for one in others] for name, others in AFTER.items()}
    for name, parts in rules.items():
        fields[name].widget.attrs["data_shown_rule"] = json.dumps({"op": "any", "parts": parts})


def _answered(kinds: Collection[str]) -> dict[str, Any]:
    return {"op": "equals", "field": "kind", "values": sorted(kinds)}


def _filled(name: str) -> dict[str, Any]:
    return {"op": "filled", "field": name, "values": ["True"]}
