"""The way of a draft: no stage is jumped, every stage is another person, what was handed in is fixed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.catalogue import acts, reads
from yimen.registers.catalogue.life import LIFE, State
from yimen.registers.catalogue.models import Confirmation, ConfirmedVersion, Review, Version
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.way import (
    EDITOR,
    HEAD,
    LEGAL,
    OFFICE,
    ORDER,
    PLAIN,
    TODAY,
    a_draft,
    brought_to,
    later,
    published,
    step,
    ticks,
)

pytestmark = pytest.mark.django_db


def state_of(version):
    return Version.objects.get(pk=version).state


@pytest.mark.rule("H-412")
def test_a_draft_is_passed_by_department_and_authority_and_confirmed_before_it_is_published():
    version = brought_to("ready")
    published(version)

    given = list(Review.objects.order_by("pk").values_list("stage", "verdict", "by"))
    assert given == [
        ("editor", "submitted", EDITOR),
        ("head", "passed", HEAD),
        ("office", "passed", OFFICE),
        ("legal", "passed", LEGAL),
        ("confirm", "confirmed", HEAD),
        ("publish", "published", OFFICE),
    ]
    assert state_of(version) == "published"
    row = Version.objects.get(pk=version)
    assert [one.type.removeprefix("catalogue.") for one in journal.history(row.matter_id)] == [
        "MatterDrafted",
        "MatterSubmitted",
        "MatterApproved",
        "MatterApproved",
        "MatterApproved",
        "MatterConfirmed",
        "MatterPublished",
    ]


ALL = {
    "submit": lambda v: step(v, "head"),
    "pass_head": lambda v: step(v, "office"),
    "pass_office": lambda v: step(v, "legal"),
    "pass_legal": lambda v: step(v, "confirm"),
    "confirm": lambda v: step(v, "ready"),
    "publish": published,
}


@pytest.mark.rule("H-412")
@pytest.mark.parametrize("state", ["draft", *ORDER])
def test_no_stage_is_jumped(state):
    version = brought_to(state)
    due = {"draft": "submit", **dict(zip(ORDER, list(ALL)[1:], strict=True))}[state]
    before = Review.objects.count()

    for name, act in ALL.items():
        if name != due:
            with pytest.raises(Refused) as refused:
                act(version)
            assert refused.value.code == "out_of_order", name

    assert (state_of(version), Review.objects.count()) == (state, before)


@pytest.mark.rule("H-412")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*ALL, "send_back", "take_back"]), max_size=12))
def test_whatever_is_tried_only_the_whole_way_leads_to_publication(tries):
    with transaction.atomic():
        version = a_draft(f"X-{abs(hash(tuple(tries)))}")
        done = []
        for name in tries:
            try:
                with transaction.atomic():
                    if name == "send_back":
                        acts.send_back(version, reason="再改", by=OFFICE, at=AT)
                    elif name == "take_back":
                        acts.take_back(version, by=EDITOR, at=AT)
                    else:
                        ALL[name](version)
            except Refused:
                continue
            done.append(name)
        if state_of(version) == "published":
            assert done[-6:] == list(ALL)
        transaction.set_rollback(True)


@pytest.mark.rule("H-412")
@pytest.mark.parametrize(
    ("state", "next_one", "who"),
    [
        ("head", "office", EDITOR),
        ("office", "legal", HEAD),
        ("office", "legal", EDITOR),
        ("legal", "confirm", OFFICE),
        ("legal", "confirm", HEAD),
        ("confirm", "ready", EDITOR),
        ("confirm", "ready", LEGAL),
    ],
)
def test_each_stage_is_another_person(state, next_one, who):
    version = brought_to(state)

    with pytest.raises(Refused) as refused:
        step(version, next_one, by=who)

    assert refused.value.code == "same_person"
    assert state_of(version) == state
    assert not Confirmation.objects.exists()


def test_the_database_itself_refuses_one_person_at_two_stages():
    version = brought_to("office")

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(version_id=version, round=1, stage="office", by=HEAD, at=AT)


def test_whoever_drafted_it_does_not_publish_it():
    version = brought_to("ready")

    with pytest.raises(Refused) as refused:
        published(version, by=EDITOR)

    assert (refused.value.code, state_of(version)) == ("same_person", "ready")


@pytest.mark.rule("H-412")
@pytest.mark.parametrize("state", ORDER)
def test_what_was_handed_in_is_not_changed(state):
    version = brought_to(state)

    with pytest.raises(Refused):
        acts.revise(version, content_with(promised_days=4), by=EDITOR, at=AT)
    for statement in (
        "UPDATE catalogue_version SET promised_days = 9 WHERE id = %s",
        "UPDATE catalogue_version SET digest = '' WHERE id = %s",
        "DELETE FROM catalogue_wording WHERE version_id = %s",
        "DELETE FROM catalogue_version WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [version])

    assert reads.draft_content(version) == content_with()


def test_the_database_itself_refuses_a_publication_that_jumps_a_stage():
    version = brought_to("legal")

    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version).update(state="published")


@pytest.mark.rule("H-412")
def test_a_change_needs_the_draft_back_and_every_stage_anew():
    version = brought_to("ready")
    first = Version.objects.get(pk=version).digest

    acts.take_back(version, by=EDITOR, at=AT)
    acts.revise(version, content_with(phone="0668-6612346"), by=EDITOR, at=AT)
    with pytest.raises(Refused):
        published(version)
    for one in ORDER:
        step(version, one)
    published(version)

    row = Version.objects.get(pk=version)
    assert row.round == 2
    assert row.digest != first
    assert list(ConfirmedVersion.objects.order_by("pk").values_list("digest", flat=True)) == [
        first,
        row.digest,
    ]


def test_who_sends_back_says_why_and_where():
    version = brought_to("legal")

    with pytest.raises(Refused) as refused:
        acts.send_back(version, reason="  ", by=LEGAL, at=AT)
    assert refused.value.field == "reason"
    acts.send_back(version, reason="依据已修订", place="legal_basis.0", by=LEGAL, at=AT)

    last = Review.objects.order_by("pk").last()
    assert (last.stage, last.verdict, last.place, last.note) == (
        "legal",
        "returned",
        "legal_basis.0",
        "依据已修订",
    )
    assert state_of(version) == "draft"
    said = journal.history(Version.objects.get(pk=version).matter_id)[-1]
    assert (said.type, said.data["place"]) == ("catalogue.MatterSentBack", "legal_basis.0")


def test_every_point_is_ticked():
    version = brought_to("head")

    for points in ([], ticks("head")[:1], [*ticks("head"), "more"]):
        with pytest.raises(Refused) as refused:
            acts.pass_head(version, points=points, by=HEAD, at=AT, calendar=PLAIN)
        assert refused.value.field == "points"

    assert state_of(version) == "head"


@pytest.mark.rule("A-408", "H-412")
def test_the_gate_judges_when_a_draft_is_handed_in():
    version = a_draft(promised_days=30)

    with pytest.raises(Refused) as refused:
        step(version, "head")

    assert (refused.value.code, state_of(version), Review.objects.count()) == ("A-408", "draft", 0)


def test_the_gate_judges_once_more_when_it_is_published(monkeypatch):
    version = brought_to("ready")
    published_before = Version.objects.filter(state="published").count()

    def fails(_content, *, on):
        raise Refused("the directory changed meanwhile", code="H-107")

    monkeypatch.setattr("yimen.registers.catalogue.acts.publishing.pass_the_gate", fails)
    with pytest.raises(Refused) as refused:
        published(version)

    assert refused.value.code == "H-107"
    assert Version.objects.filter(state="published").count() == published_before


def test_each_stage_has_its_working_days():
    version = a_draft()
    step(version, "head")
    assert Version.objects.get(pk=version).due_on == date(2026, 1, 7)  # two working days after Monday
    step(version, "office", at=later(1))
    assert Version.objects.get(pk=version).due_on == date(2026, 1, 13)  # five, over a weekend
    acts.send_back(version, reason="改", by=OFFICE, at=later(2))
    assert Version.objects.get(pk=version).due_on is None


def test_the_city_sets_other_days(settings):
    settings.CATALOGUE_STAGE_DAYS = {"head": 1}
    version = brought_to("head")

    assert Version.objects.get(pk=version).due_on == date(2026, 1, 6)


@pytest.mark.rule("0-3", "H-412")
def test_a_version_published_for_a_later_day_is_in_force_by_its_date():
    first = published_matter("X-1")
    version = brought_to("ready", "X-1", titles={"zh-hans": "新名称"})
    day = TODAY + timedelta(days=30)
    published(version, on=day)
    reads.forget()

    assert reads.published("X-1", on=day - timedelta(days=1)).version_id == first.version_id
    assert reads.published("X-1", on=day).version_id == version
    assert reads.version(first.version_id).name("zh-hans") == "食品经营许可"


def test_a_past_day_is_refused():
    version = brought_to("ready")

    with pytest.raises(Refused) as refused:
        published(version, on=TODAY - timedelta(days=1))

    assert (refused.value.field, state_of(version)) == ("effective_on", "ready")


@pytest.mark.rule("H-412")
@pytest.mark.parametrize("by", ["account:13", "client:shop", "person:5", ""])
def test_no_officer_puts_a_draft_in_force_without_the_offices(by):
    version = a_draft()

    with pytest.raises(Refused) as refused:
        acts.load_in_force(version, effective_on=TODAY, by=by, at=AT)

    assert (refused.value.code, state_of(version)) == ("not_system", "draft")


def test_the_first_filling_says_that_it_is_one():
    sheet = published_matter()

    assert [one.type for one in journal.history(sheet.matter_id)][-1] == "catalogue.MatterLoaded"
    assert not Review.objects.exists()


def test_a_confirmation_has_a_number_of_its_organ_and_year():
    for n in range(3):
        brought_to("ready", f"X-{n}")

    numbers = list(Confirmation.objects.order_by("pk").values_list("number", "n", "signer_name"))
    assert numbers == [(f"高市监权确〔2026〕{n}号", n, "何局长") for n in (1, 2, 3)]


def test_two_organs_with_one_abbreviation_do_not_share_a_number():
    other = an_organ("scjgj2", uscc="11511301008778239R")
    brought_to("ready", "X-1")
    brought_to("ready", "X-2", organ_id=other)

    assert len(set(Confirmation.objects.values_list("number", flat=True))) == 2


def test_while_a_draft_is_under_review_no_other_is_drafted():
    brought_to("legal", "X-1")

    with pytest.raises(Refused) as refused:
        a_draft("X-1")

    assert refused.value.code == "twice"


def test_a_draft_is_thrown_away_and_another_may_be_drafted():
    version = a_draft("X-1")
    acts.comment(version, "phone", "请核对电话", must=True, stage="office", by=OFFICE, at=AT)

    acts.discard(version, by=EDITOR, at=AT)

    assert not Version.objects.exists()
    assert a_draft("X-1")


@pytest.mark.parametrize("state", ORDER)
def test_what_is_under_review_is_not_thrown_away(state):
    version = brought_to(state)

    with pytest.raises(Refused):
        acts.discard(version, by=EDITOR, at=AT)

    assert state_of(version) == state


def test_the_table_of_life_has_no_way_around():
    order = [State.DRAFT, State.HEAD, State.OFFICE, State.LEGAL, State.CONFIRM, State.READY, State.PUBLISHED]
    beside = {"submit_together", "load", "resume"}

    for name, (froms, to) in LIFE.moves.items():
        if to in order[1:] and name not in beside:
            assert (next(iter(froms)), to) in list(pairwise(order)), name
            assert len(froms) == 1, name


def test_an_unknown_version_is_refused():
    with pytest.raises(Version.DoesNotExist):
        step(987_654, "head")
