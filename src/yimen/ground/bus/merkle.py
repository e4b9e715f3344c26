"""Digests of journal rows, their Merkle root, and the chain of heads. Pure functions of values."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC

from yimen.ground.bus.journal import Told

LEAF, NODE = b"\0", b"\1"  # RFC 6962: a leaf can never be passed off as a node


def leaf(told: Told) -> bytes:
    """Return the digest of one row: every column counts."""
    words = [
        told.xid,
        told.position,
        told.type,
        told.subject,
        told.organ,
        told.actor,
        told.at.astimezone(UTC).isoformat(),
        told.data,
        told.recorded_at.astimezone(UTC).isoformat(),
    ]
    canonical = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(LEAF + canonical.encode()).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle root; an odd node at the end of a row moves up as it is."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        pairs = [hashlib.sha256(NODE + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def head(previous: bytes, n: int, last: tuple[int, int], entries: int, tree_root: bytes) -> bytes:
    """Return the head of the chain after a seal: it stands for everything before it."""
    words = f"{n}|{last[0]}|{last[1]}|{entries}|".encode()
    return hashlib.sha256(previous + words + tree_root).digest()
