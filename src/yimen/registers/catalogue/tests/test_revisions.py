"""A revision of many matters: judged row by row, reviewed at once, confirmed by each organ, published on one day."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.catalogue import acts, comparing, reads, revisions
from yimen.registers.catalogue.acts.revising import Proposal
from yimen.registers.catalogue.drafted import drafted
from yimen.registers.catalogue.edits import Edits
from yimen.registers.catalogue.models import Confirmation, Revision, RevisionRow, Version
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.way import HEAD, LEGAL, OFFICE, PLAIN, TODAY, a_draft, ticks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


PROPOSER, OTHER_HEAD = "account:21", "account:22"
LAW = "中华人民共和国食品安全法"
DAY = TODAY + timedelta(days=20)


def proposed(edits=None, *, matter_ids=None, article="35", on=DAY):
    edits = edits or Edits(new_article="38")
    return acts.propose(Proposal("食品安全法修订", LAW, article, edits, on, matter_ids), by=PROPOSER, at=AT)


@pytest.fixture
def matters():
    """Three matters of two organs that cite the law."""
    other = an_organ("rsj", uscc="11511301008778239R")
    return [published_matter("X-1"), published_matter("X-2"), published_matter("X-3", organ_id=other)]


def brought_on(revision, *, to):
    acts.submit_revision(revision, by=PROPOSER, at=AT, calendar=PLAIN)
    for state, by in (("office", OFFICE), ("legal", LEGAL)):
        if state == to:
            return
        acts.pass_revision(revision, points=ticks(state), by=by, at=AT, calendar=PLAIN)


def confirmed(revision, organ, *, by=HEAD):
    return acts.confirm_revision(revision, organ, name="何局长", by=by, at=AT, calendar=PLAIN)


def states():
    return set(Version.objects.exclude(state__in=["published", "superseded"]).values_list("state", flat=True))


@pytest.mark.rule("H-412")
def test_a_revision_goes_through_both_offices_and_every_organ_and_is_in_force_on_one_day(matters):
    revision = proposed()
    assert states() == {"draft"}
    brought_on(revision, to="")
    assert states() == {"confirm"}
    with pytest.raises(Refused) as early:
        acts.publish_revision(revision, by=OFFICE, at=AT)
    assert early.value.code == "unconfirmed"

    first = confirmed(revision, matters[0].organ_id)
    confirmed(revision, matters[2].organ_id, by=OTHER_HEAD)
    assert Confirmation.objects.get(pk=first).lines.count() == 2
    assert acts.publish_revision(revision, by=OFFICE, at=AT) == 3

    reads.forget()
    for matter in matters:
        assert reads.published(matter.code, on=DAY).legal_basis[0]["articles"] == "第三十八条"
        assert (
            reads.published(matter.code, on=DAY - timedelta(days=1)).legal_basis[0]["articles"]
            == "第三十五条"
        )
        assert reads.version(matter.version_id).legal_basis[0]["articles"] == "第三十五条"
    assert [one.data["act"] for one in journal.history(revision)] == [
        "propose",
        "submit",
        "pass_office",
        "pass_legal",
        "publish",
    ]


def test_a_row_that_fails_says_why_and_leaves_the_others_alone(matters):
    acts.draft(content_with(), code="X-1", organ_id=matters[0].organ_id, by="account:9", at=AT)

    revision = proposed(Edits(new_article="38", statutory_days=3))

    # The promise would be longer than the law allows.
    assert set(RevisionRow.objects.values_list("outcome", "place")) == {("failed", "promised_days")}
    assert Version.objects.filter(revision_id=revision).count() == 0

    again = proposed(Edits(new_article="38", statutory_days=3, promised_days=3))
    assert dict(RevisionRow.objects.filter(revision_id=again).values_list("code", "outcome")) == {
        "X-1": "failed",
        "X-2": "ready",
        "X-3": "ready",
    }


def test_a_matter_that_would_not_change_says_so(matters):
    proposed(Edits(drop_material="没有这个材料"))

    assert set(RevisionRow.objects.values_list("outcome", "words__en")) == {
        ("failed", "Nothing would change in this matter.")
    }


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": " "}, "title"),
        ({"edits": Edits()}, "new_title"),
        ({"effective_on": TODAY - timedelta(days=1)}, "effective_on"),
        ({"law": "没有的法"}, "law"),
        ({"matter_ids": frozenset({1})}, "law"),
    ],
)
def test_a_proposal_that_changes_nothing_is_refused(matters, words, field):
    whole = {
        "title": "修订",
        "law": LAW,
        "article": "35",
        "edits": Edits(new_article="38"),
        "effective_on": DAY,
    } | words

    with pytest.raises(Refused) as refused:
        acts.propose(Proposal(**whole), by=PROPOSER, at=AT)

    assert refused.value.field == field
    assert not Revision.objects.exists()
    assert states() == set()


def test_only_some_matters_are_taken_in_and_one_is_left_out(matters):
    revision = proposed(matter_ids=frozenset(one.matter_id for one in matters[:2]))
    row = RevisionRow.objects.get(code="X-2")

    acts.leave_out(revision, row.pk, by=PROPOSER, at=AT)

    assert dict(RevisionRow.objects.values_list("code", "outcome")) == {"X-1": "ready", "X-2": "left_out"}
    assert Version.objects.filter(state="draft").count() == 1


@pytest.mark.rule("H-412")
@pytest.mark.parametrize(("state", "who"), [("office", PROPOSER), ("legal", OFFICE), ("legal", PROPOSER)])
def test_each_office_is_another_person(matters, state, who):
    revision = proposed()
    brought_on(revision, to=state)

    with pytest.raises(Refused) as refused:
        acts.pass_revision(revision, points=ticks(state), by=who, at=AT, calendar=PLAIN)

    assert refused.value.code == "same_person"
    assert states() == {state}
    assert Revision.objects.get().state == state


def test_a_draft_of_a_revision_moves_with_it_alone(matters):
    revision = proposed()
    version = Version.objects.filter(revision_id=revision).first().pk
    words = {"by": OFFICE, "at": AT}

    for act in (
        lambda: acts.submit(version, calendar=PLAIN, **words),
        lambda: acts.send_back(version, reason="改", **words),
        lambda: acts.take_back(version, **words),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "revision"
    brought_on(revision, to="")
    with pytest.raises(Refused):
        acts.confirm(version, name="何", calendar=PLAIN, **words)

    assert states() == {"confirm"}


def test_a_comment_holds_the_whole_revision_up(matters):
    revision = proposed()
    brought_on(revision, to="legal")
    version = Version.objects.filter(revision_id=revision).first().pk
    acts.comment(version, "legal_basis.0", "条款号有误", must=True, stage="legal", by=LEGAL, at=AT)

    with pytest.raises(Refused) as refused:
        acts.pass_revision(revision, points=ticks("legal"), by=LEGAL, at=AT, calendar=PLAIN)

    assert refused.value.code == "comment_open"
    assert states() == {"legal"}


def test_sent_back_everything_begins_anew(matters):
    revision = proposed()
    brought_on(revision, to="")
    confirmed(revision, matters[0].organ_id)

    acts.send_revision_back(revision, reason="施行日期有变", by=OFFICE, at=AT)
    assert states() == {"draft"}
    brought_on(revision, to="")

    assert set(Version.objects.filter(state="confirm").values_list("round", flat=True)) == {2}


@pytest.mark.parametrize("to", ["draft", "office", "legal", ""])
def test_a_revision_is_undone_before_it_is_published(matters, to):
    revision = proposed()
    if to != "draft":
        brought_on(revision, to=to)

    acts.undo_revision(revision, reason="法律推迟施行", by=OFFICE, at=AT)

    assert states() == set()
    assert set(RevisionRow.objects.values_list("outcome", "words__zh-hans")) == {("undone", "法律推迟施行")}
    with pytest.raises(Refused):
        acts.undo_revision(revision, reason="再次", by=OFFICE, at=AT)
    assert a_draft("X-1")


def test_one_row_that_fails_at_publication_stays_behind_and_says_why(matters):
    revision = proposed()
    brought_on(revision, to="")
    confirmed(revision, matters[0].organ_id)
    confirmed(revision, matters[2].organ_id, by=OTHER_HEAD)
    late = Version.objects.get(matter_id=matters[0].matter_id, state="ready")
    Version.objects.filter(pk=late.pk).update(revision_id=revision)
    acts.comment(late.pk, "phone", "电话有误", must=True, stage="office", by=OFFICE, at=AT)

    assert acts.publish_revision(revision, by=OFFICE, at=AT) == 2

    late.refresh_from_db()
    assert (late.state, late.revision_id) == ("draft", None)
    row = RevisionRow.objects.get(code="X-1")
    assert row.outcome == "failed"
    assert row.words["en"] == "A comment that must be settled is still open."
    assert "意见" in row.words["zh-hans"]
    reads.forget()
    assert reads.published("X-1", on=DAY).version_id == matters[0].version_id


def test_an_organ_sees_its_own_rows_with_their_differences(matters):
    revision = proposed()
    brought_on(revision, to="")

    whole = revisions.sheet(revision, None, "zh-hans")
    own = revisions.sheet(revision, frozenset({matters[2].organ_id}), "zh-hans")

    assert (len(whole.rows), len(own.rows)) == (3, 1)
    assert [one.place for one in own.rows[0].groups[0].changes] == ["legal_basis.0.articles"]
    assert revisions.sheet(revision, frozenset({1}), "zh-hans") is None
    assert [line.matters for line in revisions.listed(None)] == [3]
    assert revisions.listed(frozenset({1})) == []


def test_confirmed_twice_is_refused(matters):
    revision = proposed()
    brought_on(revision, to="")
    confirmed(revision, matters[2].organ_id)

    with pytest.raises(Refused) as refused:
        confirmed(revision, matters[2].organ_id)

    assert refused.value.code == "twice"
    assert Confirmation.objects.count() == 1


def test_a_late_publication_begins_today(matters):
    revision = proposed(on=TODAY)
    brought_on(revision, to="")
    confirmed(revision, matters[0].organ_id)
    confirmed(revision, matters[2].organ_id, by=OTHER_HEAD)

    acts.publish_revision(revision, by=OFFICE, at=AT + timedelta(days=4))

    starts = Version.objects.filter(revision_id=revision).values_list("effective_from", flat=True)
    assert set(starts) == {date(2026, 1, 9)}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"phone": "0668-6612346"},
        {"titles": {"zh-hans": "食品经营许可", "en": "Another name"}},
        {"conditions": [{"zh-hans": "有固定的经营场所"}, {"zh-hans": "有管理制度", "en": "Rules"}]},
        {"conditions": [], "visits": 0},
        {"form": [{**CONTENT["form"][0], "serves": "condition:2"}, *CONTENT["form"][1:]]},
    ],
    ids=["nothing", "a-line", "a-translation", "rows", "nothing-left", "a-question"],
)
def test_of_a_draft_only_the_parts_that_differ_are_fetched(changed):
    first = published_matter("X-1")
    new = acts.draft(content_with(**changed), code="X-1", organ_id=first.organ_id, by="account:1", at=AT)

    found = drafted([new])[new]

    before, after = (reads.content(Version.objects.get(pk=one)) for one in (first.version_id, new))
    for language in ("zh-hans", "en"):
        short = comparing.compare(found.before, found.after, language)
        assert short == comparing.compare(before, after, language)
    assert set(found.after) <= set(changed)


def test_a_first_draft_follows_nothing():
    sheet = published_matter("X-1")

    found = drafted([sheet.version_id])[sheet.version_id]

    assert found.before == {}
    assert found.after == reads.content(Version.objects.get(pk=sheet.version_id))
    assert drafted([]) == {}
