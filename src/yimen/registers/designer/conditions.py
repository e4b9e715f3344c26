"""The answers that a condition names: taken as their codes, or told to be none. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from yimen.registers.catalogue.reads import questions

JUDGED: Final = frozenset({"equals", "not", "in"})


def several(text: str) -> list[str]:
    """Return the answers that stand in a line with commas."""
    return [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]


def offered(question: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the codes of the answers to a question with their words in every language, {} where it is free."""
    if question.get("kind") == "boolean":
        return {code: (str(words),) for code, words in questions.TICKED.items()}
    return {
        str(one.get("value")): tuple((one.get("labels") or {}).values())
        for one in question.get("options") or []
    }


def coded(question: Mapping[str, Any], op: str, text: str) -> str | None:
    """Return what a condition says with words on screen taken as their codes, or None for what is no answer (A-103)."""
    known = offered(question)
    if not known or (op or "equals") not in JUDGED:
        return text
    said = several(text) if op == "in" else [text.strip()]
    found = [_code(known, one) for one in said]
    return ",".join(one for one in found if one) if all(found) and found else None


def _code(known: Mapping[str, tuple[str, ...]], said: str) -> str:
    if said in known:
        return said
    return next((code for code, words in known.items() if said in words), "")
