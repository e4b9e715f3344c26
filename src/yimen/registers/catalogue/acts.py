"""What may be done to matters. Nothing else writes to them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.hold import hold, together
from yimen.ground.life import Refused
from yimen.ground.search import index_text
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import directory, reads, standards, wording
from yimen.registers.catalogue.events import (
    MatterApproved,
    MatterDrafted,
    MatterPublished,
    MatterResumed,
    MatterSuspended,
    MatterWithdrawn,
)
from yimen.registers.catalogue.life import LIFE, Kind, Side, State
from yimen.registers.catalogue.models import Approval, FoundNothing, Matter, Version, Wording
from yimen.registers.catalogue.rules import findings

LONGEST_CODE: Final = 80
NUMBER: Final = re.compile(r"\d{6}")  # identity numbers, telephones


def draft(content: Mapping[str, Any], *, code: str, organ_id: int, by: str, at: datetime) -> int:
    """Draft a matter, or a new version of the one with this code; return the version's id.

    Raises Refused without a Chinese name, with an unknown kind, for a code that cannot be or belongs to
    another organ, or if a draft waits already.
    """
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
            matter=matter, n=last + 1, made_at=at, made_by=by, **_columns(content)
        )
        _write_words(version, content)
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
    if matter.versions.filter(state=State.DRAFT).exists():
        raise Refused(_("A draft of this matter waits already; revise that one."), code="twice")
    return matter.versions.order_by("-n").values_list("n", flat=True).first() or 0


def _columns(content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "themes": list(content.get("themes") or []),
        "audience": list(content.get("audience") or []),
        "online": "online" in (content.get("channels") or []),
        "promised_days": content.get("promised_days"),
        "content": wording.taken_out(dict(content)),
    }


def _write_words(version: Version, content: Mapping[str, Any]) -> None:
    Wording.objects.bulk_create(
        Wording(version=version, place=place, language=language, text=text)
        for place, language, text in wording.texts(content)
    )


def revise(version_id: int, content: Mapping[str, Any]) -> None:
    """Change a draft. Raises Refused for a version that was published: it is never edited in place (H-412)."""
    with hold(Version, version_id) as version:
        LIFE.after("revise", State(version.state))
        _keep_to_standard(reads.content(version), content)
        for name, value in _columns(content).items():
            setattr(version, name, value)
        version.save(update_fields=["themes", "audience", "online", "promised_days", "content"])
        version.wordings.all().delete()
        version.approvals.all().delete()  # what was approved has changed
        _write_words(version, content)


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


def renew(version_id: int, *, by: str, at: datetime) -> int:
    """Draft the next version of a matter from one of its versions; return its id. Raises Refused if a draft waits."""
    version = Version.objects.select_related("matter").get(pk=version_id)
    matter = version.matter
    return draft(reads.content(version), code=matter.code, organ_id=matter.organ_id, by=by, at=at)


def approve(version_id: int, side: str, *, by: str, at: datetime) -> None:
    """Approve a draft for the department, then for the data authority; two people (H-412).

    Raises Refused for a draft with defects, out of order, or for the same person.
    """
    with hold(Version, version_id) as version:
        LIFE.after("revise", State(version.state))
        _pass_the_gate(reads.content(version), on=at.date())
        earlier = dict(version.approvals.values_list("side", "by"))
        if side == Side.AUTHORITY and Side.DEPARTMENT not in earlier:
            raise Refused(_("The department approves first."), code="order")
        if side in earlier:
            raise Refused(_("This side has approved already."), code="twice")
        if by in earlier.values():
            raise Refused(_("The two approvals come from two people."), code="same_person")
        Approval.objects.create(version=version, side=Side(side), by=by, at=at)
        organ = version.matter.organ_id
        say(
            MatterApproved(
                subject=version.matter_id, organ=organ, by=by, at=at, version=version.pk, side=side
            )
        )


def _pass_the_gate(content: Mapping[str, Any], *, on: date) -> None:
    """Raise Refused with the first thing to mend, by the rules, the base directory or the standard of a day."""
    wrong = next(iter(findings(content)), None) or directory.judge(content)
    wrong = wrong or next(iter(standards.judge(content, on=on)), None)
    if wrong is not None:
        raise Refused(wrong.words, field=wrong.place, code=wrong.rule)


def release(version_id: int, *, effective_on: date, by: str, at: datetime) -> None:
    """Publish a draft that both sides approved (H-412). Raises Refused without both approvals or for a past day."""
    with transaction.atomic():
        if Approval.objects.filter(version_id=version_id).count() < len(Side):
            raise Refused(
                _("Both the department and the data authority approve before it is published."),
                code="unapproved",
            )
        if effective_on < at.date():
            raise Refused(_("Choose today or a later day."), field="effective_on", code="past")
        publish(version_id, effective_on=effective_on, by=by, at=at)


def publish(version_id: int, *, effective_on: date, by: str, at: datetime) -> None:
    """Put a draft in force from a day on, if it passes the gate; the earlier version ends the day before.

    Raises Refused with the first thing to mend.
    """
    with hold(Version, version_id) as version:
        content = reads.content(version)
        _pass_the_gate(content, on=effective_on)
        earlier = Version.objects.select_for_update().filter(
            matter_id=version.matter_id, state__in=[State.PUBLISHED, State.SUSPENDED]
        )
        for old in earlier:
            if old.effective_from is not None and effective_on < old.effective_from:
                raise Refused(
                    _("The version now in force began later; choose a later day."),
                    field="effective_on",
                    code="order",
                )
            old.state = LIFE.after("supersede", State(old.state))
            old.effective_until = effective_on - timedelta(days=1)
            old.save(update_fields=["state", "effective_until"])
        version.state = LIFE.after("publish", State(version.state))
        version.effective_from = effective_on
        version.save(update_fields=["state", "effective_from"])
        _index(version.matter, content)
        say(
            MatterPublished(
                subject=version.matter_id,
                organ=version.matter.organ_id,
                by=by,
                at=at,
                version=version.pk,
                effective_from=effective_on,
            )
        )
        transaction.on_commit(reads.forget)


def _index(matter: Matter, content: Mapping[str, Any]) -> None:
    """Write the words under which a matter is found; names weigh more than the rest."""
    names = " ".join([*(content.get("titles") or {}).values(), content.get("search_words") or ""])
    organ = agencies.organs().get(matter.organ_id)
    rest = [*(content.get("summaries") or {}).values(), *(content.get("themes") or [])]
    rest.append(organ.name("zh-hans") if organ else "")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalogue_matter SET words = setweight(to_tsvector('simple', %s), 'A') || "
            "setweight(to_tsvector('simple', %s), 'C') WHERE id = %s",
            [index_text(names), index_text(" ".join(rest)), matter.pk],
        )


def _in_force(matter_id: int) -> Version:
    rows = Version.objects.select_for_update().filter(matter_id=matter_id, effective_until__isnull=True)
    version = rows.filter(state__in=[State.PUBLISHED, State.SUSPENDED]).first()
    if version is None:
        raise Refused(LIFE.refusal, code="out_of_order")
    return version


def suspend(matter_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Stop applications for a matter, with a reason that people read."""
    if not reason.strip():
        raise Refused(_("Say why; people will read it."), field="reason", code="empty")
    with transaction.atomic():
        version = _in_force(matter_id)
        version.state = LIFE.after("suspend", State(version.state))
        version.save(update_fields=["state"])
        organ = version.matter.organ_id
        say(MatterSuspended(subject=matter_id, organ=organ, by=by, at=at, reason=reason.strip()))
        transaction.on_commit(reads.forget)


def resume(matter_id: int, *, by: str, at: datetime) -> None:
    """Let a suspended matter be applied for again."""
    with transaction.atomic():
        version = _in_force(matter_id)
        version.state = LIFE.after("resume", State(version.state))
        version.save(update_fields=["state"])
        say(MatterResumed(subject=matter_id, organ=version.matter.organ_id, by=by, at=at))
        transaction.on_commit(reads.forget)


def withdraw(matter_id: int, *, reason: str, by: str, at: datetime) -> None:
    """End a matter for good, with a reason; cases under way go on under their version (0-3)."""
    if not reason.strip():
        raise Refused(_("Say why; people will read it."), field="reason", code="empty")
    with transaction.atomic():
        version = _in_force(matter_id)
        version.state = LIFE.after("withdraw", State(version.state))
        version.effective_until = at.date()
        version.save(update_fields=["state", "effective_until"])
        organ = version.matter.organ_id
        say(MatterWithdrawn(subject=matter_id, organ=organ, by=by, at=at, reason=reason.strip()))
        transaction.on_commit(reads.forget)


def note_asked(matter_id: int) -> None:
    """Count one more application for a matter (a roll-up fed by the bus)."""
    Matter.objects.filter(pk=matter_id).update(asked=F("asked") + 1)


def note_nothing_found(text: str, *, on: date) -> None:
    """Count a search that found nothing; who searched is not kept, and numbers that may be someone's are not either."""
    if NUMBER.search(text):
        return
    row, new = FoundNothing.objects.get_or_create(day=on, text=text.strip()[:60])
    if not new:
        FoundNothing.objects.filter(pk=row.pk).update(times=F("times") + 1)
