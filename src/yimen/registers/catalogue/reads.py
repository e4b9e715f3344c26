"""What may be asked of the catalogue. Published versions never change and are kept in the process."""

import json
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import formats
from django.utils.translation import ngettext

from yimen.ground.search import query, widened
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import presenting, register, wording
from yimen.registers.catalogue.chart import svg as flow_chart
from yimen.registers.catalogue.chart import words as flow_words
from yimen.registers.catalogue.filling import FieldError, check_form, json_schema, kept
from yimen.registers.catalogue.life import ON_APPLICATION, Kind, State
from yimen.registers.catalogue.models import FoundNothing, Matter, Version, Wording
from yimen.registers.catalogue.rules import Finding, findings
from yimen.registers.catalogue.sheets import FieldSheet, MaterialSheet, MatterSheet, StepSheet, build, say

__all__ = [
    "FieldError",
    "FieldSheet",
    "Finding",
    "Kind",
    "MaterialSheet",
    "MatterSheet",
    "Missing",
    "StepSheet",
    "check_form",
    "findings",
    "flow_chart",
    "flow_words",
    "json_schema",
    "kept",
    "presenting",
    "register",
    "say",
]
Missing = Version.DoesNotExist
FRESH = 10.0  # seconds for which "which version is in force" is kept
PAGE = 20
MOST_VERSIONS, MOST_CODES = 5_000, 20_000  # kept in a process before it starts afresh
MOST_PAGES = 500

_versions: dict[int, MatterSheet] = {}
_current: dict[tuple[str, date], tuple[float, tuple[int, str] | None]] = {}
_names: dict[int, dict[str, str]] = {}
_lists: dict[str, tuple[float, Any]] = {}
_lock = threading.Lock()


def forget() -> None:
    """Drop what is kept of states; immutable versions stay unless their state may have changed."""
    with _lock:
        _current.clear()
        _versions.clear()
        _names.clear()
        _lists.clear()


def content(version: Version) -> dict[str, Any]:
    """Return the content of a version with its words in place."""
    words: dict[str, dict[str, str]] = {}
    for place, language, text in Wording.objects.filter(version=version).values_list(
        "place", "language", "text"
    ):
        words.setdefault(place, {})[language] = text
    whole: dict[str, Any] = wording.put_back(version.content, words)
    return whole


def _sheet(version: Version) -> MatterSheet:
    organ = agencies.organs().get(version.matter.organ_id)
    head = {
        "version_id": version.pk,
        "version_n": version.n,
        "matter_id": version.matter_id,
        "code": version.matter.code,
        "base_code": version.matter.base_code,
        "kind": version.matter.kind,
        "state": version.state,
        "effective_from": version.effective_from,
        "organ_id": version.matter.organ_id,
        "organ_name": organ.name("zh-hans") if organ else "",
    }
    return build(head, content(version))


def version(version_id: int) -> MatterSheet:
    """Return a version with the terms it always had. Raises Version.DoesNotExist."""
    kept = _versions.get(version_id)
    if kept is None:
        kept = _sheet(Version.objects.select_related("matter").get(pk=version_id))
        if kept.state != State.DRAFT:
            with _lock:
                if len(_versions) > MOST_VERSIONS:
                    _versions.clear()
                _versions[version_id] = kept
    return kept


def working_days(days: float) -> str:
    """Put a number of working days, whole or not, into words of the reader's language."""
    whole = ceil(days) if days > 1 else int(days)  # a half is "days" in English and "jour" in French
    return ngettext("%(n)s working day", "%(n)s working days", whole) % {"n": formats.number_format(days)}


def names(version_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the titles of matters by version and language; one query at most, for those not kept yet."""
    wanted = set(version_ids)
    missing = wanted - _names.keys()
    if missing:
        found: dict[int, dict[str, str]] = {one: {} for one in missing}
        rows = Wording.objects.filter(version_id__in=missing, place="titles")
        for version_id, language, text in rows.values_list("version_id", "language", "text"):
            found[version_id][language] = text
        with _lock:
            if len(_names) > MOST_CODES:
                _names.clear()
            _names.update(found)
        return {one: found.get(one) or _names.get(one, {}) for one in wanted}
    return {one: _names[one] for one in wanted}


def _in_force(code: str, on: date) -> tuple[int, str] | None:
    """Return the version in force on a day and whether it can be applied for: published or suspended.

    A version that a later one supersedes is in force until its last day, unless the matter is suspended.
    """
    stopped = Version.objects.filter(matter_id=OuterRef("matter_id"), state=State.SUSPENDED)
    rows = Version.objects.filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=on),
        matter__code=code,
        effective_from__lte=on,
        state__in=[State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED],
    ).annotate(stopped=Exists(stopped))
    found = rows.order_by("-effective_from", "-n").values_list("pk", "stopped").first()
    return (found[0], State.SUSPENDED if found[1] else State.PUBLISHED) if found else None


def _current_version(code: str, on: date) -> tuple[int, str] | None:
    key = code, on
    kept = _current.get(key)
    if kept is None or time.monotonic() - kept[0] > FRESH:
        kept = time.monotonic(), _in_force(code, on)
        with _lock:
            if len(_current) > MOST_CODES:
                _current.clear()
            _current[key] = kept
    return kept[1]


def published(code: str, *, on: date) -> MatterSheet | None:
    """Return the version of a matter in force on a day, or None (0-3); its state says whether it is suspended."""
    found = _current_version(code, on)
    if found is None:
        return None
    sheet = version(found[0])
    return sheet if sheet.state == found[1] else replace(sheet, state=found[1])


def by_id(matter_id: int, *, on: date) -> MatterSheet | None:
    """Return the version of a matter in force on a day by the matter's number, or None."""
    code = Matter.objects.filter(pk=matter_id).values_list("code", flat=True).first()
    return published(code, on=on) if code else None


@dataclass(frozen=True)
class MatterLine:
    """A matter as a line of a list."""

    version_id: int
    matter_id: int
    code: str
    kind: str
    kind_words: str
    organ_id: int
    organ: str
    name: str
    summary: str
    promised_days: int | None
    online: bool
    themes: tuple[str, ...]
    fallback: bool


TODAY = """v.state IN ('published', 'superseded')
  AND v.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
  AND (v.effective_until IS NULL OR v.effective_until >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
  AND NOT EXISTS (SELECT 1 FROM catalogue_version s WHERE s.matter_id = v.matter_id AND s.state = 'suspended') """
LINE = f"""
SELECT v.id, m.id, m.code, m.kind, m.organ_id, v.promised_days, v.online, v.themes,
  (SELECT json_object_agg(w.language, w.text) FROM catalogue_wording w WHERE w.version_id = v.id AND w.place = 'titles'),
  (SELECT json_object_agg(w.language, w.text) FROM catalogue_wording w WHERE w.version_id = v.id AND w.place = 'summaries')
FROM catalogue_matter m JOIN catalogue_version v ON v.matter_id = m.id AND {TODAY}"""  # noqa: S608 our own words


def _lines(where: str, arguments: Sequence[Any], language: str) -> list[MatterLine]:
    with connection.cursor() as cursor:
        cursor.execute(LINE + where, list(arguments))
        rows = cursor.fetchall()
    tree = agencies.organs()
    return [_line(row, tree, language) for row in rows]


def _line(row: tuple[Any, ...], tree: dict[int, agencies.OrganSheet], language: str) -> MatterLine:
    names, summaries = row[8] or {}, row[9] or {}
    found_themes: list[str] = json.loads(row[7])
    return MatterLine(
        version_id=row[0],
        matter_id=row[1],
        code=row[2],
        kind=row[3],
        kind_words=str(Kind(row[3]).label),
        organ_id=row[4],
        organ=tree[row[4]].name(language) if row[4] in tree else "",
        name=names.get(language) or names.get("zh-hans", ""),
        summary=summaries.get(language) or summaries.get("zh-hans", ""),
        promised_days=row[5],
        online=row[6],
        themes=tuple(found_themes),
        fallback=language not in names,
    )


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to."""

    theme: str = ""
    audience: str = ""
    kind: str = ""
    organ_id: int | None = None


@dataclass(frozen=True)
class Found:
    """What a search found: some lines, how many there are, and whether typing errors were forgiven."""

    lines: tuple[MatterLine, ...]
    total: int
    loose: bool


def search(text: str, *, filters: Filters, language: str, page: int = 1) -> Found:
    """Return matters in force that match, the best first; everyday words and typing errors are understood."""
    wheres, arguments = _narrowed(filters)
    if not text.strip():
        return _found(wheres, arguments, "m.asked DESC, m.id", [], language, page, loose=False)
    asked = [one for one in (query(words) for words in widened(text)) if one]
    if not asked:
        return Found((), 0, loose=False)
    for tsquery, loose in ((" | ".join(asked), False), (query(text, loose=True), True)):
        found = _found(
            [*wheres, "m.words @@ to_tsquery('simple', %s)"],
            [*arguments, tsquery],
            "ts_rank(m.words, to_tsquery('simple', %s), 1) DESC, m.asked DESC, m.id",
            [tsquery],
            language,
            page,
            loose=loose,
        )
        if found.total:
            return found
    return Found((), 0, loose=True)


def _narrowed(filters: Filters) -> tuple[list[str], list[Any]]:
    wheres, arguments = ["m.kind = ANY(%s)"], [sorted(ON_APPLICATION)]
    for column, value in (("v.themes", filters.theme), ("v.audience", filters.audience)):
        if value:
            wheres.append(f"{column} ? %s")
            arguments.append(value)  # type: ignore[arg-type]
    if filters.kind:
        wheres.append("m.kind = %s")
        arguments.append(filters.kind)  # type: ignore[arg-type]
    if filters.organ_id:
        wheres.append("m.organ_id = %s")
        arguments.append(filters.organ_id)  # type: ignore[arg-type]
    return wheres, arguments


def _found(
    wheres: list[str],
    arguments: list[Any],
    order: str,
    order_arguments: list[Any],
    language: str,
    page: int,
    *,
    loose: bool,
) -> Found:
    where = f"WHERE {' AND '.join(wheres)} "
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({LINE} {where}) AS matched", arguments)  # noqa: S608 our own words
        total = cursor.fetchone()[0]
    if not total:
        return Found((), 0, loose=loose)
    tail = f"{where} ORDER BY {order} LIMIT %s OFFSET %s"
    lines = _lines(
        tail, [*arguments, *order_arguments, PAGE, (min(max(page, 1), MOST_PAGES) - 1) * PAGE], language
    )
    return Found(tuple(lines), total, loose=loose)


def themes(audience: str = "") -> list[tuple[str, int]]:
    """Return the themes of matters in force with how many there are, kept for a while."""
    kept = _lists.get(f"themes {audience}")
    if kept is None or time.monotonic() - kept[0] > FRESH:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT theme, count(*) FROM catalogue_version v, jsonb_array_elements_text(v.themes) theme "  # noqa: S608 our own words
                f"WHERE {TODAY} AND (%s = '' OR v.audience ? %s) "
                "GROUP BY theme ORDER BY count(*) DESC, theme",
                [audience, audience],
            )
            kept = time.monotonic(), [(row[0], row[1]) for row in cursor.fetchall()]
        with _lock:
            _lists[f"themes {audience}"] = kept
    return list(kept[1])


def popular(language: str, *, limit: int = 8) -> list[MatterLine]:
    """Return the matters asked for most, kept for a while."""
    kept = _lists.get(f"popular {language}")
    if kept is None or time.monotonic() - kept[0] > FRESH:
        kept = (
            time.monotonic(),
            _lines("WHERE v.online ORDER BY m.asked DESC, m.id LIMIT %s", [limit], language),
        )
        with _lock:
            _lists[f"popular {language}"] = kept
    return list(kept[1])


def of_organ(organ_id: int, language: str) -> list[MatterLine]:
    """Return the power list of an organ: every matter in force."""
    return _lines("WHERE m.organ_id = %s ORDER BY m.kind, m.code", [organ_id], language)


def draft_content(version_id: int) -> dict[str, Any]:
    """Return the content of a version with its words, for the desk. Raises Version.DoesNotExist."""
    return content(Version.objects.get(pk=version_id))


def draft_of(code: str) -> int | None:
    """Return the id of the draft of a matter, or None."""
    return Version.objects.filter(matter__code=code, state=State.DRAFT).values_list("pk", flat=True).first()


def found_nothing(limit: int = 50) -> list[tuple[date, str, int]]:
    """Return searches that found nothing, the newest first."""
    return list(FoundNothing.objects.order_by("-day", "-times").values_list("day", "text", "times")[:limit])


def json_ld(matter: MatterSheet, language: str, address: str) -> dict[str, Any]:
    """Return a matter as a schema.org GovernmentService."""
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": matter.name(language),
        "description": matter.summary(language),
        "identifier": matter.code,
        "url": address,
        "serviceOperator": {"@type": "GovernmentOrganization", "name": matter.organ_name},
        "availableChannel": {"@type": "ServiceChannel", "serviceUrl": address, "servicePhone": matter.phone},
        "isAccessibleForFree": not matter.fees,
    }
