"""Two clerks in the same moment: the act is done once, and everyone else reads why not."""

from functools import partial

import pytest

from yimen.doors.desk.tests.make import clerk, do, state, waiting
from yimen.ground.bus import journal
from yimen.ground.tests.together import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def why_not(answer) -> list[str]:
    """What the page says: above it, or at the form of the act if that is still there."""
    at_the_form = [
        error for _name, _means, form in answer.context["forms"] for error in form.non_field_errors()
    ]
    return [*map(str, answer.context["messages"]), *at_the_form]


def test_two_clerks_who_accept_at_the_same_moment():
    case = waiting()
    clerks = [clerk("zhou"), clerk("wu"), clerk("sun")]

    answers = at_once(*(partial(do, client, case, "accept") for client in clerks))

    assert sorted(answer.status_code for answer in answers) == [302, 422, 422]
    assert all(why_not(answer) for answer in answers if answer.status_code == 422)
    assert state(case) == "accepted"
    assert [told.type for told in journal.history(case)].count("cases.CaseAccepted") == 1
