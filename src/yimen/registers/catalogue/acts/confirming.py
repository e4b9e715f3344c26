"""The confirmation (确认书): the head of the organ signs, by number and fingerprint, what will be published."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.calendar.rules import SHANGHAI, Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.acts.common import MOVED, authors, move, require_settled, same_as_submitted
from yimen.registers.catalogue.acts.stages import alone, note
from yimen.registers.catalogue.events import MatterConfirmed
from yimen.registers.catalogue.finding import chinese
from yimen.registers.catalogue.life import LIFE, Stage, State, Verdict
from yimen.registers.catalogue.models import Confirmation, ConfirmedVersion, Version

COUNTING: Final = 20_412  # the advisory lock under which an organ's confirmations are counted


def confirm(version_id: int, *, name: str, by: str, at: datetime, calendar: Calendar) -> int:
    """Sign the confirmation of one version for its organ; return the confirmation's id (H-412).

    Raises Refused out of order, for whoever drafted it, or if the content is not what was handed in.
    """
    with hold(Version, version_id) as version:
        alone(version)
        LIFE.after("confirm", State(version.state))
        require_settled(version)
        return confirm_held([version], version.matter.organ_id, name=name, by=by, at=at, calendar=calendar)


def confirm_held(
    versions: Sequence[Version], organ_id: int, *, name: str, by: str, at: datetime, calendar: Calendar
) -> int:
    """Sign one confirmation of several versions of one organ whose rows are held; return its id."""
    signed = _sign(organ_id, name=name, by=by, at=at)
    for version in versions:
        content = same_as_submitted(version)
        _not_the_editor(version, by)
        move(version, "confirm", at, calendar)
        version.save(update_fields=MOVED)
        note(version, Stage.CONFIRM, Verdict.CONFIRMED, by=by, at=at, words=signed.number)
        ConfirmedVersion.objects.create(
            confirmation=signed,
            version=version,
            code=version.matter.code,
            name=chinese(content.get("titles"))[:300],
            n=version.n,
            digest=version.digest,
        )
        words: dict[str, Any] = {"version": version.pk, "digest": version.digest, "number": signed.number}
        say(
            MatterConfirmed(
                subject=version.matter_id, organ=organ_id, by=by, at=at, confirmation=signed.pk, **words
            )
        )
    return signed.pk


def _not_the_editor(version: Version, by: str) -> None:
    own = version.reviews.filter(round=version.round, by=by).exclude(stage=Stage.HEAD).exists()
    if own or by in authors(version.pk):
        raise Refused(_("Whoever drafted or judged it does not sign for the organ."), code="same_person")


def _sign(organ_id: int, *, name: str, by: str, at: datetime) -> Confirmation:
    organ = agencies.organs().get(organ_id)
    title = organ.name("zh-hans") if organ else ""
    year = at.astimezone(SHANGHAI).year
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [COUNTING, organ_id % 2**31])
    last = Confirmation.objects.filter(organ_id=organ_id, year=year).order_by("-n").first()
    n = last.n + 1 if last else 1
    short = (organ.short if organ else "") or title[:3]
    number = f"{short}权确〔{year}〕{n}号"
    if Confirmation.objects.filter(number=number).exists():  # two organs with one abbreviation
        number = f"{title[:20]}权确〔{year}〕{n}号"
    return Confirmation.objects.create(
        organ_id=organ_id,
        year=year,
        n=n,
        number=number,
        organ_name=title,
        signer=by,
        signer_name=name[:100],
        at=at,
    )
