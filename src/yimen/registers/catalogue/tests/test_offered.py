"""What the page of a version offers is never refused because of where the version stands, and to nobody by name."""

import pytest
from django.db import transaction

from yimen.ground.clock import now
from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts
from yimen.registers.catalogue.life import POINTS, State
from yimen.registers.catalogue.models import Version
from yimen.registers.catalogue.tests.desk import address, officer
from yimen.registers.catalogue.tests.make import AT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.way import EDITOR, ORDER, a_draft, brought_to, step
from yimen.registers.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]
PASSWORD = "a long secret 1"
ROLES = (Role.CATALOGUE_EDITOR, Role.ORGAN_HEAD, Role.ESTABLISHMENT, Role.LEGAL)


def everyone(name="alle"):
    """A browser in which somebody with every role of the catalogue has signed in, and the account."""
    browser = officer(name, ROLES[0], an_organ())
    account = Account.objects.get(username=name)
    for role in ROLES[1:]:
        post = agencies.create_post(an_organ(), role, role, by="system", at=AT)
        agencies.appoint(post, account.pk, name, letter="A", on=AT.date(), by="system", at=AT)
    agency_reads.forget()
    account.set_password(PASSWORD)
    account.save()
    browser.force_login(account)
    return browser, f"account:{account.pk}"


def unmended():
    version = a_draft("X-1")
    content = {**Version.objects.get(pk=version).content, "legal_basis": []}
    Version.objects.filter(pk=version).update(content=content)
    return version


def with_comment(state):
    version = brought_to(state)
    acts.comment(version, "phone", "电话不对", stage="legal", must=True, by="account:77", at=AT)
    return version


def drafted_anew():
    """The version in force of a matter whose next version is a draft."""
    version = published_matter("X-1").version_id
    acts.renew(version, by=EDITOR, at=AT)
    return version


def suspended():
    sheet = published_matter("X-1")
    acts.suspend(sheet.matter_id, reason="停办", by="account:77", at=AT)
    return sheet.version_id


CASES = {
    "draft": lambda: a_draft("X-1"),
    "unmended": unmended,
    **{state: lambda state=state: brought_to(state) for state in ORDER},
    **{
        f"{state} with comment": lambda state=state: with_comment(state)
        for state in ("head", "confirm", "ready")
    },
    "in force": lambda: published_matter("X-1").version_id,
    "drafted anew": drafted_anew,
    "suspended": suspended,
}
ADDRESS = {"pass_head": "pass_on", "pass_office": "pass_on", "pass_legal": "pass_on"}
PAGES = {"revise": "edit", "delegate": "delegate"}


def given(act):
    points = {f"pass_{state}": list(POINTS[State(state)]) for state in ("head", "office", "legal")}
    return {
        "points": points.get(act, []),
        "reason": "说明",
        "place": "phone",
        "password": PASSWORD,
        "effective_on": now().date(),
    }


def offered(browser, version):
    return browser.get(address("version", version)).context["acts"]


@pytest.mark.parametrize("kind", sorted(CASES))
def test_no_act_that_is_offered_is_refused_for_where_the_version_stands(kind):
    version, (browser, _me) = CASES[kind](), everyone()

    for act in offered(browser, version):
        if act in PAGES:
            assert browser.get(address(PAGES[act], version)).status_code == 200
            continue
        with transaction.atomic():
            before = Version.objects.filter(pk=version).values("state", "revision_id").get()
            versions = Version.objects.count()
            answer = browser.post(address(ADDRESS.get(act, act), version), given(act))
            after = Version.objects.filter(pk=version).values("state", "revision_id").first()
            done = after != before or Version.objects.count() != versions
            transaction.set_rollback(True)
        assert (answer.status_code, done) == (302, True), act


@pytest.mark.rule("H-412")
@pytest.mark.parametrize(
    ("state", "act"), [("head", "pass_head"), ("confirm", "confirm"), ("ready", "publish")]
)
def test_a_stage_is_not_offered_to_whoever_drafted_it(state, act):
    browser, me = everyone()
    of_another = brought_to(state, "X-1")
    own = acts.draft(content_with(), code="X-2", organ_id=an_organ(), by=me, at=AT)
    for one in ORDER[: ORDER.index(state) + 1]:
        step(own, one)

    assert act in offered(browser, of_another)
    assert act not in offered(browser, own)


@pytest.mark.rule("H-412")
@pytest.mark.parametrize(
    ("state", "act"), [("head", "pass_head"), ("confirm", "confirm"), ("ready", "publish")]
)
def test_a_stage_is_not_offered_to_whoever_wrote_in_the_draft_of_another(state, act):
    browser, me = everyone()
    version = a_draft("X-1")
    acts.revise(version, content_with(phone="0668-1234567"), by=me, at=AT)
    for one in ORDER[: ORDER.index(state) + 1]:
        step(version, one)

    assert act not in offered(browser, version)


@pytest.mark.parametrize("kind", ["head with comment", "confirm with comment", "ready with comment"])
def test_nothing_goes_on_while_a_comment_is_open(kind):
    version, (browser, _me) = CASES[kind](), everyone()

    assert not {"pass_head", "confirm", "publish"} & set(offered(browser, version))


def test_a_draft_that_waits_is_shown_in_place_of_a_second_one():
    version, (browser, _me) = drafted_anew(), everyone()
    draft = Version.objects.get(state="draft").pk

    page = browser.get(address("version", version)).content.decode()

    assert f'<a class="button button-second" href="{address("version", draft)}">' in page
    assert "Draft the next version" not in page
