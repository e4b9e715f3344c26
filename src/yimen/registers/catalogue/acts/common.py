"""What several acts on drafts share: the gate, the fingerprint, the words, whose turn it is and until when."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.ground.calendar.rules import SHANGHAI, Calendar
from yimen.ground.life import Refused
from yimen.registers.catalogue import citations, desk, directory, reads, standards, wording
from yimen.registers.catalogue.life import LIFE, State
from yimen.registers.catalogue.models import Citation, Comment, Version, Wording
from yimen.registers.catalogue.rules import findings

MOVED = ["state", "waiting_since", "due_on"]


def columns(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a content stands in columns of its version."""
    return {
        "themes": list(content.get("themes") or []),
        "audience": list(content.get("audience") or []),
        "online": "online" in (content.get("channels") or []),
        "promised_days": content.get("promised_days"),
        "content": wording.taken_out(dict(content)),
    }


def write_words(version: Version, content: Mapping[str, Any]) -> None:
    """Write the words of a version in every language, and which articles of which laws it names."""
    Wording.objects.bulk_create(
        Wording(version=version, place=place, language=language, text=text)
        for place, language, text in wording.texts(content)
    )
    write_citations(version, content)


def write_citations(version: Version, content: Mapping[str, Any]) -> list[Citation]:
    """Write which articles of which laws a version names; return them."""
    return Citation.objects.bulk_create(
        Citation(version=version, place=one.place, law=one.law, article=one.article)
        for one in citations.of(content)
    )


def pass_the_gate(content: Mapping[str, Any], *, on: date) -> None:
    """Raise Refused with the first thing to mend, by the rules, the base directory or the standard of a day."""
    wrong = next(iter(findings(content)), None) or directory.judge(content)
    wrong = wrong or next(iter(standards.judge(content, on=on)), None)
    if wrong is not None:
        raise Refused(wrong.words, field=wrong.place, code=wrong.rule)


def digest(content: Mapping[str, Any]) -> str:
    """Return the fingerprint of a content with its words: the same for the same content, whatever the order of its parts."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def same_as_submitted(version: Version) -> dict[str, Any]:
    """Return the content of a version under review. Raises Refused if it is not what was handed in (H-412)."""
    content = reads.content(version)
    if digest(content) != version.digest:
        raise Refused(_("The content is not what was handed in; hand it in again."), code="changed")
    return content


def move(version: Version, act: str, at: datetime, calendar: Calendar) -> None:
    """Move along the table of life; whoever has it now has so many working days."""
    version.state = LIFE.after(act, State(version.state))
    days = settings.CATALOGUE_STAGE_DAYS.get(version.state)
    version.waiting_since = at
    today = at.astimezone(SHANGHAI).date()
    version.due_on = calendar.working_days_after(today, days).on if days else None


def authors(version_id: int) -> set[str]:
    """Return everyone who drafted a version or changed its content, its form and its questions (H-412)."""
    matter_id, made_by = Version.objects.values_list("matter_id", "made_by").get(pk=version_id)
    return {made_by, *desk.revisers(matter_id, version_id)}


def require_settled(version: Version) -> None:
    """Raise Refused while a comment that must be settled is open."""
    first = Comment.objects.filter(version=version, must=True, settled_at__isnull=True).order_by("pk").first()
    if first is not None:
        raise Refused(
            _("A comment that must be settled is still open."), field=first.place, code="comment_open"
        )


def require_words(text: str, field: str, words: Any) -> str:  # noqa: ANN401 a text or one to be translated
    """Return the text without its margins; raise Refused at the field if nothing is left or it is too long."""
    if not text.strip():
        raise Refused(words, field=field, code="empty")
    if "\x00" in text or len(text.strip()) > 1000:
        raise Refused(_("This is too long."), field=field, code="length")
    return text.strip()
