"""Rating a service: of one's own will, once, in five levels, and nobody who was rated learns by whom."""

import re

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.tests.special import filing_matter
from yimen.doors.desk.tests.make import delivered, officer, reviewed, waiting, words
from yimen.doors.portal.tests.make import browser, li, wang
from yimen.ground.bus import journal
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.tests.asked import asked
from yimen.registers.agencies.reads import Role
from yimen.watch.ratings import acts, reads, rules
from yimen.watch.ratings.models import Level, Rating

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return wang()


def page_of(case: int) -> str:
    return f"/my/cases/{case}/rate/"


def rate(case: int, level: int, by: str = "account:1", said: str = "") -> None:
    acts.rate(case_reads.sheet(case).line, level, words=said, by=by, at=now())


def told(case: int) -> list[str]:
    return [one.type for one in journal.history(case) if one.type.startswith("ratings.")]


@pytest.mark.rule("E-403", "E-404")
def test_the_page_offers_five_levels_and_none_is_chosen_beforehand(client):
    case = delivered()

    page = words(client.get(page_of(case)))

    assert re.findall(r'<input type="radio" name="level" value="(\d)"', page) == ["5", "4", "3", "2", "1"]
    assert "checked" not in page
    assert "voluntary" in page


def test_the_page_names_matter_and_organ_in_the_readers_language(client):
    page = words(client.get(page_of(delivered())))

    assert "Food business licence · Market Regulation Bureau" in page


@pytest.mark.rule("E-404")
def test_nothing_is_rated_by_opening_the_page_or_by_sending_it_empty(client):
    case = delivered()

    client.get(page_of(case))
    empty = client.post(page_of(case), {"words": "没有选"})

    assert set(empty.context["form"].errors) == {"level"}
    assert "没有选" in words(empty)
    assert not Rating.objects.exists()


@pytest.mark.rule("E-404")
@pytest.mark.parametrize("level", ["0", "6", "-1", "3.5", "x", "", "５"])
def test_there_is_no_other_level(client, level):
    case = delivered()

    page = client.post(page_of(case), {"level": level})

    assert "level" in page.context["form"].errors
    assert not Rating.objects.exists()


@pytest.mark.rule("E-402")
def test_a_service_is_rated_once_and_the_second_time_is_a_conflict(client):
    case = delivered()

    first = client.post(page_of(case), {"level": "5", "words": "很快"})
    second = client.post(page_of(case), {"level": "1"})

    assert first["Location"] == f"/my/cases/{case}/"
    assert second.status_code == 409
    assert (Rating.objects.get().level, Rating.objects.get().words) == (5, "很快")
    assert told(case) == ["ratings.CaseRated"]
    assert "rated this service already" in words(client.get(page_of(case)))


@pytest.mark.parametrize(("level", "helped"), [(1, True), (2, True), (3, False), (5, False)])
def test_after_a_bad_rating_help_is_named_and_nobody_is_thanked_for_praise(client, level, helped):
    page = client.post(page_of(delivered()), {"level": str(level)}, follow=True)

    assert ("call 12345" in words(page)) == helped
    assert ("Your rating helps others" in words(page)) != helped


@pytest.mark.rule("E-402")
def test_the_page_of_a_rated_case_takes_words_added_later_once(client):
    case = delivered()
    address = page_of(case) + "words/"
    assert client.post(address, {"words": "早"})["Location"] == page_of(case)
    client.post(page_of(case), {"level": "2"})

    assert address in words(client.get(page_of(case)))
    assert "main-form" in words(client.post(address, {"words": " "}))
    assert client.post(address, {"words": "后来解决了"})["Location"] == f"/my/cases/{case}/"

    assert (Rating.objects.get().level, Rating.objects.get().added_words) == (2, "后来解决了")
    assert address not in words(client.get(page_of(case)))
    assert client.post(address, {"words": "又"})["Location"] == page_of(case)


@pytest.mark.rule("E-402")
def test_words_are_added_later_by_the_same_person_and_the_level_stays():
    case = delivered()
    rate(case, 2, by="account:1", said="等了很久")

    acts.add_words(case, " 后来解决了 ", by="account:1")

    row = Rating.objects.get()
    assert (row.level, row.words, row.added_words) == (2, "等了很久", "后来解决了")
    wrong = (("account:2", "x", "wrong_person"), ("account:1", " ", "empty"), ("account:1", "x", "twice"))
    for by, said, code in wrong:
        with pytest.raises(Refused) as caught:
            acts.add_words(case, said, by=by)
        assert caught.value.code == code


@pytest.mark.rule("E-403", "K-23")
@pytest.mark.parametrize(("level", "bad"), [(5, False), (4, False), (3, False), (2, True), (1, True)])
def test_the_last_two_levels_are_bad_ratings_and_the_middle_is_none(level, bad):
    case = delivered()

    rate(case, level)

    assert rules.is_bad(level) is bad
    assert ("ratings.BadRatingGiven" in told(case)) is bad
    assert len(Level) == 5


@pytest.mark.parametrize("make", ["accepted", "granted", "withdrawn"])
def test_nothing_is_rated_before_the_decision_was_handed_over(client, make):
    case = reviewed()
    if make == "granted":
        cases.grant(case, by="account:9000000903", at=now(), calendar=calendar())
    elif make == "withdrawn":
        cases.withdraw(case, by="account:1", at=now())

    page = client.post(page_of(case), {"level": "5"})

    assert page.status_code == 409
    assert not Rating.objects.exists()


@pytest.mark.rule("E-402")
def test_the_page_says_plainly_that_it_is_too_early(client):
    page = words(client.get(page_of(reviewed())))

    assert "once the decision was handed over" in page
    assert 'name="level"' not in page


@pytest.mark.rule("E-402")
def test_the_way_to_the_rating_is_shown_until_it_was_given(client):
    case = delivered()
    assert page_of(case) in words(client.get(f"/my/cases/{case}/"))

    rate(case, 4)

    assert page_of(case) not in words(client.get(f"/my/cases/{case}/"))
    assert 'name="level"' not in words(client.get(page_of(case)))


@pytest.mark.rule("E-404")
def test_only_the_applicant_reaches_the_page(client):
    case = delivered()

    other = li()

    assert browser().get(page_of(case)).status_code == 302
    assert other.get(page_of(case)).status_code == 404
    assert other.post(page_of(case), {"level": "1"}).status_code == 404
    assert officer("alle", *Role.values).get(page_of(case)).status_code == 404
    assert not Rating.objects.exists()


@pytest.mark.rule("E-404")
def test_whoever_handled_the_case_cannot_rate_it_even_as_its_applicant(client):
    case = reviewed()
    myself = f"account:{client.session['_auth_user_id']}"
    cases.grant(case, by=myself, at=now(), calendar=calendar())
    cases.deliver(case, method="personal", proof="签收", by="account:9000000901", at=now())

    assert client.get(page_of(case)).status_code == 403
    assert client.post(page_of(case), {"level": "5"}).status_code == 403
    assert not Rating.objects.exists()


@pytest.mark.rule("E-412")
def test_neither_the_event_nor_the_desk_says_who_rated():
    case = delivered()
    rate(case, 1, by="account:424242")

    page = words(officer("alle", *Role.values).get(f"/desk/cases/{case}/"))
    events = [one for one in journal.history(case) if one.type.startswith("ratings.")]

    assert "424242" not in page
    assert {one.actor for one in events} == {"applicant"}
    assert not any("424242" in str(one.data) for one in events)


@pytest.mark.rule("E-405", "E-415")
def test_what_was_not_rated_counts_for_nothing():
    assert rules.praise_rate({}) is None
    assert rules.praise_rate({5: 1, 3: 1, 2: 1, 1: 1}) == 0.5
    assert rules.praise_rate({3: 2}) == 1.0


def test_the_way_to_rate_is_shown_once_the_decision_was_handed_over(client):
    case = reviewed()
    before = words(client.get(f"/my/cases/{case}/"))
    cases.grant(case, by="account:9000000903", at=now(), calendar=calendar())
    cases.deliver(case, method="personal", proof="签收", by="account:9000000901", at=now())

    after = words(client.get(f"/my/cases/{case}/"))

    assert page_of(case) not in before
    assert page_of(case) in after


def test_a_change_of_language_keeps_the_words_and_rates_nothing(client):
    case = delivered()

    page = client.post(page_of(case), {"words": "很 fast", "level": "4", "_language": "ja"})

    assert "很 fast" in words(page)
    assert re.search(r'value="4"[^>]*checked', words(page))
    assert not Rating.objects.exists()


@pytest.mark.rule("K-28")
def test_a_filing_is_rated_once_it_is_filed():
    case = waiting(filing_matter())

    rate(case, 5)

    assert reads.rated(case)


def test_the_page_is_shown_in_five_questions_to_the_database(client):
    assert len(asked(client, page_of(delivered()))) <= 5
