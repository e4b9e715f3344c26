"""What several modules want to read comes in one statement, each row as if it had been read alone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from yimen.ground.bus.models import Cursor, Parked, Seal
from yimen.ground.together import Reading, read_together

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=ZoneInfo("Asia/Shanghai"))


def seal(n: int, head: bytes) -> Seal:
    return Seal.objects.create(
        n=n, last_xid=7, last_position=n, entries=1, root=b"\0" * 32, head=head, signature=b"s", sealed_at=AT
    )


def park(listener: str, error: str = "") -> Parked:
    return Parked.objects.create(
        listener=listener, xid=1, position=2**62, subject=2**63 - 1, type="x", not_before=AT, error=error
    )


def test_rows_of_several_tables_come_as_if_each_was_read_alone():
    seals = [seal(1, b"\xff\x00\\x41"), seal(2, b"")]
    parked = park("甲", error="\\x41 “引号” 100%s")
    Cursor.objects.create(listener="甲", xid=3, position=4, heard_at=None)

    with CaptureQueriesContext(connection) as seen:
        heads, stuck, cursors = read_together(
            Reading(Seal.objects.order_by("-n"), list),
            Reading(Parked.objects.filter(error__contains="100%"), list),
            Reading(Cursor.objects.all(), lambda rows: rows[0]),
        )

    assert len(seen) == 1
    assert [(one.n, bytes(one.head), one.sealed_at) for one in heads] == [
        (one.n, one.head, AT) for one in reversed(seals)
    ]
    assert (stuck, stuck[0].error, stuck[0].position) == ([parked], parked.error, 2**62)
    assert stuck[0].subject == 2**63 - 1
    assert (cursors.xid, cursors.heard_at) == (3, None)


def test_counts_come_as_dictionaries_and_nothing_as_an_empty_list():
    park("a")
    Parked.objects.update(position=1)
    park("a")

    counted, nobody, none = read_together(
        Reading(Parked.objects.values("listener").annotate(n=Count("pk")), list),
        Reading(Parked.objects.filter(listener="b"), list),
        Reading(Parked.objects.filter(listener__in=[]), list),
    )

    assert counted == [{"listener": "a", "n": 2}]
    assert (nobody, none) == ([], [])
    assert read_together() == []


def test_what_is_not_asked_for_is_not_brought_and_what_is_added_is_there():
    park("a", error="long")

    [[row]] = read_together(Reading(Parked.objects.defer("error").annotate(total=Count("pk")), list))

    assert (row.get_deferred_fields(), row.total) == ({"error"}, 1)
    assert row.error == "long"
