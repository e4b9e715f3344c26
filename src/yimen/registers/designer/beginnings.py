"""Guided questions to begin with, made from a matter's own papers and conditions, in five languages. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

Texts = Mapping[str, str]
MOST: Final = 4  # suggestions on one page
NB: Final = "\u00a0"


def _texts(*words: str) -> dict[str, str]:
    return dict(zip(("zh-hans", "zh-hant", "en", "fr", "ja"), words, strict=True))


PAPER: Final = _texts(
    "您是否属于须提交“{}”的情形？",
    "您是否屬於須提交「{}」的情形？",
    "Does “{}” apply to you?",
    f"Devez-vous fournir «{NB}{{}}{NB}»{NB}?",
    "「{}」の提出が必要な場合に当たりますか。",
)
CONDITION: Final = _texts(
    "您是否符合这一条件：{}？",
    "您是否符合這一條件：{}？",
    "Do you meet this condition: {}?",
    f"Remplissez-vous cette condition{NB}: {{}}{NB}?",
    "次の条件を満たしていますか：{}",
)
NOT_MET: Final = _texts(
    "办理本事项须符合：{}",
    "辦理本事項須符合：{}",
    "This matter is for those who meet this condition: {}",
    f"Cette démarche est réservée à ceux qui remplissent cette condition{NB}: {{}}",
    "この手続には次の条件を満たす必要があります：{}",
)
ANSWERS: Final = [
    {"value": "yes", "labels": _texts("是", "是", "Yes", "Oui", "はい")},
    {"value": "no", "labels": _texts("否", "否", "No", "Non", "いいえ")},
]


def suggested(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return some tables of one question each, by what they are made from: "material:2" or "condition:1".

    What only some must hand in comes first: who need not, is spared it. Then the conditions: who meets one of them not, reads
    that the matter is not for them. Nothing that everybody must hand in is spared.
    """
    return dict([*_papers(content), *_conditions(content)][:MOST])


def _papers(content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for n, one in enumerate(content.get("materials") or [], start=1):
        if one.get("required") == "optional" and not one.get("shared") and not one.get("agent"):
            follows = {"yes": {"needed": [n]}, "no": {"spared": [n]}}
            yield (
                f"material:{n}",
                _table(f"paper_{n}", _said(PAPER, one.get("names")), one.get("note"), follows),
            )


def _conditions(content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for n, texts in enumerate(content.get("conditions") or [], start=1):
        follows = {"yes": {}, "no": {"words": _said(NOT_MET, texts)}}
        yield f"condition:{n}", _table(f"condition_{n}", _said(CONDITION, texts), None, follows)


def _said(words: Texts, about: Texts | None) -> dict[str, str]:
    """Return a sentence about something in the languages in which that has words."""
    return {
        language: words[language].format(text.rstrip("。．.；;"))
        for language, text in (about or {}).items()
        if language in words and text
    }


def _table(name: str, labels: Texts, hint: Texts | None, follows: Mapping[str, Any]) -> dict[str, Any]:
    question = {"name": name, "labels": labels, "hint": hint or {}, "options": ANSWERS}
    rows = [{"when": [{"question": name, "in": [value]}], "then": then} for value, then in follows.items()]
    return {"hit": "unique", "questions": [question], "rows": rows}
