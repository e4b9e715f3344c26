"""The review: step after step, in the order and by the roles that were published."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts.barring import check_did_not_accept, check_free
from yimen.affairs.cases.acts.common import WAITING, move, terms, wait_at
from yimen.affairs.cases.events import CaseReviewed, CaseSentBack
from yimen.affairs.cases.life import Verdict
from yimen.affairs.cases.models import Case, Review
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import add, keep, values
from yimen.registers.catalogue.reads import StepSheet

VERDICTS = frozenset(Verdict.values)


def current_stage(case: Case) -> list[StepSheet]:
    """Return the steps that may be done now; raise Refused if nothing is left to review."""
    stages = rules.stages(terms(case).steps)
    if case.stage >= len(stages):
        raise Refused(_("All steps of the review are done."), code="out_of_order")
    return stages[case.stage]


def _step(case: Case, step: int | None, done: Collection[int]) -> StepSheet:
    """Return the step that was named, or the first open one; raise Refused if it is not open."""
    stage = current_stage(case)
    if rules.is_decision(stage):
        raise Refused(_("The review is done; the case waits for its decision."), code="out_of_order")
    if step in done:
        raise Refused(_("This step was done before."), code="twice")
    chosen = [one for one in rules.open_steps(stage, done) if step in {None, one.n}]
    if not chosen:
        raise Refused(_("It is not the turn of this step."), field="step", code="out_of_order")
    return chosen[0]


def review(
    case_id: int,
    *,
    step: int | None = None,
    verdict: str,
    opinion: str,
    second: str = "",
    by: str,
    at: datetime,
) -> None:
    """Record what was found at a step; when its stage is complete the case moves to the next.

    `step` None takes the first open step. A step of two officers needs a
    second, different one (A-302). Raises Refused out of turn or twice, for who chairs the hearing (A-704), and for
    whoever accepted the case, as its second officer too (A-912), unless the step was published for the window itself: a delegated matter needs two
    signatures at most (A-917).
    """
    with hold(Case, case_id) as case:
        move(case, "review")
        last, done = _done(case)
        chosen = _step(case, step, done)
        if chosen.role != rules.FRONT:
            check_did_not_accept(case, by, second)
        if verdict not in VERDICTS:
            raise Refused(_("Choose a finding."), field="verdict", code="unknown")
        if chosen.two_officers and not is_another(second, by):
            raise Refused(_("Two officers must verify this."), field="second", code="two_officers")
        check_free(case, [by, second])
        add(
            Review(
                case_id=case_id,
                n=last + 1,
                step=chosen.n,
                stage=case.stage,
                verdict=verdict,
                opinion=require(opinion, "opinion") if verdict == Verdict.DISAGREE else opinion.strip(),
                by=by,
                second=second,
                at=at,
            )
        )
        done.add(chosen.n)
        left = rules.open_steps(current_stage(case), done)
        wait_at(case, case.stage if left else case.stage + 1, done)
        keep(case, WAITING)
        publish(
            CaseReviewed(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                step=chosen.n,
                verdict=verdict,
                stage=case.stage,
            )
        )


def is_another(second: str, by: str) -> bool:
    """Say whether the second officer is one who is known here, not a mere name, and not the first (A-302)."""
    return second.startswith(("account:", "client:")) and rules.two_people(second, [by])


def _done(case: Case) -> tuple[int, set[int]]:
    """Return the number of the last review and the steps of the present stage that are done."""
    seen = values(Review, ("n", "step", "stage", "void"), "case_id = %s", [case.id])
    done = {step for _n, step, stage, void in seen if stage == case.stage and not void}
    return max((row[0] for row in seen), default=0), done


def send_back(case_id: int, *, step: int, reason: str, by: str, at: datetime) -> None:
    """Return the case from a later stage to an earlier step; the clock goes on."""
    with hold(Case, case_id) as case:
        move(case, "send_back")
        stages = rules.stages(terms(case).steps)
        places = [place for place, stage in enumerate(stages) if step in {one.n for one in stage}]
        if not places or places[0] >= case.stage:
            raise Refused(
                _("A case can only be sent back to a step that was done."), field="step", code="out_of_order"
            )
        wait_at(case, places[0])
        keep(case, WAITING)
        Review.objects.filter(case_id=case_id, stage__gte=case.stage).update(void=True)
        publish(
            CaseSentBack(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                step=step,
                reason=require(reason, "reason"),
            )
        )


def reviewers(case_id: int) -> list[str]:
    """Return who reviewed a case, each second officer too."""
    rows = Review.objects.filter(case_id=case_id, void=False).values_list("by", "second")
    return [name for pair in rows for name in pair if name]
