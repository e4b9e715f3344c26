"""Putting a version in force: after all stages have passed it, or in the first filling of the register."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus import journal
from yimen.ground.bus.journal import publish as say
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.catalogue import indexing, reads
from yimen.registers.catalogue.acts.common import (
    authors,
    pass_the_gate,
    require_settled,
    same_as_submitted,
)
from yimen.registers.catalogue.events import MatterLoaded, MatterPublished, MatterSuspended
from yimen.registers.catalogue.life import LIFE, Stage, State, Verdict
from yimen.registers.catalogue.models import Review, Version

SUSPENDED: Final = "catalogue.MatterSuspended"


def publish(version_id: int, *, effective_on: date, by: str, at: datetime) -> None:
    """Put a version that every stage has passed and its organ has confirmed in force from a day on (H-412).

    The gate judges once more; the earlier version ends the day before. Raises Refused out of order, for a
    past day, for what was not confirmed, or with the first thing to mend.
    """
    with hold(Version, version_id) as version:
        LIFE.after("publish", State(version.state))
        if version.revision_id is not None:
            raise Refused(_("This draft belongs to a revision; act on the revision."), code="revision")
        publish_held(version, effective_on=effective_on, by=by, at=at)


def publish_held(version: Version, *, effective_on: date, by: str, at: datetime) -> None:
    """Publish a version whose row is held, with every condition of H-412."""
    if effective_on < at.astimezone(SHANGHAI).date():
        raise Refused(_("Choose today or a later day."), field="effective_on", code="past")
    content = same_as_submitted(version)
    require_settled(version)
    _require_all_stages(version, by)
    _put_in_force(version, "publish", content, effective_on, by=by, at=at)
    Review.objects.create(
        version=version,
        round=version.round,
        stage=Stage.PUBLISH,
        verdict=Verdict.PUBLISHED,
        by=by,
        at=at,
        digest=version.digest,
    )


def _require_all_stages(version: Version, by: str) -> None:
    """Raise Refused unless everyone spoke in this round, of this very content."""
    given = {
        one.stage: one
        for one in version.reviews.filter(round=version.round, digest=version.digest)
        if one.verdict in {Verdict.SUBMITTED, Verdict.PASSED, Verdict.CONFIRMED}
    }
    wanted = {Stage.EDITOR, Stage.OFFICE, Stage.LEGAL, Stage.CONFIRM}
    wanted |= set() if version.revision_id else {Stage.HEAD}
    if not wanted <= given.keys():
        raise Refused(
            _("Both the department and the data authority approve before it is published."), code="unapproved"
        )
    if by in {given[Stage.EDITOR].by, *authors(version.pk)}:
        raise Refused(_("Whoever drafted it does not publish it."), code="same_person")


def load_in_force(version_id: int, *, effective_on: date, by: str, at: datetime) -> None:
    """Put a draft in force without the offices' review: the first filling of the register, or a list from elsewhere.

    The gate judges it all the same. Only the system does this, never an officer: their way is `submit` to
    `publish` (H-412). Raises Refused for anyone else, or with the first thing to mend.
    """
    if not by.startswith("system"):
        raise Refused(_("An officer publishes only what every stage has passed."), code="not_system")
    with hold(Version, version_id) as version:
        LIFE.after("load", State(version.state))
        organ = version.matter.organ_id
        _put_in_force(version, "load", reads.content(version), effective_on, by=by, at=at)
        say(MatterLoaded(subject=version.matter_id, organ=organ, by=by, at=at, version=version.pk))


def _put_in_force(
    version: Version, act: str, content: Mapping[str, Any], effective_on: date, *, by: str, at: datetime
) -> None:
    """Put a version in force; over a suspended one it stays suspended, for the same reason, until resumed (A-115)."""
    pass_the_gate(content, on=effective_on)
    stopped = _end_earlier(version.matter_id, effective_on)
    version.state = LIFE.after(act, State(version.state))
    version.effective_from, version.due_on = effective_on, None
    version.save(update_fields=["state", "effective_from", "due_on"])
    words: dict[str, Any] = {"version": version.pk, "effective_from": effective_on}
    say(MatterPublished(subject=version.matter_id, organ=version.matter.organ_id, by=by, at=at, **words))
    if stopped:
        _keep_suspended(version, by=by, at=at)
    else:
        indexing.enter(version, content)
    transaction.on_commit(reads.forget)


def _keep_suspended(version: Version, *, by: str, at: datetime) -> None:
    """Suspend a version that follows a suspended one, for the reason that people read when the matter was suspended."""
    version.state = LIFE.after("suspend", State(version.state))
    version.save(update_fields=["state"])
    told = [one.data["reason"] for one in journal.history(version.matter_id) if one.type == SUSPENDED]
    reason, organ = str(told[-1]) if told else "", version.matter.organ_id
    say(MatterSuspended(subject=version.matter_id, organ=organ, by=by, at=at, reason=reason))


def _end_earlier(matter_id: int, effective_on: date) -> bool:
    """Let the version without an end, in force or waiting, end the day before; say whether the matter is suspended."""
    stopped = False
    earlier = Version.objects.select_for_update().filter(
        matter_id=matter_id, effective_until__isnull=True, state__in=[State.PUBLISHED, State.SUSPENDED]
    )
    for old in earlier:
        if old.effective_from is not None and effective_on < old.effective_from:
            raise Refused(
                _("The version now in force began later; choose a later day."),
                field="effective_on",
                code="order",
            )
        stopped = stopped or old.state == State.SUSPENDED
        old.state = LIFE.after("supersede", State(old.state))
        old.effective_until = effective_on - timedelta(days=1)
        old.save(update_fields=["state", "effective_until"])
    return stopped
