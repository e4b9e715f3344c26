"""The way of a draft: handed in, passed by the head, the establishment office and the legal-affairs office, confirmed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.catalogue import reads
from yimen.registers.catalogue.acts.common import (
    MOVED,
    authors,
    digest,
    move,
    pass_the_gate,
    require_settled,
    require_words,
    same_as_submitted,
)
from yimen.registers.catalogue.events import MatterApproved, MatterSentBack, MatterSubmitted, MatterTakenBack
from yimen.registers.catalogue.life import LIFE, POINTS, Stage, State, Verdict
from yimen.registers.catalogue.models import Review, Version

PASSING: Final = {
    State.HEAD: ("pass_head", Stage.HEAD),
    State.OFFICE: ("pass_office", Stage.OFFICE),
    State.LEGAL: ("pass_legal", Stage.LEGAL),
}
STAGE_OF: Final = {
    State.HEAD: Stage.HEAD,
    State.OFFICE: Stage.OFFICE,
    State.LEGAL: Stage.LEGAL,
    State.CONFIRM: Stage.CONFIRM,
    State.READY: Stage.PUBLISH,
}


def alone(version: Version) -> None:
    """Raise Refused for a draft that goes its way with a revision of many."""
    if version.revision_id is not None:
        raise Refused(_("This draft belongs to a revision; act on the revision."), code="revision")


def submit(version_id: int, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Hand a draft in to the organ's own head; from now on its content is fixed by its fingerprint (H-412).

    Raises Refused with the first thing to mend.
    """
    with hold(Version, version_id) as version:
        alone(version)
        submit_held(version, "submit", by=by, at=at, calendar=calendar)


def submit_held(version: Version, act: str, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Hand in a draft whose row is held: judge it, fix it, begin a new round."""
    LIFE.after(act, State(version.state))
    content = reads.content(version)
    pass_the_gate(content, on=at.date())
    move(version, act, at, calendar)
    version.round, version.digest = version.round + 1, digest(content)
    version.save(update_fields=[*MOVED, "round", "digest"])
    note(version, Stage.EDITOR, Verdict.SUBMITTED, by=by, at=at)
    say(
        MatterSubmitted(
            subject=version.matter_id,
            organ=version.matter.organ_id,
            by=by,
            at=at,
            version=version.pk,
            digest=version.digest,
            due_on=version.due_on or at.date(),
        )
    )


def note(
    version: Version,
    stage: str,
    verdict: str,
    *,
    by: str,
    at: datetime,
    place: str = "",
    words: str = "",
    points: Collection[str] = (),
) -> None:
    """Keep what a stage said in this round."""
    Review.objects.create(
        version=version,
        round=version.round,
        stage=stage,
        verdict=verdict,
        by=by,
        at=at,
        place=place,
        note=words,
        digest=version.digest,
        points=sorted(points),
    )


def pass_head(
    version_id: int, *, points: Collection[str], remark: str = "", by: str, at: datetime, calendar: Calendar
) -> None:
    """The head of the organ passes a draft on to the establishment office: the department's approval (H-412)."""
    _pass(version_id, State.HEAD, points, remark, by=by, at=at, calendar=calendar)


def pass_office(
    version_id: int, *, points: Collection[str], remark: str = "", by: str, at: datetime, calendar: Calendar
) -> None:
    """The establishment office passes a draft on: the authority's approval of duty, name, kind and codes (H-412)."""
    _pass(version_id, State.OFFICE, points, remark, by=by, at=at, calendar=calendar)


def pass_legal(
    version_id: int, *, points: Collection[str], remark: str = "", by: str, at: datetime, calendar: Calendar
) -> None:
    """The legal-affairs office passes a draft on: basis, conditions, fees and periods are lawful."""
    _pass(version_id, State.LEGAL, points, remark, by=by, at=at, calendar=calendar)


def _pass(
    version_id: int,
    state: State,
    points: Collection[str],
    remark: str,
    *,
    by: str,
    at: datetime,
    calendar: Calendar,
) -> None:
    with hold(Version, version_id) as version:
        alone(version)
        LIFE.after(PASSING[state][0], State(version.state))
        require_settled(version)
        pass_held(version, state, points, remark, by=by, at=at, calendar=calendar)


def pass_held(
    version: Version,
    state: State,
    points: Collection[str],
    remark: str,
    *,
    by: str,
    at: datetime,
    calendar: Calendar,
) -> None:
    """Pass a draft whose row is held on to the next stage; another person at every stage (H-412)."""
    act, stage = PASSING[state]
    if set(points) != set(POINTS[state]):
        raise Refused(_("Tick every point once you have looked at it."), field="points", code="points")
    same_as_submitted(version)
    another_person(version, by)
    move(version, act, at, calendar)
    version.save(update_fields=MOVED)
    note(version, stage, Verdict.PASSED, by=by, at=at, words=remark.strip()[:1000], points=points)
    say(
        MatterApproved(
            subject=version.matter_id,
            organ=version.matter.organ_id,
            by=by,
            at=at,
            version=version.pk,
            side=stage,
            due_on=version.due_on or at.date(),
        )
    )


def another_person(version: Version, by: str) -> None:
    """Raise Refused for someone who wrote in this draft, or had it in hand at an earlier stage of this round (H-412)."""
    earlier = set(version.reviews.filter(round=version.round).values_list("by", flat=True))
    if by in earlier | authors(version.pk):
        raise Refused(
            _("Each stage is another person; you had this draft in hand before."), code="same_person"
        )


def send_back(version_id: int, *, reason: str, place: str = "", by: str, at: datetime) -> None:
    """Send a draft back to its editor, saying why and at which place; the approvals so far end."""
    words = require_words(reason, "reason", _("Say what is to be mended; the editor reads it."))
    with hold(Version, version_id) as version:
        alone(version)
        send_back_held(version, reason=words, place=place, by=by, at=at)


def send_back_held(version: Version, *, reason: str, place: str, by: str, at: datetime) -> None:
    """Send back a draft whose row is held."""
    stage = STAGE_OF.get(State(version.state), Stage.EDITOR)
    version.state = LIFE.after("send_back", State(version.state))
    version.waiting_since, version.due_on = at, None
    version.save(update_fields=MOVED)
    note(version, stage, Verdict.RETURNED, by=by, at=at, place=place[:120], words=reason)
    words: dict[str, Any] = {"version": version.pk, "side": stage, "place": place[:120], "reason": reason}
    say(MatterSentBack(subject=version.matter_id, organ=version.matter.organ_id, by=by, at=at, **words))


def take_back(version_id: int, *, by: str, at: datetime) -> None:
    """Take the own draft back before it is published, to change it; the approvals so far end (H-412)."""
    with hold(Version, version_id) as version:
        alone(version)
        take_back_held(version, by=by, at=at)


def take_back_held(version: Version, *, by: str, at: datetime) -> None:
    """Take back a draft whose row is held."""
    version.state = LIFE.after("take_back", State(version.state))
    version.waiting_since, version.due_on = at, None
    version.save(update_fields=MOVED)
    note(version, Stage.EDITOR, Verdict.TAKEN_BACK, by=by, at=at)
    organ = version.matter.organ_id
    say(MatterTakenBack(subject=version.matter_id, organ=organ, by=by, at=at, version=version.pk))
