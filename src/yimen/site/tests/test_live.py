"""The address /live/ streams to those who may see the case, and to nobody else."""

import pytest
from django.conf import settings

from yimen.affairs.cases import reads
from yimen.doors.desk.tests.make import an_account, browser, clerk, officer, stranger, waiting
from yimen.doors.portal.tests.make import li, submitted, wang
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import an_organ
from yimen.site.live import allowed

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]  # it lets its connection go


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def cookies(client) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"


def test_the_applicant_watches_the_own_case_and_another_person_does_not():
    client = wang()
    case = submitted()

    watcher = allowed(cookies(client), f"case={case}")

    assert watcher is not None
    assert watcher.subjects == {str(case)}
    assert allowed(cookies(li()), f"case={case}") is None
    assert allowed("", f"case={case}") is None


def test_whoever_has_the_code_watches_without_signing_in():
    case = waiting()

    assert allowed("", f"case={case}&code={reads.code_of(case)}") is not None
    assert allowed("", f"case={case}&code=ABCDEFGHJK") is None
    assert allowed("", f"case={case}&code=") is None
    assert allowed("", f"case={case + 1}&code={reads.code_of(case)}") is None


def test_an_officer_watches_cases_in_sight_and_the_inbox_of_the_own_organs():
    case = waiting()

    own, other = (
        allowed(cookies(clerk()), f"case={case}&inbox=1"),
        allowed(cookies(stranger()), f"case={case}"),
    )

    assert own is not None
    assert (own.subjects, own.organs) == ({str(case)}, {str(an_organ())})
    assert other is None


def test_a_citizen_has_no_inbox_to_watch():
    assert allowed(cookies(browser(an_account("nobody"))), "inbox=1") is None


def test_who_left_the_session_watches_no_more():
    client = officer("zhou", Role.WINDOW)
    said = cookies(client)
    client.session.flush()

    assert allowed(said, "inbox=1") is None


@pytest.mark.parametrize(
    ("jar", "query"),
    [
        ("", ""),
        ("x", "case=x"),
        (";;=;,", "case=-1"),
        ("yimen_session=nothing", "case=" + "9" * 5000),
        ("yimen_session=" + "x" * 5000, "case=９&inbox"),
        ("yimen_session=\x00", "case=%00&code=%00"),
        ("", "case=" + "9" * 19 + "&code=ABCDEFGHJK"),
    ],
)
def test_odd_questions_are_refused_calmly(jar, query):
    assert allowed(jar, query) is None
