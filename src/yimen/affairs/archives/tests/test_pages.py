"""The pages of the archive: who may see what, what an archivist does there, what the person concerned sees."""

import io
import tarfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from yimen.affairs.archives import acts, lists, reads
from yimen.affairs.archives.models import Hold, Package, RetentionRule, Viewing
from yimen.affairs.archives.tests.make import MONDAY, archived, closed, heard, package_of, paths, submitted
from yimen.affairs.archives.tests.people import an_account, another_organ, browser, officer, stranger, words
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import wang
from yimen.ground.clock import now
from yimen.ground.files import store
from yimen.ground.tests.asked import asked
from yimen.means.documents.models import Document
from yimen.registers.agencies.reads import Role
from yimen.registers.agencies.tests.make import organ
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.people.models import Account

pytestmark = pytest.mark.django_db
HOME = "/desk/archive/"


@pytest.fixture
def package() -> Package:
    return archived()


def archivist(name: str = "liang", **more: Any) -> Client:
    return officer(name, Role.ARCHIVIST, **more)


def owner() -> Client:
    account = an_account("wang")
    Account.objects.filter(pk=account.pk).update(person_id=wang().id)
    return browser(account)


def address(package: Package, *more: str) -> str:
    return "/".join([f"{HOME}packages", str(package.pk), *more, ""])


def test_the_register_is_searched_by_number_matter_year_state_and_name(package):
    client = archivist()
    for query in (
        {"q": package.number},
        {"q": "食品经营"},
        {"q": "王秀英"},
        {"q": package.matter_code},
        {"year": "2026", "state": "archived", "organ": str(package.organ_id)},
    ):
        page = client.get(f"{HOME}packages/", query)
        assert package.number in words(page), query
    for query in (
        {"q": "王秀"},
        {"q": "x" * 300},
        {"year": "2020"},
        {"state": "returned"},
        {"organ": "9" * 30},
    ):
        assert (address(package) in words(client.get(f"{HOME}packages/", query))) == ("organ" in query)


def test_pages_ask_few_questions(package, django_assert_max_num_queries):
    client = archivist()
    client.get(HOME)
    for page in (
        HOME,
        f"{HOME}packages/",
        address(package),
        f"{HOME}handovers/",
        f"{HOME}schedule/",
        f"{HOME}destruction/",
    ):
        with django_assert_max_num_queries(9):  # of which four are of the session, the account and the post
            assert client.get(page).status_code == 200, page


@pytest.mark.rule("F-425")
def test_a_record_is_opened_for_a_purpose_and_the_person_can_read_who_did(package):
    client = archivist()
    assert client.post(address(package, "view"), {"view-purpose": " "}).status_code == 422
    assert not Viewing.objects.exists()

    answer = client.post(address(package, "view"), {"view-purpose": "复核办件"})
    page = client.get(answer["Location"])
    sheet = client.get(answer["Location"] + "1/")

    assert page.status_code == 200
    assert b"record.xml" in page.content
    assert sheet.status_code == 200
    assert sheet["Content-Disposition"].startswith("attachment")
    [seen] = people.who_looked(wang().id)
    assert (seen.field, seen.who.split(" ")[0]) == ("archive", "liang")
    assert "复核办件" in seen.why
    assert "Archived record" in words(owner().get("/my/access/")) or "复核办件" in words(
        owner().get("/my/access/")
    )


def test_a_viewing_is_ones_own_and_of_one_day(package):
    viewing = acts.view(package.pk, purpose="x", account_id=an_account("liang").pk, who="l", at=now())
    client = archivist()
    other = archivist("other")

    assert client.get(f"{HOME}reading/{viewing}/").status_code == 200
    assert client.get(f"{HOME}reading/{viewing}/999/").status_code == 404
    assert other.get(f"{HOME}reading/{viewing}/").status_code == 404
    old = acts.view(
        package.pk, purpose="x", account_id=an_account("liang").pk, who="l", at=now() - timedelta(days=1)
    )
    assert client.get(f"{HOME}reading/{old}/").status_code == 404


def test_a_record_without_a_whole_copy_says_so_and_breaks_nothing(package):
    client = archivist()
    answer = client.post(address(package, "view"), {"view-purpose": "x"})
    for path in paths(package):
        path.unlink()

    assert b"notice-error" in client.get(answer["Location"]).content
    assert client.get(answer["Location"] + "1/").status_code == 404
    assert owner().get(f"/my/cases/{package.case_id}/archive/0/").status_code == 404


@pytest.mark.rule("F-210")
def test_an_applicant_takes_a_copy_of_their_own_record_and_nobody_elses(package):
    mine, stranger_ = owner(), browser(an_account("li"))
    page = f"/my/cases/{package.case_id}/archive/0/"

    with tarfile.open(fileobj=io.BytesIO(mine.get(page).content)) as tar:
        assert any(one.name.endswith("data/record.xml") for one in tar)
    assert mine.get(page + "sheet/").content[:5] == b"%PDF-"
    assert "/archive/0/" in words(mine.get(f"/my/cases/{package.case_id}/"))
    assert stranger_.get(page).status_code == 404
    assert stranger_.get(page + "sheet/").status_code == 404
    assert mine.get(f"/my/cases/{package.case_id}/archive/7/").status_code == 404


def test_officers_of_other_organs_see_nothing_and_those_without_the_post_change_nothing(package):
    foreign, window = stranger(), officer("zhou", Role.WINDOW)

    assert foreign.get(address(package)).status_code == 404
    assert foreign.post(address(package, "view"), {"view-purpose": "x"}).status_code == 404
    assert (
        foreign.post(address(package, "hold"), {"hold-ground": "other", "hold-words": "x"}).status_code == 404
    )
    assert window.get(address(package)).status_code == 200
    for page in ("handovers/", "handovers/new/", "schedule/", "destruction/"):
        assert window.get(HOME + page).status_code == 403, page
    assert window.post(address(package, "add"), {"add-note": "x"}).status_code == 403
    assert not Hold.objects.exists()
    assert Package.objects.count() == 1


def test_the_panel_on_the_page_of_a_case_leads_to_the_entry(package):
    assert address(package) in words(officer("zhou", Role.WINDOW).get(f"/desk/cases/{package.case_id}/"))


@pytest.mark.rule("G-304")
def test_what_failed_stands_on_the_organs_list_with_its_reasons_and_is_packed_again():
    case = closed()
    document = Document.objects.get(subject=case, kind="grant")
    lost = store.read(document.digest, suffix=".sealed")
    store.erase(document.digest, suffixes=(".sealed",))
    acts.pack_waiting(at=now())
    client, package = archivist(), package_of(case)

    assert address(package) in words(client.get(HOME))
    assert "准予行政许可决定书" in words(client.get(address(package)))
    store.keep(lost, suffix=".sealed")
    assert client.post(address(package, "again")).status_code == 302
    acts.pack_waiting(at=now())
    assert package_of(case).state == "archived"
    assert client.post(address(package, "again")).status_code == 422


def test_holds_and_additions_keep_what_was_typed_when_something_is_wrong(package):
    client = archivist()
    wrong = client.post(address(package, "hold"), {"hold-ground": "litigation", "hold-words": ""})
    assert wrong.status_code == 422
    assert b"error-summary" in wrong.content

    client.post(address(package, "hold"), {"hold-ground": "litigation", "hold-words": "（2026）粤09行初1号"})
    hold = Hold.objects.get()
    assert "粤09行初1号" in words(client.get(address(package)))
    client.post(address(package, "holds", str(hold.pk)))
    hold.refresh_from_db()
    assert hold.lifted_at
    assert client.post(address(package, "holds", "999999")).status_code == 404
    client.post(address(package, "add"), {"add-note": "更正"})
    assert Package.objects.filter(case_id=package.case_id).count() == 2
    assert client.post(address(package, "burn")).status_code == 404


def test_a_hand_over_is_put_together_signed_and_received_on_the_pages(package, settings):
    settings.CITY_ARCHIVE = "city-archive"
    receiver = archivist("deng", organ=organ("city-archive"))
    giver = archivist()
    assert giver.post(f"{HOME}handovers/new/", {"why": "custody"}).status_code == 422
    early = giver.post(f"{HOME}handovers/new/", {"why": "transfer", "package": [package.pk]})
    assert early.status_code == 422
    assert f'value="{package.pk}" checked' in words(early)
    page = giver.post(f"{HOME}handovers/new/", {"why": "custody", "package": [package.pk]})["Location"]

    assert giver.get(page + "export/").status_code == 404
    assert receiver.post(page + "sign/").status_code == 403
    giver.post(page + "sign/")
    assert giver.post(page + "receive/").status_code == 403
    assert receiver.post(page + "back/", {"reason": ""}).status_code == 422
    receiver.post(page + "back/", {"reason": "请补充目录"})
    assert "请补充目录" in words(giver.get(page))
    giver.post(page + "sign/")
    record = f"{HOME}packages/{package.pk}/"
    assert receiver.get(record).status_code == 404
    assert f'href="{record}"' not in words(receiver.get(page))
    receiver.post(page + "receive/")

    assert f'href="{record}"' in words(receiver.get(page))
    received = receiver.get(record)
    assert received.status_code == 200
    case = f'href="/desk/cases/{package.case_id}/"'
    reviewer = officer("zhao", Role.REVIEWER)
    assert [case in words(one.get(record)) for one in (receiver, giver, reviewer)] == [False, False, True]
    assert package_of(package.case_id).state == "handed_over"
    answer = receiver.get(page + "export/")
    with tarfile.open(fileobj=io.BytesIO(b"".join(answer.streaming_content))) as tar:
        assert len(tar.getnames()) == 3
    assert giver.post(page + "nothing/").status_code == 404
    assert stranger().get(page).status_code == 404
    assert lists.handovers([package.organ_id])[0].state == "received"


@pytest.mark.rule("G-310")
def test_a_destruction_is_asked_for_approved_and_carried_out_on_the_pages():
    at = MONDAY.replace(year=2012, day=5)
    case = submitted(at=at)
    cases.withdraw(case, by="account:1", at=at + timedelta(hours=1))
    heard(case, at + timedelta(hours=2))
    package = archived(case, at=at)
    client, head = archivist(), officer("chen", Role.ORGAN_HEAD)
    assert address(package) in words(client.get(HOME))
    assert client.post(f"{HOME}destruction/", {"appraisal": "x"}).status_code == 422
    wrong = client.post(f"{HOME}destruction/", {"appraisal": "", "package": [package.pk]})
    assert f'value="{package.pk}" checked' in words(wrong)
    page = client.post(f"{HOME}destruction/", {"appraisal": "到期", "package": [package.pk]})["Location"]

    assert "Someone else" in words(client.get(page))
    client.post(page + "approve/")
    assert head.post(page + "refuse/", {"reason": ""}).status_code == 422
    assert head.post(page + "carry-out/").status_code == 404
    client.post(page + "carry-out/")
    assert all(path.exists() for path in paths(package))
    assert head.post(page + "approve/").status_code == 302
    assert client.post(page + "carry-out/").status_code == 422
    watching = {"witness": f"account:{an_account('chen').pk}"}
    assert client.post(page + "carry-out/", watching).status_code == 302
    assert not any(path.exists() for path in paths(package))
    assert package_of(case).state == "destroyed"
    assert package.number in words(head.get(page))
    assert client.get(address(package)).status_code == 200


@pytest.mark.rule("G-307")
def test_the_schedule_is_proposed_by_one_and_approved_by_another(package):
    one, other = archivist(), archivist("second")
    data = {
        "kind": "",
        "matter": package.matter_code,
        "retention": "permanent",
        "openness": "open",
        "secrecy": "none",
    }
    assert one.post(f"{HOME}schedule/", {**data, "basis": ""}).status_code == 422
    assert one.post(f"{HOME}schedule/", {**data, "matter": "", "basis": "表"}).status_code == 422
    assert one.post(f"{HOME}schedule/", {**data, "matter": "X-1", "basis": "表"}).status_code == 422
    assert one.post(f"{HOME}schedule/", {**data, "basis": "归档范围表"}).status_code == 302
    rule = RetentionRule.objects.get(state="proposed")

    one.post(f"{HOME}schedule/{rule.pk}/approve/")
    rule.refresh_from_db()
    assert rule.state == "proposed"
    other.post(f"{HOME}schedule/{rule.pk}/approve/")
    rule.refresh_from_db()
    assert rule.state == "valid"
    assert other.post(f"{HOME}schedule/{rule.pk}/perhaps/").status_code == 404


@pytest.mark.rule("K-29", "F-211")
def test_closing_an_account_leaves_the_record_and_tells_the_reason(package):
    client = owner()
    account = Account.objects.get(username="wang")

    assert "1" in str(people.what_stays(wang().id, on=now().date()).kept)
    people_acts.close_account(account.pk, by=f"account:{account.pk}", at=now())

    assert package_of(package.case_id).state == "archived"
    assert all(path.exists() for path in paths(package))
    assert client.get("/my/").status_code == 302
    assert Case.objects.filter(pk=package.case_id).exists()
    assert reads.main_of(package.case_id).kept


def test_another_organ_is_told_apart_in_the_register(package):
    client = archivist("far", organ=another_organ())

    assert address(package) not in words(client.get(f"{HOME}packages/", {"q": package.number}))
    assert client.get(address(package)).status_code == 404


def test_the_archive_asks_the_database_seldom(package):
    acts.set_hold(package.pk, ground="litigation", words="案号", by="account:1", at=now())
    client = archivist()
    for page in (HOME, address(package), f"{HOME}packages/", f"{HOME}handovers/new/", f"{HOME}destruction/"):
        assert len(asked(client, page)) <= 4, page
    assert len(asked(officer("zhao", Role.REVIEWER), f"/desk/cases/{package.case_id}/")) <= 4
    assert len(asked(owner(), f"/my/cases/{package.case_id}/")) <= 5


def test_the_schedule_says_in_words_for_what_a_line_counts(package):
    page = words(archivist().get(f"{HOME}schedule/", headers={"accept-language": "en"}))

    assert "kind:" not in page
    assert "result:" not in page
    assert "How the case ended" in page


def test_a_hand_over_names_its_ground(package):
    page = archivist().get(f"{HOME}handovers/new/", headers={"accept-language": "en"})

    assert "Ground of the hand-over" in words(page)
