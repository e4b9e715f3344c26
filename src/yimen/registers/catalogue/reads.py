"""What may be asked of the catalogue. Published versions never change and are kept in the process."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from yimen.ground.asking import say
from yimen.ground.memory import Memory
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import (
    decisions,
    judgements,
    named,
    presenting,
    questions,
    register,
    searching,
)
from yimen.registers.catalogue.answering import answered, answers_in_words, masked
from yimen.registers.catalogue.answering import said as answer_in_words
from yimen.registers.catalogue.chart import svg as flow_chart
from yimen.registers.catalogue.chart import words as flow_words
from yimen.registers.catalogue.comparing import Group, compare
from yimen.registers.catalogue.contents import SAID
from yimen.registers.catalogue.contents import whole as content
from yimen.registers.catalogue.delegations import (
    DelegationLine,
    handed_down,
    in_whose_name,
    stations,
)
from yimen.registers.catalogue.filling import (
    FieldError,
    check_form,
    kept,
)
from yimen.registers.catalogue.life import (
    ON_APPLICATION,
    OPEN,
    Kind,
    State,
)
from yimen.registers.catalogue.models import FoundNothing, Version, Wording
from yimen.registers.catalogue.periods import working_days
from yimen.registers.catalogue.places import previewed, with_places
from yimen.registers.catalogue.reckoning import reckoned
from yimen.registers.catalogue.rules import Finding, findings
from yimen.registers.catalogue.schema import json_schema
from yimen.registers.catalogue.searching import (
    MOST_PAGES,
    PAGE,
    Filters,
    Found,
    MatterLine,
    most_asked,
    offices_of,
    search,
)
from yimen.registers.catalogue.sheets import (
    FieldSheet,
    MaterialSheet,
    MatterSheet,
    PermitTerms,
    StepSheet,
    build,
)
from yimen.registers.catalogue.situations import (
    as_then,
    elsewhere,
    in_situation,
    spared,
)
from yimen.registers.catalogue.special import FIRST_REVIEW_DAYS, CommitmentTerms

__all__ = [
    "FIRST_REVIEW_DAYS",
    "MOST_PAGES",
    "PAGE",
    "CommitmentTerms",
    "DelegationLine",
    "FieldError",
    "FieldSheet",
    "Filters",
    "Finding",
    "Found",
    "Group",
    "Kind",
    "MaterialSheet",
    "MatterLine",
    "MatterSheet",
    "Missing",
    "PermitTerms",
    "StepSheet",
    "answer_in_words",
    "answered",
    "answers_in_words",
    "as_then",
    "check_form",
    "compare",
    "content",
    "decisions",
    "elsewhere",
    "findings",
    "flow_chart",
    "flow_words",
    "handed_down",
    "in_situation",
    "in_whose_name",
    "json_schema",
    "kept",
    "masked",
    "named",
    "presenting",
    "previewed",
    "questions",
    "reckoned",
    "register",
    "say",
    "search",
    "spared",
    "stations",
    "working_days",
]
Missing = Version.DoesNotExist
FRESH = 10.0  # seconds for which "which version is in force" is kept

_versions: Memory[int, MatterSheet] = Memory(most=5_000)
_current: Memory[tuple[str, date], tuple[int, str] | None] = Memory(FRESH)
_names: Memory[int, dict[str, str]] = Memory()
_themes: Memory[tuple[str, bool], list[tuple[str, int]]] = Memory(FRESH)
_offices: Memory[tuple[str, str, str], list[MatterLine]] = Memory(FRESH)
_popular: Memory[tuple[str, int], list[MatterLine]] = Memory(FRESH)


def forget() -> None:
    """Drop what is kept of states; immutable versions stay unless their state may have changed."""
    judgements.forget()
    named.forget()
    searching.forget()
    for one in (_current, _versions, _names, _themes, _offices, _popular):
        one.forget()


def _sheet(version: Version, said: dict[str, Any]) -> MatterSheet:
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
    return with_places(build(head, said))


def version(version_id: int) -> MatterSheet:
    """Return a version with the terms it always had. Raises Version.DoesNotExist."""
    kept = _versions.get(version_id)
    if kept is None:
        kept = draft(version_id)[0]
        if kept.state not in OPEN:
            _versions.keep(version_id, kept)
    return kept


def versions(version_ids: Iterable[int]) -> dict[int, MatterSheet]:
    """Return some versions by their numbers; one query at most, for those not kept yet."""
    wanted = set(version_ids)
    known = _versions.known(wanted)
    missing = wanted - known.keys()
    if missing:
        rows = Version.objects.select_related("matter").annotate(said=SAID).filter(pk__in=missing)
        found = {row.pk: _sheet(row, content(row)) for row in rows}
        _versions.keep_all({pk: one for pk, one in found.items() if one.state not in OPEN})
        known |= found
    return known


def draft(version_id: int) -> tuple[MatterSheet, dict[str, Any]]:
    """Return a version as it is now with its content; one query. Raises Version.DoesNotExist."""
    row = Version.objects.select_related("matter").annotate(said=SAID).get(pk=version_id)
    said = content(row)
    return _sheet(row, said), said


def names(version_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the titles of matters by version and language; one query at most, for those not kept yet."""
    wanted = set(version_ids)
    known = _names.known(wanted)
    missing = wanted - known.keys()
    if missing:
        found: dict[int, dict[str, str]] = {one: {} for one in missing}
        rows = Wording.objects.filter(version_id__in=missing, place="titles")
        for version_id, language, text in rows.values_list("version_id", "language", "text"):
            found[version_id][language] = text
        _names.keep_all(found)
        known |= found
    return known


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
    return _current.of((code, on), lambda: _in_force(code, on))


def published(code: str, *, on: date) -> MatterSheet | None:
    """Return the version of a matter in force on a day, or None (0-3); its state says whether it is suspended."""
    found = _current_version(code, on)
    if found is None:
        return None
    sheet = version(found[0])
    return sheet if sheet.state == found[1] else replace(sheet, state=found[1])


def by_id(matter_id: int, *, on: date) -> MatterSheet | None:
    """Return the version of a matter in force on a day by the matter's number, or None."""
    code = named.code_of(matter_id)
    return published(code, on=on) if code else None


def titles_of(matter_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the newest names of some matters by matter and language, in one query."""
    found: dict[int, dict[str, str]] = {}
    rows = Wording.objects.filter(version__matter_id__in=set(matter_ids), place="titles").order_by(
        "version_id"
    )
    for matter_id, language, text in rows.values_list("version__matter_id", "language", "text"):
        found.setdefault(matter_id, {})[language] = text
    return found


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


def themes(audience: str = "", *, once: bool = False) -> list[tuple[str, int]]:
    """Return the themes of matters in force with how many there are, kept for a while.

    With `once` as a search for it would show them: what one may apply for, the same at several offices as one.
    """
    return list(_themes.of((audience, once), lambda: _count_themes(audience, once=once)))


def _count_themes(audience: str, *, once: bool) -> list[tuple[str, int]]:
    kinds, line = (sorted(ON_APPLICATION), "same") if once else (list(Kind.values), "id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT theme, count(DISTINCT {line}) AS n FROM catalogue_entry, jsonb_array_elements_text(themes) theme "  # noqa: S608 constants; what is asked for is given apart
            f"WHERE what = 'matter' AND kind = ANY(%s) AND {searching.TODAY} AND (%s = '' OR audience ? %s) "
            "GROUP BY theme ORDER BY n DESC, theme",
            [kinds, audience, audience],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


def popular(language: str, *, limit: int = 8) -> list[MatterLine]:
    """Return the matters asked for most, kept for a while."""
    return list(_popular.of((language, limit), lambda: most_asked(language, limit=limit)))


def offices(matter: MatterSheet, language: str) -> list[MatterLine]:
    """Return a matter as each office offers it that implements the same base item, kept for a while."""
    same = (matter.base_code or matter.code, matter.name("zh-hans"), language)
    return list(_offices.of(same, lambda: offices_of(*same)))


def of_organ(organ_id: int, language: str) -> list[MatterLine]:
    """Return the power list of an organ: every matter in force."""
    return _lines("WHERE m.organ_id = %s ORDER BY m.kind, m.code", [organ_id], language)


def organs_with_matters() -> frozenset[int]:
    """Return the organs that have published matters."""
    rows = Version.objects.filter(state=State.PUBLISHED)
    return frozenset(rows.values_list("matter__organ_id", flat=True))


def draft_content(version_id: int) -> dict[str, Any]:
    """Return the content of a version with its words, for the desk. Raises Version.DoesNotExist."""
    return content(Version.objects.annotate(said=SAID).get(pk=version_id))


def draft_of(code: str) -> int | None:
    """Return the id of the draft of a matter, under review or not, or None."""
    return Version.objects.filter(matter__code=code, state__in=OPEN).values_list("pk", flat=True).first()


def in_revision(version_id: int) -> bool:
    """Say whether a version goes its way with a revision of many matters."""
    return Version.objects.filter(pk=version_id, revision__isnull=False).exists()


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
