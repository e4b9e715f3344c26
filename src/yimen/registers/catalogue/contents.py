"""The content of a version with its words in place."""

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
