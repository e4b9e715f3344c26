"""The page of the platform's operation: what waits and for how long, and a way to try again."""

from datetime import timedelta

import pytest

from yimen.doors.desk.tests.make import officer
from yimen.ground.bus import beating
from yimen.ground.bus.models import Beat, Cursor
from yimen.ground.bus.setbacks import each
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.means.notices.models import Message, Outgoing
from yimen.registers.agencies.reads import Role

pytestmark = pytest.mark.django_db
PAGE = "/desk/operation/"


@pytest.fixture
def operator():
    return officer("wacht", Role.OPERATOR)


def shown(client) -> str:
    page = client.get(PAGE, headers={"accept-language": "en"})
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def a_failed_message(detail: str = "no line to <li@x.cn>") -> Outgoing:
    message = Message.objects.create(person_id=1, kind="x", subject=1, cause="c", data={}, at=now())
    return Outgoing.objects.create(
        message=message, channel="email", state="failed", detail=detail, tries=6, not_before=now()
    )


def test_what_waits_is_told_in_events_and_days_not_in_numbers_of_transactions(operator):
    Cursor.objects.create(listener="test.none", xid=987_654)

    page = shown(operator)

    assert "Waiting events" in page
    assert "987654" not in page


def test_a_worker_that_is_silent_is_said(operator):
    assert "no sign of life" in shown(operator)
    beating.beat("minding")
    beating.beat("making")
    assert "no sign of life" not in shown(operator)
    Beat.objects.filter(part="making").update(at=now() - timedelta(minutes=5))
    assert "no sign of life" in shown(operator)


def test_messages_that_were_given_up_are_shown_without_their_address_and_tried_again(operator):
    row = a_failed_message()
    page = shown(operator)
    assert "no line to" in page
    assert "li@x.cn" not in page

    operator.post(f"{PAGE}messages/")

    row.refresh_from_db()
    assert (row.state, row.tries) == ("waiting", 0)
    assert "no line to" not in shown(operator)


def test_only_operators_let_messages_be_tried_again():
    row = a_failed_message()

    assert officer("fenster", Role.WINDOW).post(f"{PAGE}messages/").status_code == 403
    row.refresh_from_db()
    assert row.state == "failed"


@pytest.mark.parametrize(
    ("error", "shown_as"),
    [
        (Refused("It is suspended."), "It is suspended."),
        (ValueError("李某 440901199001011234"), "ValueError"),
    ],
)
def test_what_the_clock_could_not_do_is_told_with_its_reason_and_nobodys_data(operator, error, shown_as):
    def breaks(_number, *, at):
        raise error

    assert "What the clock could not do" not in shown(operator)
    each("cases.lapse", lambda limit: [4711], breaks, at=now())
    page = shown(operator)

    assert "Return an application whose missing papers never came" in page
    assert "4711" in page
    assert shown_as in page
    assert "440901199001011234" not in page
