"""What the affairs do together: a broken promise is proposed for revocation; a revocation frees a place and is withdrawn."""

import pytest

from yimen.affairs.aftercare import acts as aftercare
from yimen.affairs.aftercare import reads as proceedings
from yimen.affairs.aftercare.models import Proceeding
from yimen.affairs.aftercare.tests.make import TERM, ZHOU, again, ended, of_case, refused, serve
from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, QIAN, ZHAO, on, row, submitted
from yimen.affairs.cases.tests.special import COMMITMENT, INSPECTOR, committed, grant_commitment
from yimen.affairs.publication import acts as publishing
from yimen.affairs.publication import reads as published
from yimen.affairs.publication.tests.make import hear
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db
PROTECTS = {"supplement_days": 10, "protects": True}
SECOND = "account:8000"


def promised_licence() -> int:
    """A licence granted on a commitment on 2 March, and its decision published."""
    matter = published_matter("COMMIT-1", commitment=COMMITMENT, permit=TERM, flags=PROTECTS)
    case = committed(matter)
    grant_commitment(case)
    hear(case, "publication")
    publishing.publish(case, at=on(6))
    return case


def break_promise(case: int, *, false: bool) -> None:
    words = {"second": SECOND, "by": INSPECTOR, "at": on(10), "calendar": DAYS}
    acts.check_commitment(case, outcome="false" if false else "not_kept", finding="场所并不存在", **words)
    if not false:
        acts.record_mending(case, mended=False, finding="仍未改正", second=SECOND, by=INSPECTOR, at=on(25))


@pytest.mark.rule("A-910", "A-606", "A-1213")
@pytest.mark.parametrize("false", [True, False])
def test_after_a_broken_promise_the_holder_is_heard_another_decides_and_the_service_revokes(false):
    case = promised_licence()
    permit = of_case(case)
    break_promise(case, false=false)

    hear(case, "aftercare")
    hear(case, "aftercare")  # the worker may hear twice

    found = proceedings.proceeding(Proceeding.objects.get().pk)
    assert (found.proposed_by, found.ground) == (INSPECTOR, "promise_false" if false else "promise_unmet")
    assert "场所并不存在" in found.facts if false else "仍未改正" in found.facts
    assert "《中华人民共和国行政许可法》第六十九条" in found.basis
    assert (again(permit).state, found.to_serve) == ("valid", "intention")
    serve(found.id, at=on(26))
    for finder in (INSPECTOR, SECOND):
        with refused("two_people"):
            aftercare.decide(found.id, reason="理由", by=finder, at=on(3, 4))
    aftercare.decide(found.id, reason="理由", by=ZHOU, at=on(3, 4))
    serve(found.id, at=on(3, 4))
    hear(permit.id, "publication")

    revoked = again(permit)
    assert (revoked.state, len(revoked.ends)) == ("revoked", 1)
    assert (revoked.ends[0].barred_until is not None) is false
    entry = published.entry(case)
    assert (entry.state, "依法撤销" in entry.change) == ("withdrawn", True)


@pytest.mark.rule("A-910")
def test_a_case_that_granted_nothing_and_a_permit_with_an_open_proceeding_take_no_proposal():
    broken = aftercare.Breach(false=True, finding="场所并不存在")
    case = promised_licence()
    first = aftercare.propose_after_commitment(case, broken, by=INSPECTOR, at=on(10))

    assert len(first) == 1
    assert aftercare.propose_after_commitment(case, broken, by=INSPECTOR, at=on(11)) == []
    waiting = submitted(published_matter("PLAIN-1"))
    assert aftercare.propose_after_commitment(waiting, broken, by=INSPECTOR, at=on(10)) == []


def limited_licence(number: int = 1) -> MatterSheet:
    flags = {**CONTENT["flags"], "quantity_limited": True}
    quota = {"number": number, "basis": "《广东省烟花爆竹零售点布设规划》"}
    terms = {**TERM, "purposes": ["new", "renewal", "change"]}
    words = {"zh-hans": f"{number}个"}
    return published_matter("LIMIT-1", flags=flags, quota=quota, quantity=words, permit=terms)


def granted(matter: MatterSheet, **more: object) -> int:
    case = submitted(matter, **more)
    acts.accept(case, by=LI, at=MONDAY, calendar=DAYS)
    acts.review(case, verdict="agree", opinion="已核", by=ZHAO, at=MONDAY)
    acts.grant(case, by=QIAN, at=MONDAY, calendar=DAYS)
    return case


@pytest.mark.rule("A-308", "A-910")
def test_a_revocation_gives_the_place_back_and_only_one():
    matter = limited_licence(2)
    first, second = granted(matter), granted(matter)
    assert reads.left_of(matter.matter_id, on=MONDAY.date()) == (2, 0)

    permit = of_case(first)
    ended(permit)

    assert again(permit).state == "revoked"
    assert reads.left_of(matter.matter_id, on=MONDAY.date()) == (2, 1)
    assert of_case(second).state == "valid"


@pytest.mark.rule("A-308")
def test_whoever_changes_what_they_hold_keeps_its_place_and_gives_it_back_once():
    matter = limited_licence(1)
    case = granted(matter)
    changed = granted(matter, purpose="change", permit_id=of_case(case).id)
    assert row(changed).accepted_n is None
    assert reads.left_of(matter.matter_id, on=MONDAY.date()) == (1, 0)

    ended(of_case(changed))
    assert reads.left_of(matter.matter_id, on=MONDAY.date()) == (1, 1)
