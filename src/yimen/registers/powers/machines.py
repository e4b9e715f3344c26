"""The register as machines read it: JSON with cursors and stable ids, feeds, a site map."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils import html
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from yimen.ground.languages.dates import written
from yimen.ground.languages.texts import RECORD
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import presenting, register
from yimen.registers.powers.reads import ChangeLine


def page_of(code: str) -> str:
    """Return the public address of a matter in the register."""
    return f"{settings.PUBLIC_URL}/powers/matters/{code}/"


def matter(entry: register.RegisterEntry) -> dict[str, Any]:
    """Return a matter whole: its ids, its state, and every field under its national heading."""
    return {
        "id": str(entry.matter_id),
        "code": entry.code,
        "kind": entry.kind,
        "organ": {
            "id": str(entry.organ_id),
            "code": entry.organ.uscc if entry.organ else "",
            "name": entry.organ.name("zh-hans") if entry.organ else "",
        },
        "version": entry.version_n,
        "version_id": str(entry.version_id),
        "state": entry.state if entry.state in {"suspended", "withdrawn"} else "published",
        "effective_from": entry.effective_from.isoformat() if entry.effective_from else None,
        "effective_until": entry.effective_until.isoformat() if entry.effective_until else None,
        "names": dict(entry.names),
        "address": page_of(entry.code),
        "fields": presenting.record(entry),
        "service": service(entry, "zh-hans"),
    }


def service(entry: register.RegisterEntry, language: str) -> dict[str, Any]:
    """Return a matter as a schema.org GovernmentService, the same as its guide gives."""
    return catalogue.json_ld(catalogue.version(entry.version_id), language, page_of(entry.code))


def feed(changed: Sequence[ChangeLine], language: str, *, title: str, address: str, page: str) -> bytes:
    """Return changes of the register as an Atom feed beside the page that people read; ids never change."""
    made = Atom1Feed(
        title=title,
        link=f"{settings.PUBLIC_URL}{page}",
        description="",
        language=language,
        feed_url=f"{settings.PUBLIC_URL}{address}",
        feed_guid=f"{settings.PUBLIC_URL}{address}",
        author_name=str(settings.SITE_IDENTITY["organ"]),
    )
    tree, names = agencies.organs(), catalogue.names(one.version_id for one in changed)
    for one in changed:
        organ = tree[one.organ_id].name(language) if one.organ_id in tree else ""
        day = _("In force from %(day)s.") % {"day": written(one.effective_from)} if one.effective_from else ""
        name = presenting.words_of({**names.get(one.version_id, {}), RECORD: one.name}, language)
        made.add_item(
            title=f"{one.words}{_(': ')}{name}",
            link=page_of(one.code),
            description=html.escape(" ".join(part for part in (organ, one.reason, day) if part)),
            unique_id=f"{settings.PUBLIC_URL}/powers/changes/{one.id}",
            pubdate=one.at,
            updateddate=one.at,
            categories=[one.what],
        )
    return made.writeString("utf-8").encode()


def site_map(codes: Sequence[str], organ_ids: Sequence[int]) -> str:
    """Return the addresses of the register for search engines."""
    home = f"{settings.PUBLIC_URL}/powers/"
    places = [home, *(f"{home}organs/{one}/" for one in organ_ids), *(page_of(code) for code in codes)]
    lines = "".join(f"<url><loc>{escape(one)}</loc></url>\n" for one in places)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )
