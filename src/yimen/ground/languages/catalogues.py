"""The interface's words: found in the code, merged into the catalogues, compiled without outside programs."""

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages import Catalog, Message, pofile
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

from yimen.ground.languages.compiling import compile_file

PACKAGE = Path(__file__).resolve().parents[2]
LOCALES = ("zh_Hans", "zh_Hant", "en", "fr", "ja")
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(
    r"""(?<![a-z_])(n?p?gettext|_)\(\s*(u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')(?:\s*,\s*(u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*'))?"""
)


@dataclass
class Words:
    """One message of the code: its singular, its plural if any, and where it stands."""

    singular: str
    plural: str = ""
    places: list[str] = field(default_factory=list)


def catalogue_path(locale: str) -> Path:
    """Return where the catalogue of a locale lies."""
    return PACKAGE / "locale" / locale / "LC_MESSAGES" / "django.po"


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _in_python(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in SINGLE and (word := _literal(node.args[0])):
            yield word, ""
        elif name in PLURAL and (word := _literal(node.args[0])):
            yield word, _literal(node.args[1])


def _in_template(path: Path) -> Iterator[tuple[str, str]]:
    for call, first, second in IN_TEMPLATE.findall(templatize(path.read_text("utf-8"), origin=str(path))):
        words = [ast.literal_eval(text.removeprefix("u")) for text in (first, second) if text]
        yield words[0], words[1] if call == "ngettext" and len(words) > 1 else ""


def extract() -> dict[str, Words]:
    """Return every message of the product by its singular."""
    found: dict[str, Words] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html")]):
        if {"tests", "migrations"} & set(path.parts):
            continue
        reader = _in_python if path.suffix == ".py" else _in_template
        for singular, plural in reader(path):
            words = found.setdefault(singular, Words(singular))
            words.plural = words.plural or plural
            place = str(path.relative_to(PACKAGE))
            if place not in words.places:
                words.places.append(place)
    return found


def read(locale: str) -> Catalog:
    """Return the catalogue of a locale; an empty one if there is none yet."""
    path = catalogue_path(locale)
    if not path.exists():
        return Catalog(locale=locale, domain="django", fuzzy=False)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=locale)


def merge(locale: str) -> int:
    """Bring the catalogue of a locale up to the code: new messages added, lost ones dropped; return how many are empty."""
    old, found = read(locale), extract()
    fresh = Catalog(
        locale=locale,
        domain="django",
        fuzzy=False,
        project="Yimen",
        version="1",
        header_comment="# The words of the interface.",
    )
    empty = 0
    for singular in sorted(found):
        words = found[singular]
        known = old.get(singular)
        text = known.string if known else ""
        key = (singular, words.plural) if words.plural else singular
        if words.plural and not isinstance(text, tuple | list):
            text = tuple([text] * fresh.num_plurals) if text else ("",) * fresh.num_plurals
        if locale == "en" and not (text if isinstance(text, str) else any(text or ())):
            text = (singular, words.plural) if words.plural else singular
        empty += not (text if isinstance(text, str) else all(text or ("",)))
        fresh.add(key, text, locations=[(place, 0) for place in words.places])
    path = catalogue_path(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, fresh, width=110, include_lineno=False, omit_header=False)
    return empty


def compile_one(locale: str) -> bool:
    """Compile a catalogue if it changed; say whether it had.

    Where the package may not be written, what was built with it is taken as it is, or compiled beside the data.
    """
    source = catalogue_path(locale)
    target = source.with_suffix(".mo")
    if not os.access(target.parent, os.W_OK):
        if target.exists():
            return False
        target = Path(settings.LOCALE_PATHS[-1], *target.parts[-3:])
    return compile_file(source, target)


def compile_all() -> int:
    """Compile every catalogue that changed and let this process read them anew; return how many there were.

    They are read anew in any case: another process may have compiled them after this one had found none.
    """
    changed = [locale for locale in LOCALES if compile_one(locale)]
    translation_file_changed(None, catalogue_path(LOCALES[0]).with_suffix(".mo"))
    return len(changed)


@dataclass(frozen=True)
class Fault:
    """Something wrong with one message in one catalogue."""

    locale: str
    message: str
    what: str


PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
TAG = re.compile(r"</?[a-z]+")


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _wrong(words: Words, message: Message) -> Iterator[str]:
    """Yield what is wrong with one translated message."""
    if message.fuzzy:
        yield "fuzzy"
    allowed = set(PLACEHOLDER.findall(words.singular)) | set(PLACEHOLDER.findall(words.plural))
    for text in _texts(message):
        used = set(PLACEHOLDER.findall(text))
        if used - allowed or (not words.plural and used != allowed):
            yield "placeholders differ"
        if sorted(TAG.findall(text)) != sorted(TAG.findall(words.singular)):
            yield "tags differ"


def faults(locale: str) -> Iterator[Fault]:
    """Yield each message that is missing, empty, fuzzy, left over, or whose placeholders or tags differ."""
    catalogue, found = read(locale), extract()
    for singular, words in found.items():
        message = catalogue.get(singular)
        if message is None or not _texts(message) or not all(_texts(message)):
            yield Fault(locale, singular, "untranslated")
        else:
            yield from (Fault(locale, singular, what) for what in _wrong(words, message))
    for message in catalogue:
        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
        if key and key not in found:
            yield Fault(locale, key, "left over")
