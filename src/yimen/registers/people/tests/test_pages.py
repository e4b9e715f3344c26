"""A person's own pages: what is typed is kept, what is wrong is said at its field, and nobody reaches another's."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yimen.ground.bus import journal
from yimen.registers.people import acts, reads
from yimen.registers.people.acts import proof
from yimen.registers.people.models import Account, Mandate, Person
from yimen.registers.people.pages import proof as pages
from yimen.registers.people.tests.make import (
    AT,
    CHILD,
    LI,
    SHOP_CODE,
    TODAY,
    TOKEN,
    WANG,
    account,
    confirm,
    days,
    number,
    person,
    register_of_identities,
    sign_in,
)

pytestmark = pytest.mark.django_db
TYPED = {
    "name": WANG.name,
    "id_kind": "resident",
    "id_number": WANG.id_number,
    "phone": WANG.phone,
    "address": "石仔岭街道",
}
AGENT = {
    "name": LI.name,
    "id_number": LI.id_number,
    "matters": "",
    "first": "2026-03-02",
    "last": "2099-05-31",
}
PAGES = [
    "details/",
    "details/name/",
    "access/",
    "close/",
    "verify/",
    "verify/code/",
    "represented/",
    "mandates/",
    "acting/",
]


@pytest.fixture
def wang(client) -> tuple[int, int]:
    """Wang, verified and signed in: the account and the person."""
    ids = account()
    sign_in(client)
    return ids


def words(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_for_its_owner(client, wang, page, language):
    if page == "close/":
        confirm(client)

    answer = client.get(f"/my/{page}", headers={"accept-language": language})

    assert answer.status_code == 200
    assert WANG.id_number not in words(answer)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_breaks_for_an_account_without_a_person(client, page):
    account(None)
    sign_in(client)
    confirm(client)

    assert client.get(f"/my/{page}").status_code in {200, 302}


@pytest.mark.rule("F-201", "F-203", "K-17")
def test_a_newcomer_reads_the_notice_and_registers_without_a_tick_of_consent(client):
    account_id, _none = account(None)
    sign_in(client)

    page = client.get("/my/details/")
    answer = client.post("/my/details/", TYPED)

    assert "/privacy/" in words(page)
    assert 'type="checkbox"' not in words(page)
    assert answer["Location"] == "/my/details/"
    sheet = reads.person(account_id)
    assert sheet is not None
    assert (sheet.name, sheet.real_name_level) == (WANG.name, 0)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", "<script>"),
        ("id_number", "440981199001010018"),
        ("phone", "12"),
        ("address", "街" * 201),
        ("id_kind", "x"),
    ],
)
def test_a_wrong_field_is_named_and_the_rest_is_kept(client, field, wrong):
    account(None)
    sign_in(client)

    answer = client.post("/my/details/", {**TYPED, field: wrong})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    for other, typed in TYPED.items():
        if other not in {field, "id_kind"}:
            assert f'value="{typed}"' in words(answer)
    assert not Person.objects.exists()


def test_switching_the_language_keeps_what_was_typed_and_judges_nothing(client):
    account(None)
    sign_in(client)

    answer = client.post("/my/details/", {**TYPED, "phone": "", "_language": "fr"})

    assert 'lang="fr"' in words(answer)
    assert f'value="{WANG.id_number}"' in words(answer)
    assert not answer.context["form"].errors
    assert not Person.objects.exists()


def test_a_number_that_is_taken_tells_nothing_about_its_owner(client):
    person(WANG)
    account(None, name="thief")
    sign_in(client, "thief")

    taken = client.post("/my/details/", {**TYPED, "name": "张三", "phone": "13700137000"})
    answer = client.get("/my/details/")

    assert taken["Location"] == "/my/details/"  # as for a number that nobody has
    for secret in (WANG.name, WANG.phone, WANG.phone[-4:]):
        assert secret not in words(answer)


@pytest.mark.rule("A-102")
def test_nobody_becomes_an_enterprise_by_its_public_code(client):
    account(None)
    sign_in(client)

    page = client.get("/my/details/")
    answer = client.post("/my/details/", {**TYPED, "id_kind": "uscc", "id_number": SHOP_CODE})

    assert 'value="uscc"' not in words(page)
    assert list(answer.context["form"].errors) == ["id_kind"]
    assert not Person.objects.exists()


@pytest.mark.parametrize("then", ["https://evil.example/apply/", "//evil.example", "/apply/\\evil", "/my/"])
def test_after_registering_one_is_led_on_within_the_site_only(client, then):
    account(None)
    sign_in(client)

    answer = client.post(f"/my/details/?then={then}", TYPED)

    assert answer["Location"] == "/my/details/"


@pytest.mark.rule("F-425")
def test_ones_own_number_is_shown_on_request_and_the_look_is_listed(client, wang):
    answer = client.post("/my/details/reveal/", {"field": "id_number"})

    assert WANG.id_number in words(answer)
    (seen,) = reads.who_looked(wang[1])
    assert seen.actor == f"account:{wang[0]}"
    assert WANG.id_number not in words(client.get("/my/details/"))


@pytest.mark.rule("F-425", "F-412")
def test_who_looked_reads_who_what_and_why(client, wang):
    acts.reveal(
        wang[1], "phone", why="通知补正", by="account:9000000900", at=AT, who="李窗口 · 市场监督管理局"
    )
    acts.reveal(person(LI), "phone", why="别人的", by="account:9000000900", at=AT)

    page = words(client.get("/my/access/"))

    assert "李窗口 · 市场监督管理局" in page
    assert "通知补正" in page
    assert "别人的" not in page


@pytest.mark.rule("A-511")
def test_consent_is_given_and_taken_back_with_one_button(client, wang):
    client.post("/my/consent/", {"agree": "yes"})
    assert reads.consents_to_electronic_service(wang[1])

    client.post("/my/consent/", {"agree": "no"})

    assert not reads.consents_to_electronic_service(wang[1])


@pytest.mark.rule("A-114")
def test_the_page_offers_at_least_two_ways_and_one_of_them_is_a_window(client, wang):
    ways = [value for value, _words in client.get("/my/verify/").context["form"].fields["way"].choices]

    assert len(ways) >= 3
    assert "at_window" in ways
    assert client.post("/my/verify/", {"way": "at_window"})["Location"] == "/my/details/"


@pytest.mark.rule("A-113", "A-114")
def test_the_code_on_the_telephone_ends_the_verification(client, monkeypatch):
    sent = []
    monkeypatch.setattr(proof, "_couriers", [lambda _phone, code: sent.append(code)])
    register_of_identities()
    _account, person_id = account(verified=False)
    sign_in(client)

    assert client.post("/my/verify/", {"way": "sms"})["Location"] == "/my/verify/code/"
    wrong = client.post("/my/verify/code/", {"code": "x"})
    assert list(wrong.context["form"].errors) == ["code"]
    client.post("/my/verify/code/", {"code": sent[0]})

    assert reads.by_id(person_id).real_name_level == 2


def test_a_wrong_network_identity_is_refused_at_its_field(client):
    register_of_identities()
    _account, person_id = account(verified=False)
    sign_in(client)

    answer = client.post("/my/verify/", {"way": "network", "token": TOKEN + "X"})

    assert list(answer.context["form"].errors) == ["token"]
    assert reads.by_id(person_id).real_name_level == 0


@pytest.mark.rule("A-102")
def test_a_mandate_is_given_seen_and_revoked(client, wang):
    person(LI)

    assert client.post("/my/mandates/", AGENT)["Location"] == "/my/mandates/"
    mandate = Mandate.objects.get()
    assert LI.name in words(client.get("/my/mandates/"))
    client.post(f"/my/mandates/{mandate.pk}/revoke/")

    mandate.refresh_from_db()
    assert mandate.revoked_at is not None
    assert mandate.matters == []


def test_a_stranger_revokes_nothing(client):
    person(LI)
    principal = person()
    mandate_id = acts.give_mandate(
        principal, LI.id_number, matters=[], **days("2026-03-02", "2099-01-01"), by="system", at=AT
    )
    account(None, name="stranger")
    sign_in(client, "stranger")

    client.post(f"/my/mandates/{mandate_id}/revoke/")

    assert Mandate.objects.get(pk=mandate_id).revoked_at is None


def test_a_number_alone_does_not_tell_its_owners_name(client, wang):
    person(LI)

    answer = client.post("/my/mandates/", {**AGENT, "name": "某某"})

    assert list(answer.context["form"].errors) == ["id_number"]
    assert LI.name not in words(answer)
    assert not Mandate.objects.exists()


def test_everything_wrong_with_a_mandate_is_said_at_once_at_its_field(client, wang):
    person(LI)
    letter = SimpleUploadedFile("letter.exe", b"MZ not a letter")
    typed = {**AGENT, "matters": "abc，食品", "first": "2025-01-01", "last": "2025-12-31", "proof": letter}

    errors = client.post("/my/mandates/", typed).context["form"].errors

    assert set(errors) == {"matters", "last", "proof"}
    assert "已过" in errors["last"][0]
    assert "abc" in errors["matters"][0]
    assert not Mandate.objects.exists()


@pytest.mark.rule("A-102")
def test_one_chooses_for_whom_to_act_and_falls_back_when_the_mandate_ends(client, wang):
    other = person(LI)
    mandate_id = acts.give_mandate(
        other, WANG.id_number, matters=[], **days("2026-03-02", "2099-01-01"), by="system", at=AT
    )

    client.post("/my/acting/", {"person": str(other)})
    assert client.session[reads.ACTING] == other
    acts.revoke_mandate(mandate_id, principal_id=other, by="system", at=AT)
    page = client.get("/my/acting/")

    assert page.context["acting"].id == wang[1]
    assert reads.ACTING not in client.session
    assert [str(message) for message in page.context["messages"]]


@pytest.mark.rule("F-410")
@pytest.mark.parametrize("who", ["other", "0", "", "abc", "9" * 30])
def test_nobody_acts_for_a_person_without_a_mandate(client, wang, who):
    other = person(LI)

    client.post("/my/acting/", {"person": str(other) if who == "other" else who})

    assert reads.ACTING not in client.session


@pytest.mark.rule("F-208")
def test_a_parent_registers_a_child_on_the_page(client, wang):
    register_of_identities()

    answer = client.post(
        "/my/represented/",
        {"name": CHILD.name, "id_kind": "resident", "id_number": CHILD.id_number, "phone": CHILD.phone},
    )

    assert answer["Location"] == "/my/acting/"
    assert [one.name for one in reads.principals(wang[0], TODAY)] == [WANG.name, CHILD.name]


@pytest.mark.rule("F-210")
def test_a_copy_of_ones_data_needs_the_password_once_more(client, wang):
    assert client.get("/my/details/export/")["Location"].startswith("/accounts/reauthenticate/")
    confirm(client)

    answer = client.get("/my/details/export/")

    assert json.loads(words(answer))["person"]["id_number"] == WANG.id_number
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    assert journal.history(wang[1])[-1].type == "people.PersonalDataExported"


@pytest.mark.rule("F-212")
def test_an_account_is_closed_after_a_clear_yes(client, wang):
    confirm(client)

    hesitating = client.post("/my/close/", {})
    assert list(hesitating.context["form"].errors) == ["sure"]
    assert Account.objects.get(pk=wang[0]).is_active
    client.post("/my/close/", {"sure": "on"})

    assert not Account.objects.get(pk=wang[0]).is_active
    assert client.get("/my/details/").status_code == 302
    sign_in(client)
    assert client.get("/my/details/").status_code == 302


@pytest.mark.parametrize(("born", "offered"), [("19500101", True), ("19900101", False)])
def test_large_print_and_help_are_offered_to_the_elderly(client, born, offered):
    account(acts.NewPerson("陈桂芳", "resident", number("440981", born, "124"), "13900668009"))
    sign_in(client)

    page = client.get("/my/details/", headers={"accept-language": "en"})

    assert page.context["elder"] is offered
    assert ("large print at the top" in words(page)) is offered


def test_in_a_demonstration_the_page_says_the_code_that_no_telephone_receives(client, monkeypatch):
    monkeypatch.setattr(proof, "_couriers", [pages._show])
    register_of_identities()
    _account, person_id = account(verified=False)
    sign_in(client)

    page = client.post("/my/verify/", {"way": "sms"}, follow=True)
    (message,) = [str(one) for one in page.context["messages"] if any(c.isdigit() for c in str(one))]
    client.post("/my/verify/code/", {"code": "".join(c for c in message if c.isdigit())})

    assert reads.by_id(person_id).real_name_level == 2
