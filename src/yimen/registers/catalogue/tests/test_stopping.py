"""Suspending, resuming and withdrawing a matter of which a later version waits: the whole matter stops and goes on."""

from datetime import date

import pytest

from yimen.ground.bus import journal
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, reads
from yimen.registers.catalogue.models import Entry, Version
from yimen.registers.catalogue.tests.desk import address, officer
from yimen.registers.catalogue.tests.make import AT, published_matter
from yimen.registers.catalogue.tests.test_acts import JANUARY, next_version
from yimen.registers.catalogue.tests.test_revisions import brought_on, confirmed, proposed
from yimen.registers.catalogue.tests.way import OFFICE, ORDER, a_draft, published, step

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


def suspended(code="X-1"):
    """A matter in force that was suspended."""
    sheet = published_matter(code)
    acts.suspend(sheet.matter_id, reason="系统升级", by="account:1", at=AT)
    return sheet


def ready(code="X-1"):
    """A new version of a matter that waits to be published."""
    version = a_draft(code)
    for one in ORDER:
        step(version, one)
    return version


def reasons(sheet):
    """Why the matter was suspended, each time it was said."""
    return [told.data["reason"] for told in journal.history(sheet.matter_id) if "Suspended" in told.type]


@pytest.mark.rule("A-115")
@pytest.mark.parametrize("on", [AT.date(), date(2026, 3, 1)])
def test_a_new_version_of_a_suspended_matter_stays_suspended_until_it_is_resumed(on):
    sheet = suspended()
    version = ready()

    published(version, on=on)
    reads.forget()

    for day in (AT.date(), date(2026, 3, 1)):
        assert reads.published(sheet.code, on=day).state == "suspended"
        assert reads.register.entry(sheet.code, on=day).state == "suspended"
    assert not Entry.objects.exists()
    assert reasons(sheet) == ["系统升级", "系统升级"]

    acts.resume(sheet.matter_id, by="account:1", at=AT)
    reads.forget()

    new = reads.published(sheet.code, on=date(2026, 3, 1))
    assert (new.version_id, new.state) == (version, "published")
    assert reads.published(sheet.code, on=AT.date()).state == "published"
    assert Entry.objects.filter(version_id=version).exists()


@pytest.mark.rule("A-115")
def test_a_list_from_elsewhere_does_not_end_a_suspension():
    sheet = suspended()

    next_version(sheet, on=JANUARY)

    assert reads.published(sheet.code, on=JANUARY).state == "suspended"


@pytest.mark.rule("A-115")
def test_a_revision_of_many_matters_leaves_the_suspended_ones_suspended():
    stopped, other = suspended("X-1"), published_matter("X-2")
    revision = proposed(on=AT.date())
    brought_on(revision, to="confirm")
    confirmed(revision, stopped.organ_id)

    assert acts.publish_revision(revision, by=OFFICE, at=AT) == 2
    reads.forget()

    states = {sheet.code: reads.published(sheet.code, on=AT.date()).state for sheet in (stopped, other)}
    assert states == {"X-1": "suspended", "X-2": "published"}


@pytest.mark.rule("A-115")
@pytest.mark.usefixtures("plain_sign_in")
def test_before_publishing_the_page_says_that_the_matter_stays_suspended():
    sheet = suspended()
    version, other = ready(), ready("X-2")
    office = officer("zhang", Role.ESTABLISHMENT, sheet.organ_id)

    page, plain = (office.get(address("version", one)).content.decode() for one in (version, other))

    assert "The new version stays suspended" in page
    assert "The new version stays suspended" not in plain


@pytest.mark.rule("A-115")
@pytest.mark.usefixtures("plain_sign_in")
def test_before_a_revision_is_published_its_page_says_which_matters_stay_suspended():
    sheet = suspended("X-1")
    published_matter("X-2")
    revision = proposed(on=AT.date())
    brought_on(revision, to="confirm")
    confirmed(revision, sheet.organ_id)
    office = officer("zhang", Role.ESTABLISHMENT, sheet.organ_id)

    page = office.get(address("revision", revision)).content.decode()

    assert "Suspended matters stay suspended" in page
    assert page.count("</svg>Suspended</span>") == 1
