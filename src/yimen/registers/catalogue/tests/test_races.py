"""Several connections at once: one draft waits, one publication counts, a list is applied once."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from yimen.ground.tests.together import at_once, became
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts, lists, reads
from yimen.registers.catalogue.acts.delegating import Handing
from yimen.registers.catalogue.acts.revising import Proposal
from yimen.registers.catalogue.edits import Edits
from yimen.registers.catalogue.models import Confirmation, Delegation, Matter, Review, Version
from yimen.registers.catalogue.tests.lists import LIST, as_csv
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.way import HEAD, LEGAL, OFFICE, PLAIN, TODAY, brought_to, ticks

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


@pytest.mark.rule("H-412")
def test_of_several_people_one_passes_a_draft_on():
    version = brought_to("office")

    ended = several(
        lambda n: acts.pass_office(
            version, points=ticks("office"), by=f"account:{30 + n}", at=AT, calendar=PLAIN
        )
    )

    assert ended == {"done": 1, "out_of_order": AT_ONCE - 1}
    assert Review.objects.filter(stage="office").count() == 1


def test_passed_and_sent_back_at_once_one_of_the_two_happens():
    version = brought_to("legal")

    ended = Counter(
        became(
            at_once(
                partial(acts.pass_legal, version, points=ticks("legal"), by=LEGAL, at=AT, calendar=PLAIN),
                partial(acts.send_back, version, reason="改", by="account:31", at=AT),
            )
        )
    )

    state = Version.objects.get(pk=version).state
    assert ended["done"] in {1, 2}  # sent back after it was passed is lawful, the other way round is not
    assert (state == "confirm") == (Review.objects.filter(verdict="returned").count() == 0)


def test_a_confirmed_version_is_published_once():
    version = brought_to("ready")

    ended = several(lambda n: acts.publish(version, effective_on=TODAY, by=f"account:{40 + n}", at=AT))

    assert ended == {"done": 1, "out_of_order": AT_ONCE - 1}
    assert Review.objects.filter(stage="publish").count() == 1


def test_confirmations_signed_at_once_have_numbers_of_their_own():
    versions = [brought_to("confirm", f"X-{n}") for n in range(AT_ONCE)]

    ended = several(lambda n: acts.confirm(versions[n], name="何局长", by=HEAD, at=AT, calendar=PLAIN))

    assert ended == {"done": AT_ONCE}
    assert sorted(Confirmation.objects.values_list("n", flat=True)) == list(range(1, AT_ONCE + 1))


def test_a_revision_is_published_once():
    published_matter("X-1")
    revision = acts.propose(
        Proposal("修订", "食品安全法", "", Edits(new_doc_no="新号"), TODAY), by="account:21", at=AT
    )
    acts.submit_revision(revision, by="account:21", at=AT, calendar=PLAIN)
    for state, by in (("office", OFFICE), ("legal", LEGAL)):
        acts.pass_revision(revision, points=ticks(state), by=by, at=AT, calendar=PLAIN)
    acts.confirm_revision(revision, an_organ(), name="何局长", by=HEAD, at=AT, calendar=PLAIN)

    ended = several(lambda n: acts.publish_revision(revision, by=f"account:{50 + n}", at=AT))

    assert ended == {"done": 1, "out_of_order": AT_ONCE - 1}
    assert Version.objects.filter(state="published").count() == 1


def test_a_power_is_handed_down_once():
    sheet = published_matter()
    town = an_organ("town", uscc="")
    what = Handing(town, "entrusted", "本镇申请", "高府〔2026〕3号", TODAY)

    ended = several(lambda n: acts.delegate(sheet.matter_id, what, by=f"account:{n}", at=AT))

    assert ended == {"done": 1, "twice": AT_ONCE - 1}
    assert Delegation.objects.count() == 1
