"""Order the package of a case, make it, check it and put it into the archive; again and again without harm (G-301, G-305)."""

import logging
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any, Final

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives import bag, checking, copies, register, rules
from yimen.affairs.archives.acts.numbering import fonds_of, next_serial, take_serial, terms_of
from yimen.affairs.archives.building import Built, build
from yimen.affairs.archives.events import RecordArchived, RecordReturned, RecordSupplemented
from yimen.affairs.archives.gathering import Gathered, gather, result_of
from yimen.affairs.archives.life import KEPT, LIFE, Kind, State
from yimen.affairs.archives.models import Package
from yimen.affairs.archives.record_xml import Identity
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.reads import CaseSheet
from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import today_of
from yimen.ground.hold import alone, hold
from yimen.ground.life import Refused
from yimen.registers.catalogue import reads as catalogue

MARK: Final = "archive"
HOLDER: Final = "archives.holder"
ENDED: Final = frozenset({"closed", "declined", "returned", "withdrawn", "filed"})
PATIENCE: Final = timedelta(seconds=20)  # until documents that are still being made are looked for again
LONGEST_PAUSE: Final = timedelta(hours=1)
SYSTEM: Final = version("yimen")
logger = logging.getLogger(__name__)


def order(case_id: int, *, by: str = "system", at: datetime) -> int:
    """Order the package of an ended case; return its id. Ordering again changes nothing (G-301).

    Raises Refused for a case that is not ended.
    """
    found = Package.objects.filter(case_id=case_id, n=0).values_list("pk", flat=True).first()
    if found is not None:
        return found
    case = case_reads.sheet(case_id)
    if case.line.state not in ENDED:
        raise Refused(_("Only the record of an ended case is archived."), code="open")
    with transaction.atomic():
        package, new = Package.objects.get_or_create(
            case_id=case_id, n=0, defaults={**_facts(case, at), "ordered_by": by, "ordered_at": at}
        )
        if new:
            cases.mark(case_id, MARK)
    return package.pk


def _facts(case: CaseSheet, at: datetime) -> dict[str, Any]:
    ended = case.closed_at or case.line.decided_at or at
    return {
        "organ_id": case.line.organ_id,
        "organ_name": case.line.organ_name,
        "matter_id": case.line.matter_id,
        "matter": case.line.title,
        "matter_code": catalogue.version(case.line.version_id).code,
        "person_id": case.person_id,
        "holder_index": vault.blind_index(case.applicant["name"], context=HOLDER),
        "result": result_of(case),
        "formed_on": today_of(ended),
    }


def supplement(package_id: int, *, note: str, cause: str = "", by: str, at: datetime) -> int:
    """Order an additional package to an archived record, which itself is never changed (G-311); return its id.

    The same cause orders it only once. Raises Refused for a record that is not in the archive, and without a note.
    """
    if not note.strip():
        raise Refused(_("Say what is added and why."), field="note", code="empty")
    with hold(Package, package_id) as main:
        if main.kind != Kind.MAIN or main.state not in KEPT:
            raise Refused(LIFE.refusal, code="out_of_order")
        same = Package.objects.filter(case_id=main.case_id)
        if cause and (known := same.filter(cause=cause).first()):
            return known.pk
        last: int = same.aggregate(last=Max("n"))["last"]
        names = ("organ_id", "organ_name", "matter_id", "matter", "matter_code", "person_id", "result")
        row = Package(
            case_id=main.case_id,
            n=last + 1,
            kind=Kind.ADDITION,
            note=note.strip(),
            cause=cause,
            ordered_by=by,
            ordered_at=at,
            holder_index=bytes(main.holder_index),
            formed_on=today_of(at),
            **{name: getattr(main, name) for name in names},
        )
        row.save(force_insert=True)
        publish(
            RecordSupplemented(
                subject=row.case_id, organ=row.organ_id, by=by, at=at, package=row.pk, note=row.note
            )
        )
        return row.pk


def pack_again(package_id: int, *, by: str, at: datetime) -> None:
    """Try again to pack what was sent back, once what was wrong is mended."""
    with hold(Package, package_id) as package:
        package.state = LIFE.after("pack_again", State(package.state))
        package.ordered_by, package.ordered_at, package.again_at = by, at, None
        package.save(update_fields=["state", "ordered_by", "ordered_at", "again_at"])


def pack(package_id: int, *, at: datetime) -> bool:
    """Make a waiting package, check it and archive it; say whether something came of it (G-303, G-304, G-305).

    What does not pass a check goes back to the organ with the reasons; its number is given to the next one.
    """
    package = Package.objects.get(pk=package_id)
    fonds_of(package.organ_id)
    with alone(
        f"archives:{package.organ_id}"
    ):  # no row is held meanwhile: who reads the journal would wait for it
        package.refresh_from_db()
        if package.state != State.WAITING:
            return False
        gathered = gather(package.case_id, since=_since(package), at=at)
        if gathered.unissued:
            again = at + _patience(at - package.ordered_at)
            Package.objects.filter(pk=package_id).update(again_at=again)
            return False
        try:
            facts = _make(package, gathered, at)
        except _Failed as failed:
            _give_back(package_id, failed.checks, at)
        else:
            _archive(package, facts, at)
        return True


def _patience(waited: timedelta) -> timedelta:
    """Return when to look again for documents: the longer it waited, the later, so that it holds up no other."""
    return min(max(PATIENCE, waited / 4), LONGEST_PAUSE)


class _Failed(Exception):
    def __init__(self, checks: list[dict[str, Any]]) -> None:
        super().__init__("the package did not pass the checks")
        self.checks = checks


def _since(package: Package) -> datetime | None:
    if package.kind == Kind.MAIN:
        return None
    earlier = Package.objects.filter(case_id=package.case_id, n__lt=package.n, archived_at__isnull=False)
    last: datetime | None = earlier.aggregate(last=Max("archived_at"))["last"]
    return last


def _make(package: Package, gathered: Gathered, at: datetime) -> copies.Digests:
    """Make the package, check it and write its copies; the database is only read."""
    identity = _identify(package, gathered, at)
    built: Built = build(package, identity, gathered)
    package.checks = checking.run(checking.Subject(bag.unpack(built.data), gathered, at))
    package.files = built.files
    if checking.failures(package.checks):
        raise _Failed(package.checks)
    copies.write(package.number, built.data)
    return copies.digests(built.data)


def _archive(package: Package, facts: copies.Digests, at: datetime) -> None:
    take_serial(package.fonds, package.year, package.retention, package.serial)
    package.state = LIFE.after("archive", State(package.state))
    package.digest, package.sm3, package.size = facts.sha256, facts.sm3, facts.size
    package.signature = register.sign(package)
    package.save()
    publish(
        RecordArchived(
            subject=package.case_id,
            organ=package.organ_id,
            by="system",
            at=at,
            package=package.pk,
            number=package.number,
            digest=package.digest,
            files=package.files,
            size=package.size,
        )
    )


def _identify(package: Package, gathered: Gathered, at: datetime) -> Identity:
    """Give the package its number, its title and its terms (G-306, G-307)."""
    terms = terms_of(code=package.matter_code, kind=gathered.matter.kind, result=package.result)
    package.year, package.category, package.archived_at = package.formed_on.year, rules.CATEGORY, at
    package.fonds, package.serial = next_serial(package.organ_id, package.year, terms.retention)
    package.number = rules.number(package.fonds, package.year, terms.retention, package.serial)
    package.retention, package.openness, package.secrecy = terms.retention, terms.openness, terms.secrecy
    package.over_on = rules.over_on(package.formed_on, terms.retention)
    added = "的补充材料" if package.kind == Kind.ADDITION else ""
    package.title = (
        f"{gathered.organ}办理“{package.matter}”办件档案{added}（办件编号 {gathered.case.line.number}）"
    )
    return Identity(
        number=package.number,
        title=package.title,
        fonds=package.fonds,
        year=package.year,
        serial=package.serial,
        kind=package.kind,
        terms=terms,
        version=SYSTEM,
        archived_at=at,
    )


def _give_back(package_id: int, checks: list[dict[str, Any]], at: datetime) -> None:
    """Send a package back to the organ's list, with every reason (G-304)."""
    with hold(Package, package_id) as package:
        package.state, package.checks = LIFE.after("give_back", State(package.state)), checks
        package.save(update_fields=["state", "checks"])
        publish(
            RecordReturned(
                subject=package.case_id,
                organ=package.organ_id,
                by="system",
                at=at,
                package=package_id,
                reasons=checking.failures(checks),
            )
        )


def pack_waiting(*, at: datetime, most: int = 10) -> int:
    """Pack what waits, the oldest first; return how many. Several workers never take the same.

    One that cannot be made waits with growing pauses and holds up no other.
    """
    done = 0
    for _round in range(most):
        due = Q(again_at=None) | Q(again_at__lte=at)
        waiting = Package.objects.filter(due, state=State.WAITING).order_by("pk")
        row = waiting.values_list("pk", flat=True).first()
        if row is None:
            break
        done += _try(row, at)
    return done


def _try(package_id: int, at: datetime) -> bool:
    try:
        return pack(package_id, at=at)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:
        logger.warning("package %s could not be made: %s", package_id, type(error).__name__, exc_info=error)
        with hold(Package, package_id) as package:
            package.tries += 1
            package.again_at = at + min(timedelta(seconds=1 << min(package.tries, 20)), LONGEST_PAUSE)
            package.trouble = f"{type(error).__name__}: {error}"[:200]
            package.save(update_fields=["tries", "again_at", "trouble"])
        return False
