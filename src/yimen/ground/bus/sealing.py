"""Seal the journal as it grows, and find any row that was altered, removed, slipped in or moved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from yimen.ground.bus import journal, merkle
from yimen.ground.bus.models import Seal

LOCK = 0x59494D45  # one sealer at a time
GENESIS = b"\0" * 32
MOST = 20_000  # entries under one seal


@dataclass(frozen=True)
class Fault:
    """What verification found wrong, and after which seal."""

    seal: int
    words: str


@cache
def signer() -> Ed25519PrivateKey:
    """Return the key that signs the heads."""
    return Ed25519PrivateKey.from_private_bytes(settings.KEYRING.journal)


def seal(*, at: datetime) -> int:
    """Seal what was certain since the last seal; return the number of entries sealed (0: nothing new)."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
        last = Seal.objects.order_by("-n").first()
        here = (last.last_xid, last.last_position) if last else (0, 0)
        rows = journal.after(here, limit=MOST)
        if not rows:
            return 0
        end = rows[-1].xid, rows[-1].position
        n = last.n + 1 if last else 1
        tree_root = merkle.root([merkle.leaf(row) for row in rows])
        head = merkle.head(bytes(last.head) if last else GENESIS, n, end, len(rows), tree_root)
        Seal.objects.create(
            n=n,
            last_xid=end[0],
            last_position=end[1],
            entries=len(rows),
            root=tree_root,
            head=head,
            signature=signer().sign(head),
            sealed_at=at,
        )
        return len(rows)


def _between(start: tuple[int, int], end: tuple[int, int]) -> list[journal.Told]:
    return journal.select(
        "(xid, position) > (%s, %s) AND (xid, position) <= (%s, %s) ORDER BY xid, position", [*start, *end]
    )


def silent(_step: int) -> None:
    """Tell nobody."""


def seals() -> int:
    """Return how many seals there are."""
    return Seal.objects.count()


def verify(
    *, witness: tuple[int, str] | None = None, progress: Callable[[int], None] = silent
) -> Iterator[Fault]:
    """Recompute every seal and yield each fault.

    `witness` is a seal's number and head (hex) noted earlier outside the database: with it a chain
    that was cut short or rewritten with a stolen key is found too. `progress` is told of each seal.
    """
    previous, here, expected = GENESIS, (0, 0), 1
    public = signer().public_key()
    heads: dict[int, str] = {}
    for link in Seal.objects.order_by("n").iterator():
        if link.n != expected:
            yield Fault(link.n, f"seal {expected} is missing")
            expected = link.n
        end = link.last_xid, link.last_position
        rows = _between(here, end)
        tree_root = merkle.root([merkle.leaf(row) for row in rows])
        if len(rows) != link.entries:
            yield Fault(link.n, f"{link.entries} entries were sealed, {len(rows)} are here")
        elif tree_root != bytes(link.root):
            yield Fault(link.n, "an entry differs from what was sealed")
        if merkle.head(previous, link.n, end, link.entries, bytes(link.root)) != bytes(link.head):
            yield Fault(link.n, "the seal does not follow from the one before it")
        try:
            public.verify(bytes(link.signature), bytes(link.head))
        except InvalidSignature:
            yield Fault(link.n, "the signature is not ours")
        previous, here, expected = bytes(link.head), end, link.n + 1
        heads[link.n] = previous.hex()
        progress(1)
    if witness and heads.get(witness[0]) != witness[1]:
        yield Fault(witness[0], "the head differs from the one the witness holds")


def current_head() -> tuple[int, str] | None:
    """Return the number and the head (hex) of the newest seal, to be handed to a witness."""
    last = Seal.objects.order_by("-n").first()
    return (last.n, bytes(last.head).hex()) if last else None
