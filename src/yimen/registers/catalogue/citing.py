"""Which matters cite a law: found by the table of citations, not by reading every matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import citations
from yimen.registers.catalogue.contents import titles
from yimen.registers.catalogue.edits import article_words
from yimen.registers.catalogue.life import OPEN, State
from yimen.registers.catalogue.models import Citation, Version


@dataclass(frozen=True)
class CitingLine:
    """A matter that cites a law: which articles, where, and whether a draft of it waits."""

    matter_id: int
    version_id: int
    code: str
    names: Mapping[str, str]
    organ_id: int
    organ: str
    articles: tuple[str, ...]
    places: tuple[str, ...]
    draft_waits: bool

    @property
    def articles_words(self) -> str:
        """Return the articles as they are written."""
        return "、".join(article_words(one) for one in self.articles if one)


def laws(limit: int = 300) -> list[tuple[str, int]]:
    """Return the laws that matters in force cite, the most cited first, with how many matters."""
    rows = (
        Citation.objects.filter(version__state__in=[State.PUBLISHED, State.SUSPENDED])
        .values("law")
        .annotate(matters=Count("version__matter_id", distinct=True))
        .order_by("-matters", "law")
    )
    return [(row["law"], row["matters"]) for row in rows[:limit]]


def citing(law: str, article: str = "", *, organ_ids: Collection[int] | None = None) -> list[CitingLine]:
    """Return the matters in force that cite a law (or one article of it), with their organs; three queries."""
    rows = Citation.objects.filter(
        law=citations.law(law),
        version__state__in=[State.PUBLISHED, State.SUSPENDED],
        version__effective_until__isnull=True,
    )
    rows = rows.filter(article=article) if article else rows
    rows = rows if organ_ids is None else rows.filter(version__matter__organ_id__in=organ_ids)
    waiting = Version.objects.filter(matter_id=OuterRef("version__matter_id"), state__in=OPEN)
    found: dict[int, list[Citation]] = {}
    for row in rows.select_related("version__matter").annotate(waits=Exists(waiting)).order_by("pk"):
        found.setdefault(row.version_id, []).append(row)
    names = titles(found.keys())
    lines = [_line(cited, names) for cited in found.values()]
    return sorted(lines, key=lambda one: (one.organ_id, one.code))


def _line(cited: list[Citation], names: Mapping[int, Mapping[str, str]]) -> CitingLine:
    version = cited[0].version
    organ = agencies.organs().get(version.matter.organ_id)
    return CitingLine(
        version.matter_id,
        version.pk,
        version.matter.code,
        names.get(version.pk, {}),
        version.matter.organ_id,
        organ.name("zh-hans") if organ else "",
        tuple(dict.fromkeys(one.article for one in cited)),
        tuple(dict.fromkeys(one.place for one in cited)),
        bool(cited[0].__dict__.get("waits")),
    )
