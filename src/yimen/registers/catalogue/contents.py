"""The content of a version with its words in place."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from yimen.registers.catalogue import wording
from yimen.registers.catalogue.models import Version, Wording

# The words of a version as a column of its row: annotate(said=SAID) spares a query.
SAID: Final = ArraySubquery(
    Wording.objects.filter(version=OuterRef("pk")).values(
        said=JSONObject(place="place", language="language", text="text")
    )
)


def titles_of(version: str) -> ArraySubquery:
    """Return the names of a version, named by a column, as a column beside it; `by_language` reads them."""
    found = Wording.objects.filter(version=OuterRef(version), place="titles")
    return ArraySubquery(found.values(one=JSONObject(language="language", text="text")))


def by_language(titles: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return names that were read beside a row, by language."""
    return {one["language"]: one["text"] for one in titles}


def whole(version: Version) -> dict[str, Any]:
    """Return the content of a version, each text as a mapping of languages."""
    words: dict[str, dict[str, str]] = {}
    said = getattr(version, "said", None)
    if said is None:
        said = version.wordings.values("place", "language", "text")
    for one in said:
        words.setdefault(one["place"], {})[one["language"]] = one["text"]
    found: dict[str, Any] = wording.put_back(version.content, words)
    return found
