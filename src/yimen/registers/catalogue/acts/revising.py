"""A revision of many matters because a law changed: proposed, judged row by row, reviewed and confirmed at once, published on one day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.calendar.rules import SHANGHAI, Calendar
from yimen.ground.hold import hold
from yimen.ground.languages.texts import RECORD, in_every_language
from yimen.ground.life import Refused
from yimen.registers.catalogue import citations, citing, reads
from yimen.registers.catalogue.acts import stages
from yimen.registers.catalogue.acts.common import pass_the_gate, require_settled, require_words
from yimen.registers.catalogue.acts.confirming import confirm_held
from yimen.registers.catalogue.acts.drafting import discard, draft
from yimen.registers.catalogue.acts.publishing import publish_held
from yimen.registers.catalogue.edits import Edits, applied
from yimen.registers.catalogue.events import RevisionMoved
from yimen.registers.catalogue.finding import chinese
from yimen.registers.catalogue.life import LIFE, POINTS, REVISION_LIFE, RevisionState, State
from yimen.registers.catalogue.models import Revision, RevisionRow, Version


@dataclass(frozen=True)
class Proposal:
    """What is proposed: a title, the law and article that changed, what changes, for which matters (None: all), from when."""

    title: str
    law: str
    article: str
    edits: Edits
    effective_on: date
    matter_ids: Collection[int] | None = None


def propose(what: Proposal, *, by: str, at: datetime) -> int:
    """Draft the next version of every matter that cites a law, changed by the edits; return the revision's id.

    A row that cannot be drafted or does not pass the gate says why and leaves the others alone. Raises
    Refused if nothing would change, no matter cites the law, or the day is past.
    """
    title = require_words(what.title, "title", _("Give the revision a title."))[:200]
    if what.edits.empty:
        raise Refused(_("Say what is to be changed."), field="new_title", code="empty")
    if what.effective_on < at.astimezone(SHANGHAI).date():
        raise Refused(_("Choose today or a later day."), field="effective_on", code="past")
    found = citing.citing(what.law, what.article)
    if what.matter_ids is not None:
        found = [one for one in found if one.matter_id in set(what.matter_ids)]
    if not found:
        raise Refused(_("No matter in force cites this."), field="law", code="nobody")
    with transaction.atomic():
        revision = Revision.objects.create(
            title=title,
            law=citations.law(what.law),
            article=what.article,
            edits=what.edits.as_json(),
            made_by=by,
            made_at=at,
            effective_on=what.effective_on,
        )
        rows = [_row(revision, line, what.edits, by=by, at=at) for line in found]
        RevisionRow.objects.bulk_create(rows)
        _say(revision, "propose", by, at)
    return revision.pk


def _row(revision: Revision, line: citing.CitingLine, edits: Edits, *, by: str, at: datetime) -> RevisionRow:
    row = RevisionRow(
        revision=revision,
        matter_id=line.matter_id,
        organ_id=line.organ_id,
        name=chinese(line.names),
        code=line.code,
        outcome="ready",
    )
    try:
        with transaction.atomic():
            before = reads.draft_content(line.version_id)
            content = applied(before, revision.law, revision.article, edits)
            if content == before:
                raise Refused(_("Nothing would change in this matter."), code="same")
            pass_the_gate(content, on=at.date())
            row.version_id = draft(content, code=line.code, organ_id=line.organ_id, by=by, at=at)
            Version.objects.filter(pk=row.version_id).update(revision=revision)
    except Refused as refused:
        row.outcome, row.version_id = "failed", None
        row.place, row.words = refused.field[:120], in_every_language(refused.reason)
    return row


def _say(revision: Revision, act: str, by: str, at: datetime) -> None:
    count = RevisionRow.objects.filter(revision=revision, version_id__isnull=False).count()
    say(RevisionMoved(subject=revision.pk, by=by, at=at, act=act, matters=count))


def _versions(revision: Revision, *states: State) -> list[Version]:
    rows = Version.objects.select_for_update(of=("self",)).filter(revision=revision).order_by("pk")
    found = list(rows.select_related("matter").filter(state__in=states) if states else rows)
    if not found:
        raise Refused(_("No draft is left in this revision."), code="nothing")
    return found


def _move(revision: Revision, act: str) -> None:
    revision.state = REVISION_LIFE.after(act, RevisionState(revision.state))
    revision.save(update_fields=["state"])


def leave_out(revision_id: int, row_id: int, *, by: str, at: datetime) -> None:
    """Leave one matter out of a revision; its draft is thrown away."""
    with hold(Revision, revision_id) as revision:
        _move(revision, "leave_out")
        row = RevisionRow.objects.select_for_update().get(pk=row_id, revision=revision)
        if row.version_id is not None:
            discard(row.version_id, by=by, at=at)
        row.outcome, row.version_id = "left_out", None
        row.save(update_fields=["outcome", "version_id"])


def submit_revision(revision_id: int, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Hand a revision in to the establishment office; the content of every draft is fixed from now on."""
    with hold(Revision, revision_id) as revision:
        _move(revision, "submit")
        for version in _versions(revision, State.DRAFT):
            stages.submit_held(version, "submit_together", by=by, at=at, calendar=calendar)
        _say(revision, "submit", by, at)


def pass_revision(
    revision_id: int, *, points: Collection[str], by: str, at: datetime, calendar: Calendar
) -> None:
    """Pass a whole revision on: the establishment office, then the legal-affairs office; another person each."""
    with hold(Revision, revision_id) as revision:
        state = State.OFFICE if revision.state == RevisionState.OFFICE else State.LEGAL
        _move(revision, stages.PASSING[state][0])
        if set(points) != set(POINTS[state]):
            raise Refused(_("Tick every point once you have looked at it."), field="points", code="points")
        for version in _versions(revision, state):
            require_settled(version)
            stages.pass_held(version, state, points, "", by=by, at=at, calendar=calendar)
        _say(revision, f"pass_{state}", by, at)


def send_revision_back(revision_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Send a whole revision back to whoever proposed it, with the reason; every approval and confirmation ends."""
    words = require_words(reason, "reason", _("Say what is to be mended; the editor reads it."))
    with hold(Revision, revision_id) as revision:
        _move(revision, "send_back")
        for version in _versions(revision, State.OFFICE, State.LEGAL, State.CONFIRM, State.READY):
            stages.send_back_held(version, reason=words, place="", by=by, at=at)
        _say(revision, "send_back", by, at)


def confirm_revision(
    revision_id: int, organ_id: int, *, name: str, by: str, at: datetime, calendar: Calendar
) -> int:
    """Sign one confirmation for all matters of one organ in a revision; return its id. Raises Refused twice."""
    with hold(Revision, revision_id) as revision:
        _move(revision, "confirm")
        own = [one for one in _versions(revision, State.CONFIRM) if one.matter.organ_id == organ_id]
        if not own:
            raise Refused(_("This organ has nothing to confirm here."), code="twice")
        for version in own:
            require_settled(version)
        return confirm_held(own, organ_id, name=name, by=by, at=at, calendar=calendar)


def publish_revision(revision_id: int, *, by: str, at: datetime) -> int:
    """Publish a revision that every organ has confirmed on its one day; return how many matters were published.

    The gate judges each row once more; one that fails says why, stays behind, and is sent back to draft.
    """
    with hold(Revision, revision_id) as revision:
        _move(revision, "publish")
        versions = _versions(revision)
        if any(one.state != State.READY for one in versions):
            raise Refused(_("Not every organ has confirmed yet."), code="unconfirmed")
        effective_on = max(revision.effective_on, at.astimezone(SHANGHAI).date())
        done, last = 0, None
        for version in versions:
            failed = _published(version, effective_on, by=by, at=at)
            done, last = done + (failed is None), failed or last
            words = in_every_language(failed.reason) if failed else {}
            outcome: Mapping[str, Any] = {"outcome": "failed" if failed else "published", "words": words}
            RevisionRow.objects.filter(revision=revision, version_id=version.pk).update(**outcome)
        if not done and last:
            raise Refused(last.reason, code="nothing")
        _say(revision, "publish", by, at)
    return done


def _published(version: Version, effective_on: date, *, by: str, at: datetime) -> Refused | None:
    """Publish one matter; return why it cannot be, and send it back on its own then."""
    try:
        with transaction.atomic():
            publish_held(version, effective_on=effective_on, by=by, at=at)
    except Refused as refused:
        version.refresh_from_db()
        reason = in_every_language(refused.reason)[RECORD]
        stages.send_back_held(version, reason=reason, place=refused.field, by=by, at=at)
        Version.objects.filter(pk=version.pk).update(revision=None)
        return refused
    return None


def undo_revision(revision_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Undo a revision before it is published: every draft is thrown away, the reason is kept."""
    words = require_words(reason, "reason", _("Say why."))
    with hold(Revision, revision_id) as revision:
        _move(revision, "undo")
        for version in Version.objects.select_for_update().filter(revision=revision).order_by("pk"):
            if version.state != State.DRAFT:
                LIFE.after("take_back", State(version.state))
                stages.take_back_held(version, by=by, at=at)
            discard(version.pk, by=by, at=at)
        RevisionRow.objects.filter(revision=revision).exclude(outcome="failed").update(
            outcome="undone", version_id=None, words={RECORD: words[:300]}
        )
        say(RevisionMoved(subject=revision.pk, by=by, at=at, act="undo", matters=0))
