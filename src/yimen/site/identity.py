"""Whose site this is, from the file that YIMEN_SITE names: what the foot of every page has to say (J-401)."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yimen.ground.languages.texts import LANGUAGES, RECORD, pick

WORDS: Final = ("name", "organ", "icp", "police")
PLAIN: Final = ("phone", "code")
CODE: Final = re.compile(r"\d{10}", re.ASCII)
HOTLINE: Final = "12345"
NOBODY: Final[Mapping[str, Any]] = {
    "name": _("Public services"),
    **dict.fromkeys(("organ", "icp", "police", "code"), ""),
    "phone": HOTLINE,
}


def _said(texts: Mapping[str, str]) -> str:
    return pick(texts, get_language() or RECORD)[0]


_lazily = lazy(_said, str)


def _in_languages(name: str, value: object) -> Any:  # noqa: ANN401 a lazy text is whatever Django makes of it
    """Return words that follow the reader's language, given as one text or as one for each language."""
    texts = {RECORD: value} if isinstance(value, str) else value
    if not isinstance(texts, dict) or RECORD not in texts or not set(texts) <= set(LANGUAGES):
        raise ValueError(f"{name} must be a text, or texts by language with {RECORD} among them")
    if not all(isinstance(one, str) and one.strip() for one in texts.values()):
        raise ValueError(f"{name} has an empty text")
    return _lazily(texts)


def _checked(found: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(found) - {*WORDS, *PLAIN}):
        raise ValueError(f"nothing is called {', '.join(unknown)}")
    if not all(isinstance(found.get(name, ""), str) for name in PLAIN):
        raise ValueError(f"{' and '.join(PLAIN)} must be texts")
    if found.get("code") and not CODE.fullmatch(found["code"]):
        raise ValueError("code must be the ten digits of the site")
    words = {name: _in_languages(name, found[name]) for name in WORDS if name in found}
    return {**NOBODY, **words, **{name: found[name] for name in PLAIN if name in found}}


def read(path: Path | None) -> dict[str, Any]:
    """Return the identity that a file tells, nobody's without a file. Raises ImproperlyConfigured, naming the file."""
    if path is None:
        return dict(NOBODY)
    try:
        return _checked(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        message = f"YIMEN_SITE: {path} cannot be read: {error}"
        raise ImproperlyConfigured(message) from error


def missing(identity: Mapping[str, Any]) -> list[str]:
    """Return what the foot of the pages must say and the file does not (J-401)."""
    named = [name for name in ("organ", "phone", "code", "icp", "police") if not str(identity[name])]
    return [*(["name"] if identity["name"] is NOBODY["name"] else []), *named]
