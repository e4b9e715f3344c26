"""An entry of the register in words: the information table in the order of the national schema, and a record for machines. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.ground.languages.texts import RECORD, pick
from yimen.registers.catalogue import enumerations, national
from yimen.registers.catalogue.life import Kind
from yimen.registers.catalogue.national import (
    BASIC,
    EXTENDED,
    LISTED,
    MATERIAL,
    PENALTY_KINDS,
    Field,
    at,
    empty,
)
from yimen.registers.catalogue.periods import working_days
from yimen.registers.catalogue.register import RegisterEntry
from yimen.registers.catalogue.themes import THEMES


@dataclass(frozen=True)
class Row:
    """One line of the table: what is asked, and what the matter says of it, line by line."""

    field: str
    label: str | Promise
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """A part of the table."""

    title: str | Promise
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Paper:
    """One paper with all that is said of it."""

    n: int
    name: str
    rows: tuple[Row, ...]


GROUPS: Final[tuple[tuple[str | Promise, tuple[Field, ...]], ...]] = (
    (gettext_lazy("Basic information"), BASIC),
    (gettext_lazy("Further information"), EXTENDED),
    (gettext_lazy("Fees, steps, questions"), LISTED[1:]),
)


def words_of(texts: Any, language: str) -> str:  # noqa: ANN401 a text of a content
    """Return a text in a language or the nearest one."""
    return str(pick(texts, language)[0]) if isinstance(texts, Mapping) and texts else str(texts or "")


def known(entry: RegisterEntry, place: str) -> Any:  # noqa: ANN401 a value of any kind
    """Return what is known of a matter beside its content."""
    fees = entry.content.get("fees") or []
    found = {
        "@code": entry.code,
        "@version_n": entry.version_n,
        "@state": "withdrawn"
        if entry.state == "withdrawn"
        else "suspended"
        if entry.state == "suspended"
        else "published",
        "@organ_name": entry.organ.name("zh-hans") if entry.organ else "",
        "@organ_code": entry.organ.uscc if entry.organ else "",
        "@fee_basis": "；".join(str(one.get("basis") or "") for one in fees),
        "@online": "online" in (entry.content.get("channels") or []),
    }
    return found.get(place)


def _basis(one: Mapping[str, Any], _language: str) -> str:
    number = f"（{one['doc_no']}）" if one.get("doc_no") else ""
    title = str(one.get("title") or "")
    return f"{title if title.startswith('《') else f'《{title}》'}{one.get('articles') or ''}{number}"


def _step(one: Mapping[str, Any], language: str) -> str:
    days = one.get("days")
    parts = [words_of(one.get("names"), language)]
    parts += [working_days(days)] if days else []
    parts += [
        words_of(one.get(name), language) for name in ("officer", "standard", "outcome") if one.get(name)
    ]
    return " · ".join(part for part in parts if part)


def _fee(one: Mapping[str, Any], language: str) -> str:
    amount = one.get("amount_fen")
    price = (
        _("%(amount)s yuan") % {"amount": formats.number_format(amount / 100, 2)}
        if amount is not None
        else ""
    )
    parts = [
        words_of(one.get("names"), language),
        price,
        str(one.get("standard") or ""),
        str(one.get("basis") or ""),
    ]
    return " · ".join(part for part in parts if part)


def _faq(one: Mapping[str, Any], language: str) -> str:
    return f"{words_of(one.get('questions'), language)} — {words_of(one.get('answers'), language)}"


def _result(one: Mapping[str, Any], language: str) -> str:
    kind = enumerations.label("result_type", one.get("type")) if one.get("type") else ""
    return " · ".join(part for part in (words_of(one.get("names"), language), kind) if part)


def _named(one: Mapping[str, Any], language: str) -> str:
    parts = [words_of(one.get("names"), language)]
    parts += (
        [f"{one['days']} {enumerations.label('unit', one.get('unit') or 'working_days')}"]
        if one.get("days")
        else []
    )
    parts += [words_of(one.get("note"), language)] if one.get("note") else []
    return " · ".join(part for part in parts if part)


def _penalty(one: Mapping[str, Any], language: str) -> str:
    return " · ".join(
        words_of(one[name], language) for name in ("conduct", "kinds", "range") if one.get(name)
    )


def _theme(one: Any, language: str) -> str:  # noqa: ANN401 a value of a content
    return str(one) if language == RECORD else theme_label(str(one))


LIST_WORDS: Final = {
    "themes": _theme,
    "legal_basis": _basis,
    "steps": _step,
    "fees": _fee,
    "faqs": _faq,
    "results": _result,
    "special_procedures": _named,
    "penalty": _penalty,
}


def lines_of(one: Field, value: Any, language: str) -> tuple[str, ...]:  # noqa: ANN401 a value of any kind
    """Return a value in words for the reader, line by line."""
    if empty(value):
        return ()
    if one.kind == "list":
        write = LIST_WORDS.get(one.place)
        return tuple(write(part, language) if write else words_of(part, language) for part in value)
    if one.kind == "enums":
        return tuple(enumerations.label(one.values, part) for part in value)
    if one.kind == "enum":
        return (enumerations.label(one.values, value),)
    if one.kind == "yes":
        return (_("Yes") if value else _("No"),)
    return (str(value) if isinstance(value, int) else words_of(value, language),)


def label_of(one: Field, language: str) -> str | Promise:
    """Return what a field is called: in Chinese exactly as in the national schema."""
    return one.heading if language == RECORD else one.label


def value_of(entry: RegisterEntry, one: Field) -> Any:  # noqa: ANN401 a value of any kind
    """Return what a matter says of a field."""
    return known(entry, one.place) if one.place.startswith("@") else at(entry.content, one.place)


def _shown(entry: RegisterEntry, one: Field, language: str) -> Any:  # noqa: ANN401 a value of any kind
    """Return what the table shows of a field; the organ by its name in the reader's language."""
    if one.place == "@organ_name":
        return entry.organ.name(language) if entry.organ else ""
    return entry.kind if one.place == "kind" else value_of(entry, one)


def table(entry: RegisterEntry, language: str) -> list[Group]:
    """Return the information table of a matter: every field it fills in, in the order of the national schema (H-301, H-302, H-304)."""
    groups = []
    for title, fields in GROUPS:
        rows = []
        for one in fields:
            if one.place == "penalty" and entry.kind not in PENALTY_KINDS:
                continue
            lines = lines_of(one, _shown(entry, one, language), language)
            if lines:
                rows.append(Row(one.name, label_of(one, language), lines))
        groups.append(Group(title, tuple(rows)))
    return groups


def _of_paper(one: Mapping[str, Any], n: int, field: Field) -> Any:  # noqa: ANN401 a value of any kind
    originals, copies = one.get("originals") or 0, one.get("copies") or 0
    if field.place == "@nature":
        return "both" if originals and copies else "original" if originals else "copy" if copies else ""
    return {"@count": originals + copies, "@n": n}.get(field.place, one.get(field.place))


def papers(entry: RegisterEntry, language: str) -> list[Paper]:
    """Return the papers of a matter with every field of the national schema (H-303)."""
    found = []
    for n, one in enumerate(entry.content.get("materials") or [], start=1):
        rows = []
        for field in MATERIAL[1:]:
            lines = lines_of(field, _of_paper(one, n, field), language)
            if lines:
                rows.append(Row(field.name, label_of(field, language), lines))
        found.append(Paper(n, words_of(one.get("names"), language), tuple(rows)))
    return found


def _plain(one: Field, value: Any) -> Any:  # noqa: ANN401 a value of any kind
    if one.kind == "list":
        return list(lines_of(one, value, "zh-hans"))
    return value if one.kind in {"number", "yes"} else national.said(one, value)


def record(entry: RegisterEntry) -> dict[str, Any]:
    """Return a matter under the national headings, in Chinese, for machines; what is not filled in is null."""
    found: dict[str, Any] = {}
    for one in (*BASIC, *EXTENDED, *LISTED[1:]):
        value = entry.kind if one.place == "kind" else value_of(entry, one)
        found[one.heading] = None if empty(value) else _plain(one, value)
    found["申请材料"] = [
        {
            field.heading: None if empty(value := _of_paper(one, n, field)) else _plain(field, value)
            for field in MATERIAL
        }
        for n, one in enumerate(entry.content.get("materials") or [], start=1)
    ]
    return found


SIMPLE_COLUMNS: Final = tuple(one for one in (*BASIC, *EXTENDED) if one.kind != "list")


def headings() -> list[str]:
    """Return the headings of the list of matters: every simple field of the national schema."""
    return [one.heading for one in SIMPLE_COLUMNS]


def cells(entry: RegisterEntry) -> list[str]:
    """Return a matter as a row of that list; loaded again, it gives the same fields."""
    return [
        national.said(one, entry.kind if one.place == "kind" else value_of(entry, one))
        for one in SIMPLE_COLUMNS
    ]


def theme_label(name: str) -> str:
    """Return a theme in the reader's language; one of the city's own as it is."""
    return str(THEMES.get(name, name))


def kind_label(kind: str) -> str:
    """Return a kind of power in the reader's language."""
    return str(Kind(kind).label) if kind in Kind.values else kind
