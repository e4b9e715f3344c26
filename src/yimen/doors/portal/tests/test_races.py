"""Two clicks in the same moment: one case, and both lead to the confirmation."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from yimen.doors.portal.tests.make import browser, hand_in, ready, state, wang
from yimen.ground.bus import journal

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CLICKS = 4


def test_handing_in_at_the_same_moment_makes_one_case():
    client = wang()
    case, account = ready(client), int(client.session["_auth_user_id"])
    browsers = [browser(account) for _click in range(CLICKS)]
    start, led_to = Barrier(CLICKS), []

    def click(one):
        start.wait(10)
        try:
            led_to.append(hand_in(one, case).get("Location"))
        finally:
            connections.close_all()

    threads = [Thread(target=click, args=(one,)) for one in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert led_to == [f"/apply/{case}/done/"] * CLICKS
    assert state(case) == "submitted"
    assert [told.type for told in journal.history(case)].count("cases.CaseSubmitted") == 1
