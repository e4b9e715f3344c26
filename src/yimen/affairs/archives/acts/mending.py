"""Write a copy anew from one that is whole: after damage, or for a place that was added (G-308, G-310)."""

import hashlib

from yimen.affairs.archives import copies
from yimen.affairs.archives.life import KEPT
from yimen.affairs.archives.models import Package
from yimen.ground.hold import hold


def mend(package_id: int) -> list[str]:
    """Write every copy that is missing or altered from one that is whole; return the places written.

    Each is read back and compared. Raises FileNotFoundError if no copy is whole any more.
    """
    with hold(Package, package_id) as package:
        if package.state not in KEPT:
            return []
        data = copies.read(package.number, package.digest)
        written = []
        for place in copies.places():
            path = place.path(package.number)
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == package.digest:
                continue
            copies.write_one(place, package.number, data, package.digest)
            written.append(place.name)
        return written
