"""Who may see archived records and who may do what with them: asked here and nowhere else."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404

from yimen.affairs.archives import lists, reads
from yimen.affairs.archives.life import State
from yimen.affairs.archives.lists import DestructionSheet, HandoverSheet
from yimen.affairs.archives.reads import PackageLine, PackageSheet, ViewingSheet
from yimen.affairs.cases import gates as case_gates
from yimen.ground.clock import now
from yimen.registers.agencies.reads import Officer, Role

A_DAY = 1
APPROVERS: Final = frozenset({Role.ARCHIVIST, Role.ORGAN_HEAD})
READERS: Final = case_gates.READERS | {
    Role.ARCHIVIST
}  # who may open a record, for a purpose that is noted (F-425)


def keeps(officer: Officer, organ_id: int) -> bool:
    """Say whether an officer is archivist of an organ or above it."""
    return officer.may(Role.ARCHIVIST, organ_id)


def approves(officer: Officer, organ_id: int) -> bool:
    """Say whether an officer may approve the destruction of records of an organ."""
    return keeps(officer, organ_id) or officer.may(Role.ORGAN_HEAD, organ_id)


def package_for(officer: Officer, package_id: int) -> PackageSheet:
    """Return a package of an organ for which the officer may read records, or one that the officer's archive received; raises Http404 otherwise."""
    found = reads.package(package_id)
    if found is None:
        raise Http404
    if found.line.organ_id not in officer.scope(READERS):
        archives = [one.organ_id for one in officer.held if one.role == Role.ARCHIVIST]
        if found.line.state != State.HANDED_OVER or not lists.received(package_id, archives):
            raise Http404
    return found


def package_to_keep(officer: Officer, package_id: int) -> PackageSheet:
    """Return a package that the officer keeps as archivist; raises Http404 out of scope, PermissionDenied otherwise."""
    found = package_for(officer, package_id)
    if not keeps(officer, found.line.organ_id):
        raise PermissionDenied
    return found


def viewing_for(officer: Officer, viewing_id: int) -> tuple[ViewingSheet, PackageLine]:
    """Return a viewing of one's own of this day, with its record; raises Http404 otherwise: then one asks again."""
    found = reads.viewing(viewing_id)
    if found is None or found.account_id != officer.account_id or (now() - found.at).days >= A_DAY:
        raise Http404
    return found, package_for(officer, found.package_id).line


def handover_for(officer: Officer, handover_id: int) -> HandoverSheet:
    """Return a hand-over that the officer gives or receives as archivist; raises Http404 otherwise."""
    found = lists.handover(handover_id)
    if found is None or not (keeps(officer, found.organ_id) or keeps(officer, found.receiver_id)):
        raise Http404
    return found


def destruction_for(officer: Officer, destruction_id: int) -> DestructionSheet:
    """Return a request for destruction that the officer keeps or may approve; raises Http404 otherwise."""
    found = lists.destruction(destruction_id)
    if found is None or not approves(officer, found.organ_id):
        raise Http404
    return found
