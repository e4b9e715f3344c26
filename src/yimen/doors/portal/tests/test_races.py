"""Two clicks in the same moment: one case, and both lead to the confirmation."""

from functools import partial

import pytest

from yimen.doors.portal.tests.make import browser, hand_in, ready, state, wang
from yimen.ground.bus import journal
from yimen.ground.tests.together import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CLICKS = 4


def test_handing_in_at_the_same_moment_makes_one_case():
    client = wang()
    case, account = ready(client), int(client.session["_auth_user_id"])
    browsers = [browser(account) for _click in range(CLICKS)]

    answers = at_once(*(partial(hand_in, one, case) for one in browsers))

    assert [one.get("Location") for one in answers] == [f"/apply/{case}/done/"] * CLICKS
    assert state(case) == "submitted"
    assert [told.type for told in journal.history(case)].count("cases.CaseSubmitted") == 1
