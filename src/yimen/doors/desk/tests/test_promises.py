"""At the desk: promised papers at the window, checks of commitments, the order of acceptance, the first review."""

from datetime import timedelta

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Choices
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import application
from yimen.affairs.cases.tests.special import (
    a_town,
    commitment_matter,
    elder,
    gaps_matter,
    limited_matter,
    town_matter,
)
from yimen.doors.desk.tests.make import WALK_IN, clerk, do, officer, state, stranger, told, words
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.tests.asked import asked
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import CONTENT, published_matter
from yimen.registers.people import reads as people
from yimen.registers.people.models import Account

pytestmark = pytest.mark.django_db


def handed_in(matter, *, papers=None, person=None, **choices):
    words = {} if papers is None else {"papers": papers}
    whole = application(matter, person=person, choices=Choices(**choices), **words)
    return acts.submit(whole, by="account:1", at=now(), calendar=calendar())


def on_commitment():
    papers = (acts.Paper(1, reference="R-1"),)
    case = handed_in(commitment_matter(), papers=papers, commitment=True)
    acts.grant_on_the_spot(case, by="account:9000000903", at=now(), calendar=calendar())
    return case


@pytest.mark.rule("A-905")
def test_promised_papers_are_taken_in_at_the_window():
    case, window = handed_in(gaps_matter(), gaps=True), clerk()
    assert f"/desk/cases/{case}/gaps/" in words(window.get(f"/desk/cases/{case}/"))

    assert window.post(f"/desk/cases/{case}/gaps/", {}).status_code == 422
    assert window.post(f"/desk/cases/{case}/gaps/", {"p-3": "1"})["Location"] == f"/desk/cases/{case}/"

    assert reads.sheet(case).pending == ()
    assert stranger().get(f"/desk/cases/{case}/gaps/").status_code in {403, 404}


@pytest.mark.rule("A-905", "A-907")
def test_the_person_at_the_window_may_promise_and_commit():
    gaps_matter()
    window = clerk()
    window.post("/desk/window/", {**WALK_IN, "code": "GAPS-1", "gaps": "1"})
    assert Case.objects.get().marks == ["gaps"]

    commitment_matter()
    data = {name: value for name, value in WALK_IN.items() if name != "p-2"}
    window.post("/desk/window/", {**data, "code": "COMMIT-1", "commitment": "1"})
    assert Case.objects.filter(marks=["commitment"]).count() == 1


def test_a_promise_with_a_main_paper_missing_is_refused_and_what_was_typed_stays():
    gaps_matter()
    data = {name: value for name, value in WALK_IN.items() if name != "p-2"}

    page = clerk().post("/desk/window/", {**data, "code": "GAPS-1", "gaps": "1"})

    assert not Case.objects.exists()
    assert "Only papers that may follow later can be promised" in words(page)
    assert WALK_IN["name"] in words(page)


def a_second() -> str:
    """Another inspector of the organ, as an actor."""
    officer("second", Role.INSPECTOR)
    return f"account:{Account.objects.get(username='second').pk}"


@pytest.mark.rule("A-910", "A-911", "A-302")
def test_the_inspector_checks_by_day_and_the_record_can_be_repaired():
    case, inspector = on_commitment(), officer("inspector", Role.INSPECTOR)
    second = a_second()
    assert f"/desk/commitments/{case}/" in words(inspector.get("/desk/commitments/"))
    page = f"/desk/commitments/{case}/"

    wrong = inspector.post(page, {"outcome": "false", "finding": " "})
    assert (wrong.status_code, "finding" in wrong.context["form"].errors) == (422, True)
    alone = inspector.post(page, {"outcome": "false", "finding": "场所不存在"})
    assert (alone.status_code, "second" in alone.context["form"].errors) == (422, True)
    whole = {"outcome": "false", "finding": "场所不存在", "second": second}
    assert inspector.post(page, whole)["Location"] == "/desk/commitments/"
    person = Case.objects.get().person_id
    assert people.is_excluded_from_commitments(person)

    assert inspector.post(f"{page}repair/", {"repair": ""}).status_code == 422
    inspector.post(f"{page}repair/", {"repair": "已履行义务"})
    assert not people.is_excluded_from_commitments(person)


@pytest.mark.rule("A-910")
def test_what_is_to_be_mended_is_recorded_in_the_same_place():
    case, inspector = on_commitment(), officer("inspector", Role.INSPECTOR)
    page = f"/desk/commitments/{case}/"
    inspector.post(page, {"outcome": "not_kept", "finding": "排风未装", "second": a_second()})

    early = inspector.post(page, {"mended": "no", "finding": "未装"})
    assert (early.status_code, "mended" in early.context["form"].errors) == (422, True)
    inspector.post(page, {"mended": "yes", "finding": ""})

    assert reads.check(case).state == "mended"
    assert inspector.get(page).status_code == 200


@pytest.mark.parametrize("path", ["/desk/commitments/", "/desk/commitments/1/"])
def test_only_inspectors_see_the_checks(path):
    assert clerk().get(path).status_code == 403


def test_an_inspector_of_another_organ_does_not_see_the_check():
    case = on_commitment()

    assert stranger().get(f"/desk/commitments/{case}/").status_code == 404
    assert f"/desk/commitments/{case}/" not in words(stranger().get("/desk/commitments/"))


@pytest.mark.rule("A-308", "K-10")
def test_the_order_of_acceptance_is_shown_without_names():
    matter = limited_matter()
    first, second = handed_in(matter), handed_in(matter)
    for case in (second, first):
        acts.accept(case, by="account:9000000901", at=now(), calendar=calendar())
    approver = officer("approver", Role.APPROVER)

    page = approver.get("/desk/orders/")

    (order,) = page.context["orders"]
    assert ([one.case_id for one in order.places], order.left) == ([second, first], (2, 2))
    assert len(asked(approver, "/desk/orders/")) <= 3
    assert "王秀英" not in words(page)
    assert officer("other", Role.APPROVER, organ=a_town()).get("/desk/orders/").context["orders"] == []


@pytest.mark.rule("A-304")
def test_the_town_takes_on_and_sends_up_from_its_own_inbox():
    case = handed_in(town_matter(), first_organ_id=a_town())
    town = officer("town", Role.WINDOW, organ=a_town())
    reviewer = officer("colleague", Role.REVIEWER, organ=a_town())
    assert f"/desk/cases/{case}/" in words(town.get("/desk/"))
    assert f"/desk/cases/{case}/" not in words(clerk().get("/desk/"))

    do(town, case, "accept_first")
    assert state(case) == "first_review"
    assert do(reviewer, case, "forward", verdict="agree", opinion="").status_code == 422
    do(reviewer, case, "forward", verdict="agree", opinion="情况属实")

    assert state(case) == "submitted"
    window = clerk("above")
    page = words(window.get(f"/desk/cases/{case}/"))
    assert "情况属实" in page
    do(window, case, "accept")
    assert state(case) == "accepted"


@pytest.mark.rule("A-304")
def test_the_town_window_takes_in_what_the_town_examines_first():
    town_matter()
    town = officer("town", Role.WINDOW, organ=a_town())

    town.post("/desk/window/", {**WALK_IN, "code": "FIRST-1", "first_organ": str(a_town())})

    assert (Case.objects.get().first_organ_id, Case.objects.get().first_role) == (a_town(), "window")


@pytest.mark.rule("A-918")
def test_elderly_people_stand_first_in_the_inbox_and_are_asked():
    flags = {**CONTENT["flags"], "asks_intention": True}
    earlier = handed_in(published_matter())
    case = handed_in(published_matter("TRANSFER-1", flags=flags), person=elder())
    window = clerk()

    inbox = window.get("/desk/")
    assert [one.id for one in inbox.context["page"].lines] == [case, earlier]
    assert words(inbox).count(f'href="/desk/cases/{case}/"') == 1
    assert do(window, case, "record_intention", said=" ").status_code == 422
    answer = do(window, case, "record_intention", said="本人自愿")

    assert told(window, answer)
    assert reads.sheet(case).pending == ()


@pytest.mark.rule("A-918")
def test_what_is_due_today_stands_before_elderly_people_and_they_before_the_rest():
    later, due = handed_in(published_matter()), handed_in(published_matter("DUE-1"))
    old, paused = (handed_in(published_matter(code), person=elder()) for code in ("OLD-1", "OLD-2"))
    for case in (later, due, old, paused):
        acts.accept(case, by="account:1", at=now(), calendar=calendar())
    acts.suspend(paused, ground="testing", basis="有关技术规范", planned_days=15, by="account:2", at=now())
    day = now().date()
    Case.objects.filter(pk=due).update(promised_due_on=day)
    Case.objects.filter(pk__in=[later, old]).update(promised_due_on=day + timedelta(days=9))
    Case.objects.filter(pk=paused).update(promised_due_on=day + timedelta(days=12))

    inbox = officer("zhao", Role.REVIEWER).get("/desk/")

    assert [one.id for one in inbox.context["page"].lines] == [due, old, later, paused]


@pytest.mark.rule("A-214")
def test_what_came_online_and_nobody_looked_at_is_marked(settings):
    settings.ONLINE_LOOK_DAYS = 0
    case, window = handed_in(published_matter()), clerk()
    assert "Look at it today" in words(window.get("/desk/"))

    do(window, case, "accept")

    assert "Look at it today" not in words(window.get("/desk/?all=1"))


@pytest.mark.rule("A-901", "A-902")
def test_the_way_of_telling_is_chosen_and_the_first_officer_is_named():
    case, window = handed_in(published_matter()), clerk()

    window.post(f"/desk/cases/{case}/ask/", {"m1": "没有签名", "way": "phone"})

    (notice,) = reads.sheet(case).supplements
    assert (notice["told_by_way"], notice["items"][0]["name"]) == ("phone", "申请书")
    assert "Officer asked first" in words(window.get(f"/desk/cases/{case}/"))
