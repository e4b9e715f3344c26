"""Several connections at once: one draft waits, one publication counts, a list is applied once."""

import threading
from collections import Counter
from datetime import date

import pytest
from django.db import connection

from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts, lists, reads
from yimen.registers.catalogue.models import Matter, Version
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.test_import import LIST, as_csv

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AT_ONCE = 6


@pytest.fixture(autouse=True)
def _fresh():
    agencies.forget()
    reads.forget()
    yield
    agencies.forget()
    reads.forget()


def at_once(act):
    """Do the same in several threads at the same moment; return how often it was done and refused, and by what."""
    start, ended = threading.Barrier(AT_ONCE), Counter()

    def run(n):
        start.wait()
        try:
            act(n)
            ended["done"] += 1
        except Refused as refused:
            ended[refused.code] += 1
        except Exception as error:  # noqa: BLE001 whatever else happens is what the test looks for
            ended[repr(error)] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def test_of_several_drafts_of_one_matter_one_waits():
    organ = an_organ()

    ended = at_once(
        lambda n: acts.draft(content_with(), code="X-1", organ_id=organ, by=f"account:{n}", at=AT)
    )

    assert ended == {"done": 1, "twice": AT_ONCE - 1}
    assert (Matter.objects.count(), Version.objects.count()) == (1, 1)


def test_of_several_new_versions_of_a_matter_in_force_one_waits():
    sheet = published_matter()

    ended = at_once(
        lambda n: acts.draft(
            content_with(), code=sheet.code, organ_id=sheet.organ_id, by=f"account:{n}", at=AT
        )
    )

    assert ended == {"done": 1, "twice": AT_ONCE - 1}
    assert list(Version.objects.order_by("n").values_list("n", "state")) == [(1, "published"), (2, "draft")]


def test_a_draft_is_published_once():
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="account:1", at=AT)

    ended = at_once(lambda n: acts.publish(version, effective_on=date(2026, 1, 5), by=f"account:{n}", at=AT))

    assert ended == {"done": 1, "out_of_order": AT_ONCE - 1}


@pytest.mark.rule("H-412")
def test_of_several_people_one_approves_for_the_department():
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="account:1", at=AT)

    ended = at_once(lambda n: acts.approve(version, "department", by=f"account:{n}", at=AT))

    assert ended == {"done": 1, "twice": AT_ONCE - 1}


def test_a_list_is_applied_once():
    received = lists.receive("list.csv", as_csv(LIST[:1]), organ_id=None, by="account:1", at=AT)

    ended = at_once(lambda n: lists.apply(received, by=f"account:{n}", at=AT))

    assert ended == {"done": 1, "twice": AT_ONCE - 1}
    assert Version.objects.count() == 1
