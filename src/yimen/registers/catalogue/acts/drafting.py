"""Drafting: a matter or a new version of one is drafted, mended, thrown away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.hold import hold, together
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads, standards
from yimen.registers.catalogue.acts.common import columns, write_citations, write_words
from yimen.registers.catalogue.comparing import moved_places
from yimen.registers.catalogue.events import MatterDiscarded, MatterDrafted, MatterRevised
from yimen.registers.catalogue.life import LIFE, OPEN, Kind, State
from yimen.registers.catalogue.models import Matter, Version

LONGEST_CODE: Final = 80
COLUMNS: Final = ["themes", "audience", "online", "promised_days", "content"]


def draft(content: Mapping[str, Any], *, code: str, organ_id: int, by: str, at: datetime) -> int:
    """Draft a matter, or a new version of the one with this code; return the version's id.

    Raises Refused without a Chinese name, with an unknown kind, for a code that cannot be or belongs to
    another organ, or if a draft waits already.
    """
    _check(content, code, organ_id)
    with together():
        matter, new = Matter.objects.get_or_create(
            code=code,
            defaults={
                "base_code": content.get("base_code") or "",
                "kind": content["kind"],
                "organ_id": organ_id,
            },
        )
        last = 0 if new else _last_of(matter.pk, organ_id, content["kind"])
        version = Version.objects.create(
            matter=matter, n=last + 1, made_at=at, made_by=by, **columns(content)
        )
        write_words(version, content)
        say(MatterDrafted(subject=matter.pk, organ=organ_id, by=by, at=at, version=version.pk))
    return version.pk


def _last_of(matter_id: int, organ_id: int, kind: str) -> int:
    """Return the number of a matter's last version, with the matter locked; raise Refused if it may have no draft now."""
    matter = Matter.objects.select_for_update().get(pk=matter_id)  # one draft at a time
    if matter.organ_id != organ_id or matter.kind != kind:
        # H-106, H-107: name, code and kind of a matter are the same in every version.
        raise Refused(
            _("This code belongs to a matter of another organ or of another kind."),
            field="code",
            code="other_matter",
        )
    if matter.versions.filter(state__in=OPEN).exists():
        raise Refused(_("A draft of this matter waits already; revise that one."), code="twice")
    return matter.versions.order_by("-n").values_list("n", flat=True).first() or 0


def _check(content: Mapping[str, Any], code: str, organ_id: int) -> None:
    if not (content.get("titles") or {}).get("zh-hans", "").strip():
        raise Refused(_("A matter needs its Chinese name."), field="titles", code="empty")
    if content.get("kind") not in Kind.values:
        raise Refused(_("Choose one of the kinds of power."), field="kind", code="unknown")
    if not code.strip() or len(code) > LONGEST_CODE:
        raise Refused(_("A code has 1 to 80 characters."), field="code", code="length")
    if organ_id not in agencies.organs():
        agencies.forget()  # it may have been entered a moment ago
    if organ_id not in agencies.organs():
        raise Refused(_("There is no such organ."), field="organ", code="unknown")


def revise(version_id: int, content: Mapping[str, Any], *, by: str = "", at: datetime | None = None) -> None:
    """Change a draft; comments follow the rows they stand at.

    Raises Refused for a version under review or published: what was handed in is fixed, what is published
    is never edited in place (H-412).
    """
    with hold(Version, version_id) as version:
        LIFE.after("revise", State(version.state))
        if not (content.get("titles") or {}).get("zh-hans", "").strip():
            raise Refused(_("A matter needs its Chinese name."), field="titles", code="empty")
        before = reads.content(version)
        _keep_to_standard(before, content)
        for name, value in columns(content).items():
            setattr(version, name, value)
        version.save(update_fields=COLUMNS)
        version.wordings.all().delete()
        version.citations.all().delete()
        write_words(version, content)
        _move_comments(version, before, content)
        if at is not None:
            organ = version.matter.organ_id
            say(MatterRevised(subject=version.matter_id, organ=organ, by=by, at=at, version=version.pk))


def _keep_to_standard(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raise Refused, at the field, where a draft would newly depart from the standard (H-106, H-107, H-413).

    What departed before, for example because a list was imported, may be mended bit by bit.
    """
    code = before.get("base_code") or ""
    if code and after.get("base_code") != code:
        raise Refused(_("The base code of a matter does not change."), field="base_code", code="H-106")
    known = {(one.place, str(one.words)) for one in standards.judge(before)}
    for one in standards.judge(after):
        if (one.place, str(one.words)) not in known:
            raise Refused(one.words, field=one.place, code=one.rule)


def _move_comments(version: Version, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    rows = list(version.comments.filter(thread__isnull=True))
    places = moved_places(before, after, {row.place for row in rows}) if rows else {}
    for row in rows:
        if places.get(row.place, row.place) != row.place:
            row.place = places[row.place]
            row.save(update_fields=["place"])


def discard(version_id: int, *, by: str, at: datetime) -> None:
    """Throw a draft away. Raises Refused for a version that is no draft any more."""
    with hold(Version, version_id) as version:
        LIFE.after("discard", State(version.state))
        organ = version.matter.organ_id
        say(MatterDiscarded(subject=version.matter_id, organ=organ, by=by, at=at, version=version.pk))
        version.wordings.all().delete()
        version.delete()


def renew(version_id: int, *, by: str, at: datetime) -> int:
    """Draft the next version of a matter from one of its versions; return its id. Raises Refused if a draft waits."""
    version = Version.objects.select_related("matter").get(pk=version_id)
    matter = version.matter
    return draft(reads.content(version), code=matter.code, organ_id=matter.organ_id, by=by, at=at)


def cite_anew() -> int:
    """Enter the citations of every version anew, for a register filled before they were kept; return how many there are."""
    total = 0
    for pk in list(Version.objects.order_by("pk").values_list("pk", flat=True)):
        with hold(Version, pk) as version:
            version.citations.all().delete()
            total += len(write_citations(version, reads.content(version)))
    return total
