"""What a search may find, kept beside the versions: written when one is published, hidden while it is suspended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import F, Q, QuerySet

from yimen.ground.search import folded, index_text
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.contents import whole
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.models import Entry, Version

MATTER, QUESTION, RESULT = "matter", "question", "result"
LONGEST: Final = 120
MOST: Final = 40  # questions or results of one matter
Texts = Mapping[str, str]


@dataclass(frozen=True)
class _Found:
    """One thing that may be found: its names weigh more than the rest."""

    what: str
    n: int
    names: Texts
    notes: Texts
    strong: str
    weak: str


def _said(texts: object) -> dict[str, str]:
    return {code: text for code, text in texts.items() if text} if isinstance(texts, Mapping) else {}


def _things(version: Version, content: Mapping[str, Any]) -> Iterator[_Found]:
    titles, summaries = _said(content.get("titles")), _said(content.get("summaries"))
    organ = agencies.organs().get(version.matter.organ_id)
    strong = " ".join([*titles.values(), content.get("search_words") or ""])
    weak = " ".join([*summaries.values(), *version.themes, organ.name("zh-hans") if organ else ""])
    yield _Found(MATTER, 0, titles, summaries, strong, weak)
    for n, one in enumerate((content.get("faqs") or [])[:MOST]):
        questions, answers = _said(one.get("questions")), _said(one.get("answers"))
        if questions:
            yield _Found(
                QUESTION, n, questions, answers, " ".join(questions.values()), " ".join(answers.values())
            )
    for n, one in enumerate((content.get("results") or [])[:MOST]):
        if names := _said(one.get("names")):
            yield _Found(RESULT, n, names, titles, " ".join(names.values()), "")


def enter(version: Version, content: Mapping[str, Any]) -> None:
    """Let a version be found from the day it is in force; its forerunner until the day before."""
    begins = version.effective_from
    if begins is None:
        return
    others = Entry.objects.filter(matter_id=version.matter_id)
    others.filter(Q(effective_from__gte=begins) | Q(effective_until__lt=begins - timedelta(days=1))).delete()
    others.update(effective_until=begins - timedelta(days=1))
    found = list(_things(version, content))
    Entry.objects.bulk_create(
        Entry(
            matter_id=version.matter_id,
            version_id=version.pk,
            what=one.what,
            n=one.n,
            code=version.matter.code,
            kind=version.matter.kind,
            organ_id=version.matter.organ_id,
            themes=version.themes,
            audience=version.audience,
            online=version.online,
            promised_days=version.promised_days,
            effective_from=begins,
            names=one.names,
            notes=one.notes,
            name_key=key(one.names.get("zh-hans", "")),
            same=same(version.matter.base_code or version.matter.code, one.names.get("zh-hans", "")),
            asked=version.matter.asked,
        )
        for one in found
    )
    _weigh(version.pk, found)


def key(text: str) -> str:
    """Return a name as it is compared with what was typed."""
    return "".join(folded(text).split())[:LONGEST]


def same(code: str, name: str) -> str:
    """Return what the same matter has in common at every office: its base code, or its own where it has none, and its name."""
    return f"{code}{key(name)}"


def _weigh(version_id: int, found: list[_Found]) -> None:
    rows = [
        (index_text(one.strong), index_text(one.weak, pinyin=one.what == MATTER), version_id, one.what, one.n)
        for one in found
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE catalogue_entry SET words = setweight(to_tsvector('simple', %s), 'A') || "
            "setweight(to_tsvector('simple', %s), 'C') WHERE version_id = %s AND what = %s AND n = %s",
            rows,
        )


def hide(matter_id: int) -> None:
    """Let a matter that is suspended or withdrawn be found no more."""
    Entry.objects.filter(matter_id=matter_id).delete()


def _to_be_found() -> "QuerySet[Version]":
    suspended = Version.objects.filter(state=State.SUSPENDED).values("matter_id")
    versions = Version.objects.filter(state__in=[State.PUBLISHED, State.SUPERSEDED]).exclude(
        matter_id__in=suspended
    )
    return versions.filter(Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")))


def enter_matter(matter_id: int) -> None:
    """Let every version of a matter be found that is in force or will be."""
    hide(matter_id)
    for version in _to_be_found().select_related("matter").filter(matter_id=matter_id).order_by("n"):
        enter(version, whole(version))


def enter_all() -> int:
    """Enter everything that is in force or will be, anew; return how many versions. For a database from before."""
    Entry.objects.all().delete()
    rows, count = _to_be_found(), 0
    for version in rows.select_related("matter").order_by("matter_id", "n").iterator(chunk_size=500):
        enter(version, whole(version))
        count += 1
    return count


def missing() -> bool:
    """Say whether there are versions in force and nothing can be found."""
    return not Entry.objects.exists() and Version.objects.filter(state=State.PUBLISHED).exists()
