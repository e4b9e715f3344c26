"""Cases and what is personal about them are for roles that have work on them, and for nobody else."""

import pytest

from yimen.affairs.cases import gates
from yimen.affairs.cases.models import Case
from yimen.doors.desk.apps import READERS
from yimen.doors.desk.tests.make import an_account, browser, officer, stranger, waiting, words
from yimen.ground.clock import now
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import an_organ
from yimen.registers.people.tests.make import WANG

pytestmark = [pytest.mark.django_db, pytest.mark.rule("F-408", "F-410", "F-425")]
OTHERS = [Role.OPERATOR, Role.CATALOGUE_EDITOR, Role.ESTABLISHMENT, Role.ARCHIVIST, Role.INSPECTOR]
CLOSED = {403, 404}


def held(name: str, role: Role):
    """An officer of one role as the gates see them."""
    officer(name, role)
    return agencies.officer(an_account(name).pk, at=now())


def test_the_menu_and_the_gates_name_the_same_roles():
    assert READERS == gates.READERS


@pytest.mark.parametrize("role", OTHERS)
def test_who_has_no_work_on_cases_sees_none_and_unmasks_nobody(role):
    case = waiting()
    client = officer("andere", role)

    everywhere = [
        client.get(path).status_code
        for path in (
            f"/desk/cases/{case}/",
            f"/desk/fees/{case}/",
            f"/desk/service/{case}/",
            f"/desk/hearings/{case}/",
            f"/desk/publication/{case}/",
            "/desk/ended/",
        )
    ]
    unmasked = client.post(f"/desk/cases/{case}/reveal/", {"reveal-why": "Neugier"})

    assert set(everywhere) <= CLOSED
    assert unmasked.status_code in CLOSED
    assert WANG.id_number not in words(unmasked)
    assert f"/desk/cases/{case}/" not in words(client.get("/desk/?all=1", follow=True))


@pytest.mark.parametrize("role", OTHERS)
def test_who_has_no_work_on_cases_is_led_from_the_desk_to_their_own(role):
    page = officer("andere", role).get("/desk/", follow=True)

    assert page.status_code == 200
    assert page.redirect_chain
    assert "Inbox" not in words(page)


@pytest.mark.parametrize("role", [Role.LEGAL, Role.SUPERVISOR])
def test_who_only_reads_cases_unmasks_nobody(role):
    case = waiting()
    client = officer("leser", role)

    page = client.get(f"/desk/cases/{case}/")

    assert page.status_code == 200
    assert "/reveal/" not in words(page)
    assert client.post(f"/desk/cases/{case}/reveal/", {"reveal-why": "Neugier"}).status_code in CLOSED


def test_a_post_elsewhere_opens_no_case_here():
    case = waiting()
    client = officer("beides", Role.OPERATOR)
    officer("beides", Role.REVIEWER, organ=an_organ("rsj", uscc=""))

    assert client.get(f"/desk/cases/{case}/").status_code == 404


@pytest.mark.parametrize("role", sorted(gates.WORKERS))
def test_who_works_on_cases_unmasks_for_a_reason(role):
    case = waiting()
    client = officer("arbeit", role)

    assert client.post(f"/desk/cases/{case}/reveal/", {"reveal-why": ""}).status_code == 422
    assert client.post(f"/desk/cases/{case}/reveal/", {"reveal-why": "核对"}).status_code == 200


def test_the_files_of_a_draft_are_the_applicants_alone():
    case = waiting()
    reviewer = held("zhao", Role.REVIEWER)

    before = gates.may_watch(0, reviewer, case, at=now())
    Case.objects.filter(pk=case).update(state="draft")

    assert before
    assert not gates.may_watch(0, reviewer, case, at=now())


@pytest.mark.rule("F-404")
def test_files_and_documents_do_not_open_for_a_password_alone(settings, rf):
    settings.STAFF_MFA = True
    case = waiting()
    request = rf.get("/")
    request.user, request.session = an_account("zhao"), {}
    held("zhao", Role.REVIEWER)
    owner = gates.reads.owner(case)

    alone = gates.may_read_file(request, str(case)), gates.may_read_document(request, case, owner)
    request.session["second_factor"] = True
    both = gates.may_read_file(request, str(case)), gates.may_read_document(request, case, owner)

    assert (alone, both) == ((False, False), (True, True))


@pytest.mark.parametrize("role", OTHERS[:3])
@pytest.mark.parametrize("page", ["", "packages/", "packages/1/", "reading/1/"])
def test_the_archive_is_for_archivists_and_who_may_see_the_case(role, page):
    assert officer("andere", role).get(f"/desk/archive/{page}").status_code in CLOSED
    assert browser().get(f"/desk/archive/{page}").status_code in {302, 404}


@pytest.mark.parametrize("role", OTHERS[:4])
def test_permits_are_for_who_works_with_them(role):
    assert officer("andere", role).get("/desk/permits/").status_code in CLOSED
    assert stranger().get("/desk/permits/").status_code == 200
