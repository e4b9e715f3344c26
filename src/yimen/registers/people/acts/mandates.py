"""Let others act for a person, take it back, and keep a person from applying."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import today_of
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.people import records
from yimen.registers.people.acts.common import index, name_index
from yimen.registers.people.events import MandateGiven, MandateRevoked, PersonBarLifted, PersonBarred
from yimen.registers.people.models import Bar, IdKind, Kind, Mandate, Person
from yimen.registers.people.rules import SURE, clean_number

MATTERS: Final = 200
BREAKS: Final = (r"[\r\n]+", r"[,，;；、]+", r"\s+")  # a name may itself hold a comma or a blank


def matters_named(text: str) -> list[str]:
    """Return the codes of the matters that somebody typed, by code or by whole name. Raises Refused for unknown ones."""
    words = {one for n in range(len(BREAKS) + 1) for one in _parts(text, (), BREAKS[:n])}
    known = records.matters_meant(sorted(words))
    named = _parts(text, known, BREAKS)
    if unknown := [one for one in named if one not in known]:
        message = _("No matter has the code or the name “%(words)s”. Copy it from the list of matters.")
        raise Refused(message % {"words": ", ".join(unknown)}, field="matters", code="unknown")
    return list(dict.fromkeys(code for one in named for code in known[one]))


def _parts(text: str, known: Container[str], breaks: Sequence[str]) -> list[str]:
    """Return what a text names: itself if it is known, else what its parts name."""
    whole = text.strip()
    if whole in known or not breaks or not whole:
        return [whole] if whole else []
    return [one for part in re.split(breaks[0], whole) for one in _parts(part, known, breaks[1:])]


def check_days(first: date, last: date, *, today: date) -> None:
    """Raise Refused if a mandate would end before it begins, or has ended already."""
    if last < first:
        raise Refused(_("The mandate would have ended before it begins."), field="last", code="order")
    if last < today:
        raise Refused(
            _("This day has passed: the mandate would have ended already."), field="last", code="past"
        )


def agent_named(number: str, name: str | None, *, today: date) -> Person:
    """Return the agent with a number and, if it is given, a name. Raises Refused with the same words for an unknown number and for another's name."""
    plain = clean_number(IdKind.RESIDENT, number, today=today)
    rows = Person.objects.filter(
        id_kind=IdKind.RESIDENT,
        id_index=index(plain, "id_number"),
        kind=Kind.NATURAL,
        closed_at__isnull=True,
        self_declared=False,
    )
    if name is not None:
        rows = rows.filter(name_index=name_index(name))
    agent = rows.first()
    if agent is None:
        message = _("Nobody with this name and number is registered here. Ask the agent to register first.")
        raise Refused(message, field="id_number", code="unknown")
    return agent


def give_mandate(  # noqa: PLR0913 who lets whom do what, from when to when
    principal_id: int,
    agent_number: str,
    *,
    matters: Sequence[str],
    first: date,
    last: date,
    by: str,
    at: datetime,
    agent_name: str | None = None,
    proof: int | None = None,
) -> int:
    """Let another registered person act for this one; return the mandate's id (A-102).

    `agent_number` is the agent's identity number; a page always asks for the name beside it, so that
    nobody learns a name from a number. `proof` is the file of a letter of authorisation. Raises Refused
    for days out of order or past, oneself, an unknown agent, or a principal whose identity is not verified.
    """
    today = today_of(at)
    check_days(first, last, today=today)
    if len(matters) > MATTERS:
        raise Refused(
            _("These are too many matters; leave the field empty for all."), field="matters", code="too_many"
        )
    with transaction.atomic():
        principal = Person.objects.select_for_update().get(pk=principal_id)
        if principal.level < SURE:
            raise Refused(_("Verify your own identity first."), code="level")
        agent = agent_named(agent_number, agent_name, today=today)
        if agent.pk == principal_id:
            raise Refused(_("You need no mandate for yourself."), field="id_number", code="self")
        mandate = Mandate.objects.create(
            principal_id=principal_id,
            agent=agent,
            matters=list(dict.fromkeys(matters)),
            from_on=first,
            until_on=last,
            given_at=at,
            proof=proof,
        )
        publish(
            MandateGiven(
                subject=principal_id, by=by, at=at, mandate=mandate.pk, agent=agent.pk, until_on=last
            )
        )
    return mandate.pk


def revoke_mandate(mandate_id: int, *, principal_id: int, by: str, at: datetime) -> None:
    """Take a mandate back. Raises Refused if it is not this person's or was revoked."""
    with transaction.atomic():
        rows = Mandate.objects.filter(pk=mandate_id, principal_id=principal_id, revoked_at__isnull=True)
        if not rows.update(revoked_at=at):
            raise Refused(_("This mandate has ended."), code="out_of_order")
        publish(MandateRevoked(subject=principal_id, by=by, at=at, mandate=mandate_id))


@dataclass(frozen=True)
class BarRecord:
    """On what basis, by which organ and after which case or permit a bar is set; about the same thing only once."""

    basis: str = ""
    organ_id: int = 0
    about: int | None = None


def bar(
    person_id: int,
    matter_id: int,
    *,
    until: date,
    reason: str,
    record: BarRecord | None = None,
    by: str,
    at: datetime,
) -> None:
    """Keep a person from applying for a matter for a time (A-210: one year, A-607: three years).

    `until` is the first day on which they may apply again. Raises Refused without a reason or for an end
    that is not after today.
    """
    today, told = today_of(at), record or BarRecord()
    if not reason.strip():
        raise Refused(_("Say for which reason."), field="reason", code="empty")
    if until <= today:
        raise Refused(_("The end has to lie ahead."), field="until", code="order")
    words = {"reason": reason.strip(), "from_on": today, "until_on": until, "by": by, "at": at}
    with transaction.atomic():
        if told.about is None:
            Bar.objects.create(
                person_id=person_id, matter_id=matter_id, basis=told.basis, organ_id=told.organ_id, **words
            )
        else:
            _row, new = Bar.objects.get_or_create(
                person_id=person_id,
                matter_id=matter_id,
                about=told.about,
                defaults={"basis": told.basis, "organ_id": told.organ_id, **words},
            )
            if not new:
                return
        publish(
            PersonBarred(
                subject=person_id,
                organ=told.organ_id,
                by=by,
                at=at,
                matter=matter_id,
                until_on=until,
                reason=reason.strip(),
            )
        )


def lift_bar(bar_id: int, *, why: str, by: str, at: datetime) -> None:
    """End a bar before its time, because what it followed from was set aside on appeal; it stays on record.

    Raises Refused without a reason, or if it has ended.
    """
    if not why.strip():
        raise Refused(_("Say for which reason."), field="why", code="empty")
    with hold(Bar, bar_id) as row:
        if row.ended_at is not None or row.until_on <= today_of(at):
            raise Refused(_("This bar has ended."), code="out_of_order")
        row.ended_at, row.ended_by, row.ended_why = at, by, why.strip()
        row.save(update_fields=["ended_at", "ended_by", "ended_why"])
        publish(
            PersonBarLifted(
                subject=row.person_id,
                organ=row.organ_id,
                by=by,
                at=at,
                matter=row.matter_id,
                why=row.ended_why,
            )
        )
