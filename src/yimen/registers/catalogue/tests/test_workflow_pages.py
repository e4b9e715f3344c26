"""The way of a draft through the offices, through its pages: passed on, sent back, compared, handed down."""

from datetime import timedelta

import pytest

from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, quality, reads
from yimen.registers.catalogue.acts.revising import Proposal
from yimen.registers.catalogue.edits import Edits
from yimen.registers.catalogue.life import POINTS, State
from yimen.registers.catalogue.models import (
    Comment,
    Confirmation,
    Delegation,
    Review,
    Version,
)
from yimen.registers.catalogue.tests.desk import a_draft, address, officer
from yimen.registers.catalogue.tests.lists import BUREAU
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with, published_matter
from yimen.registers.people.acts.tries import FEWER
from yimen.registers.people.tests.make import sent_too_late

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]


def passed(browser, version, state):
    return browser.post(address("pass_on", version), {"points": list(POINTS[State(state)])})


@pytest.mark.rule("H-412")
def test_the_whole_way_through_the_pages(people):
    version = a_draft(an_organ())
    today = now().date()

    for name in ("head", "office", "legal"):
        assert people[name].post(address("submit", version)).status_code == 403
    assert people["editor"].post(address("submit", version)).status_code == 302
    assert people["office"].get(address("waiting")).context["own"] == []
    assert [one.id for one in people["head"].get(address("waiting")).context["own"]] == [version]
    assert people["editor"].get(address("edit", version)).status_code == 404
    assert passed(people["editor"], version, "head").status_code == 403
    missing = people["head"].post(address("pass_on", version), {"points": ["duty"]})
    assert missing.status_code == 422
    assert "Tick every point" in missing.content.decode()
    assert passed(people["head"], version, "head").status_code == 302
    assert passed(people["legal"], version, "office").status_code == 403
    assert passed(people["office"], version, "office").status_code == 302
    assert passed(people["legal"], version, "legal").status_code == 302
    wrong = people["head"].post(address("confirm", version), {"password": "guess"})
    assert wrong.status_code == 422
    assert "This is not your password." in wrong.content.decode()
    assert not Confirmation.objects.exists()
    signed = people["head"].post(address("confirm", version), {"password": "a long secret 1"})
    assert "高市监权确" in people["editor"].get(signed.headers["Location"]).content.decode()
    assert people["legal"].post(address("publish", version), {"effective_on": today}).status_code == 403
    late = people["office"].post(address("publish", version), {"effective_on": today - timedelta(days=1)})
    assert "Choose today or a later day." in late.content.decode()
    assert people["office"].post(address("publish", version), {"effective_on": today}).status_code == 302

    assert Version.objects.get(pk=version).state == "published"
    stages = list(Review.objects.order_by("pk").values_list("stage", flat=True))
    assert stages == ["editor", "head", "office", "legal", "confirm", "publish"]


def test_a_version_without_faults_is_not_said_to_have_something_to_mend(people):
    page = people["editor"].get(address("version", a_draft(an_organ()))).content.decode()

    assert "Nothing keeps this matter from being published." in page
    assert '<h2 id="mend">Result of the check</h2>' in page
    assert "What is to mend" not in page


def test_a_draft_is_sent_back_with_its_place_and_comments_are_answered_and_settled(people):
    version = a_draft(an_organ())
    people["editor"].post(address("submit", version))
    empty = people["head"].post(address("send_back", version), {"reason": ""})
    assert empty.status_code == 422
    said = people["head"].post(
        address("comment", version), {"place": "materials.1", "text": "依据写明条款", "must": "on"}
    )
    assert said.status_code == 302
    comment = Comment.objects.get()
    assert passed(people["head"], version, "head").status_code == 422
    assert people["editor"].post(address("answer", version, comment.pk), {"text": "已补"}).status_code == 302
    assert people["editor"].post(address("settle", version, comment.pk)).status_code == 302
    assert Comment.objects.get(pk=comment.pk).settled_at is None
    assert people["head"].post(address("settle", version, comment.pk)).status_code == 302
    assert Comment.objects.get(pk=comment.pk).settled_at is not None
    back = people["head"].post(address("send_back", version), {"place": "materials.1", "reason": "再核"})
    assert back.status_code == 302
    page = people["editor"].get(address("version", version)).content.decode()
    assert "再核" in page
    assert "已补" in page


def test_a_comment_at_no_place_is_refused_and_a_foreign_thread_is_not_found(people):
    version, other = a_draft(an_organ()), a_draft(an_organ(), "X-2")
    where = address("comment", version)
    assert people["office"].post(where, {"place": "nowhere", "text": "x"}).status_code == 422
    assert people["office"].post(where, {"place": "phone", "text": ""}).status_code == 422
    assert people["office"].post(where, {"place": "phone", "text": "x"}).status_code == 302
    comment = Comment.objects.get().pk

    assert people["office"].post(address("answer", other, comment), {"text": "y"}).status_code == 404
    assert people["office"].post(address("settle", other, comment)).status_code == 404


@pytest.mark.parametrize(
    "name", ["take_back", "discard", "renew", "publish", "suspend", "withdraw", "resume", "delegate"]
)
def test_acts_of_others_are_turned_away(people, name):
    version = a_draft(an_organ())
    strange = officer("other", Role.CATALOGUE_EDITOR, an_organ("rsj", uscc=BUREAU))

    assert strange.post(address(name, version)).status_code == 404
    assert people["legal"].post(address(name, version)).status_code == 403
    assert Version.objects.get(pk=version).state == "draft"


def test_a_draft_is_taken_back_and_thrown_away(people):
    version = a_draft(an_organ())
    people["editor"].post(address("submit", version))

    people["editor"].post(address("take_back", version))
    assert Version.objects.get(pk=version).state == "draft"
    people["editor"].post(address("discard", version))
    assert not Version.objects.exists()


def test_the_head_of_the_government_is_not_the_head_of_its_bureaus():
    above = an_organ("gov", uscc="")
    organ = an_organ("bureau", uscc="", parent_id=above)
    version = a_draft(organ)
    mayor = officer("mayor", Role.ORGAN_HEAD, above)
    officer("wen", Role.CATALOGUE_EDITOR, organ).post(address("submit", version))

    assert mayor.get(address("version", version)).status_code == 200
    assert passed(mayor, version, "head").status_code == 403
    assert Version.objects.get(pk=version).state == "head"


def test_the_next_version_is_drafted_from_the_published_one_and_compared_with_it():
    sheet = published_matter()
    editor = officer("wen", Role.CATALOGUE_EDITOR, sheet.organ_id)

    answer = editor.post(address("renew", sheet.version_id))

    new = Version.objects.get(state="draft")
    assert answer.headers["Location"] == address("edit", new.pk)
    assert reads.draft_content(new.pk) == content_with()
    same = editor.get(address("differences", new.pk, sheet.version_id)).content.decode()
    assert "The two versions say the same." in same
    acts.revise(new.pk, content_with(promised_days=4, phone="<b>0668-1</b>"))
    page = editor.get(address("differences", new.pk, sheet.version_id)).content.decode()
    assert "<del>5</del><ins>4</ins>" in page
    assert "The promise is shorter" in page
    assert "<b>0668" not in page
    assert editor.get(address("differences", new.pk, 987_654)).status_code == 404
    assert editor.post(address("renew", sheet.version_id)).headers["Location"] == address(
        "version", sheet.version_id
    )


def test_two_matters_are_not_compared():
    first, second = published_matter("X-1"), published_matter("X-2")

    page = officer("bian", Role.ESTABLISHMENT, an_organ()).get(
        address("differences", first.version_id, second.version_id)
    )

    assert page.status_code == 404


def test_a_matter_is_handed_down_and_taken_back_at_the_desk(people):
    sheet = published_matter()
    town = an_organ("town", uscc="")
    given = {
        "organ": str(town),
        "kind": "devolved",
        "scope": "本镇申请",
        "basis": "高府〔2026〕3号",
        "from_on": now().date(),
    }
    where = address("delegate", sheet.version_id)

    assert people["editor"].post(where, given).status_code == 403
    refused = people["head"].post(where, given)
    assert "Only the establishment office devolves a power." in refused.content.decode()
    assert people["office"].post(where, given | {"basis": ""}).status_code == 200
    assert people["office"].post(where, given | {"organ": "1"}).status_code == 200
    assert not Delegation.objects.exists()
    assert people["office"].post(where, given).status_code == 302
    assert "高府〔2026〕3号" in people["editor"].get(address("delegations")).content.decode()
    row = Delegation.objects.get().pk
    revoke = {"on": now().date(), "reason": "机构调整"}
    assert people["editor"].post(address("revoke", row), revoke).status_code == 403
    assert people["office"].post(address("revoke", row), revoke | {"reason": ""}).status_code == 200
    assert people["office"].post(address("revoke", row), revoke).status_code == 302
    assert people["office"].get(address("revoke", 987_654)).status_code == 404
    assert Delegation.objects.get().reason == "机构调整"


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("fr", "Licence d&#x27;exploitation alimentaire"),
        ("zh-hans", "食品经营许可"),
    ],
)
def test_matters_are_named_in_the_readers_language(people, language, name):
    version = a_draft(an_organ())
    people["editor"].post(address("submit", version))
    sheet = published_matter("X-2")
    law = acts.propose(
        Proposal(
            "修订",
            "中华人民共和国食品安全法",
            "",
            Edits(new_article="36"),
            now().date(),
            frozenset({sheet.matter_id}),
        ),
        by="account:1",
        at=AT,
    )
    pages = (
        address("waiting"),
        address("matters"),
        address("laws") + "?law=中华人民共和国食品安全法",
        address("revision", law),
        address("quality_rule", quality.report().work[0].rule),
    )

    for page in pages:
        said = people["office"].get(page, headers={"accept-language": language}).content.decode()
        assert name in said, page
        if language == "fr":
            assert "食品经营许可<" not in said, page


def test_a_name_that_is_missing_in_a_language_is_shown_in_chinese_and_says_so(people):
    a_draft(an_organ(), titles={"zh-hans": "食品经营许可"})

    said = people["office"].get(address("matters"), headers={"accept-language": "fr"}).content.decode()

    assert '<span lang="zh-CN">食品经营许可</span>' in said


def test_the_desk_needs_few_queries(people, django_assert_max_num_queries):
    for n in range(8):
        version = a_draft(an_organ(), f"X-{n}")
        people["editor"].post(address("submit", version))

    for name in ("waiting", "matters", "delegations", "revisions", "laws"):
        people["office"].get(address(name))
        with django_assert_max_num_queries(8, info=name):  # five of them are the session's
            people["office"].get(address(name))


def test_the_page_of_a_version_and_its_editor_need_few_queries(people, django_assert_max_num_queries):
    version = a_draft(an_organ())
    for n in range(3):
        acts.comment(version, f"materials.{n}", "依据何在?", stage="office", by="account:1", at=AT)
    for place in (
        address("version", version),
        address("edit", version),
        address("edit_part", version, "materials"),
        address("edit_part", version, "permit"),
    ):
        people["editor"].get(place)
        with django_assert_max_num_queries(10, info=place):  # five of them are the session's
            people["editor"].get(place)


def test_what_was_typed_about_a_draft_comes_back_at_its_place(people):
    version = a_draft(an_organ())
    acts.comment(version, "materials.1", "依据何在?", stage="office", by="account:1", at=AT)
    comment = Comment.objects.get().pk

    answered = sent_too_late(people["editor"], address("answer", version, comment), {"text": "已补充依据"})
    said = sent_too_late(
        people["editor"], address("comment", version), {"place": "materials.1", "text": "请看第二条"}
    )

    assert (
        f'id="answer-{comment}" name="text" maxlength="1000" value="已补充依据"' in answered.content.decode()
    )
    assert "请看第二条" in said.content.decode()
    assert (answered.status_code, said.status_code) == (200, 200)
    assert Comment.objects.count() == 1


@pytest.mark.rule("F-402", "F-418")
def test_only_so_many_wrong_passwords_are_heard_when_signing(people):
    version = a_draft(an_organ())
    people["editor"].post(address("submit", version))
    passed(people["head"], version, "head")
    passed(people["office"], version, "office")
    passed(people["legal"], version, "legal")
    for _try in range(FEWER["password"]):
        people["head"].post(address("confirm", version), {"password": "guess"})

    right = people["head"].post(address("confirm", version), {"password": "a long secret 1"})

    assert right.status_code == 422
    assert not Confirmation.objects.exists()
