"""Sealing: any row altered, removed, slipped in or moved is found."""

import random

import pytest
from django.db import connection, transaction

from yimen.ground.bus import sealing
from yimen.ground.bus.models import Seal
from yimen.ground.bus.tests.make import NOON, empty_journal, ring

pytestmark = pytest.mark.race
ROWS, TRICKS = 60, 1000


@pytest.fixture
def sealed(transactional_db):
    Seal.objects.all().delete()
    empty_journal()
    for n in range(ROWS):
        ring(n, times=n)
        if n % 20 == 19:
            assert sealing.seal(at=NOON) > 0
    sealing.seal(at=NOON)
    yield
    Seal.objects.all().delete()
    empty_journal()


def positions() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT xid, position FROM journal ORDER BY xid, position")
        return cursor.fetchall()


def tamper(kind: str, dice: random.Random) -> None:
    rows = positions()
    (xid, position), (other_xid, other) = dice.sample(
        rows[:-1], 2
    )  # behind the last row lies what is not sealed yet
    column = dice.choice(
        [
            "type = type || 'x'",
            "subject = subject + 1",
            "organ = organ + 1",
            "actor = 'system:x'",
            "at = at + interval '1 second'",
            "data = jsonb_set(data, '{times}', '99999')",
            "xid = xid + 1000000",
            "recorded_at = recorded_at + interval '1 microsecond'",
        ]
    )
    with connection.cursor() as cursor:
        if kind == "alter":
            cursor.execute(f"UPDATE journal SET {column} WHERE xid = %s AND position = %s", [xid, position])
        elif kind == "remove":
            cursor.execute("DELETE FROM journal WHERE xid = %s AND position = %s", [xid, position])
        elif kind == "slip in":
            cursor.execute(
                "INSERT INTO journal (type, subject, actor, at, data, xid) "
                "SELECT type, subject, actor, at, data, xid FROM journal WHERE xid = %s AND position = %s",
                [xid, position],
            )
        else:
            cursor.execute(
                "UPDATE journal a SET subject = b.subject, data = b.data FROM journal b "
                "WHERE (a.xid = %s AND a.position = %s AND b.xid = %s AND b.position = %s) "
                "OR (b.xid = %s AND b.position = %s AND a.xid = %s AND a.position = %s)",
                [xid, position, other_xid, other, xid, position, other_xid, other],
            )


def test_an_untouched_journal_is_whole(sealed):
    assert list(sealing.verify()) == []
    assert list(sealing.verify(witness=sealing.current_head())) == []


def test_each_of_a_thousand_tricks_is_found(sealed):
    dice = random.Random(20260511)
    unnoticed = []
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL session_replication_role = replica"
            )  # the guard sleeps, the seals do not
        for n in range(TRICKS):
            kind = ("alter", "remove", "slip in", "swap")[n % 4]
            point = transaction.savepoint()
            tamper(kind, dice)
            if not any(sealing.verify()):
                unnoticed.append((n, kind))
            transaction.savepoint_rollback(point)
        whole = list(sealing.verify()) == []  # or every trick would have been found by the one before it

    assert unnoticed == []
    assert whole


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM bus_seal WHERE n = (SELECT min(n) FROM bus_seal)",
        "DELETE FROM bus_seal WHERE n = 2",
        "UPDATE bus_seal SET entries = entries + 1 WHERE n = 2",
        "UPDATE bus_seal SET signature = '\\x00' || substr(signature, 2) WHERE n = 1",
    ],
)
def test_a_broken_chain_is_found(sealed, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(sealing.verify()) != []


def test_a_chain_cut_short_is_found_by_its_witness(sealed):
    witness = sealing.current_head()
    Seal.objects.filter(n=witness[0]).delete()

    assert list(sealing.verify()) == []
    assert [fault.seal for fault in sealing.verify(witness=witness)] == [witness[0]]


def test_sealing_again_with_nothing_new_does_nothing(sealed):
    before = Seal.objects.count()

    assert sealing.seal(at=NOON) == 0
    assert Seal.objects.count() == before
