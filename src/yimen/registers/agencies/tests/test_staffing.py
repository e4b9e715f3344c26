"""From an empty register to an officer at the desk, and out again, by the command line alone."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from typer.testing import CliRunner

from yimen.ground.bus import journal
from yimen.registers.agencies import importing, reads
from yimen.registers.agencies.commands import officers, organs
from yimen.registers.agencies.models import Organ
from yimen.registers.agencies.tests.make import USCC, as_csv
from yimen.registers.people import reads as people

pytestmark = pytest.mark.django_db
PASSWORD = "Lychee-Garden-7"


@pytest.fixture(autouse=True)
def places(tmp_path, settings):
    settings.STAFF_MFA = False
    importing.load(as_csv(tmp_path, [("440000000000", "广东省", "1", "")]))


def run(app, *words: object):
    done = CliRunner().invoke(app, [str(word) for word in words])
    reads.forget()
    return done


def an_organ(*more: str):
    return run(
        organs, "open", "scjgj", "市场监督管理局", "--kind", "department", "--division", "440000000000", *more
    )


def an_officer(username: str = "li", role: str = "operator") -> int:
    an_organ("--uscc", USCC)
    assert run(officers, "open", username).exit_code == 0
    number = int(run(officers, "post", "scjgj", role, "平台运维").output)
    assert run(officers, "appoint", username, number, "--name", "李四").exit_code == 0
    return number


def signed_in(client: Client, username: str = "li") -> Client:
    link = run(officers, "link", username).output.split()[-1]
    page = client.get(re.sub(r"^https?://[^/]+", "", link), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/accounts/login/", {"login": username, "password": PASSWORD})
    return client


def test_an_empty_installation_gets_its_first_officer_who_reaches_the_desk(client):
    an_officer()

    assert signed_in(client).get("/desk/operation/").status_code == 200
    number = people.account_named("li")
    assert "agencies.Appointed" in {one.type for one in journal.select("actor = %s", ["system:command"])}
    assert number is not None


def test_a_link_sets_the_password_once(client):
    an_officer()
    link = re.sub(r"^https?://[^/]+", "", run(officers, "link", "li").output.split()[-1])
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})

    assert "password1" not in Client().get(link, follow=True).content.decode()


def test_whoever_is_dismissed_is_out_at_once(client):
    an_officer()
    desk = signed_in(client)

    done = run(officers, "dismiss", "li")

    assert (done.exit_code, done.output) == (0, "1 posts ended\n")
    assert desk.get("/desk/operation/").status_code == 302  # to sign in
    assert signed_in(Client()).get("/desk/operation/").status_code == 403
    assert run(officers, "dismiss", "li").exit_code == 2


def test_a_closed_account_opens_nothing():
    an_officer()

    assert run(officers, "dismiss", "li", "--close").exit_code == 0
    assert run(officers, "link", "li").exit_code == 2


@pytest.mark.rule("F-412")
def test_a_lost_second_factor_is_reset_and_written_down(client):
    an_officer()
    signed_in(client)
    account = people.account_named("li")
    Authenticator.objects.create(user_id=account, type="totp", data={})

    assert run(officers, "reset", "li").exit_code == 0
    assert not Authenticator.objects.exists()
    assert client.get("/desk/operation/").status_code == 302
    assert journal.history(account)[-1].type == "people.SecondFactorReset"


@pytest.mark.rule("F-412")
def test_opening_an_account_and_a_post_is_written_down_with_who_did_it():
    number = an_officer()
    account = people.account_named("li")

    of_account, of_post = journal.history(account), journal.history(number)

    said = [one.type for one in of_account if one.type.startswith("people.")]
    assert said == ["people.AccountOpened", "people.PasswordLinkGiven"]
    assert "agencies.PostOpened" in {one.type for one in of_post}
    assert {one.actor for one in of_account + of_post} == {"system:command"}
    assert all("li" not in one.data.values() for one in of_account)


@pytest.mark.rule("F-412")
def test_every_link_that_sets_a_password_is_written_down_without_the_link():
    an_officer()
    link = run(officers, "link", "li").output.split()[-1]

    given = journal.select("type = %s", ["people.PasswordLinkGiven"])

    assert len(given) == 2
    assert all(not one.data for one in given)
    assert link


def test_the_list_shows_who_holds_what_and_what_is_vacant():
    number = an_officer()
    vacant = int(run(officers, "post", "scjgj", "window", "窗口").output)

    told = {one["post"]: one for one in json.loads(run(officers, "list", "--json").output)}

    assert told[number]["holders"][0]["account"] == "li"
    assert told[vacant]["holders"] == []
    assert "vacant" in run(officers, "list", "--organ", "scjgj").output


@pytest.mark.parametrize(
    "words",
    [
        [
            "open",
            "scjgj",
            "局",
            "--kind",
            "department",
            "--division",
            "440000000000",
            "--uscc",
            USCC[:-1] + "0",
        ],
        ["open", "scjgj", "局", "--kind", "department", "--division", "999999999999"],
        ["open", "Sch GJ", "局", "--kind", "department", "--division", "440000000000"],
        ["open", "scjgj", "局", "--kind", "department", "--division", "440000000000", "--parent", "nobody"],
        ["open", "scjgj", "局", "--kind", "palace", "--division", "440000000000"],
        ["open", "scjgj", "局", "--kind", "hall", "--division", "440000000000", "--also", "de=Amt"],
    ],
    ids=["credit code", "division", "key", "parent", "kind", "language"],
)
def test_an_organ_that_cannot_be_is_refused_with_a_sentence(words):
    done = run(organs, *words)

    assert done.exit_code == 2
    assert done.stderr.strip()
    assert not Organ.objects.exists()


def test_an_organ_stands_below_the_one_above_it():
    an_organ()
    run(
        organs,
        "open",
        "hall",
        "政务大厅",
        "--kind",
        "hall",
        "--division",
        "440000000000",
        "--parent",
        "scjgj",
    )

    assert [one["parent"] for one in json.loads(run(organs, "list", "--json").output)] == [None, "scjgj"]
    assert "  hall  政务大厅" in run(organs, "list").output


@pytest.mark.parametrize(
    "words",
    [
        ["open", "LI"],
        ["open", "two words"],
        ["open", "wang", "--email", "nobody"],
        ["link", "wang"],
        ["post", "nowhere", "window", "窗口"],
        ["post", "scjgj", "emperor", "窗口"],
        ["appoint", "wang", "1", "--name", "王五"],
        ["appoint", "li", "999999999", "--name", "李四"],
        ["dismiss", "wang"],
        ["reset", "wang"],
    ],
)
def test_what_is_unknown_or_taken_is_refused_with_a_sentence(words):
    an_officer()

    done = run(officers, *words)

    assert done.exit_code == 2
    assert done.stderr.strip()


def test_an_organ_is_described_anew_in_one_language():
    an_organ("--also", "en=Market Bureau")

    assert run(organs, "describe", "scjgj", "--name", "市监局", "--address", "府前路2号").exit_code == 0
    assert run(organs, "describe", "scjgj", "--language", "en", "--name", "New Bureau").exit_code == 0

    found = reads.by_key("scjgj")
    assert (found.name("zh-hans"), found.name("en"), found.address("zh-hans")) == (
        "市监局",
        "New Bureau",
        "府前路2号",
    )
    for wrong in (
        ("nosuch", "--name", "x"),
        ("scjgj", "--name", " "),
        ("scjgj", "--name", "x", "--language", "de"),
    ):
        assert run(organs, "describe", *wrong).exit_code == 2


def test_the_court_an_organ_names_is_changed_and_nothing_else():
    an_organ("--court", "高州市人民法院", "--phone", "0668-1")

    assert (
        run(
            organs, "change", "scjgj", "--court", "茂名市中级人民法院", "--reconsideration", "高州市人民政府"
        ).exit_code
        == 0
    )

    found = reads.by_key("scjgj")
    assert (found.court, found.reconsideration, found.phone) == (
        "茂名市中级人民法院",
        "高州市人民政府",
        "0668-1",
    )
    assert journal.history(found.id)[-1].data["fields"] == ["court", "reconsideration"]


@pytest.mark.parametrize("words", [("nosuch", "--court", "x"), ("scjgj",), ("scjgj", "--court", "法" * 500)])
def test_a_change_of_an_unknown_organ_of_nothing_or_too_long_is_refused(words):
    an_organ("--court", "高州市人民法院")

    assert run(organs, "change", *words).exit_code == 2
    assert reads.by_key("scjgj").court == "高州市人民法院"
