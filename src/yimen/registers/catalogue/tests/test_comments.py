"""Comments at the places of a draft: they hold it up, follow their rows, and are settled by who began them."""

import pytest

from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.catalogue import acts, desk
from yimen.registers.catalogue.models import Comment, Version
from yimen.registers.catalogue.tests.make import AT, CONTENT, content_with, published_matter
from yimen.registers.catalogue.tests.way import (
    EDITOR,
    HEAD,
    LEGAL,
    OFFICE,
    a_draft,
    brought_to,
    published,
    step,
)

pytestmark = pytest.mark.django_db
WORDS = {"at": AT}


def said(version, place="materials.1", *, must=True, stage="office", by=OFFICE):
    return acts.comment(version, place, "此材料的依据请写明条款", must=must, stage=stage, by=by, at=AT)


@pytest.mark.parametrize(
    ("state", "following"),
    [("head", "office"), ("office", "legal"), ("legal", "confirm"), ("confirm", "ready")],
)
def test_what_must_be_settled_holds_the_draft_and_names_the_place(state, following):
    version = brought_to(state)
    comment = said(version)

    with pytest.raises(Refused) as refused:
        step(version, following)
    assert (refused.value.code, refused.value.field) == ("comment_open", "materials.1")
    assert Version.objects.get(pk=version).state == state

    acts.settle(comment, stage="office", by="account:77", at=AT)
    step(version, following)
    assert Version.objects.get(pk=version).state == following


def test_what_must_be_settled_holds_the_publication_too():
    version = brought_to("ready")
    said(version)

    with pytest.raises(Refused) as refused:
        published(version)

    assert refused.value.code == "comment_open"


def test_a_remark_holds_nothing_and_an_editor_holds_nothing():
    version = brought_to("head")
    said(version, must=False)
    said(version, stage="editor", by=EDITOR)

    step(version, "office")

    assert not Comment.objects.filter(must=True).exists()


def test_only_who_began_or_a_colleague_of_the_same_office_settles():
    version = brought_to("head")
    comment = said(version, stage="legal", by=LEGAL)

    for stage, by in (("editor", EDITOR), ("office", OFFICE), ("head", HEAD)):
        with pytest.raises(Refused):
            acts.settle(comment, stage=stage, by=by, at=AT)
    assert Comment.objects.get(pk=comment).settled_at is None

    acts.settle(comment, stage="legal", by="account:99", at=AT)
    with pytest.raises(Refused) as twice:
        acts.settle(comment, stage="legal", by=LEGAL, at=AT)
    assert twice.value.code == "twice"
    with pytest.raises(Refused):
        acts.answer(comment, "再问一句", stage="editor", by=EDITOR, at=AT)


def test_answers_stand_in_their_thread_and_all_of_it_is_said_on_the_bus():
    version = brought_to("office")
    comment = said(version)
    acts.answer(comment, "已补充", stage="editor", by=EDITOR, at=AT)

    row = Version.objects.get(pk=version)
    thread = desk.sheet(version, None).threads[0]
    assert [one.text for one in thread.said] == ["此材料的依据请写明条款", "已补充"]
    assert "场所平面图" in thread.place_words
    assert [one.type for one in journal.history(row.matter_id)][-2:] == ["catalogue.DraftCommented"] * 2


def test_a_comment_follows_its_row_and_falls_to_the_list_when_the_row_goes():
    version = a_draft()
    follows, falls = said(version, "materials.1.basis"), said(version, "materials.2")
    plan = CONTENT["materials"][1]

    acts.revise(version, content_with(materials=[plan, CONTENT["materials"][0]]), by=EDITOR, at=AT)

    assert Comment.objects.get(pk=follows).place == "materials.0.basis"
    assert Comment.objects.get(pk=falls).place == "materials"


@pytest.mark.parametrize(
    ("place", "text", "field"),
    [
        ("", "x", "place"),
        ("p" * 121, "x", "place"),
        ("phone", " ", "text"),
        ("phone", "长" * 1001, "text"),
        ("phone", "a\x00b", "text"),
    ],
)
def test_a_comment_without_words_or_place_is_refused(place, text, field):
    version = a_draft()

    with pytest.raises(Refused) as refused:
        acts.comment(version, place, text, stage="office", by=OFFICE, at=AT)

    assert refused.value.field == field
    assert not Comment.objects.exists()


def test_what_is_in_force_is_not_commented_on():
    with pytest.raises(Refused):
        said(published_matter().version_id)

    assert not Comment.objects.exists()
