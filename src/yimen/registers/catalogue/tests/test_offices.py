"""A matter of several offices: one line in a search, a choice among the offices, totals and pages that agree."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.registers.catalogue import acts, reads, searching
from yimen.registers.catalogue.reads import Filters
from yimen.registers.catalogue.tests.make import AT, an_organ, published_matter

pytestmark = pytest.mark.django_db
TOWNS = 5
LOCAL = {"base_code": "", "search_words": ""}


@pytest.fixture(autouse=True)
def _city():
    reads.forget()
    for n in range(TOWNS):
        town = an_organ(f"town{n}", uscc="")
        published_matter(f"T{n}", organ_id=town, titles={"zh-hans": "临时救助"}, base_code="440125001000")
    published_matter("LOCAL-1", titles={"zh-hans": "临时救助"}, **LOCAL)
    published_matter("OTHER", titles={"zh-hans": "临时占道"}, base_code="440125001000")
    yield
    reads.forget()


def search(text, page=1, **filters):
    return reads.search(text, filters=Filters(once=True, **filters), language="zh-hans", page=page)


@pytest.mark.parametrize("text", ["", "临时", "linshi"])
@pytest.mark.parametrize("few", [500, 4, 1])
def test_what_several_offices_offer_is_one_line(text, few, monkeypatch):
    monkeypatch.setattr(searching, "COUNTED", few)

    found = search(text)

    offered = {line.code: line.offices for line in found.lines}
    assert sorted(offered.values()) == [1, 1, TOWNS]
    assert {"LOCAL-1", "OTHER"} < offered.keys()
    assert (found.total, found.more) == ((few, True) if text and few < 3 else (3, False))


@pytest.mark.parametrize("text", ["", "临时"])
@pytest.mark.parametrize("few", [500, 4])
def test_the_pages_show_every_line_once(text, few, monkeypatch):
    monkeypatch.setattr(searching, "COUNTED", few)
    monkeypatch.setattr(searching, "PAGE", 2)

    pages = [search(text, page) for page in (1, 2, 3)]

    assert [len(one.lines) for one in pages] == [2, 1, 0]
    assert [one.total for one in pages] == [3, 3, 3]
    names = [(line.name, line.offices) for one in pages for line in one.lines]
    assert sorted(names) == [("临时占道", 1), ("临时救助", 1), ("临时救助", TOWNS)]


def test_who_narrows_to_an_office_finds_its_own():
    town = an_organ("town3")

    for text in ("", "临时救助"):
        assert [(line.code, line.offices) for line in search(text, organ_id=town).lines] == [("T3", 1)]


def test_kinds_count_lines_and_offices_count_what_each_offers():
    found = search("临时救助")

    assert [n for _code, _words, n in found.kinds] == [2]
    assert sorted(n for _organ, _name, n in found.organs) == [1] * (TOWNS + 1)


def test_the_one_asked_for_most_stands_for_all():
    acts.note_asked(reads.named.numbers(["T2"])[0])

    assert "T2" in [line.code for line in search("").lines]
    assert reads.popular("zh-hans")[0].code == "T2"
    assert reads.popular("zh-hans")[0].offices == TOWNS


def test_others_still_find_each_by_itself():
    found = reads.search("临时救助", filters=Filters(), language="zh-hans")

    assert (found.total, len(found.lines)) == (TOWNS + 1, TOWNS + 1)


def test_a_suspended_office_is_not_among_them():
    acts.suspend(reads.named.numbers(["T0"])[0], reason="系统升级", by="account:1", at=AT)
    reads.forget()

    assert {line.offices for line in search("临时救助").lines} == {1, TOWNS - 1}


def test_the_same_question_of_several_offices_is_answered_once():
    assert len(search("要多久").beside) == 2  # of the base item and of the matter without one


def test_it_costs_one_query():
    with CaptureQueriesContext(connection) as asked:
        search("临时救助")
    assert len(asked) == 1
