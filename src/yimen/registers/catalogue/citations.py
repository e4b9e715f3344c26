"""Which articles of which laws a content names, and where. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

LONGEST_LAW: Final = 200
MOST_IN_A_RANGE: Final = 200
TITLE: Final = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》([^《]*)")
ARTICLE: Final = re.compile(
    r"第?([一二三四五六七八九十百千零〇两\d]{1,9})条(?:之([一二三四五六七八九十\d]{1,3}))?"
)
RANGE: Final = re.compile(rf"{ARTICLE.pattern}(?:至|到|[-—~～])(?={ARTICLE.pattern})")
DIGITS: Final = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "〇": 0, "两": 2}
UNITS: Final = {"十": 10, "百": 100, "千": 1000}
YEAR: Final = re.compile(
    r"[（(](?:\d{4}年?)?[^（）()]*(?:修正|修订|修改|施行|公布)[^（）()]*[）)]|[（(]\d{4}年?[）)]"
)


@dataclass(frozen=True)
class Cited:
    """One article of a law (or the law as a whole), and where it is named."""

    place: str
    law: str
    article: str


def law(title: str) -> str:
    """Return the title of a law as it is compared: without brackets, the year of revision and the name of the country."""
    plain = YEAR.sub("", "".join(title.split()))
    if plain.startswith("《") and plain.endswith("》"):
        plain = plain[1:-1]
    return plain.removeprefix("中华人民共和国")[:LONGEST_LAW]


def number(text: str) -> int:
    """Return a number written in Chinese or Arabic digits; 0 for none."""
    if text.isascii() and text.isdigit():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in UNITS:
            total += (digit or 1) * UNITS[sign]
            digit = 0
        else:
            digit = DIGITS.get(sign, 0)
    return total + digit


def articles(text: str) -> list[str]:
    """Return the articles that a text names, as digits: 第四十二条之一 is "42-1", 第十条至第十二条 are three."""
    found: list[str] = []
    spans = [(one.start(), number(one[1]), number(one[3])) for one in RANGE.finditer(text)]
    for _start, first, last in spans:
        if first < last < first + MOST_IN_A_RANGE:
            found += [str(n) for n in range(first, last + 1)]
    for one in ARTICLE.finditer(text):
        found.append(f"{number(one[1])}-{number(one[2])}" if one[2] else str(number(one[1])))
    return list(dict.fromkeys(article for article in found if article != "0"))


def _in_text(place: str, text: str) -> Iterator[Cited]:
    for one in TITLE.finditer(text):
        for article in articles(one[2]) or [""]:
            yield Cited(place, law(one[1]), article)


def _strings(value: Any, place: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 any JSON value
    if isinstance(value, str):
        if "《" in value:
            yield place, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in {"zh-hant", "en", "fr", "ja"}:
                yield from _strings(part, place if name == "zh-hans" else f"{place}.{name}")
    elif isinstance(value, list | tuple):
        for n, part in enumerate(value):
            yield from _strings(part, f"{place}.{n}")


def of(content: Mapping[str, Any]) -> list[Cited]:
    """Return every citation in a content: its legal basis, and every 《…》 elsewhere with the articles behind it."""
    found: dict[Cited, None] = {}
    for n, basis in enumerate(content.get("legal_basis") or []):
        title = basis.get("title") if isinstance(basis, Mapping) else ""
        if isinstance(title, str) and title.strip():
            for article in articles(str(basis.get("articles") or "")) or [""]:
                found[Cited(f"legal_basis.{n}", law(title), article)] = None
    for name, value in content.items():
        if name not in {"legal_basis", "form", "situations"}:
            for place, text in _strings(value, name):
                found.update(dict.fromkeys(_in_text(place[:120], text)))
    return list(found)
