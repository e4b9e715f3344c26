"""Who checks the certificate of a permit that ended, or was replaced, sees that it holds no more."""

import pytest

from yimen.affairs.aftercare.tests.make import FACTS, a_matter, ask, decide, ended, hear, issued, of_case, on
from yimen.means.documents import reads
from yimen.registers.permits.acts import Loss
from yimen.registers.permits.reads import PermitSheet

pytestmark = pytest.mark.django_db


def standing(subject: int, kind: str) -> list[str]:
    return [one.state for one in reads.documents_of(subject) if one.kind == kind]


def with_papers(permit: PermitSheet) -> PermitSheet:
    """The permit with its certificate and the decision that granted it, both still to be made."""
    hear()
    hear("yimen.affairs.cases.listeners")
    assert [standing(permit.id, "permit"), standing(permit.case_id, "grant")] == [["ordered"], ["ordered"]]
    return permit


@pytest.mark.rule("A-606")
@pytest.mark.parametrize(
    ("ground", "ending", "decision"),
    [
        ("fraud", "revoke", "revoked"),
        ("penalty", "forfeit", "ordered"),
        ("law_changed", "withdraw", "ordered"),
    ],
)
def test_a_certificate_holds_no_more_when_its_permit_ended_and_the_decision_when_it_was_undone(
    ground, ending, decision
):
    permit = with_papers(issued())

    ended(permit, ground, ending, loss=Loss(0, "无损失") if ending == "withdraw" else None)
    hear()

    assert standing(permit.id, "permit") == ["revoked"]
    assert standing(permit.case_id, "grant") == [decision]


@pytest.mark.rule("A-601")
def test_a_changed_permit_has_the_only_certificate_that_holds():
    matter = a_matter()
    permit = with_papers(issued(matter))

    case = ask(permit, "change", matter, at=on(1, 6), facts={**FACTS, "shop": "荔香大酒楼"})
    decide(case, at=on(1, 6))
    hear()

    assert standing(permit.id, "permit") == ["revoked"]
    assert standing(of_case(case).id, "permit") == ["ordered"]
