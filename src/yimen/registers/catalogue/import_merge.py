"""What a row of a list says, put into what the register holds: a list changes only what it has columns for. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from yimen.registers.catalogue import national, parts
from yimen.registers.catalogue.finding import chinese
from yimen.registers.catalogue.wording import is_text

Content = Mapping[str, Any]
# Which columns of a list speak of a term that the mapping always fills; every other term is there only if it was said.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "titles": ("name",),
    "kind": ("type_code", "item_type", "type_name_inferred", "type_name"),
    "base_code": ("base_code",),
    "local_base_code": ("base_code",),
    "handling": ("handling_type",),
    "promised_days": ("promised_days",),
    "audience": ("audience",),
    "themes": ("themes",),
    "channels": ("channels",),
    "depth": ("online_depth",),
    "visits": ("visits",),
    "visit_reason": ("visit_reason",),
    "organ_nature": ("org_nature",),
    "window": ("window", "address"),
    "hours": ("hours", "window"),
    "phone": ("consult", "phone", "window"),
    "complaint": ("complaint",),
    "reconsideration": ("review",),
    "court": ("litigation",),
    "charged": ("fee",),
    "source": ("source_link", "url"),
}
LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "conditions": ("conditions",),
    "materials": ("materials",),
    "steps": ("steps",),
    "results": ("results",),
    "legal_basis": ("legal_basis",),
    "faqs": ("faqs", "faq"),
}
STATUTORY: Final[Mapping[str, tuple[str, ...]]] = {
    "days": ("statutory_days",),
    "unit": ("unit",),
    "note": ("statutory_note",),
}


def merged(before: Content, given: Content, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a content with what a row says; an empty cell and a column that is not there change nothing."""
    found = dict(before)
    for name, value in given.items():
        if name in LISTS:
            if _has(row, LISTS[name]) and value:
                found[name] = _rows(name, before.get(name) or [], value, row)
        elif name == "statutory":
            found[name] = _period(before.get(name) or {}, value, row)
        elif name == "fees":
            if isinstance(row.get("fee"), Mapping):
                found[name] = _rows(name, before.get(name) or [], value, row)
        elif not national.empty(value) and (name not in COLUMNS or _said(row, name)):
            found[name] = _joined(before.get(name), value)
    return found


def _has(row: Mapping[str, Any], columns: Sequence[str]) -> bool:
    return any(not national.empty(row.get(one)) for one in columns)


def _said(row: Mapping[str, Any], place: str) -> bool:
    return _has(row, (*COLUMNS[place], f"national.{place}"))


def _joined(old: Any, new: Any) -> Any:  # noqa: ANN401 any JSON value
    """Return a new value; a text keeps its other languages, a mapping what was not said of it."""
    if is_text(new):
        return {**(old or {}), **new} if is_text(old) or not old else new
    if isinstance(new, Mapping):
        kept = dict(old) if isinstance(old, Mapping) else {}
        said = {name: one for name, one in new.items() if not national.empty(one)}
        return {**kept, **{name: _joined(kept.get(name), one) for name, one in said.items()}}
    return new


def _period(old: Content, new: Content, row: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(old)
    for name, columns in STATUTORY.items():
        said = _has(row, (*columns, f"national.statutory.{name}"))
        if said and not national.empty(new.get(name)):
            found[name] = new.get(name)
    return found


def _rows(name: str, old: Sequence[Any], new: Sequence[Any], row: Mapping[str, Any]) -> list[Any]:
    """Return the rows of a list that a row of the file names; a row named by its name only stays as it was."""
    known = {_key(name, one): one for one in old}
    bare = not any(isinstance(one, Mapping) for one in row.get(next(iter(LISTS.get(name, ("fee",))))) or [])
    found = []
    for one in new:
        before = known.get(_key(name, one))
        if before is None:
            found.append(one)
        elif bare and name != "fees":
            found.append(before)
        else:
            found.append(_joined(before, one))
    return found


def _key(name: str, one: Any) -> str:  # noqa: ANN401 any JSON value
    table = parts.BY_NAME[name]
    value = one if table.plain else one.get(table.key) if isinstance(one, Mapping) else one
    return chinese(value) if isinstance(value, Mapping) else str(value or "")
