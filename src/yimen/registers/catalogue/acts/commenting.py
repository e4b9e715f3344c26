"""Comments at the places of a draft: said, answered, settled."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.catalogue.acts.common import require_words
from yimen.registers.catalogue.events import CommentSettled, DraftCommented
from yimen.registers.catalogue.life import OPEN, Stage
from yimen.registers.catalogue.models import Comment, Version

LONGEST_PLACE: Final = 120
NOTHING: Final = _("Write what you have to say.")


def comment(
    version_id: int, place: str, text: str, *, must: bool = False, stage: str, by: str, at: datetime
) -> int:
    """Say something of a place in a draft; what must be settled holds the draft until it is. Return the comment's id."""
    words = require_words(text, "text", NOTHING)
    if not place or len(place) > LONGEST_PLACE:
        raise Refused(_("Choose the place you speak of."), field="place", code="place")
    with hold(Version, version_id) as version:
        _open(version)
        new = Comment.objects.create(
            version=version,
            place=place,
            stage=Stage(stage),
            text=words,
            must=must and stage != Stage.EDITOR,
            by=by,
            at=at,
        )
        _say(version, new, by, at)
    return new.pk


def answer(comment_id: int, text: str, *, stage: str, by: str, at: datetime) -> int:
    """Answer in a thread; return the answer's id. Raises Refused for a settled thread."""
    words = require_words(text, "text", NOTHING)
    with transaction.atomic():
        first = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id, thread__isnull=True)
        version = Version.objects.select_related("matter").get(pk=first.version_id)
        _open(version)
        if first.settled_at is not None:
            raise Refused(_("This is settled; begin a new comment."), code="settled")
        new = Comment.objects.create(
            version=version, thread=first, place=first.place, stage=Stage(stage), text=words, by=by, at=at
        )
        _say(version, new, by, at)
    return new.pk


def settle(comment_id: int, *, stage: str, by: str, at: datetime) -> None:
    """Settle a thread. Raises Refused if someone of another stage began it, or if it is settled already."""
    with transaction.atomic():
        first = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id, thread__isnull=True)
        if first.settled_at is not None:
            raise Refused(_("This is settled already."), code="twice")
        if by != first.by and stage != first.stage:
            raise Refused(_("Whoever began it, or a colleague of the same office, settles it."), code="other")
        first.settled_by, first.settled_at = by, at
        first.save(update_fields=["settled_by", "settled_at"])
        matter = first.version.matter
        words: dict[str, Any] = {"version": first.version_id, "comment": first.pk}
        say(CommentSettled(subject=matter.pk, organ=matter.organ_id, by=by, at=at, **words))


def _open(version: Version) -> None:
    if version.state not in OPEN:
        raise Refused(_("Only drafts are commented on."), code="out_of_order")


def _say(version: Version, new: Comment, by: str, at: datetime) -> None:
    words: dict[str, Any] = {"version": version.pk, "comment": new.pk, "place": new.place, "must": new.must}
    say(DraftCommented(subject=version.matter_id, organ=version.matter.organ_id, by=by, at=at, **words))
