"""No page of the catalogue's desk asks the database more than five questions, the session's two among them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, judgements, quality
from yimen.registers.catalogue.acts.delegating import Handing
from yimen.registers.catalogue.acts.revising import Proposal
from yimen.registers.catalogue.edits import Edits
from yimen.registers.catalogue.models import Delegation, Matter, RevisionRow, Version
from yimen.registers.catalogue.tests.desk import address, officer
from yimen.registers.catalogue.tests.make import AT, content_with, published_matter
from yimen.registers.catalogue.tests.test_comparison import THIRD, three_towns
from yimen.registers.catalogue.tests.test_standards import CODE, set_standard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]
LAW = "中华人民共和国食品安全法"
MOST = 5
NO_PHONE = ("A-115", "phone")
Broken = dict[str, set[tuple[str, str]]]


def asked(browser, place) -> list[str]:
    """Return what a page asks the database once it was opened before."""
    browser.get(place)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(place).status_code == 200
    return [
        one["sql"] for one in seen if one["sql"].startswith("SELECT") or one["sql"].startswith("\nSELECT")
    ]


@pytest.fixture
def city():
    """A city with a standard, three towns that implement it, a matter handed down, a draft with comments, and a revision."""
    three_towns()
    own = published_matter(base_code="")
    day = now().date() + timedelta(days=20)
    what = Proposal("修订", LAW, "35", Edits(new_article="38"), day, None)
    revision = acts.propose(what, by="account:21", at=now())
    assert RevisionRow.objects.filter(revision=revision, version_id__isnull=False).exists()
    set_standard()
    draft = acts.draft(content_with(), code="D-1", organ_id=own.organ_id, by="account:1", at=AT)
    for n in range(2):
        acts.comment(draft, f"materials.{n}", "依据何在?", stage="office", by=f"account:{n}", at=AT)
    town = Matter.objects.get(code=THIRD).organ_id
    handing = Handing(town, "entrusted", "部分", "某某规定", now().date(), None)
    acts.delegate(own.matter_id, handing, by="account:3", at=now())
    new = Version.objects.get(matter=own.matter_id, state="draft").pk
    return {
        "draft": draft,
        "new": new,
        "old": own.version_id,
        "revision": revision,
        "delegation": Delegation.objects.get().pk,
        "organ": own.organ_id,
    }


PAGES = [
    ("base_items",),
    ("base_item", CODE),
    ("compare_item", CODE),
    ("standard", CODE),
    ("delegations",),
    ("revoke", "delegation"),
    ("differences", "new", "old"),
    ("matters",),
    ("waiting",),
    ("revisions",),
    ("revision", "revision"),
    ("laws",),
    ("version", "draft"),
    ("version", "old"),
    ("version_steps", "draft"),
    ("quality",),
    ("quality_rule", "H-302"),
]
OWN = [
    ("edit", "draft"),
    ("edit_part", "draft", "materials"),
    ("edit_part", "draft", "terms"),
    ("edit_part", "draft", "permit"),
    ("fields", "draft"),
    ("take_steps", "draft"),
]


@pytest.mark.parametrize("page", [*PAGES, *OWN], ids=lambda one: "-".join(one))
def test_a_page_asks_five_questions_at_most(city, page):
    role = Role.CATALOGUE_EDITOR if page in OWN else Role.ESTABLISHMENT
    browser = officer("bian", role, city["organ"])

    questions = asked(browser, address(page[0], *(city.get(one, one) for one in page[1:])))

    assert len(questions) <= MOST, questions


def kept_after(change) -> tuple[Broken, Broken]:
    """Return which rules each matter breaks, and where, before and after a change, judged in the same process."""
    before = {one.code: {(flaw.rule, flaw.place) for flaw in one.findings} for one in judgements.judged()}
    change()
    return before, {
        one.code: {(flaw.rule, flaw.place) for flaw in one.findings} for one in judgements.judged()
    }


def test_a_judgement_is_made_anew_when_a_draft_changes():
    matter = published_matter()
    draft = acts.draft(content_with(), code="D-1", organ_id=matter.organ_id, by="a", at=AT)

    before, after = kept_after(lambda: acts.revise(draft, content_with(phone="")))
    again, words = kept_after(lambda: acts.revise(draft, content_with(titles={"zh-hans": "新名"})))

    assert NO_PHONE not in before["D-1"]
    assert NO_PHONE in after["D-1"]
    assert again == after
    assert words["D-1"] == before["D-1"]
    assert {one.name for one in judgements.judged()} == {"食品经营许可", "新名"}
    assert before[matter.code] == after[matter.code]


def test_a_judgement_is_made_anew_when_a_standard_is_set():
    three_towns()

    before, after = kept_after(set_standard)

    assert "H-413" not in {rule for rule, _place in before[THIRD]}
    assert "H-413" in {rule for rule, _place in after[THIRD]}


def test_a_judgement_is_made_anew_when_a_later_version_is_drafted_or_thrown_away():
    matter = published_matter()
    drafts = []

    def renew():
        drafts.append(acts.renew(matter.version_id, by="a", at=AT))
        acts.revise(drafts[0], content_with(phone=""))

    before, after = kept_after(renew)
    _again, last = kept_after(lambda: acts.discard(drafts[0], by="a", at=AT))

    assert (NO_PHONE in before[matter.code], NO_PHONE in after[matter.code]) == (False, True)
    assert last == before


def test_what_was_judged_is_not_read_again():
    published_matter()
    first = quality.report()
    with CaptureQueriesContext(connection) as seen:
        second = quality.report()

    assert len(seen) == 1
    assert second == first
