"""The content of a version with its words in place."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from yimen.registers.catalogue import wording
from yimen.registers.catalogue.models import Version, Wording

# The words of a version as a column of its row: annotate(said=SAID) spares a query. One value, so that it is read at once.
SAID: Final = Subquery(
    Wording.objects.filter(version=OuterRef("pk"))
    .order_by()
    .values("version")
    .annotate(
        said=JSONBAgg(
            Func("place", "language", "text", function="jsonb_build_array", output_field=JSONField())
        )
    )
    .values("said")
)


def titles_of(version: str) -> ArraySubquery:
    """Return the names of a version, named by a column, as a column beside it; `by_language` reads them."""
    found = Wording.objects.filter(version=OuterRef(version), place="titles")
    return ArraySubquery(found.values(one=JSONObject(language="language", text="text")))


def by_language(titles: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return names that were read beside a row, by language."""
    return {one["language"]: one["text"] for one in titles}


def titles(version_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Return the names of some versions by version and language, as they are now; one query."""
    found: dict[int, dict[str, str]] = {}
    rows = Wording.objects.filter(version_id__in=version_ids, place="titles")
    for version_id, language, text in rows.values_list("version_id", "language", "text"):
        found.setdefault(version_id, {})[language] = text
    return found


def whole(version: Version) -> dict[str, Any]:
    """Return the content of a version, each text as a mapping of languages."""
    if hasattr(version, "said"):
        return together(version.content, version.said)
    return together(version.content, version.wordings.values_list("place", "language", "text"))


def together(content: Any, said: Iterable[tuple[str, str, str]] | None) -> dict[str, Any]:  # noqa: ANN401 a JSON value
    """Return a content as it is stored with its words (place, language, text) in place."""
    words: dict[str, dict[str, str]] = {}
    for place, language, text in said or ():
        words.setdefault(place, {})[language] = text
    found: dict[str, Any] = wording.put_back(content, words)
    return found
