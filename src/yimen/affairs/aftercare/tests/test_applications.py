"""The register of permits follows the decision; applications on a permit."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.affairs.aftercare.tests.make import (
    DAY_29,
    DAY_30,
    DAYS,
    END,
    FACTS,
    LAST,
    LI,
    MONDAY,
    QIAN,
    ZHAO,
    a_matter,
    again,
    ask,
    decide,
    issued,
    midnight_after,
    of_case,
    on,
    refused,
    said,
)
from yimen.affairs.cases import acts
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import application, immediate, reviewed, row, state
from yimen.ground.life import Refused
from yimen.registers.catalogue.tests.make import CONTENT, published_matter
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads
from yimen.registers.permits import reads as register
from yimen.registers.permits.models import Permit

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-502", "A-609")
def test_a_grant_enters_a_permit_in_its_own_transaction():
    permit = issued()

    assert (permit.kind, permit.title, permit.standing) == ("licence", "食品经营许可证", "valid")
    assert (permit.valid_from, permit.valid_until) == (date(2026, 3, 2), LAST)
    assert (permit.holder, permit.scope[0]["value"]) == ("王秀英", "荔枝小馆")
    assert said(permit.id) == ["permits.PermitIssued"]
    assert (row(permit.case_id).permit_id, row(permit.case_id).marks) == (permit.id, ["permit"])


@pytest.mark.rule("A-609")
def test_a_grant_that_fails_leaves_no_permit(monkeypatch):
    case = reviewed(a_matter())
    monkeypatch.setattr("yimen.affairs.cases.acts.decision.keep", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        acts.grant(case, by=QIAN, at=on(3), calendar=DAYS)

    assert (Permit.objects.count(), state(case)) == (0, "accepted")


@pytest.mark.parametrize("result", ["other", "none"])
def test_what_is_no_certificate_enters_nothing(result):
    case = reviewed(a_matter(permit={}, results=[{"names": {"zh-hans": "告知书"}, "type": result}]))

    acts.grant(case, by=QIAN, at=on(3), calendar=DAYS)

    assert Permit.objects.count() == 0


@pytest.mark.rule("A-502")
@pytest.mark.parametrize("kind", ["licence", "qualification", "approval", "other"])
def test_every_kind_of_certificate_can_be_issued(kind):
    assert issued(a_matter(permit={"kind": kind})).kind == kind


def test_a_decision_on_the_spot_enters_a_permit_too():
    case = acts.submit(application(immediate()), by="account:1", at=MONDAY, calendar=DAYS)
    acts.grant_on_the_spot(case, by=QIAN, at=MONDAY, calendar=DAYS)

    assert of_case(case).valid_until is None


def test_an_act_of_decision_stays_within_eight_statements():
    matter = a_matter(flags={"two_officers_decide": True})
    first, permit = reviewed(matter), issued(matter)
    renewal = ask(permit, "renewal", matter, at=DAY_30)
    acts.accept(renewal, by=LI, at=DAY_30, calendar=DAYS)
    acts.review(renewal, verdict="agree", opinion="", by=ZHAO, at=DAY_30)

    for case, at in ((first, on(3)), (renewal, DAY_30)):
        with CaptureQueriesContext(connection) as asked:
            acts.grant(case, by=QIAN, at=at, calendar=DAYS)
        statements = [one for one in asked if "SAVEPOINT" not in one["sql"]]
        assert len(statements) <= 8, [one["sql"][:80] for one in statements]


@pytest.mark.rule("A-601")
@pytest.mark.parametrize("name", ["食品经营许可（新办）", "食品经营许可(新办)", "食品经营许可"])
def test_the_title_says_what_is_asked_for_in_place_of_a_first_grant(name):
    matter = a_matter(titles={"zh-hans": name})
    permit = issued(matter)
    case = ask(permit, "change", matter, at=on(9))

    assert row(permit.case_id).title == name
    assert row(case).title == "食品经营许可（变更）"


@pytest.mark.rule("A-602", "A-609")
def test_an_ordinary_renewal_follows_the_old_term_and_replaces_the_permit():
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=DAY_30)

    assert row(case).title.endswith("（延续）")
    assert (row(case).late_renewal, row(case).renews_on) == (False, LAST)
    decide(case, at=DAY_30)

    old, new = again(permit), of_case(case)
    assert (old.state, old.next_id, old.next_by) == ("replaced", new.id, "renewal")
    assert (new.previous_id, new.term_from, new.valid_until) == (
        permit.id,
        date(2027, 3, 3),
        date(2028, 3, 2),
    )
    assert said(new.id) == ["permits.PermitRenewed"]


@pytest.mark.rule("A-602", "A-503")
def test_the_older_permit_holds_until_the_renewal_begins():
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=DAY_30)
    decide(case, at=DAY_30)
    new = of_case(case)

    for at, standings in ((END, ("valid", "upcoming")), (midnight_after(), ("replaced", "valid"))):
        today, organs = at.date(), [permit.organ_id]
        assert (again(permit, at).standing, again(new, at).standing) == standings
        for one, standing in zip((permit, new), standings, strict=True):
            found = register.of_organs(organs, at=at, standing=standing).permits
            assert [line.id for line in found] == [one.id]
        assert register.in_force([permit.case_id], on=today) == (
            {permit.case_id} if standings[0] == "valid" else set()
        )


@pytest.mark.rule("A-601")
def test_a_change_before_the_renewal_begins_holds_at_once():
    matter = a_matter()
    permit = issued(matter)
    renewal = ask(permit, "renewal", matter, at=DAY_30)
    decide(renewal, at=DAY_30)
    change = ask(of_case(renewal), "change", matter, at=DAY_29)
    decide(change, at=DAY_29)

    new = of_case(change, at=DAY_29)
    assert (new.standing, new.term_from, new.valid_until) == ("valid", DAY_29.date(), date(2028, 3, 2))
    assert (again(permit, DAY_29).standing, again(of_case(renewal), DAY_29).standing) == (
        "replaced",
        "replaced",
    )


@pytest.mark.rule("A-601")
def test_a_change_keeps_the_term_and_brings_the_new_contents():
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "change", matter, at=on(1, 6), facts={**FACTS, "shop": "荔香大酒楼"})
    decide(case, at=on(1, 6))

    old, new = again(permit), of_case(case)
    assert (old.state, old.next_by) == ("replaced", "change")
    assert (new.term_from, new.valid_until) == (permit.term_from, LAST)
    assert new.scope[0]["value"] == "荔香大酒楼"
    assert said(new.id) == ["permits.PermitChanged"]


@pytest.mark.rule("A-601")
def test_a_change_is_asked_of_the_organ_that_granted():
    permit, other = issued(), a_matter("OTHER-1")

    with refused("another_matter"):
        ask(permit, "change", other, at=on(1, 6))


def test_a_holder_can_give_a_permit_up():
    matter = a_matter()
    permit = issued(matter)
    decide(ask(permit, "cancel", matter, at=on(1, 6)), at=on(1, 6))

    found = again(permit)
    assert (found.state, found.ends[0].ground) == ("cancelled", "by_law")
    assert said(permit.id)[-1] == "permits.PermitCancelled"


@pytest.mark.rule("L-09", "A-604")
def test_asked_on_the_thirtieth_day_is_in_time_and_on_the_twenty_ninth_late():
    matter = a_matter()
    permit = issued(matter)
    in_time = row(ask(permit, "renewal", matter, at=DAY_30.replace(hour=23, minute=59, second=59)))
    acts.withdraw(in_time.id, by="account:1", at=DAY_30)
    late = row(ask(permit, "renewal", matter, at=DAY_29.replace(hour=0)))

    assert (in_time.late_renewal, in_time.renews_on) == (False, LAST)
    assert (late.late_renewal, late.renews_on) == (True, None)


@pytest.mark.rule("L-09", "A-602")
def test_a_rule_that_is_named_may_set_another_day():
    own = {
        **TERM,
        "renewal": {"days": 60, "basis": "《药品经营和使用质量监督管理办法》第二十六条", "level": "rule"},
    }
    matter = a_matter(permit=own)
    permit = issued(matter)

    assert permit.renew_by == date(2027, 1, 1)
    assert row(ask(permit, "renewal", matter, at=on(2, 1, year=2027))).late_renewal


TERM = {"kind": "licence", "validity": {"amount": 1, "unit": "years"}}


@pytest.mark.rule("L-09", "A-602")
@pytest.mark.parametrize("renewal", [{"days": 60}, {"days": 60, "basis": "本局通知", "level": "document"}])
def test_another_day_without_a_law_is_not_published(renewal):
    with pytest.raises(Refused):
        published_matter(permit={**TERM, "renewal": renewal})


@pytest.mark.parametrize(
    "permit",
    [
        {"kind": "poster"},
        {"validity": {"amount": 5, "unit": "moons"}},
        {"validity": {"amount": -1, "unit": "years"}},
        {"purposes": ["renewal"]},
        {"purposes": ["new", "sale"]},
    ],
)
def test_terms_that_cannot_be_are_not_published(permit):
    with pytest.raises(Refused):
        published_matter(permit=permit)


def test_one_application_on_a_permit_at_a_time():
    matter = a_matter()
    permit = issued(matter)
    first = ask(permit, "change", matter, at=on(1, 6))

    with refused("twice"):
        ask(permit, "renewal", matter, at=on(1, 6))
    acts.withdraw(first, by="account:1", at=on(1, 6))
    assert ask(permit, "renewal", matter, at=on(1, 6))


@pytest.mark.parametrize(
    ("purpose", "terms", "code"),
    [
        ("renewal", {"purposes": ["new", "change"]}, "purpose"),
        ("renewal", {"kind": "licence"}, "purpose"),
        ("sale", {}, "purpose"),
    ],
)
def test_only_what_the_matter_takes_may_be_asked(purpose, terms, code):
    matter = a_matter(permit=terms)
    permit = issued(matter)

    with refused(code, field="purpose"):
        ask(permit, purpose, matter, at=on(1, 6))


def test_a_permit_that_has_run_out_takes_no_application():
    matter = a_matter()
    permit = issued(matter)

    with refused("expired"):
        ask(permit, "renewal", matter, at=midnight_after())


def test_another_persons_permit_takes_no_application():
    matter = a_matter()
    permit = issued(matter)
    new = people.NewPerson("李建国", "resident", "440981194201011003", "13900668002", "山美街道")
    other = people_reads.by_id(people.register(new, account_id=None, by="system", at=MONDAY))
    whole = application(matter, person=other, purpose="change", permit_id=permit.id)

    with refused("not_holder"):
        acts.submit(whole, by="account:2", at=on(1, 6), calendar=DAYS)
    assert Case.objects.count() == 1


def test_a_permit_that_does_not_exist_takes_no_application():
    whole = application(a_matter(), purpose="change", permit_id=5)

    with refused("unknown"):
        acts.submit(whole, by="account:2", at=on(1, 6), calendar=DAYS)


@pytest.mark.rule("A-210", "L-11")
def test_a_bar_holds_to_the_last_second_of_its_last_day():
    matter = a_matter()
    holder = issued(matter).person_id
    free = register.free_again(date(2026, 3, 9), 1)
    people.bar(holder, matter.matter_id, until=free, reason="虚假材料", by=QIAN, at=on(9))
    last = on(9, 3, hour=23, year=2027).replace(minute=59, second=59)

    with refused("barred"):
        acts.submit(application(matter), by="account:1", at=last, calendar=DAYS)
    assert acts.submit(application(matter), by="account:1", at=last + timedelta(seconds=1), calendar=DAYS)


def test_the_content_of_tests_is_a_licence_without_an_end():
    assert CONTENT["results"][0]["type"] == "licence"
    assert issued(published_matter()).valid_until is None
