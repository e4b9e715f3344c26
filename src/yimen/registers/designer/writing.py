"""From an editor's form to a question as the content writes it, and back. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from yimen.registers.designer.conditions import several
from yimen.registers.designer.forms import LANGUAGES, lines_of, read_lines, texts_of
from yimen.registers.designer.showing import CHOICES, CONDITIONS, ROWS

SAME = ("name", "kind", "serves", "pattern", "when", "known", "fewest", "most", "back", "ahead")
TICKS = ("required", "personal", "summed")


def written(data: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the question that a form writes; the questions of a group stay as they were."""
    kind = data["kind"]
    question: dict[str, Any] = {"labels": texts_of(data, "labels")}
    question |= {name: data[name] for name in SAME if data.get(name)}
    question |= {name: True for name in TICKS if data.get(name)}
    if hint := texts_of(data, "hint"):
        question["hint"] = hint
    if kind in CHOICES:
        question["options"] = read_lines(data["options"], coded=True)
    if kind in ROWS:
        question["fields"] = list(before.get("fields") or [])
    if kind == "table" and data.get("rows"):
        question["rows"] = read_lines(data["rows"], coded=False)
    if kind == "file" and data.get("material"):
        question["material"] = int(data["material"])
    if data.get("compare_is") and data.get("compare_field"):
        question["compare"] = [{"is": data["compare_is"], "field": data["compare_field"]}]
    if condition := _condition(data):
        question["shown_when"] = condition
    return question


def _condition(data: Mapping[str, Any]) -> dict[str, Any]:
    found = [one for n in range(1, CONDITIONS + 1) if (one := _one(data, n))]
    if len(found) < 2:
        return found[0] if found else {}
    return {data.get("joined") or "all": found}


def _one(data: Mapping[str, Any], n: int) -> dict[str, Any]:
    name, op, value = (data.get(f"if_{part}_{n}") or "" for part in ("field", "op", "value"))
    if not name:
        return {}
    op = op or "equals"
    said: Any = several(value) if op == "in" else value != "false" if op == "filled" else value.strip()
    return {"field": name, op: said}


def shown(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form shows of a question."""
    texts = {
        f"{part}_{code}": (question.get(part) or {}).get(code, "")
        for part in ("labels", "hint")
        for code in LANGUAGES
    }
    compare = (question.get("compare") or [{}])[0]
    condition = question.get("shown_when") or {}
    joined = next((one for one in ("all", "any") if one in condition), "all")
    parts: Sequence[Mapping[str, Any]] = condition.get(joined) or ([condition] if condition else [])
    conditions = {
        name: value for n, part in enumerate(parts, start=1) for name, value in _part(n, part).items()
    }
    return {
        **texts,
        **{name: question.get(name, "") for name in (*SAME, *TICKS, "material", "new_page")},
        "options": lines_of(question.get("options") or [], coded=True),
        "rows": lines_of(question.get("rows") or [], coded=False),
        "compare_is": compare.get("is", ""),
        "compare_field": compare.get("field", ""),
        "joined": joined,
        **conditions,
    }


def _part(n: int, part: Mapping[str, Any]) -> dict[str, Any]:
    op = next((one for one in part if one != "field"), "equals")
    value = part.get(op, "")
    words = (
        ",".join(value) if isinstance(value, list) else str(value).lower() if op == "filled" else str(value)
    )
    return {f"if_field_{n}": part.get("field", ""), f"if_op_{n}": op, f"if_value_{n}": words}
