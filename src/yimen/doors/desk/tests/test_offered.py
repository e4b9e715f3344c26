"""What a case page offers is never refused because of where the case stands: each kind of case, each act on its page."""

from datetime import timedelta

import pytest
from django import forms
from django.db import transaction

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Choices, Missing, Paper
from yimen.affairs.cases.tests.make import application, immediate
from yimen.affairs.cases.tests.special import (
    a_town,
    commitment_matter,
    elder,
    filing_matter,
    gaps_matter,
    limited_matter,
    registration_matter,
    town_matter,
)
from yimen.doors.desk.tests.make import (
    accepted,
    an_account,
    browser,
    delivered,
    hold_post,
    reviewed,
    waiting,
    words,
)
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db
ONE, TWO = "account:9000000901", "account:9000000902"
LONG_AGO = timedelta(days=60)


def done(case: int, act: str, **given) -> int:
    """The case, after one more act."""
    more = (
        {}
        if act in {"suspend", "send_back", "decline", "close", "withdraw", "deliver"}
        else {"calendar": calendar()}
    )
    who = {"approver": ONE} if act == "extend" else {"by": ONE}
    getattr(acts, act)(case, **given, **who, **more, at=now())
    return case


def sent(matter=None, *, at=None, **chosen) -> int:
    """A case handed in with something chosen, now or long ago."""
    papers = chosen.pop("papers", (Paper(1, reference="R-1"), Paper(2, reference="R-2")))
    person = {"person": chosen.pop("person")} if "person" in chosen else {}
    handed = application(matter, papers=papers, choices=Choices(**chosen), **person)
    return acts.submit(handed, by="account:1", at=at or now(), calendar=calendar())


def accepted_long_ago() -> int:
    at = now() - 4 * LONG_AGO
    case = sent(at=at)
    acts.accept(case, by=ONE, at=at, calendar=calendar())
    return case


def decided_late() -> int:
    case = accepted_long_ago()
    acts.review(case, verdict="agree", opinion="", by=TWO, at=now())
    return done(done(case, "grant"), "deliver", method="personal", proof="签收")


def checked() -> int:
    return accepted(published_matter("CHECKED-1", flags={"supplement_days": 10, "site_check": True}))


def second_in_order() -> int:
    matter = limited_matter()
    accepted(matter)
    return reviewed(matter)


def with_the_town(forward: bool = False) -> int:
    case = sent(town_matter(), first_organ_id=a_town())
    acts.accept_first(case, by=ONE, at=now(), calendar=calendar())
    if forward:
        acts.forward(case, verdict="agree", opinion="属实", by=TWO, at=now(), calendar=calendar())
    return case


def with_gaps() -> int:
    return sent(gaps_matter(), gaps=True)


def accepted_alone() -> int:
    """A case whose review is for another officer than the one who accepted it."""
    case = waiting()
    acts.accept(case, by=f"account:{an_account('alle').pk}", at=now(), calendar=calendar())
    return case


def taken_on_alone() -> int:
    """A case with the town, whose opinion is for another officer than the one who took it on."""
    case = sent(town_matter(), first_organ_id=a_town())
    acts.accept_first(case, by=f"account:{an_account('alle').pk}", at=now(), calendar=calendar())
    return case


def granted_alone() -> int:
    """A case whose decision is for another officer than the one who reviewed it."""
    matter = published_matter("TWO-1", flags={"supplement_days": 10, "two_officers_decide": True})
    case = accepted(matter)
    acts.review(case, verdict="agree", opinion="", by=f"account:{an_account('alle').pk}", at=now())
    return case


CASES = {
    "handed in": waiting,
    "handed in long ago": lambda: sent(at=now() - LONG_AGO),
    "asked for more": lambda: done(waiting(), "ask_for_more", items=[Missing("缺页", material=2)]),
    "not accepted": lambda: done(waiting(), "decline", ground="not_required", reason="无需许可"),
    "accepted": accepted,
    "accepted long ago": accepted_long_ago,
    "reviewed": reviewed,
    "extended": lambda: done(reviewed(), "extend", days=3, reason="案情复杂"),
    "sent back": lambda: done(reviewed(), "send_back", step=2, reason="补查"),
    "stopped": lambda: done(accepted(), "suspend", ground="testing", basis="第四十五条", planned_days=3),
    "granted": lambda: done(reviewed(), "grant"),
    "refused": lambda: done(reviewed(), "refuse", reason="不符合条件"),
    "delivered": delivered,
    "delivered late": decided_late,
    "closed": lambda: done(delivered(), "close"),
    "withdrawn": lambda: done(accepted(), "withdraw"),
    "to be checked": checked,
    "immediate": lambda: waiting(immediate("IMMEDIATE-1")),
    "a registration": lambda: accepted(registration_matter()),
    "on a commitment": lambda: sent(
        commitment_matter(), commitment=True, papers=(Paper(1, reference="R-1"),)
    ),
    "with gaps": with_gaps,
    "gaps withdrawn": lambda: done(with_gaps(), "withdraw"),
    "not its turn": second_in_order,
    "with the town": with_the_town,
    "sent up": lambda: with_the_town(forward=True),
    "a filing": lambda: sent(filing_matter(), papers=()),
    "of an elderly person": lambda: sent(published_matter("ELDER-1", asks_intention=True), person=elder()),
    "for another officer": granted_alone,
    "for another to review": accepted_alone,
    "for another to send up": taken_on_alone,
}


def officer_of_everything():
    """An officer with every role, at the organ and in the town below, with a colleague who may verify."""
    organs = [None, a_town()]
    for organ in organs:
        for role in Role.values:
            hold_post("alle", role, organ=organ)
    hold_post("qian", Role.REVIEWER)
    return browser(an_account("alle"))


def filled(form) -> dict[str, object]:
    """A form filled in as somebody would who keeps to what it says."""
    return {f"{form.prefix}-{name}": value(field) for name, field in form.fields.items()}


def value(field) -> object:
    if isinstance(field, forms.BooleanField):
        return ""
    if isinstance(field, forms.ChoiceField):
        return next(str(one) for one, _words in field.choices if one)
    return 1 if isinstance(field, forms.IntegerField) else "说明"


@pytest.mark.parametrize("kind", sorted(CASES))
def test_no_act_that_is_offered_is_refused_for_where_the_case_stands(kind):
    case, client = CASES[kind](), officer_of_everything()
    offered = client.get(f"/desk/cases/{case}/").context["forms"]

    for name, _means, form in offered:
        with transaction.atomic():
            answer = client.post(f"/desk/cases/{case}/{name}/", filled(form))
            wrong = answer.context["forms"] if answer.status_code != 302 else []
            faults = [one.errors for other, _same, one in wrong if other == name]
            transaction.set_rollback(True)
        assert answer.status_code == 302, (name, faults)


@pytest.mark.parametrize(
    ("kind", "acts_not_offered"),
    [
        ("extended", {"extend"}),
        ("accepted", {"grant", "refuse", "send_back"}),
        ("handed in", {"grant_on_the_spot", "refuse_on_the_spot"}),
        ("to be checked", {"grant", "refuse"}),
        ("not its turn", {"grant"}),
        ("for another officer", {"grant", "refuse"}),
        pytest.param("for another to review", {"review"}, marks=pytest.mark.rule("A-912")),
        pytest.param("for another to send up", {"forward"}, marks=pytest.mark.rule("A-304", "A-912")),
        ("delivered late", {"close"}),
    ],
)
def test_what_would_be_refused_is_not_offered(kind, acts_not_offered):
    case = CASES[kind]()
    page = officer_of_everything().get(f"/desk/cases/{case}/")

    assert not acts_not_offered & {name for name, _means, _form in page.context["forms"]}


def test_what_the_decision_waits_for_is_said_in_place_of_the_decision():
    page = words(officer_of_everything().get(f"/desk/cases/{checked()}/"))

    assert "Before the decision: the record of the check on site, signed by two officers." in page


def test_papers_that_were_promised_are_taken_in_no_more_once_the_case_has_ended():
    case = CASES["gaps withdrawn"]()

    page = officer_of_everything().get(f"/desk/cases/{case}/")

    assert not page.context["may_fill"]


@pytest.mark.rule("A-302")
@pytest.mark.parametrize(
    ("kind", "may"), [("accepted", True), ("granted", False), ("closed", False), ("a filing", False)]
)
def test_a_check_is_arranged_only_before_the_decision(kind, may):
    case = CASES[kind]()

    page = words(officer_of_everything().get(f"/desk/checks/{case}/"))

    assert ("Arrange a check" in page) is may


@pytest.mark.rule("G-105")
def test_a_waiver_is_not_offered_for_approval_to_whoever_proposed_it():
    fee = {
        "names": {"zh-hans": "工本费"},
        "amount_fen": 1000,
        "standard": "每证10元",
        "basis": "《某法》",
        "level": "law",
    }
    other = {**fee, "names": {"zh-hans": "另一费"}, "when": {"field": "kind", "equals": "hot"}}
    case = accepted(published_matter("FEES-1", fees=[fee, other], charged=True))
    client, address = officer_of_everything(), f"/desk/fees/{case}/"
    assert "This one applies" in words(client.get(address))
    acts.charge(case, n=1, by=ONE, at=now())
    me = f"account:{an_account('alle').pk}"

    acts.ask_waiver(case, n=1, ground="allowance", reason="低保", by=me, at=now())
    assert "Approve the waiver" not in words(client.get(address))
    done(case, "withdraw")

    assert "This one applies" not in words(client.get(address))
    assert reads.sheet(case).fees[0]["asked_by"] == me
