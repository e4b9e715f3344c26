"""Looking up divisions: by name, by code, with all that lies in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yimen.registers.agencies.models import Division


@dataclass(frozen=True)
class DivisionLine:
    """A division as a line of a list."""

    code: str
    level: int
    name: str
    parent_code: str


def valid_on(day: date) -> Q:
    """Return the condition that a division was valid on a day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def search_divisions(
    text: str, *, within: str = "", limit: int = 30, on: date | None = None
) -> list[DivisionLine]:
    """Return divisions whose name begins with the text, then those that contain it; `within` is a code.

    With a day those that were valid on it, without one those that have not ended.
    """
    rows = Division.objects.filter(valid_on(on) if on else Q(valid_to__isnull=True))
    if within:
        root = Division.objects.filter(code=within).order_by("level").values_list("path", flat=True).first()
        rows = rows.filter(path__startswith=root) if root else rows.none()
    first = list(rows.filter(name__startswith=text).order_by("level", "code")[:limit])
    if len(first) < limit and text:
        known = [one.pk for one in first]
        first += (
            rows.filter(name__contains=text)
            .exclude(pk__in=known)
            .order_by("level", "code")[: limit - len(first)]
        )
    return [DivisionLine(one.code, one.level, one.name, one.parent_code) for one in first]


def division_subtree(code: str, level: int) -> list[DivisionLine]:
    """Return a division and all below it, in one indexed query."""
    rows = Division.objects.raw(
        "SELECT d.* FROM agencies_division r JOIN agencies_division d ON d.path ~>=~ r.path AND d.path ~<~ (r.path || '0') "
        "WHERE r.code = %s AND r.level = %s ORDER BY d.path",
        [code, level],
    )
    return [DivisionLine(one.code, one.level, one.name, one.parent_code) for one in rows]


def division_names(codes: list[str], language: str) -> dict[str, str]:
    """Return the names of divisions in a language, the Chinese one where there is no other."""
    rows = Division.objects.filter(code__in=codes).prefetch_related("texts").order_by("level")
    return {
        row.code: next((text.name for text in row.texts.all() if text.language == language), row.name)
        for row in rows
    }


def towns(prefix: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Return code and names of the towns and streets whose code begins so, in order."""
    rows = Division.objects.filter(level=4, code__startswith=prefix, valid_to__isnull=True)
    return tuple(
        (row.code, {"zh-hans": row.name, **{text.language: text.name for text in row.texts.all()}})
        for row in rows.prefetch_related("texts").order_by("code")
    )
