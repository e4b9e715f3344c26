"""What a change of a law makes of a matter's content: the citation, the period, a paper that falls away. Pure."""

import copy
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from yimen.registers.catalogue import citations
from yimen.registers.catalogue.finding import chinese
from yimen.registers.catalogue.rules import days_of

SIGNS: Final = "零一二三四五六七八九"


@dataclass(frozen=True)
class Edits:
    """What is changed in every matter that cites a law (or one article of it); empty values change nothing."""

    new_title: str = ""
    new_article: str = ""
    new_doc_no: str = ""
    statutory_days: int | None = None
    statutory_unit: str = "working_days"
    promised_days: int | None = None
    drop_material: str = ""

    @property
    def empty(self) -> bool:
        """Say whether nothing would change."""
        same = Edits(statutory_unit=self.statutory_unit)
        return self == same

    def as_json(self) -> dict[str, Any]:
        """Return the edits as JSON values."""
        return asdict(self)


def chinese_number(n: int) -> str:
    """Return a number below ten thousand in Chinese signs, as articles are counted: 35 is 三十五, 1046 一千零四十六."""
    said, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // power % 10
        if digit:
            said += ("零" if gap else "") + SIGNS[digit] + unit
            gap = False
        else:
            gap = bool(said)
    return said[1:] if said.startswith("一十") else said


def article_words(article: str) -> str:
    """Return an article as it is written: "42-1" is 第四十二条之一."""
    number, _dash, inserted = article.partition("-")
    if not number.isdecimal():
        return ""
    after = f"之{chinese_number(int(inserted))}" if inserted.isdecimal() else ""
    return f"第{chinese_number(int(number))}条{after}"


def _renumbered(text: str, article: str, new: str) -> str:
    """Return a list of articles with one of them replaced; without an article to look for nothing changes."""
    if not article or not new:
        return text
    pattern = re.compile(f"第?(?:{article_words(article)[1:]}|{article.replace('-', '条之')}条)(?!之)")
    return pattern.sub(article_words(new), text)


def _cite_anew(content: dict[str, Any], law: str, article: str, edits: Edits) -> None:
    for basis in content.get("legal_basis") or []:
        named = citations.articles(str(basis.get("articles") or ""))
        if citations.law(str(basis.get("title") or "")) != law or (article and article not in named):
            continue
        if edits.new_title:
            basis["title"] = edits.new_title
        if edits.new_doc_no:
            basis["doc_no"] = edits.new_doc_no
        basis["articles"] = _renumbered(basis.get("articles") or "", article, edits.new_article)
    for part in ("materials", "fees"):
        for row in content.get(part) or []:
            row["basis"] = _in_text(str(row.get("basis") or ""), law, article, edits)


def _in_text(text: str, law: str, article: str, edits: Edits) -> str:
    def anew(found: "re.Match[str]") -> str:
        named = citations.articles(found[2])
        if citations.law(found[1]) != law or (article and article not in named):
            return found[0]
        return f"《{edits.new_title or found[1]}》{_renumbered(found[2], article, edits.new_article)}"

    return citations.TITLE.sub(anew, text)


def applied(content: Mapping[str, Any], law: str, article: str, edits: Edits) -> dict[str, Any]:
    """Return the content after the edits; the same content if none of them touches it."""
    new = copy.deepcopy(dict(content))
    if edits.new_title or edits.new_article or edits.new_doc_no:
        _cite_anew(new, law, article, edits)
    if edits.statutory_days is not None:
        new["statutory"] = {
            **(new.get("statutory") or {}),
            "days": edits.statutory_days,
            "unit": edits.statutory_unit,
        }
    if edits.promised_days is not None and (new.get("promised_days") or 0) > edits.promised_days:
        new["promised_days"] = edits.promised_days
        _fit_steps(new, edits.promised_days)
    if edits.drop_material:
        _drop(new, edits.drop_material)
    return new


def _fit_steps(content: dict[str, Any], days: int) -> None:
    """Shorten the longest steps until they fit the promise, those side by side together; delivery has its own days."""
    steps = [one for one in content.get("steps") or [] if one.get("kind") != "deliver"]
    while steps and (over := days_of(steps) - days) > 0:
        longest = max(steps, key=lambda one: one.get("days") or 0)
        most = longest.get("days") or 0
        cut = min(1, over, most)
        if not cut:
            return
        for one in steps:
            beside = longest.get("parallel") and one.get("parallel") == longest["parallel"]
            if one is longest or (beside and (one.get("days") or 0) > most - cut):
                one["days"] = most - cut


def _drop(content: dict[str, Any], name: str) -> None:
    """Drop a paper by its Chinese name; questions of the form keep pointing to the papers they serve."""
    rows = list(content.get("materials") or [])
    kept = [n for n, row in enumerate(rows) if chinese(row.get("names")) != name]
    if len(kept) == len(rows):
        return
    content["materials"] = [rows[n] for n in kept]
    where = {f"material:{n + 1}": f"material:{place}" for place, n in enumerate(kept, start=1)}
    form = content.get("form") or []
    content["form"] = [
        {**field, "serves": where.get(field.get("serves") or "", field.get("serves"))}
        for field in form
        if not str(field.get("serves") or "").startswith("material:") or field["serves"] in where
    ]
