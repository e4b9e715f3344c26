"""Saying something."""

import pytest
from django.db import IntegrityError, connection, transaction

from yimen.ground.bus import journal
from yimen.ground.bus.event import kinds
from yimen.ground.bus.tests.make import NOON, BellRung, ring


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_it_refuses_outside_a_transaction():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        journal.publish(BellRung(subject=1, by="system", at=NOON, times=1))


@pytest.mark.django_db
def test_what_was_said_is_kept_word_for_word():
    ring(501, times=3, organ=9)

    (told,) = journal.history(501)
    assert (told.type, told.organ, told.actor, told.at, told.data) == (
        "tests.BellRung",
        9,
        "account:7",
        NOON,
        {"times": 3},
    )
    assert kinds()["tests.BellRung"] is BellRung


@pytest.mark.django_db
def test_a_row_is_a_cloud_event():
    ring(502)

    event = journal.history(502)[0].cloud_event("/yimen")

    assert event["specversion"] == "1.0"
    assert event["type"] == "tests.BellRung"
    assert event["subject"] == "502"
    assert event["data"]["actor"] == "account:7"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE journal SET type = 'x'", "DELETE FROM journal", "TRUNCATE journal"]
)
def test_the_database_refuses_to_change_what_was_said(statement):
    ring(503)

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert len(journal.history(503)) == 1
