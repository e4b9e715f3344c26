"""Suspending, resuming and withdrawing a matter of which a later version waits: the whole matter stops and goes on."""

from datetime import date

import pytest

from yimen.registers.catalogue import acts, reads
from yimen.registers.catalogue.models import Entry, Version
from yimen.registers.catalogue.tests.make import AT, published_matter
from yimen.registers.catalogue.tests.test_acts import JANUARY, next_version

pytestmark = pytest.mark.django_db


@pytest.mark.rule("0-3", "A-115")
def test_a_matter_is_withdrawn_with_the_version_that_waits_to_follow():
    sheet = published_matter()
    waiting = next_version(sheet, on=date(2026, 3, 1))

    acts.withdraw(sheet.matter_id, reason="取消", by="account:1", at=AT)
    reads.forget()

    for on in (JANUARY, date(2026, 1, 6), date(2026, 3, 2)):
        assert reads.published(sheet.code, on=on) is None
        assert reads.register.entry(sheet.code, on=on).state == "withdrawn"
        assert reads.register.entries(on=on) == []
    assert reads.register.entry(sheet.code, on=date(2026, 3, 2)).version_id == sheet.version_id
    assert not Entry.objects.exists()
    ends = dict(Version.objects.values_list("pk", "effective_until"))
    assert ends == {sheet.version_id: AT.date(), waiting: date(2026, 2, 28)}
    assert set(Version.objects.values_list("state", flat=True)) == {"withdrawn"}


@pytest.mark.rule("A-115")
def test_a_suspension_shows_in_the_register_although_a_later_version_waits():
    sheet = published_matter()
    next_version(sheet, on=date(2099, 1, 1))
    acts.suspend(sheet.matter_id, reason="系统升级", by="account:1", at=AT)
    register = reads.register

    assert register.entry(sheet.code, on=JANUARY).state == "suspended"
    assert [one.state for one in register.entries(on=JANUARY)] == ["suspended"]
    assert register.heads(on=JANUARY) == [(sheet.version_id, "suspended", sheet.code)]
    standing = register.standing(register.versions_of(sheet.code), on=JANUARY)
    assert (standing.version_id, standing.state) == (sheet.version_id, "suspended")


@pytest.mark.rule("A-115")
def test_what_is_resumed_is_found_at_once_although_a_later_version_waits():
    sheet = published_matter()
    next_version(sheet, on=date(2099, 1, 1), titles={"zh-hans": "餐饮许可"})
    acts.suspend(sheet.matter_id, reason="系统升级", by="account:1", at=AT)
    acts.resume(sheet.matter_id, by="account:1", at=AT)
    reads.forget()

    assert reads.published(sheet.code, on=JANUARY).state == "published"
    found = reads.search("", filters=reads.Filters(), language="zh-hans")
    assert [line.version_id for line in found.lines] == [sheet.version_id]
    days = Entry.objects.filter(what="matter").order_by("effective_from")
    assert list(days.values_list("effective_until", flat=True)) == [date(2098, 12, 31), None]
