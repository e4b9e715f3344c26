"""Applying step by step: everything is kept on the server, nothing typed is lost, twice is once."""

import html
import json
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from yimen.affairs.cases import acts as case_acts
from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Case, Material
from yimen.affairs.cases.tests.make import FACTS
from yimen.doors.portal.tests.make import (
    CLERK,
    MATTER,
    add_paper,
    begin,
    browser,
    hand_in,
    li,
    paper,
    ready,
    state,
    wang,
    words,
)
from yimen.ground.bus import journal
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.files import acts as file_acts
from yimen.ground.files.tests.make import picture
from yimen.ground.languages.dates import written
from yimen.means.documents import reads as documents
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import reads as catalogue_reads
from yimen.registers.catalogue.tests.make import CONTENT, published_matter
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people_reads
from yimen.registers.people.acts import BarReason
from yimen.registers.people.tests.make import WANG, account, sent_too_late

pytestmark = pytest.mark.django_db
WRONG = {"shop": "荔枝小馆", "area": "a room", "kind": "warm"}


@pytest.fixture
def client():
    published_matter()
    return wang()


def fields_in_error(answer) -> set[str]:
    return {name for name, _errors in answer.context["form"].errors.items()}


def test_a_stranger_may_read_what_is_needed_and_is_asked_to_sign_in_first(client):
    stranger = browser()

    assert "Application" in words(stranger.get(f"/apply/{MATTER}/"))
    assert stranger.post(f"/apply/{MATTER}/")["Location"] == f"/accounts/login/?next=/apply/{MATTER}/"
    assert not Case.objects.exists()


def test_an_account_without_a_person_is_asked_for_the_person_first(client):
    newcomer = browser(account(None, name="new")[0])

    assert newcomer.post(f"/apply/{MATTER}/")["Location"] == f"/my/details/?then=/apply/{MATTER}/"
    assert not Case.objects.exists()


@pytest.mark.parametrize("code", ["nothing", "'", "../etc", "x" * 500])
def test_a_matter_that_does_not_exist_cannot_be_applied_for(client, code):
    assert client.post(f"/apply/{code}/").status_code == 404


def test_a_matter_that_is_not_online_cannot_be_applied_for_here(client):
    published_matter(
        "OFFLINE-1", channels=["window"], visits=1, depth=1, visit_reason="核验", audience=["natural"]
    )

    assert client.get("/apply/OFFLINE-1/").status_code == 404
    assert client.post("/apply/OFFLINE-1/").status_code == 404


def test_beginning_twice_leads_to_the_one_draft_and_offers_it(client):
    first = begin(client)

    page = words(client.get(f"/apply/{MATTER}/"))
    second = begin(client)

    assert first == second
    assert Case.objects.count() == 1
    assert f'href="/apply/{first}/form/"' in page
    assert "You began this application before." in page


def test_the_draft_of_somebody_else_or_of_another_matter_is_not_offered(client):
    published_matter("B-1")
    first = begin(client)

    assert f"/apply/{first}/" not in words(client.get("/apply/B-1/"))
    assert begin(li()) != first
    assert Case.objects.count() == 2


def test_what_was_handed_in_is_no_draft_any_more(client):
    first = ready(client)
    hand_in(client, first)

    assert begin(client) != first


def test_what_is_typed_is_kept_on_the_server_step_by_step(client):
    case = begin(client)
    client.post(f"/apply/{case}/form/", {"shop": "荔枝小馆", "_later": "1"})
    elsewhere = browser(int(client.session["_auth_user_id"]))

    page = elsewhere.get(f"/apply/{case}/form/")

    assert 'value="荔枝小馆"' in words(page)
    assert "荔枝" not in bytes(Case.objects.get(pk=case).facts).decode("utf-8", "replace")


def test_saving_by_itself_answers_in_one_word_and_judges_nothing(client):
    case = begin(client)

    answer = client.post(f"/apply/{case}/form/", {**WRONG, "_autosave": "1"})

    assert json.loads(answer.content) == {"saved": True}
    assert reads.sheet(case).facts["area"] == "a room"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "number"), ("zh-hans", "数字"), ("fr", "nombre"), ("ja", "数値")],
)
def test_wrong_answers_are_said_at_their_fields_in_the_readers_language_and_kept(client, language, said):
    case = begin(client)

    page = client.post(f"/apply/{case}/form/", WRONG, headers={"accept-language": language})

    assert fields_in_error(page) == {"area", "kind"}
    assert said in " ".join(page.context["form"].errors["area"]).lower()
    assert 'id="id_area_error"' in words(page)
    assert 'value="a room"' in words(page)
    assert client.get(f"/apply/{case}/papers/").status_code == 200


def test_an_empty_form_names_every_question_that_must_be_answered(client):
    case = begin(client)

    assert fields_in_error(client.post(f"/apply/{case}/form/", {})) == {"shop", "area", "kind"}


def test_a_question_that_does_not_apply_is_neither_asked_nor_kept(client):
    case = begin(client)

    answer = client.post(f"/apply/{case}/form/", {**FACTS, "cook": "440981199001010017", "extra": "x"})

    assert answer["Location"] == f"/apply/{case}/papers/"
    assert set(reads.sheet(case).facts) == {"shop", "area", "kind"}


def test_a_question_that_applies_is_checked(client):
    case = begin(client)

    page = client.post(f"/apply/{case}/form/", {**FACTS, "kind": "hot", "cook": "440981199001010018"})

    assert fields_in_error(page) == {"cook"}


@pytest.mark.parametrize(
    "shop", ["<script>alert(1)</script>", "x" * 5000, "荔\x00枝", "𠮷野家", "=1+1", "{{ 7 }}"]
)
def test_odd_words_do_no_harm(client, shop):
    case = begin(client)

    first = client.post(f"/apply/{case}/form/", {**FACTS, "shop": shop})
    page = client.get(f"/apply/{case}/check/")

    assert first.status_code in {200, 302}
    assert "<script>alert" not in words(page)
    assert page.status_code == 200


def test_a_change_of_language_half_way_keeps_what_was_typed_and_judges_nothing(client):
    case = begin(client)

    page = client.post(f"/apply/{case}/form/", {**WRONG, "_language": "fr"})

    assert '<html lang="fr"' in words(page)
    assert 'value="a room"' in words(page)
    assert fields_in_error(page) == set()
    assert reads.sheet(case).facts == {}


def test_papers_are_listed_under_their_material_and_may_be_taken_out(client):
    case = begin(client)
    add_paper(client, case, 2, file=paper("平面图.png"))

    page = client.get(f"/apply/{case}/papers/")
    client.post(f"/apply/{case}/papers/", {"_remove": "1"})

    assert "平面图.png" in words(page)
    assert not Material.objects.exists()
    assert client.post(f"/apply/{case}/papers/", {"_remove": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("material", "file", "status"),
    [
        ("2", None, 422),
        ("2", paper("x.png", b"not a picture"), 422),
        ("2", paper("x.exe", b"MZ" + b"\0" * 200), 422),
        ("99", paper(), 422),
        ("0", paper(), 422),
        ("-1", paper(), 302),
        ("x", paper(), 302),
        ("", paper(), 302),
    ],
)
def test_what_is_no_paper_of_the_matter_is_refused_with_words(client, material, file, status):
    case = begin(client)

    sent = {"_add": material, **({f"file-{material}": file} if file else {})}
    page = client.post(f"/apply/{case}/papers/", sent)

    assert page.status_code == status
    assert status == 302 or "error-summary" in words(page)
    assert not Material.objects.exists()


def test_a_file_of_somebody_else_cannot_be_taken_along(client):
    case = begin(client)
    other = file_acts.keep(picture("PNG"), "x.png", by="account:424242", at=now())

    page = client.post(f"/apply/{case}/papers/", {"_add": "2", "uploaded-2": str(other)})

    assert page.status_code in {404, 422}
    assert not Material.objects.exists()


def test_going_on_takes_along_the_files_that_were_chosen(client):
    case = begin(client)
    files = {
        "file-1": paper("1.png", picture("PNG", colour="red")),
        "file-2": paper("2.png", picture("PNG", colour="green")),
    }

    answer = client.post(f"/apply/{case}/papers/", files)

    assert answer["Location"] == f"/apply/{case}/check/"
    assert [one["material"] for one in reads.sheet(case).materials] == [1, 2]


def test_a_file_that_is_refused_is_told_at_its_paper_and_the_others_are_kept(client):
    case = begin(client)
    files = {"file-1": paper("x.png", b"not a picture"), "file-2": paper("plan.png")}

    page = client.post(f"/apply/{case}/papers/", files)

    assert (page.status_code, list(page.context["wrong"])) == (422, [1])
    assert 'href="#file-1"' in words(page)
    assert "plan.png" in words(page)


def test_going_back_to_the_form_keeps_the_files_too(client):
    case = begin(client)

    answer = client.post(f"/apply/{case}/papers/", {"file-2": paper(), "_back": "1"})

    assert answer["Location"] == f"/apply/{case}/form/"
    assert Material.objects.count() == 1


def test_what_the_office_fetches_itself_is_folded_until_it_is_handed_in(client):
    case = begin(client)
    shared = next(one.n for one in catalogue_reads.published(MATTER, on=now().date()).materials if one.shared)

    assert '<details class="more">' in words(client.get(f"/apply/{case}/papers/"))
    add_paper(client, case, shared)
    assert '<details class="more" open>' in words(client.get(f"/apply/{case}/papers/"))


def test_the_same_file_twice_is_remarked_upon(client):
    case = begin(client)
    add_paper(client, case, 1)
    add_paper(client, case, 2)

    assert "the same file twice" in words(client.get(f"/apply/{case}/papers/"))


def test_what_is_still_missing_is_listed_before_handing_in(client):
    case = begin(client)

    page = hand_in(client, case)

    assert [one.name("en") for one in page.context["missing"]] == ["Application", "Floor plan"]
    assert f"/apply/{case}/papers/#material-2" in words(page)
    assert state(case) == "draft"


def test_every_answer_leads_to_its_question_and_back_to_the_check(client):
    case = ready(client)
    page = words(client.get(f"/apply/{case}/check/"))

    way = f"/apply/{case}/form/?page=1&back=check"
    assert f'href="{way.replace("&", "&amp;")}#id_area"' in page
    assert 'id="id_area"' in words(client.get(way))
    assert "Save and check again" in words(client.get(way))
    assert client.post(way, {**FACTS, "area": "nothing"}).status_code == 200
    assert client.post(way, {**FACTS, "area": "87"})["Location"] == f"/apply/{case}/check/"
    assert reads.sheet(case).facts["area"] == "87"


def test_what_is_wrong_with_the_answers_is_told_once_by_its_question(client):
    case = ready(client)
    client.post(f"/apply/{case}/form/", {**FACTS, "area": "a room", "_later": "1"})

    page = words(client.get(f"/apply/{case}/check/"))

    assert page.count("This is not a number.") == 1
    assert "Area: This is not a number." in page
    assert f"/apply/{case}/form/?page=1&amp;back=check#id_area" in page


@pytest.mark.rule("A-109")
def test_without_the_declaration_nothing_is_handed_in(client):
    case = ready(client)

    page = client.post(f"/apply/{case}/check/", {})

    assert fields_in_error(page) == {"true"}
    assert state(case) == "draft"


def test_a_whole_application_is_handed_in_and_confirmed(client):
    case = ready(client)

    answer = hand_in(client, case)
    page = client.get(answer["Location"])

    assert state(case) == "submitted"
    assert reads.sheet(case).line.number in words(page)
    assert reads.code_of(case) in words(page)
    assert 'aria-current="step"' not in words(page)
    assert "Please keep the query code" in words(page)
    assert f'href="tel:{page.context["office"].phone}"' in words(page)


def test_the_confirmation_leads_to_the_receipt_once_it_is_sealed(client, monkeypatch):
    case = ready(client)
    hand_in(client, case)
    assert "It is being made and sealed" in words(client.get(f"/apply/{case}/done/"))

    receipt = SimpleNamespace(kind="receipt", id=77, name="Receipt for papers", ready=True)
    monkeypatch.setattr(documents, "documents_of", lambda _case: [receipt])

    assert 'href="/documents/77/' in words(client.get(f"/apply/{case}/done/"))


@pytest.mark.rule("A-104")
def test_a_mandate_is_not_asked_of_whoever_acts_for_themself():
    mandate = {
        "names": {"zh-hans": "授权委托书", "en": "Power of attorney"},
        "required": "optional",
        "agent": True,
        "originals": 1,
        "basis": "第十四条",
    }
    published_matter(materials=[*CONTENT["materials"], mandate])
    client = wang()
    case = begin(client)
    page = f"/apply/{case}/papers/"

    assert "Power of attorney" in words(browser().get(f"/apply/{MATTER}/"))
    assert "Power of attorney" not in words(client.get(f"/apply/{MATTER}/"))
    assert "Power of attorney" not in words(client.get(page))
    Case.objects.filter(pk=case).update(agent_id=1)
    assert "Power of attorney" in words(client.get(page))


def test_handing_in_twice_makes_one_case(client):
    case = ready(client)

    answers = [hand_in(client, case) for _click in range(3)]

    assert {answer["Location"] for answer in answers} == {f"/apply/{case}/done/"}
    assert Case.objects.count() == 1
    assert [told.type for told in journal.history(case)].count("cases.CaseSubmitted") == 1


def test_a_click_that_comes_after_the_acceptance_still_leads_to_the_confirmation(client):
    case = ready(client)
    hand_in(client, case)
    case_acts.accept(case, by=CLERK, at=now(), calendar=calendar())

    assert hand_in(client, case)["Location"] == f"/apply/{case}/done/"
    assert client.get(f"/apply/{case}/done/").status_code == 200


def test_what_was_handed_in_is_changed_no_more(client):
    case = ready(client)
    hand_in(client, case)

    answers = [
        client.post(f"/apply/{case}/form/", {**FACTS, "shop": "另一家"}),
        add_paper(client, case, 3),
        client.post(f"/apply/{case}/papers/", {"_remove": "1"}),
        client.post(f"/apply/{case}/discard/"),
    ]

    assert {answer["Location"] for answer in answers} == {f"/apply/{case}/done/"}
    assert reads.sheet(case).facts["shop"] == FACTS["shop"]
    assert [one["material"] for one in reads.sheet(case).materials] == [1, 2]


@pytest.mark.parametrize("step", ["form", "papers", "check"])
def test_going_back_after_handing_in_leads_to_the_confirmation(client, step):
    case = ready(client)
    hand_in(client, case)

    assert client.get(f"/apply/{case}/{step}/")["Location"] == f"/apply/{case}/done/"


def test_a_matter_that_was_suspended_meanwhile_is_said_so_and_nothing_is_lost(client):
    case = ready(client)
    matter = catalogue_reads.published(MATTER, on=now().date())
    catalogue.suspend(matter.matter_id, reason="系统升级", by="account:1", at=now())
    catalogue_reads.forget()

    page = hand_in(client, case)

    assert "suspended" in words(page)
    assert state(case) == "draft"


def test_a_draft_can_be_thrown_away_by_its_owner_only(client):
    case = begin(client)

    assert li().post(f"/apply/{case}/discard/").status_code == 404
    assert f'href="/apply/{case}/discard/"' in words(client.get("/my/"))
    assert "Throw this draft away?" in words(client.get(f"/apply/{case}/discard/"))
    client.post(f"/apply/{case}/discard/", {"_language": "fr"})
    assert state(case) == "draft"
    assert client.post(f"/apply/{case}/discard/")["Location"] == "/my/"
    assert not Case.objects.exists()
    assert client.post(f"/apply/{case}/discard/").status_code == 404


def test_after_the_session_has_ended_the_draft_waits(client):
    case = begin(client)
    client.post(f"/apply/{case}/form/", {**FACTS, "_later": "1"})
    person = int(client.session["_auth_user_id"])
    client.session.flush()

    away = client.post(f"/apply/{case}/form/", FACTS)

    assert away["Location"] == f"/accounts/login/?next=/apply/{case}/form/"
    assert FACTS["shop"] in html.unescape(words(browser(person).get(f"/apply/{case}/form/")))


def test_ones_own_space_lists_the_draft_and_nobody_elses(client):
    begin(client)

    assert "Food business licence" in words(client.get("/my/")) or "食品经营许可" in words(client.get("/my/"))
    assert "/form/" not in words(li().get("/my/"))


def test_a_page_of_the_form_comes_back_and_the_draft_stays_as_it_was(client):
    published_matter()
    case = begin(client)
    address = f"/apply/{case}/form/"
    client.post(address, {**FACTS, "shop": "荔枝小馆", "_later": "1"})

    page = sent_too_late(client, address, {**FACTS, "shop": "荔枝大酒楼"})

    assert 'value="荔枝大酒楼"' in words(page)
    assert reads.sheet(case).facts["shop"] == "荔枝小馆"


def bar_wang(reason=BarReason.FRAUD):
    """Keep the applicant from the matter for some years."""
    person = people_reads.find(WANG.id_kind, WANG.id_number)
    matter = catalogue_reads.published(MATTER, on=now().date())
    until = now().date().replace(month=1, day=1, year=now().year + 3)
    people_acts.bar(person.id, matter.matter_id, until=until, reason=reason, by="account:9", at=now())
    return until


@pytest.mark.rule("A-210", "A-607")
def test_whoever_is_barred_reads_why_and_until_when_before_they_begin(client):
    with override("en"):
        until = written(bar_wang())

    page = client.get(f"/apply/{MATTER}/")
    answer = client.post(f"/apply/{MATTER}/", follow=True)

    for one in (page, answer):
        assert f"before {until}. A permit that was got by fraud or bribery" in words(one)
        assert "Begin" not in words(one)
    assert not Case.objects.exists()


@pytest.mark.rule("A-210", "A-607")
def test_a_draft_that_was_begun_before_the_bar_is_not_handed_in(client):
    case = ready(client)
    bar_wang(BarReason.FALSE_PAPERS)

    page = client.get(f"/apply/{case}/check/")

    assert "Facts were concealed or false papers handed in with an application." in words(page)
    assert "Hand in</button>" not in words(page)
    assert "Facts were concealed" in words(hand_in(client, case))
    assert state(case) == "draft"
