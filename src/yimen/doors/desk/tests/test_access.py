"""The operator sees by whom access to the platform was given and taken."""

import pytest
from django.db import connection
from django.utils.translation import override

from yimen.doors.desk.pages import access
from yimen.doors.desk.tests.make import an_account, officer, words
from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role
from yimen.registers.people import acts as people

pytestmark = [pytest.mark.django_db, pytest.mark.rule("F-412")]
PAGE = "/desk/operation/access/"


@pytest.fixture
def operator():
    with override("en"):  # the words of lines are read after the page was made
        yield officer("wacht", Role.OPERATOR)


def test_who_was_let_in_and_by_whom_is_shown_newest_first(operator):
    account = people.open_staff_account("zhao", by="system:command", at=now())
    people.reset_second_factor(account, by="system:command", at=now())

    lines = operator.get(PAGE).context["lines"]

    newest = [(str(one.words), one.who, one.actor) for one in lines[:2]]
    assert newest == [
        ("Second factor reset", "zhao", "system:command"),
        ("Account opened", "zhao", "system:command"),
    ]
    posted = [one for one in lines if str(one.words) == "Appointed to a post"]
    assert [(one.who, one.what.split(" · ")[0]) for one in posted] == [("wacht", "Platform operator")]


def test_who_closes_their_own_account_stays_out_of_it(operator):
    account = an_account("wang").pk
    people.close_account(account, by=f"account:{account}", at=now())

    assert "Account closed" not in words(operator.get(PAGE))


def test_what_is_older_stands_on_the_next_page(operator, monkeypatch):
    monkeypatch.setattr(access, "SIZE", 1)
    first = operator.get(PAGE)

    second = operator.get(PAGE, {"cursor": first.context["next"]})

    assert [str(one.words) for one in first.context["lines"]] == ["Appointed to a post"]
    assert [str(one.words) for one in second.context["lines"]] == ["Post set up"]
    assert operator.get(PAGE, {"cursor": "nonsense"}).context["lines"] == first.context["lines"]


def test_only_operators_see_it():
    assert officer("fenster", Role.WINDOW).get(PAGE).status_code == 403


def test_the_index_covers_every_kind_that_is_shown():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'journal_of_access'")
        index = cursor.fetchone()[0]

    assert [kind for kind in access.KINDS if f"'{kind}'" not in index] == []
