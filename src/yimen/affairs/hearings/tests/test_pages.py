"""Pages of hearings: for officers by their role, for those concerned by account or letter, for everyone."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.tests.desk import browser, officer, stranger, words
from yimen.affairs.cases.tests.make import accepted as case_accepted
from yimen.affairs.cases.tests.make import wang as applicant
from yimen.affairs.hearings import reads
from yimen.affairs.hearings.models import Hearing, Party
from yimen.affairs.hearings.tests.make import (
    NEIGHBOUR,
    TOUCHED,
    asked,
    closed,
    on,
    public_case,
    set_up,
    state,
    summoned,
    tell,
    told,
    with_neighbour,
)
from yimen.ground.clock import now
from yimen.ground.numbers import printed
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def neighbour(case: int) -> reads.PartySheet:
    return reads.sheet(case).parties[1]


def holder(case: int):
    """A browser that showed the code of the neighbour's letter."""
    client, one = browser(), neighbour(case)
    answer = client.post("/hearings/say/", {"number": printed(one.number), "code": one.code.lower()})
    assert answer["Location"] == f"/hearings/say/{one.number}/"
    return client, f"/hearings/say/{one.number}/"


HANDED = {"letter": "matter", "method": "personal", "outcome": "served", "proof": "签收"}


def do(client, case: int, act: str, **data):
    return client.post(
        f"/desk/hearings/{case}/{act}/", {f"{act}-{name}": value for name, value in data.items()}
    )


# The desk


def test_an_officer_lists_a_person_and_records_the_letter():
    case = case_accepted(published_matter(flags=TOUCHED), at=now())
    client = officer("zhao", Role.REVIEWER)

    assert words(client.get(f"/desk/cases/{case}/")).count(f"/desk/hearings/{case}/") == 1
    do(client, case, "add_person", name="陈大文", address="桂圆路8号", phone="")
    answer = do(client, case, "tell_person", n=1, **HANDED)
    assert answer.status_code == 302
    assert neighbour(case).told_at is not None
    assert "陈大文" in words(client.get(f"/desk/hearings/{case}/"))


def test_what_is_refused_stays_in_the_form_at_its_field():
    case = asked()
    client = officer("zhao", Role.REVIEWER)
    answer = do(client, case, "set_time", starts_at="2031-03-01T09:30", place="听证室", chair="", reason="")

    assert answer.status_code == 422
    assert "听证室" in words(answer)
    assert state(case) == "called"


def test_nonsense_in_a_form_is_said_and_nothing_happens():
    case = asked()
    client = officer("zhao", Role.REVIEWER)

    for data in ({"starts_at": "soon"}, {"starts_at": "", "chair": "account:999999"}, {}):
        assert do(client, case, "set_time", **data).status_code == 422
    assert do(client, case, "tell_person", n="x", method="y").status_code == 422
    assert state(case) == "called"


def test_another_organ_sees_no_hearing_and_a_role_does_only_its_own():
    case = set_up()
    assert stranger().get(f"/desk/hearings/{case}/").status_code == 404
    assert do(stranger(), case, "challenge", n=1, reason="x").status_code == 404

    window = officer("li", Role.WINDOW)
    assert do(window, case, "decide_challenge", upheld="no", answer="x").status_code == 403
    assert do(window, case, "hold_hearing").status_code == 403
    assert do(window, case, "dance").status_code == 404


def test_only_the_chair_is_offered_the_record():
    case = summoned()
    Account.objects.filter(username="zhou").delete()
    client = officer("zhou", Role.LEGAL)
    assert 'hold_hearing/"' not in words(client.get(f"/desk/hearings/{case}/"))

    Hearing.objects.filter(pk=case).update(chair=f"account:{Account.objects.get(username='zhou').pk}")
    assert 'hold_hearing/"' in words(client.get(f"/desk/hearings/{case}/"))
    answer = do(
        client,
        case,
        "hold_hearing",
        present=["0", "1"],
        review="证据充分",
        defence_1="反对",
        questions="问答",
        points="噪声\n废水",
    )
    assert answer.status_code == 302, words(answer)
    assert reads.head(case).points == ("噪声", "废水")
    page = words(client.get(f"/desk/hearings/{case}/"))
    assert "证据充分" in page
    data = {f"sign_{who}": "signed" for who in ("chair", "organ", "0", "1")}
    assert do(client, case, "close_record", **data).status_code == 302
    assert state(case) == "closed"


def test_findings_are_written_point_by_point():
    case = closed()
    client = officer("zhao", Role.REVIEWER)
    assert do(client, case, "find_on_record", finding_1="达标", finding_2=" ").status_code == 422
    assert do(client, case, "find_on_record", finding_1="达标", finding_2="限时").status_code == 302

    assert reads.head(case).findings == ("达标", "限时")


def selects(asked) -> int:
    return len([one for one in asked if one["sql"].startswith("SELECT")])


def test_the_list_shows_what_is_open_and_what_has_ended():
    case = set_up()
    client = officer("zhao", Role.REVIEWER)
    client.get("/desk/hearings/")
    with CaptureQueriesContext(connection) as seen:
        page = client.get("/desk/hearings/")
    assert selects(seen) <= 5
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/desk/hearings/{case}/")
    assert selects(seen) <= 5
    assert [one.case_id for one, _line in page.context["rows"]] == [case]
    assert client.get("/desk/hearings/?ended=1").context["rows"] == []


# Those concerned


def test_with_number_and_code_one_states_a_view_and_asks_without_an_account():
    case = with_neighbour(case_accepted(published_matter(flags=TOUCHED), at=now()))
    for n in (0, 1):
        tell(case, n, now())
    client, address = holder(case)

    assert client.post(address + "speak/", {"speak-words": "太吵"}).status_code == 302
    assert "太吵" in words(client.get(address))
    assert client.post(address + "ask/").status_code == 302
    assert state(case) == "called"
    assert client.post(address + "ask/").status_code == 422  # twice


def test_an_empty_view_is_refused_at_the_field():
    case = told()
    client, address = holder(case)
    answer = client.post(address + "speak/", {"speak-words": "  "})

    assert answer.status_code == 422
    assert neighbour(case).said == ""


@pytest.mark.rule("F-408")
def test_a_chair_opens_the_hearing_whatever_their_post_and_others_of_that_post_do_not():
    case = set_up()
    chair, other = officer("leiter", Role.INSPECTOR), officer("andere", Role.INSPECTOR)
    account = Account.objects.get(username="leiter").pk
    Hearing.objects.filter(case_id=case).update(chair=f"account:{account}")

    pages = [one.get(f"/desk/hearings/{case}/").status_code for one in (chair, other)]

    assert pages == [200, 404]
    listed = [f"/desk/hearings/{case}/" in words(one.get("/desk/hearings/")) for one in (chair, other)]
    assert listed == [True, False]


def test_without_the_code_nothing_is_shown():
    case = told()
    one = neighbour(case)

    assert browser().get(f"/hearings/say/{one.number}/").status_code == 404
    wrong = browser().post("/hearings/say/", {"number": printed(one.number), "code": "AAAAAAAAAA"})
    assert wrong.status_code == 422
    assert browser().get(f"/hearings/say/{2**63}/").status_code == 404


@pytest.mark.rule("F-424")
def test_what_a_letter_opens_is_not_kept_by_the_browser_nor_for_whoever_signs_in_there_next():
    client, page = holder(told())

    assert "no-store" in client.get(page)["Cache-Control"]
    client.force_login(Account.objects.create_user("next"))
    assert client.get(page).status_code == 404


@pytest.mark.rule("F-402", "F-418")
def test_codes_cannot_be_tried_for_ever():
    case = told()
    one = neighbour(case)
    client = browser()
    for _n in range(20):
        client.post("/hearings/say/", {"number": printed(one.number), "code": "AAAAAAAAAA"})

    assert client.post("/hearings/say/", {"number": printed(one.number), "code": one.code}).status_code == 429


def test_the_applicant_comes_from_the_case_and_others_do_not():
    case = set_up()
    account = Account.objects.create_user("wangxy")
    account.person_id = applicant().id
    account.save()
    client = browser(account)

    answer = client.get(f"/my/cases/{case}/hearing/")
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert f"/my/cases/{case}/hearing/" in words(client.get(f"/my/cases/{case}/"))
    assert "陈大文" not in words(client.get(f"/my/cases/{case}/"))
    other = Account.objects.create_user("fremd2")
    assert browser(other).get(f"/my/cases/{case}/hearing/").status_code == 404
    assert browser(other).get(answer["Location"]).status_code == 404


def test_who_has_an_account_finds_what_touches_them():
    case = told()
    Party.objects.filter(case_id=case, n=1).update(person_id=applicant().id)
    account = Account.objects.create_user("wangxy")
    account.person_id = applicant().id
    account.save()

    assert f"/hearings/say/{neighbour(case).number}/" in words(browser(account).get("/hearings/say/"))


# Everyone


@pytest.mark.rule("A-701")
def test_everyone_finds_a_public_hearing_but_not_the_name_of_a_natural_person(monkeypatch):
    case = set_up(public_case())
    monkeypatch.setattr("yimen.affairs.hearings.pages.public.now", lambda: on(9))

    assert f"/hearings/{case}/" in words(browser().get("/hearings/"))
    page = words(browser().get(f"/hearings/{case}/"))
    assert "政务中心三楼听证室" in page
    assert "王秀英" not in page
    assert browser().get(f"/hearings/{case + 1}/").status_code == 404


def test_the_case_page_of_another_matter_leads_to_the_hearing_only_by_a_line():
    case = case_accepted(at=now())
    client = officer("zhao", Role.REVIEWER)
    page = words(client.get(f"/desk/cases/{case}/"))

    assert f"/desk/hearings/{case}/" in page
    assert client.get(f"/desk/hearings/{case}/").status_code == 200
    assert reads.head(case) is None
    assert NEIGHBOUR.name not in page


@pytest.mark.rule("A-303")
def test_the_letters_may_be_served_in_any_order_and_the_decision_is_free_at_last():
    case = case_accepted(published_matter(flags=TOUCHED), at=now())
    client = officer("zhao", Role.REVIEWER)
    do(client, case, "add_person", name="陈大文", address="桂圆路8号", phone="")

    do(client, case, "tell_person", n=1, **HANDED)
    assert 'tell_person/"' in words(client.get(f"/desk/hearings/{case}/"))
    do(client, case, "tell_person", n=0, **HANDED)
    assert 'tell_person/"' not in words(client.get(f"/desk/hearings/{case}/"))
    for n in (0, 1):
        do(client, case, "waive", n=n)
    assert state(case) == "waived"


def test_the_history_says_applicant_where_the_applicant_acts():
    told = {"n": 0, "respond_by_on": "2026-03-10", "hold_by_on": "2026-04-02"}

    with override("en"):
        for event in ("PersonTold", "PersonSpoke", "ViewAnswered", "HearingAsked", "HearingWaived"):
            assert "pplicant" in cases.sentence(f"hearings.{event}", told)
            assert "1" in cases.sentence(f"hearings.{event}", {**told, "n": 1})
