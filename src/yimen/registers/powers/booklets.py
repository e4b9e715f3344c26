"""The booklet of an organ or a theme: what goes in, its fingerprint, and its setting as PDF/A."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pypinyin import lazy_pinyin

from yimen.ground import typesetting
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.languages.dates import written
from yimen.ground.numbers import read_number
from yimen.ground.typesetting import breakable
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue.reads import presenting, register
from yimen.registers.powers.models import Scope

TEMPLATE: Final = Path(__file__).parent / "typ" / "booklet.typ"
SUFFIX: Final = ".booklet"
MOST: Final = 2_000
LOCALES: Final = {  # typst's language, region and first font
    "zh-hans": ("zh", "cn", "Noto Sans SC"),
    "zh-hant": ("zh", "tw", "Noto Sans TC"),
    "en": ("en", "gb", "Noto Sans SC"),
    "fr": ("fr", "fr", "Noto Sans SC"),
    "ja": ("ja", "jp", "Noto Sans JP"),
}


@dataclass(frozen=True)
class Outline:
    """What a booklet is made of: its matters as they stand, and the fingerprint of all it will say."""

    scope: str
    key: str
    language: str
    on: date
    organ: OrganSheet | None
    heads: tuple[tuple[int, str, str], ...]
    digest: str

    @property
    def title(self) -> str:
        """Return what the booklet is about."""
        if self.organ:
            return self.organ.name(self.language)
        with translation.override(self.language):
            return presenting.theme_label(self.key)


@cache
def _template() -> str:
    return hashlib.sha256(TEMPLATE.read_bytes()).hexdigest()


def outline(scope: str, key: str, language: str, *, on: date) -> Outline | None:
    """Return what a booklet would be made of now, or None if there is no such kind of booklet or no such organ; one query."""
    organ = None
    if scope not in Scope.values:
        return None
    if scope == Scope.ORGAN:
        organ = agencies.organs().get(read_number(key) or 0)
        if organ is None:
            return None
        heads = register.heads(on=on, organ_id=organ.id)
    else:
        heads = register.heads(on=on, theme=key)
    said = [heads, organ.texts if organ else key, language, _template()]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
    return Outline(scope, key, language, on, organ, tuple(heads[:MOST]), digest)


def _rows(rows: tuple[presenting.Row, ...]) -> list[list[Any]]:
    return [[str(row.label), [breakable(line) for line in row.lines]] for row in rows]


def _matter(entry: register.RegisterEntry, language: str) -> dict[str, Any]:
    address = f"{settings.PUBLIC_URL}/powers/matters/{entry.code}/"
    return {
        "id": str(entry.matter_id),
        "name": presenting.words_of(entry.names, language) or entry.code,
        "code": breakable(entry.code),
        "organ": entry.organ.name(language) if entry.organ else "",
        "closed": entry.state == "suspended",
        "groups": [
            [str(group.title), _rows(group.rows)] for group in presenting.table(entry, language) if group.rows
        ],
        "papers": [[one.name, _rows(one.rows)] for one in presenting.papers(entry, language)],
        "qr": typesetting.qr(address),
        "address": address,
    }


def _sound(name: str) -> str:
    return "".join(lazy_pinyin(name)).casefold()


def content(found: Outline) -> dict[str, Any]:
    """Return what the template prints, in the language of the booklet."""
    organ_id = found.organ.id if found.organ else None
    theme = "" if found.organ else found.key
    entries = register.entries(on=found.on, organ_id=organ_id, theme=theme, limit=MOST)
    entries.sort(key=lambda one: (one.kind, one.code))
    with translation.override(found.language):
        chapters = [
            [presenting.kind_label(kind), [_matter(one, found.language) for one in group]]
            for kind, group in groupby(entries, key=lambda one: one.kind)
        ]
        index = [
            [presenting.words_of(one.names, found.language) or one.code, str(one.matter_id)]
            for one in entries
        ]
        language, region, font = LOCALES[found.language]
        return {
            "title": found.title,
            "subtitle": _("Matters and how they are handled"),
            "city": str(settings.SITE_IDENTITY["organ"]),
            "day": written(found.on),
            "count": ngettext("%(n)s matter", "%(n)s matters", len(entries)) % {"n": len(entries)},
            "chapters": chapters,
            "index": sorted(index, key=lambda one: _sound(one[0])),
            "words": {
                "contents": _("Contents"),
                "index": _("Index"),
                "papers": _("Papers"),
                "closed": _("Suspended at the moment; it cannot be applied for."),
                "newest": _("The newest text:"),
            },
            "lang": language,
            "region": region,
            "font": font,
        }


def pdf(found: Outline, *, at: datetime) -> bytes:
    """Return the booklet as PDF/A-2b and PDF/UA-1 with bookmarks, page numbers, contents and index."""
    return typesetting.pdf(TEMPLATE, content(found), at=at.astimezone(SHANGHAI))
