"""A published grant is withdrawn when its permit is taken away, and says why (A-1213 by analogy)."""

from datetime import datetime

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, QIAN, ZHAO, application
from yimen.affairs.publication import acts, reads
from yimen.affairs.publication.tests.make import HEAD, firm, hear, on, state
from yimen.ground.bus import journal
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people.reads import PersonSheet
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as register
from yimen.registers.permits.acts import HeldBack, Loss
from yimen.registers.permits.reads import PermitSheet

pytestmark = pytest.mark.django_db
ARTICLE = "《中华人民共和国食品安全法》第一百二十四条"
TERM = {"kind": "licence", "validity": {"amount": 1, "unit": "years"}}


def a_matter() -> MatterSheet:
    return published_matter(permit=TERM)


def granted(matter: MatterSheet, *, at: datetime = MONDAY, **more: object) -> int:
    case = cases.submit(application(matter, **more), by="account:1", at=at, calendar=DAYS)
    cases.accept(case, by=LI, at=at, calendar=DAYS)
    cases.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=at)
    cases.grant(case, by=QIAN, at=at, calendar=DAYS)
    hear(case, "publication")
    return case


def shown(person: PersonSheet | None = None) -> tuple[int, PermitSheet]:
    """A published grant and its permit."""
    case = granted(a_matter(), **({"person": person} if person else {}))
    acts.publish(case, at=on(5))
    return case, register.of_case(case, at=on(5))[0]


@pytest.mark.rule("A-1213", "A-503")
@pytest.mark.parametrize(
    ("ending", "ground", "loss", "words"),
    [
        ("revoke", "unqualified", Loss(note="无财产损失"), "依法撤销"),
        ("withdraw", "law_changed", Loss(1_000, "评估"), "依法撤回"),
        ("forfeit", "penalty", None, "依法吊销"),
    ],
)
def test_the_entry_of_a_permit_taken_away_is_withdrawn_with_the_reason(client, ending, ground, loss, words):
    case, permit = shown(firm())

    permits.end(
        permit.id, ending, ground=ground, reason="经查不具备条件", basis=ARTICLE, loss=loss, by=HEAD, at=on(9)
    )
    hear(permit.id, "publication")
    hear(permit.id, "publication")  # the worker may hear twice

    entry = reads.entry(case)
    assert (state(case), words in entry.change, "经查不具备条件" in entry.change) == ("withdrawn", True, True)
    assert register.permit(permit.id, at=on(9)).ends[0].basis in entry.change
    assert [one.type for one in journal.history(case)].count("publication.PublicationWithdrawn") == 1
    page = client.get(f"/decisions/{case}/").content.decode()
    assert words in page
    assert "荔香" not in page


@pytest.mark.rule("A-503")
def test_the_reason_names_no_natural_person():
    case, permit = shown()

    permits.end(
        permit.id,
        "revoke",
        ground="unqualified",
        reason="王秀英（13900668001）不具备条件",
        loss=Loss(note="无"),
        by=HEAD,
        at=on(9),
    )
    hear(permit.id, "publication")

    assert "王秀英" not in reads.entry(case).change
    assert "13900668001" not in reads.entry(case).change


def test_what_is_struck_off_or_held_back_stays_published():
    case, permit = shown()
    held = HeldBack("停业整顿", "食品安全法", on=on(9).date(), until=on(20).date())
    permits.suspend(permit.id, held, by=HEAD, at=on(9))
    permits.resume(permit.id, reason="复议撤销", by=HEAD, at=on(10))
    permits.end(permit.id, "cancel", ground="entity_ended", reason="法人终止", by=HEAD, at=on(11))
    hear(permit.id, "publication")

    assert state(case) == "published"


def test_a_change_is_a_decision_of_its_own_and_leaves_what_stands_beside_it():
    matter = published_matter(permit={**TERM, "purposes": ["change"]})
    case = granted(matter)
    acts.publish(case, at=on(5))
    permit = register.of_case(case, at=on(5))[0]
    changed = granted(matter, at=on(9), purpose="change", permit_id=permit.id)

    hear(register.of_case(changed, at=on(9))[0].id, "publication")
    assert (state(case), state(changed)) == ("published", "waiting")
