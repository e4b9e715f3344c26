"""Choosing a special way online, handing promised papers in, taking a commitment back, seeing one's place."""

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import FACTS
from yimen.affairs.cases.tests.special import COMMITMENT, GAPS, a_town
from yimen.doors.portal.tests.make import (
    CLERK,
    MATTER,
    add_paper,
    begin,
    hand_in,
    li,
    paper,
    state,
    wang,
    words,
)
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.files.tests.make import picture
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db
FIRST = {"kind": "town", "days": 20, "basis": "《社会救助暂行办法》第十一条"}


def draft(client, papers=(1, 2), **terms):
    published_matter(**terms)
    case = begin(client)
    client.post(f"/apply/{case}/form/", FACTS)
    for n in papers:
        add_paper(
            client, case, n, file=paper(f"{n}.png", picture("PNG", colour=("red", "green", "blue")[n - 1]))
        )
    return case


def choose(client, case, **data):
    return client.post(f"/apply/{case}/papers/", {"choices": "1", "_choose": "1", **data})


def accept(case):
    acts.accept(case, by=CLERK, at=now(), calendar=calendar())


@pytest.mark.rule("A-905")
def test_the_promise_is_offered_only_when_nothing_but_secondary_papers_is_missing():
    client = wang()
    case = draft(client, papers=(1,), gaps=GAPS)
    assert 'name="gaps"' not in words(client.get(f"/apply/{case}/papers/"))

    add_paper(client, case, 2)
    assert 'name="gaps"' in words(client.get(f"/apply/{case}/papers/"))


@pytest.mark.rule("A-905")
def test_papers_are_promised_online_and_handed_in_one_by_one():
    client = wang()
    case = draft(client, gaps=GAPS)
    assert choose(client, case, gaps="1")["Location"].endswith(f"/apply/{case}/papers/#choices")
    assert "Health certificate" in words(client.get(f"/apply/{case}/check/"))
    hand_in(client, case)
    assert (state(case), reads.sheet(case).pending) == ("submitted", ("gaps",))
    accept(case)
    assert f"/my/cases/{case}/gaps/" in words(client.get(f"/my/cases/{case}/"))

    page = f"/my/cases/{case}/gaps/"
    assert client.post(page, {}).status_code == 422  # nothing chosen
    assert client.post(page, {"_add": "3"}).status_code == 422
    client.post(page, {"_add": "3", "file-3": paper("health.png")})
    assert client.post(page, {})["Location"] == f"/my/cases/{case}/"

    assert reads.sheet(case).pending == ()
    assert client.get(page)["Location"] == f"/my/cases/{case}/"


@pytest.mark.rule("A-905")
def test_going_on_keeps_the_promise_that_was_ticked():
    client = wang()
    case = draft(client, gaps=GAPS)

    answer = client.post(f"/apply/{case}/papers/", {"choices": "1", "gaps": "1"})

    assert answer["Location"] == f"/apply/{case}/check/"
    assert "hand in later: Health certificate." in words(client.get(answer["Location"]))


@pytest.mark.rule("A-905")
def test_a_form_without_choices_leaves_them_as_they_are_and_a_refused_file_does_not_lose_them():
    client = wang()
    case = draft(client, gaps=GAPS)
    page = f"/apply/{case}/papers/"

    refused = client.post(page, {"choices": "1", "gaps": "1", "file-3": paper("x.png", b"no picture")})
    client.post(page, {})

    assert 'name="gaps" value="1" checked' in words(refused)
    assert Case.objects.get().marks == ["gaps"]


def test_a_change_of_language_shows_the_choice_again_and_keeps_nothing():
    client = wang()
    case = draft(client, gaps=GAPS)

    shown = client.post(f"/apply/{case}/papers/", {"choices": "1", "gaps": "1", "_language": "en"})

    assert 'name="gaps" value="1" checked' in words(shown)
    assert Case.objects.get().marks == []


def test_the_papers_still_to_come_stand_inside_the_sentence():
    client = wang()
    case = draft(client, gaps=GAPS)

    assert "not promised: Health certificate." in words(client.get(f"/apply/{case}/check/"))
    choose(client, case, gaps="1")
    assert "hand in later: Health certificate." in words(client.get(f"/apply/{case}/check/"))


@pytest.mark.rule("A-907", "K-17")
def test_a_commitment_is_a_free_choice_with_its_notice_before_the_eyes():
    client = wang()
    case = draft(client, papers=(1,), commitment=COMMITMENT)
    shown = words(client.get(f"/apply/{case}/papers/"))
    for told in ("The premises meet the standard", "I commit that they do", "A false promise is revoked"):
        assert told in shown
    assert 'value="ordinary" checked' in shown

    choose(client, case, way="commitment")
    hand_in(client, case)

    assert (state(case), reads.check(case).state) == ("submitted", "made")
    assert client.post(f"/my/cases/{case}/commitment/")["Location"] == f"/my/cases/{case}/"
    assert reads.check(case).state == "taken_back"


@pytest.mark.rule("A-907")
def test_the_ordinary_way_still_needs_its_papers():
    client = wang()
    case = draft(client, papers=(1,), commitment=COMMITMENT)
    choose(client, case, way="commitment")
    choose(client, case, way="ordinary")

    hand_in(client, case)

    assert state(case) == "draft"


def test_what_is_not_offered_is_not_chosen():
    client = wang()
    case = draft(client)

    choose(client, case, way="commitment", first_organ="999999")

    assert (Case.objects.get().marks, Case.objects.get().first_organ_id) == ([], None)


@pytest.mark.rule("A-304")
def test_the_office_that_examines_first_is_chosen_before_handing_in():
    client, town = wang(), a_town()
    case = draft(client, first_review=FIRST)
    hand_in(client, case)
    assert state(case) == "draft"
    assert "Choose the office that examines first." in words(client.get(f"/apply/{case}/check/"))

    choose(client, case, first_organ=str(town))
    hand_in(client, case)

    assert (state(case), Case.objects.get().first_organ_id) == ("submitted", town)
    assert client.get(f"/my/cases/{case}/").status_code == 200


@pytest.mark.rule("A-308")
def test_the_applicant_sees_the_own_place_and_nobody_elses_data():
    flags = {**CONTENT["flags"], "quantity_limited": True}
    terms = {"flags": flags, "quota": {"number": 30, "basis": "布设规划"}, "quantity": {"zh-hans": "30个"}}
    client, other = wang(), li()
    first = draft(client, **terms)
    hand_in(client, first)
    second = begin(other)
    other.post(f"/apply/{second}/form/", FACTS)
    for n in (1, 2):
        add_paper(other, second, n)
    hand_in(other, second)
    accept(first)
    accept(second)

    page = words(other.get(f"/my/cases/{second}/"))

    assert "Place in the order of acceptance" in page
    assert "王秀英" not in page
    assert reads.standing(second).place == 2
    assert "Still to be granted: 30" in words(client.get(f"/matters/{MATTER}/"))


@pytest.mark.parametrize("page", ["gaps", "commitment"])
def test_nobody_else_opens_what_is_ones_own(page):
    client, other = wang(), li()
    case = draft(client, gaps=GAPS)
    hand_in(client, case)

    assert other.get(f"/my/cases/{case}/{page}/").status_code == 404
    assert other.post(f"/apply/{case}/papers/", {"choices": "1", "gaps": "1"}).status_code == 404


def test_a_case_without_a_commitment_has_none_to_take_back():
    client = wang()
    case = draft(client)
    hand_in(client, case)

    assert client.get(f"/my/cases/{case}/commitment/").status_code == 404


@pytest.mark.rule("A-909")
@pytest.mark.parametrize(
    ("chosen", "told"),
    [("commitment", "it is decided at once"), ("ordinary", "the decision is promised in")],
)
def test_the_confirmation_tells_what_was_promised_with_the_choice(chosen, told):
    client = wang()
    case = draft(client, commitment=COMMITMENT)
    choose(client, case, way=chosen)
    hand_in(client, case)

    page = words(client.get(f"/apply/{case}/done/"))

    assert told in page
    assert ("it is decided at once" in page) == (chosen == "commitment")


@pytest.mark.rule("K-28")
def test_a_filing_is_filed_when_it_is_handed_in_and_says_so():
    accept_step, deliver = CONTENT["steps"][0], CONTENT["steps"][3]
    client = wang()
    case = draft(
        client,
        kind="10",
        handling="filing",
        promised_days=0,
        statutory={"days": None, "note": "收到即备案"},
        steps=[{**accept_step, "days": 0}, deliver],
    )

    hand_in(client, case)

    assert state(case) == "filed"
    page = words(client.get(f"/my/cases/{case}/"))
    assert "Filed: everything needed was received" in page
    assert f"/my/cases/{case}/withdraw/" not in page


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "fr", "ja"])
def test_the_guide_says_every_special_term_in_every_language(language):
    published_matter(gaps=GAPS, commitment=COMMITMENT)

    page = words(wang(language).get(f"/matters/{MATTER}/"))

    assert "国办发〔2020〕42号" in page
    assert "On a commitment" not in page
