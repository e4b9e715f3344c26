"""Several connections at once: one draft waits, one publication counts, a list is applied once."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from yimen.ground.tests.together import at_once, became
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


def several(act: Callable[[int], object]) -> Counter[str]:
    """Do the same in several threads at the same moment; return how often it was done and refused, and by what."""
    return Counter(became(at_once(*(partial(act, n) for n in range(AT_ONCE)))))


def test_of_several_drafts_of_one_matter_one_waits():
    organ = an_organ()

    ended = several(
        lambda n: acts.draft(content_with(), code="X-1", organ_id=organ, by=f"account:{n}", at=AT)
    )

    assert ended == {"done": 1, "twice": AT_ONCE - 1}
    assert (Matter.objects.count(), Version.objects.count()) == (1, 1)


def test_of_several_new_versions_of_a_matter_in_force_one_waits():
    sheet = published_matter()

    ended = several(
        lambda n: acts.draft(
            content_with(), code=sheet.code, organ_id=sheet.organ_id, by=f"account:{n}", at=AT
        )
    )

    assert ended == {"done": 1, "twice": AT_ONCE - 1}
    assert list(Version.objects.order_by("n").values_list("n", "state")) == [(1, "published"), (2, "draft")]


def test_a_draft_is_published_once():
    version = acts.draft(content_with(), code="X-1", organ_id=an_organ(), by="account:1", at=AT)

    ended = several(
        lambda n: acts.load_in_force(version, effective_on=date(2026, 1, 5), by="system:test", at=AT)
    )

    assert ended == {"done": 1, "out_of_order": AT_ONCE - 1}


def test_a_list_is_applied_once():
    received = lists.receive("list.csv", as_csv(LIST[:1]), organ_id=None, by="account:1", at=AT)

    ended = several(lambda n: lists.apply(received, by=f"account:{n}", at=AT))

    assert ended == {"done": 1, "twice": AT_ONCE - 1}
    assert Version.objects.count() == 1
