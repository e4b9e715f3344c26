"""Anyone checks a permit: by number or picture, and is led to the one that holds."""

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.formats import date_format

from yimen.affairs.aftercare.tests.make import a_matter
from yimen.affairs.aftercare.tests.pages import (
    browser,
    held,
    show,
    someone,
)
from yimen.ground.clock import now
from yimen.registers.people.tests.make import WANG
from yimen.registers.permits import acts as permits
from yimen.registers.permits.models import Permit

pytestmark = pytest.mark.django_db


def test_anyone_checks_a_permit_by_number_or_picture_and_sees_nothing_private():
    someone()
    permit = held()
    by_number = show(browser(), f"/permits/?number={permit.number.replace(' ', '+')}")
    by_code = show(browser(), f"/permits/{permit.code}/")

    for page in (by_number, by_code):
        assert page.code == 200
        assert "genuine and holds today" in page.words
        assert permit.number in page.words
        assert "王秀英" not in page.words
        assert "荔枝小馆" not in page.words
        for part in (WANG.id_number, WANG.id_number[6:14], WANG.phone):
            assert part not in page.words
    assert show(browser(), f"/permits/{permit.id}-WRONG/").code == 404
    assert "No permit of this city has this number" in show(browser(), "/permits/?number=1234567890123").words
    assert show(browser(), "/permits/?number=").code == 422


def test_a_replaced_permit_leads_to_the_one_that_holds():
    someone()
    matter = a_matter()
    permit = held(matter)
    Permit.objects.filter(pk=permit.id).update(state="replaced", next_id=held(matter).id, next_by="renewal")

    assert "was replaced by a newer one" in show(browser(), f"/permits/{permit.code}/").words


@pytest.mark.rule("A-602", "A-503")
def test_before_a_renewal_begins_everyone_is_led_to_the_permit_that_holds():
    client, matter = someone(), a_matter()
    older, newer = held(matter), held(matter)
    first = now().date() + timedelta(days=30)
    with translation.override("en"):
        begins = date_format(first, "DATE_FORMAT")
    rows = Permit.objects.filter(pk=older.id)
    rows.update(state="replaced", next_id=newer.id, next_by="renewal", valid_until=first - timedelta(days=1))
    rows = Permit.objects.filter(pk=newer.id)
    rows.update(previous_id=older.id, valid_from=first, term_from=first)

    old, new = (show(browser(), f"/permits/{one.code}/").words for one in (older, newer))
    assert "holds today" in old
    assert f"begins on {begins}" in old
    assert newer.number in old
    assert f"holds only from {begins} on" in new
    assert "holds today" not in new
    assert older.number in new
    assert f"Begins on {begins}" in show(client, "/my/permits/").words
    assert f"/my/permits/{older.id}/" in show(client, f"/my/permits/{newer.id}/").words
    page = show(client, f"/my/permits/{older.id}/").words
    assert f"from {begins} on" in page
    assert "Ask for its renewal" not in page


@pytest.mark.parametrize(
    ("ending", "ground", "words"), [("revoke", "fraud", "Revoked"), ("cancel", "death", "Struck off")]
)
def test_a_permit_that_ended_says_so_to_everyone(ending, ground, words):
    someone()
    permit = held()
    permits.end(permit.id, ending, ground=ground, reason="理由", by="account:9", at=now())

    page = show(browser(), f"/permits/{permit.code}/").words
    assert "holds no more" in page
    assert words in page


def test_the_picture_leads_to_the_public_page():
    client = someone()
    permit = held()
    answer = client.get(f"/my/permits/{permit.id}/qr.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
