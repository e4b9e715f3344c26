"""The catalogue's desk and the power lists, through their addresses."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from yimen.ground.clock import now
from yimen.registers.agencies import acts as agency_acts
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, comparing, gates, reads
from yimen.registers.catalogue.acts.revising import Proposal
from yimen.registers.catalogue.edits import Edits
from yimen.registers.catalogue.life import POINTS, State
from yimen.registers.catalogue.models import (
    Comment,
    Confirmation,
    Delegation,
    ListFile,
    Matter,
    Review,
    Revision,
    RevisionRow,
    Version,
)
from yimen.registers.catalogue.sections import BY_SECTION
from yimen.registers.catalogue.tests.make import AT, ORGAN_USCC, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.test_import import BUREAU, LIST, as_csv

pytestmark = pytest.mark.django_db
ROW = [{**LIST[0]}, {**LIST[2]}]


@pytest.fixture(autouse=True)
def _plain_sign_in(settings):
    settings.STAFF_MFA = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    agencies.forget()
    reads.forget()
    yield
    agencies.forget()


def officer(name, role, organ):
    """A browser in which an officer with one role at one organ has signed in, speaking English."""
    account = get_user_model().objects.create_user(name)
    post = agency_acts.create_post(organ, role, role)
    agency_acts.appoint(post, account.pk, name, letter="A", on=date(2026, 1, 1), by="system", at=AT)
    agencies.forget()
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def a_draft(organ, code="X-1", **changes):
    return acts.draft(content_with(**changes), code=code, organ_id=organ, by="account:999", at=AT)


def address(name, *arguments):
    return reverse(f"catalogue:{name}", args=arguments)


def test_strangers_are_sent_to_sign_in_and_other_officers_are_turned_away():
    clerk = officer("li", Role.WINDOW, an_organ())

    for name in ("matters", "upload", "quality"):
        assert Client().get(address(name)).status_code == 302
        assert clerk.get(address(name)).status_code == 403


def test_an_editor_finds_the_matters_of_the_own_organ_only():
    organ = an_organ()
    other = an_organ("rsj", uscc=BUREAU)
    own, foreign = a_draft(organ), a_draft(other, "X-2", titles={"zh-hans": "别家事项"})
    editor = officer("wen", Role.CATALOGUE_EDITOR, organ)

    page = editor.get(address("matters"))

    assert "食品经营许可" in page.content.decode()
    assert "别家事项" not in page.content.decode()
    assert editor.get(address("version", own)).status_code == 200
    assert editor.get(address("version", foreign)).status_code == 404
    assert editor.get(address("edit", foreign)).status_code == 404
    assert editor.post(address("submit", foreign)).status_code == 404


def test_the_establishment_office_sees_the_whole_city():
    a_draft(an_organ("rsj", uscc=BUREAU))
    page = officer("bian", Role.ESTABLISHMENT, an_organ()).get(address("matters"))

    assert "食品经营许可" in page.content.decode()


@pytest.mark.parametrize(
    "query", ["?q=%00", "?state=nonsense", "?cursor=x", "?cursor=99999999999999999999", "?q=" + "x" * 500]
)
def test_odd_questions_are_answered(query):
    page = officer("bian", Role.ESTABLISHMENT, an_organ()).get(address("matters") + query)

    assert page.status_code in {200, 400}


def test_the_list_is_cut_into_pages_that_meet():
    organ = an_organ()
    for n in range(31):
        a_draft(organ, f"X-{n}", titles={"zh-hans": f"事项{n}号"})
    editor = officer("wen", Role.CATALOGUE_EDITOR, organ)

    first = editor.get(address("matters"))
    second = editor.get(address("matters") + f"?cursor={first.context['next']}")

    assert [len(page.context["lines"]) for page in (first, second)] == [30, 1]
    assert second.context["next"] == ""


def test_the_page_of_a_draft_says_what_is_to_mend():
    version = a_draft(an_organ(), phone="", materials=[{"names": {"zh-hans": "其他材料"}}])

    page = officer("wen", Role.CATALOGUE_EDITOR, an_organ()).get(address("version", version)).content.decode()

    assert "The telephone for questions is missing." in page
    assert "This paper is a catch-all" in page
    assert "A-105" in page
    assert "Hand in to the head" not in page


def test_a_draft_with_every_kind_of_hole_still_has_its_page():
    version = acts.draft(
        {"titles": {"zh-hans": "空"}, "kind": "20", "steps": [{"names": {"zh-hans": "想"}}]},
        code="X",
        organ_id=an_organ(),
        by="account:1",
        at=AT,
    )

    page = officer("wen", Role.CATALOGUE_EDITOR, an_organ()).get(address("version", version))

    assert page.status_code == 200


def filled(browser, version, part):
    """What the inputs of an editor's page hold."""
    page = browser.get(address("edit_part", version, part))
    given = {"seen": page.context["seen"], "rows": str(len(page.context["rows"])), "order": "save"}
    for n, was, groups in page.context["rows"]:
        if page.context["table"]:
            given[f"{n}.was"] = str(was) if was >= 0 else ""
        for cell in (cell for group in groups for cell in group.cells):
            if cell.sort == "many":
                given[cell.name] = [key for key, _words, chosen in cell.choices if chosen]
            elif cell.sort != "tick" or cell.value:
                given[cell.name] = cell.value
    return given


@pytest.mark.parametrize(
    "part", [*BY_SECTION, "conditions", "materials", "steps", "results", "fees", "legal_basis", "faqs"]
)
def test_saving_a_part_unchanged_changes_nothing(part):
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    answer = editor.post(address("edit_part", version, part), filled(editor, version, part))

    assert answer.status_code == 302
    assert reads.draft_content(version) == content_with() or part in {"materials", "steps", "legal_basis"}
    assert comparing.compare(content_with(), reads.draft_content(version), "zh-hans") == ()


def test_the_terms_are_mended_and_what_they_do_not_show_stays():
    version = a_draft(an_organ(), phone="")
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    given = filled(editor, version, "terms") | {
        "phone": "0668-6612345",
        "titles.fr": "Licence",
        "kind": "20",
        "base_code": "999",
        "channels": ["online", "window", "post"],
        "flags.two_officers_decide": "on",
    }

    assert editor.post(address("edit_part", version, "terms"), given).status_code == 302

    content = reads.draft_content(version)
    assert (content["phone"], content["titles"]["fr"]) == ("0668-6612345", "Licence")
    assert (content["kind"], content["base_code"]) == ("01", "440125001000")  # H-106, H-107
    assert content["channels"] == ["online", "window", "post"]
    assert content["flags"] == {"supplement_days": 10, "two_officers_decide": True}
    assert content["materials"] == content_with()["materials"]
    assert content["form"] == content_with()["form"]


def test_rows_come_go_and_move_by_buttons_and_nothing_is_saved_before_save():
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    where = address("edit_part", version, "materials")
    names = lambda page: [groups[0].first.value for _n, _was, groups in page.context["rows"]]  # noqa: E731
    given = filled(editor, version, "materials")

    assert names(editor.post(where, given | {"order": "add"}))[-1] == ""
    assert names(editor.post(where, given | {"order": "down-0"}))[:2] == ["场所平面图", "申请书"]
    assert names(editor.post(where, given | {"order": "up-1"}))[:2] == ["场所平面图", "申请书"]
    assert names(editor.post(where, given | {"order": "remove-0"}))[0] == "场所平面图"
    for odd in ("up-0", "down-3", "remove-99", "remove-", "x", "up-x"):
        assert len(names(editor.post(where, given | {"order": odd}))) == 4
    assert reads.draft_content(version) == content_with()


def test_a_moved_row_keeps_what_the_page_does_not_show_and_a_new_one_is_written():
    version = a_draft(
        an_organ(),
        materials=[{**content_with()["materials"][0], "secret": 1}, *content_with()["materials"][1:]],
    )
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    where = address("edit_part", version, "materials")
    moved = editor.post(where, filled(editor, version, "materials") | {"order": "down-0"})
    given = {"seen": moved.context["seen"], "rows": "5", "order": "save"}
    for n, was, groups in moved.context["rows"]:
        given[f"{n}.was"] = str(was)
        given |= {cell.name: cell.value for group in groups for cell in group.cells if cell.value}
    given |= {"4.names.zh-hans": "租赁合同", "4.originals": "1", "4.basis": "第九条"}

    assert editor.post(where, given).status_code == 302

    rows = reads.draft_content(version)["materials"]
    assert [one["names"]["zh-hans"] for one in rows] == [
        "场所平面图",
        "申请书",
        "健康证明",
        "营业执照",
        "租赁合同",
    ]
    assert rows[1]["secret"] == 1
    assert rows[4] == {"names": {"zh-hans": "租赁合同"}, "originals": 1, "basis": "第九条"}


@pytest.mark.parametrize(
    ("part", "wrong", "field"),
    [
        ("terms", {"titles.zh-hans": " "}, "f-titles-zh-hans"),
        ("terms", {"promised_days": "soon"}, "f-promised_days"),
        ("terms", {"promised_days": "-1"}, "f-promised_days"),
        ("terms", {"promised_days": "1.5"}, "f-promised_days"),
        ("terms", {"promised_days": "NaN"}, "f-promised_days"),
        ("terms", {"phone": "1" * 61}, "f-phone"),
        ("terms", {"channels": ["pigeon"]}, "f-channels"),
        ("terms", {"window.ja": "a\x00"}, "f-window-ja"),
        ("materials", {"1.required": "perhaps"}, "f-1-required"),
        ("materials", {"2.names.en": "x" * 301}, "f-2-names-en"),
        ("steps", {"0.days": "1e99"}, "f-0-days"),
    ],
)
def test_a_wrong_entry_is_shown_at_its_field_and_nothing_is_lost(part, wrong, field):
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    typed = {"terms": "visit_reason", "materials": "0.basis", "steps": "0.names.fr"}[part]

    answer = editor.post(
        address("edit_part", version, part), filled(editor, version, part) | wrong | {typed: "新写的话"}
    )

    assert answer.status_code == 422
    assert [one[0] for one in answer.context["errors"]] == [field]
    assert "新写的话" in answer.content.decode()
    assert reads.draft_content(version) == content_with()


@pytest.mark.parametrize("rows", ["", "-1", "x", "99999999999", "5000"])
def test_an_odd_number_of_rows_is_answered_calmly(rows):
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    answer = editor.post(
        address("edit_part", version, "fees"), {"rows": rows, "order": "add", "0.was": "99999999999999"}
    )

    assert answer.status_code == 200


def test_who_saves_over_a_colleague_is_told_and_loses_nothing():
    version = a_draft(an_organ())
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())
    given = filled(editor, version, "terms")
    acts.revise(version, content_with(phone="0668-6612399"))

    answer = editor.post(address("edit_part", version, "terms"), given | {"complaint": "0668-12345"})

    assert "Someone else has changed this draft meanwhile" in answer.content.decode()
    assert "0668-12345" in answer.content.decode()
    assert reads.draft_content(version) == content_with(phone="0668-6612399")


def test_missing_languages_are_marked():
    version = a_draft(an_organ())
    page = officer("wen", Role.CATALOGUE_EDITOR, an_organ()).get(address("edit_part", version, "terms"))

    names = page.context["rows"][0][2][0]
    assert len(names.missing) == 2  # traditional Chinese and Japanese
    assert "missing:" in page.content.decode()


PEOPLE = {
    "editor": Role.CATALOGUE_EDITOR,
    "head": Role.ORGAN_HEAD,
    "office": Role.ESTABLISHMENT,
    "legal": Role.LEGAL,
}


@pytest.fixture
def people():
    """One browser for each stage; the head has a password."""
    found = {name: officer(name, role, an_organ()) for name, role in PEOPLE.items()}
    account = get_user_model().objects.get(username="head")
    account.set_password("a long secret 1")
    account.save()
    found["head"].force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return found


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


def test_a_law_is_looked_up_and_a_revision_goes_its_way(people):
    sheet = published_matter("X-1")
    second = officer("office2", Role.ESTABLISHMENT, an_organ())
    where = address("laws") + "?law=食品安全法&article=第三十五条"
    listed = people["office"].get(where)
    assert [one.code for one, _chosen in listed.context["found"]] == ["X-1"]
    given = {
        "title": "食品安全法修订",
        "effective_on": now().date() + timedelta(days=3),
        "new_article": "38",
        "statutory_unit": "working_days",
        "matter": [str(sheet.matter_id)],
    }
    for wrong in (
        {"title": ""},
        {"new_article": "x"},
        {"new_article": ""},
        {"matter": []},
        {"statutory_days": "0"},
    ):
        assert people["office"].post(where, given | wrong).status_code == 200
    assert not Revision.objects.exists()

    assert people["office"].post(where, given).status_code == 302
    revision = Revision.objects.get().pk
    assert people["head"].get(address("revision", revision)).status_code == 200
    assert people["office"].post(address("revision_pass", revision)).status_code == 403
    assert people["office"].post(address("revision_submit", revision)).status_code == 302
    own = people["office"].post(address("revision_pass", revision), {"points": list(POINTS[State.OFFICE])})
    assert "Each stage is another person" in own.content.decode()
    for who, state in ((second, "office"), (people["legal"], "legal")):
        assert (
            who.post(address("revision_pass", revision), {"points": list(POINTS[State(state)])}).status_code
            == 302
        )
    assert people["office"].post(address("revision_publish", revision)).status_code == 403
    sign = address("revision_confirm", revision, sheet.organ_id)
    assert people["head"].post(sign, {"password": "no"}).status_code == 422
    assert people["head"].post(sign, {"password": "a long secret 1"}).status_code == 302
    assert second.post(address("revision_publish", revision)).status_code == 302
    assert Version.objects.filter(revision_id=revision, state="published").count() == 1
    page = people["editor"].get(address("revision", revision)).content.decode()
    assert "<del>五</del><ins>八</ins>" in page


def test_a_revision_is_left_out_sent_back_and_undone(people):
    matters = [published_matter(f"X-{n}") for n in range(2)]
    revision = acts.propose(
        Proposal("修订", "食品安全法", "", Edits(new_doc_no="新号"), now().date(), None),
        by="account:999",
        at=now(),
    )
    row = RevisionRow.objects.get(code="X-0").pk
    assert people["legal"].post(address("revision_leave_out", revision, 987_654)).status_code == 404
    assert people["legal"].post(address("revision_leave_out", revision, row)).status_code == 302
    people["legal"].post(address("revision_submit", revision))
    assert people["office"].post(address("revision_send_back", revision), {"reason": ""}).status_code == 422
    assert people["office"].post(address("revision_send_back", revision), {"reason": "缓"}).status_code == 302
    assert Revision.objects.get().state == "draft"
    assert people["office"].post(address("revision_undo", revision), {"reason": "缓"}).status_code == 302
    assert Revision.objects.get().state == "undone"
    assert Version.objects.exclude(pk__in=[one.version_id for one in matters]).count() == 0


@pytest.mark.parametrize(
    "query", ["?law=%00", "?law=" + "x" * 500, "?law=a&article=%00", "?article=5", "?law=《》&article=第条"]
)
def test_odd_laws_are_answered(people, query):
    assert people["office"].get(address("laws") + query).status_code in {200, 400}


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


def test_a_matter_is_suspended_resumed_and_withdrawn_with_a_reason():
    sheet = published_matter()
    office = officer("bian", Role.ESTABLISHMENT, sheet.organ_id)

    assert office.post(address("suspend", sheet.version_id), {"reason": ""}).status_code == 422
    assert Version.objects.get().state == "published"
    office.post(address("suspend", sheet.version_id), {"reason": "系统升级"})
    assert Version.objects.get().state == "suspended"
    office.post(address("resume", sheet.version_id))
    assert Version.objects.get().state == "published"
    office.post(address("withdraw", sheet.version_id), {"reason": "取消"})
    assert Version.objects.get().state == "withdrawn"
    assert office.post(address("withdraw", sheet.version_id), {"reason": "再次"}).status_code == 422


def upload(browser, name, data, **words):
    return browser.post(address("upload"), {"file": SimpleUploadedFile(name, data), **words})


def test_a_list_is_judged_first_and_written_when_it_is_applied():
    office = officer("bian", Role.ESTABLISHMENT, an_organ())

    answer = upload(office, "list.csv", as_csv(ROW))

    report = office.get(answer.headers["Location"])
    assert Matter.objects.count() == 0
    assert "户口登记" in report.content.decode()
    assert "The organ&#x27;s code is missing." in report.content.decode()
    assert office.post(answer.headers["Location"]).status_code == 302
    assert Matter.objects.count() == 1
    kept = ListFile.objects.get()
    assert (bytes(kept.data), kept.report["new"], bool(kept.applied_at)) == (b"", 1, True)
    again = office.post(answer.headers["Location"])
    assert "This list was applied before." in again.content.decode()
    assert Matter.objects.count() == 1


def test_rows_without_a_code_can_be_given_to_an_organ():
    organ = an_organ()
    office = officer("bian", Role.ESTABLISHMENT, organ)

    answer = upload(office, "list.csv", as_csv(ROW), organ=str(organ))

    assert office.get(answer.headers["Location"]).context["rejected"] == []


def test_an_unreadable_list_is_refused_at_its_field():
    office = officer("bian", Role.ESTABLISHMENT, an_organ())

    answer = upload(office, "list.pdf", b"%PDF-1.7")

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert ListFile.objects.count() == 0
    assert office.get(address("list_report", 12345)).status_code == 404


def test_editors_of_one_organ_do_not_import():
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    assert upload(editor, "list.csv", as_csv(ROW)).status_code == 403
    assert ListFile.objects.count() == 0


def test_the_quality_report_names_defects_and_searches_in_vain():
    organ = an_organ()
    a_draft(organ, phone="")
    acts.note_nothing_found("养龙许可", on=date(2026, 1, 5))

    page = officer("bian", Role.ESTABLISHMENT, organ).get(address("quality")).content.decode()

    assert "The telephone for questions is missing." in page
    assert "养龙许可" in page


@pytest.mark.parametrize("role", [*gates.DESK])
def test_whoever_the_menu_leads_to_a_page_may_read_it(role):
    a_draft(an_organ())
    browser, menu = officer("wen", role, an_organ()), apps.get_app_config("catalogue").menu

    seen = [one for one in menu if str(role) in one.roles]

    assert seen
    for one in seen:
        assert browser.get(reverse(one.address)).status_code == 200, one.address
    assert len({one.address for one in menu}) == len(menu)


@pytest.mark.rule("A-115")
def test_the_power_list_of_an_organ_is_public_for_machines():
    sheet = published_matter()

    for key in ("scjgj", str(sheet.organ_id), ORGAN_USCC):
        answer = Client(headers={"accept-language": "en"}).get(address("power_list_json"), {"organ": key})
        assert answer.status_code == 200, key
        given = json.loads(answer.content)
        assert (given["total"], given["matters"][0]["name"]) == (1, "Food business licence")
        assert given["organ"]["name"] == "Market Regulation Bureau"

    assert Client().get(address("power_list_json"), {"organ": "nobody"}).status_code == 404
    assert Client().get(address("power_list_json")).status_code == 404


def test_the_power_list_as_a_table_runs_nothing_in_a_spreadsheet_and_can_be_imported_again():
    published_matter("=HYPERLINK(1)", titles={"zh-hans": "@SUM(1+1)"})

    answer = Client().get(address("power_list_csv"), {"organ": "scjgj"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:2] == ["'@SUM(1+1)", "'=HYPERLINK(1)"]
    assert rows[0][:2] == ["事项名称", "实施编码"]
    assert "attachment" in answer.headers["Content-Disposition"]
