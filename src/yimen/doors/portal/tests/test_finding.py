"""Finding a matter and an office: searching, filters, the guide in the reader's language, odd addresses."""

import json
import re

import pytest

from yimen.doors.portal.tests.make import MATTER, browser, words
from yimen.registers.agencies import acts as agency_acts
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.acts import NewOrgan
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import reads as catalogue_reads
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, content_with, published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return browser()


def test_a_matter_is_found_by_what_people_call_it_and_shown_in_their_language(client):
    published_matter()

    page = client.get("/matters/?q=开饭店")

    assert page.context["found"].total == 1
    assert "Food business licence" in words(page)


def test_what_several_offices_offer_is_one_line_that_leads_to_a_choice_among_them(client):
    hall, town = an_organ("first"), an_organ("second", uscc="")
    published_matter("M-1", organ_id=hall)
    published_matter("M-2", organ_id=town)

    listed = words(client.get("/matters/?q=开饭店"))
    choice = words(client.get("/matters/M-1/offices/"))
    guide = words(client.get("/matters/M-1/"))

    assert "1 matter found" in listed
    assert "Offered at 2 offices" in listed
    assert '<a href="/matters/M-1/offices/">' in listed
    assert 'href="/matters/M-1/"' in choice
    assert 'href="/matters/M-2/"' in choice
    assert '<a href="/matters/M-1/offices/">1 other office offers this</a>' in guide
    assert "Offered at" not in words(client.get(f"/matters/?q=开饭店&organ={town}"))
    assert client.get("/matters/NONE/offices/").status_code == 404


def test_large_print_leaves_the_choice_of_an_office(client):
    published_matter()

    page = words(client.get("/matters/?q=开饭店"))

    assert '<ul class="facets facets-long" aria-label="Office">' in page
    assert '<ul class="facets facets-long extra" aria-label="Kind">' in page


def test_the_filled_in_sample_keeps_its_lines_and_printing_waits_for_the_script(client):
    first, *others = CONTENT["materials"]
    published_matter(materials=[{**first, "sample": {"en": "Name: Li\nArea: <86>"}}, *others])

    page = words(client.get(f"/matters/{MATTER}/"))

    assert "Name: Li<br>Area: &lt;86&gt;" in page
    assert "data-print hidden" in page


def test_what_is_not_published_is_neither_found_nor_shown(client):
    catalogue.draft(content_with(), code="DRAFT-1", organ_id=an_organ(), by="account:1", at=AT)

    assert client.get("/matters/").context["found"].total == 0
    assert client.get("/matters/DRAFT-1/").status_code == 404
    assert client.get("/apply/DRAFT-1/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "水" * 500,
        "q=%27%3B--",
        "q=%25_%5C",
        "q=%F0%A0%AE%B7",
        "q=<script>alert(1)</script>",
        "page=0",
        "page=-1",
        "page=９",
        "page=999",
        "page=9999999999999",
        "organ=x",
        "organ=99999999999999999999",
        "theme=nothing&audience=x&kind=zz",
    ],
)
def test_odd_questions_are_answered(client, query):
    published_matter()

    page = client.get(f"/matters/?{query}")

    assert page.status_code == 200
    assert "<script>alert" not in words(page)


def test_the_guide_says_what_is_not_translated_and_shows_the_nearest_words(client):
    published_matter()

    whole = client.get(f"/matters/{MATTER}/", headers={"accept-language": "zh-hans"})
    partly = client.get(f"/matters/{MATTER}/", headers={"accept-language": "fr"})

    assert not whole.context["lacks"]
    assert partly.context["lacks"]
    assert "Licence d&#x27;exploitation alimentaire" in words(partly)
    assert words(partly).count("notice") > words(whole).count("notice")


def test_the_guide_tells_machines_the_same_without_letting_words_become_markup(client):
    published_matter(titles={"zh-hans": "许可</script><script>alert(1)</script>", "en": "x"})

    page = words(client.get(f"/matters/{MATTER}/"))
    data = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)

    assert "<script>alert" not in page
    assert data
    assert json.loads(data[1])


def test_the_guide_gives_the_hours_of_the_matter_and_else_those_of_its_office(client):
    published_matter()
    published_matter("HOURS-1", hours={"en": "Monday to Saturday 9:00-12:00"})

    assert "9:00-17:00" in words(client.get(f"/matters/{MATTER}/"))
    own = words(client.get("/matters/HOURS-1/"))
    assert "Monday to Saturday 9:00-12:00" in own
    assert "9:00-17:00" not in own


def test_a_matter_that_is_done_at_once_promises_no_number_of_days(client):
    steps = [{**one, "days": 0} for one in CONTENT["steps"]]
    published_matter(handling="immediate", promised_days=0, steps=steps)

    for page in ("/matters/?q=开饭店", f"/matters/{MATTER}/"):
        assert "at once" in words(client.get(page))
        assert not re.search(r"\b0 working day", words(client.get(page)))


def test_the_remedies_name_bodies_in_the_readers_language_and_mark_what_stays_chinese(client):
    published_matter()
    assert '<span lang="zh-CN">高州市人民政府</span>' in words(client.get(f"/matters/{MATTER}/"))

    texts = {"zh-hans": {"name": "高州市人民政府"}, "en": {"name": "Gaozhou People's Government"}}
    agency_acts.open_organ(NewOrgan("gov", "government", "440981000000", texts), by="system", at=AT)
    agencies.forget()
    page = words(client.get(f"/matters/{MATTER}/"))
    assert "ask Gaozhou People&#x27;s Government for reconsideration" in page
    assert '<span lang="zh-CN">高州市人民法院</span>' in page


def test_a_suspended_matter_is_shown_and_cannot_be_applied_for(client):
    matter = published_matter()
    catalogue.suspend(matter.matter_id, reason="系统升级", by="account:1", at=AT)
    catalogue_reads.forget()

    guide, start = client.get(f"/matters/{MATTER}/"), client.get(f"/apply/{MATTER}/")

    assert guide.context["closed"]
    assert "suspended" in words(start)
    assert "<button" not in words(start).partition("<main")[2].partition("</main>")[0]


def test_an_office_shows_its_words_and_what_it_does(client):
    published_matter()
    organ = an_organ()

    page = words(client.get(f"/organs/{organ}/"))

    assert "Market Regulation Bureau" in page
    assert "府前路1号" in page
    assert f"/matters/{MATTER}/" in page
    assert f"/organs/{organ}/" in words(client.get("/organs/"))


@pytest.mark.parametrize("number", [0, 999_999, 10**30])
def test_an_office_that_does_not_exist_is_not_found(client, number):
    agencies.forget()

    assert client.get(f"/organs/{number}/").status_code == 404


def test_every_public_page_names_itself_in_every_language(client):
    an_organ()
    for path in ("/", "/matters/", "/help/", "/track/"):
        page = words(client.get(path))
        tags = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http[^"]+\?lang=([^"]+)"', page)
        assert [code for _tag, code in tags] == ["zh-hans", "zh-hant", "en", "fr", "ja"]


def test_a_page_opens_with_few_questions_to_the_database(client, django_assert_max_num_queries):
    published_matter()
    client.get(f"/matters/{MATTER}/")

    with django_assert_max_num_queries(5):
        client.get(f"/matters/{MATTER}/")
    with django_assert_max_num_queries(5):
        client.get("/")
