"""Hand records over to the city archive: a list, two signatures, a test on each side (G-309, L-40)."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives import rules, verifying
from yimen.affairs.archives.events import HandoverReceived, HandoverReturned, HandoverSigned
from yimen.affairs.archives.life import HANDOVER, LIFE, HandoverState, State, Why
from yimen.affairs.archives.models import Handover, HandoverLine, Package
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import today_of
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies

OPEN = [HandoverState.DRAFT, HandoverState.SIGNED, HandoverState.RETURNED]
MOST = 500


def draft_handover(organ_id: int, package_ids: Collection[int], *, why: str, by: str, at: datetime) -> int:
    """Put records of an organ on a list to be handed over; return its number.

    For a transfer their time must have come, early custody may be any day (G-309). Raises Refused naming
    the record that cannot go: not in the archive, on another list, not kept long enough, too early.
    """
    if why not in Why.values:
        raise Refused(_("Choose why the records are handed over."), field="why", code="unknown")
    if not package_ids:
        raise Refused(_("Choose the records first."), field="packages", code="empty")
    receiver = _receiver()
    with transaction.atomic():
        rows = list(
            Package.objects.select_for_update()
            .filter(pk__in=package_ids, organ_id=organ_id)
            .order_by("number")
        )
        if len(rows) != len(set(package_ids)):
            raise Refused(_("A record could not be found."), field="packages", code="unknown")
        _check_ready(rows, why, at)
        handover = Handover.objects.create(
            why=why,
            organ_id=organ_id,
            organ_name=rows[0].organ_name,
            receiver_id=receiver.id,
            receiver_name=receiver.name("zh-hans"),
            made_by=by,
            made_at=at,
        )
        HandoverLine.objects.bulk_create(
            HandoverLine(handover=handover, package=row, digest=row.digest, size=row.size, files=row.files)
            for row in rows
        )
        _count(handover)
    return handover.pk


def _receiver() -> agencies.OrganSheet:
    try:
        return agencies.by_key(settings.CITY_ARCHIVE)
    except KeyError:
        message = _("The city archive is not known; the operator names it in YIMEN_CITY_ARCHIVE.")
        raise Refused(message, code="no_archive") from None


def _check_ready(rows: Sequence[Package], why: str, at: datetime) -> None:
    listed = HandoverLine.objects.filter(package__in=rows, handover__state__in=OPEN)
    taken = set(listed.values_list("package_id", flat=True))
    today = today_of(at)
    for row in rows:
        if row.state != State.ARCHIVED or row.pk in taken:
            raise Refused(
                _("%(number)s is not in the archive, or on another list.") % {"number": row.number or row.pk},
                field="packages",
                code="not_there",
            )
        due = rules.transfer_on(row.formed_on, settings.ARCHIVE_TRANSFER_YEARS)
        if why == Why.TRANSFER and (today < due or not rules.to_hand_over(row.retention)):
            raise Refused(
                _("The time of %(number)s has not come: %(day)s.") % {"number": row.number, "day": due},
                field="packages",
                code="too_early",
            )


def _count(handover: Handover) -> None:
    sums = handover.lines.aggregate(size=Sum("size", default=0))
    handover.count, handover.size = handover.lines.count(), sums["size"]
    handover.save(update_fields=["count", "size"])


def list_digest(handover: Handover) -> str:
    """Return the digest of the list: numbers, digests and sizes in order."""
    rows = handover.lines.order_by("package__number").values_list(
        "package__number", "digest", "size", "files"
    )
    words = "".join(f"{number} {digest} {size} {files}\n" for number, digest, size, files in rows)
    return hashlib.sha256(words.encode()).hexdigest()


def take_off(handover_id: int, package_id: int) -> None:
    """Take a record off a list that is not signed yet."""
    with hold(Handover, handover_id) as handover:
        if handover.state not in {HandoverState.DRAFT, HandoverState.RETURNED}:
            raise Refused(HANDOVER.refusal, code="out_of_order")
        handover.lines.filter(package_id=package_id).delete()
        _count(handover)


def _test(handover: Handover, at: datetime) -> None:
    """Test every record of a list in every copy; raise Refused naming the first fault (G-304, G-310)."""
    for line in handover.lines.select_related("package").order_by("package__number"):
        package = line.package
        faults = list(verifying.package_faults(package, at=at))
        if (
            faults
            or package.state != State.ARCHIVED
            or (line.digest, line.size) != (package.digest, package.size)
        ):
            words = faults[0].words if faults else _("It is not what stands on the list.")
            message = _("%(number)s: %(fault)s") % {"number": package.number, "fault": words}
            raise Refused(message, code="faulty")


def sign(handover_id: int, *, by: str, at: datetime) -> None:
    """Sign the list as the one who gives; every record is tested before (G-309)."""
    with hold(Handover, handover_id) as handover:
        handover.state = HANDOVER.after("sign", HandoverState(handover.state))
        if not handover.count:
            raise Refused(_("Choose the records first."), code="empty")
        _test(handover, at)
        handover.digest, handover.given_by, handover.given_at = list_digest(handover), by, at
        handover.reason = ""
        handover.save(update_fields=["state", "digest", "given_by", "given_at", "reason"])
        publish(
            HandoverSigned(
                subject=handover_id,
                organ=handover.organ_id,
                by=by,
                at=at,
                packages=handover.count,
                size=handover.size,
                digest=handover.digest,
            )
        )


def receive(handover_id: int, *, by: str, at: datetime) -> None:
    """Test what came and sign for it as the one who receives, who is someone else than the giver (G-309)."""
    with hold(Handover, handover_id) as handover:
        handover.state = HANDOVER.after("receive", HandoverState(handover.state))
        if not rules.two_people(handover.given_by, by):
            raise Refused(_("Whoever handed the records over may not receive them."), code="two_people")
        if list_digest(handover) != handover.digest:
            raise Refused(_("The list is not the one that was signed."), code="faulty")
        _test(handover, at)
        rows = Package.objects.select_for_update().filter(given__handover=handover)
        after = {LIFE.after("hand_over", State(state)) for state in rows.values_list("state", flat=True)}
        for state in after:
            Package.objects.filter(given__handover=handover).update(state=state)
        handover.received_by, handover.received_at = by, at
        handover.save(update_fields=["state", "received_by", "received_at"])
        publish(
            HandoverReceived(
                subject=handover_id, organ=handover.organ_id, by=by, at=at, packages=handover.count
            )
        )


def send_back(handover_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Send records back to the organ and say why (G-309)."""
    with hold(Handover, handover_id) as handover:
        handover.state = HANDOVER.after("send_back", HandoverState(handover.state))
        if not reason.strip():
            raise Refused(_("Say what is wrong."), field="reason", code="empty")
        handover.reason = reason.strip()
        handover.save(update_fields=["state", "reason"])
        publish(
            HandoverReturned(
                subject=handover_id, organ=handover.organ_id, by=by, at=at, reason=handover.reason
            )
        )
