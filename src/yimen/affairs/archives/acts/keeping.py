"""The schedule of retention, changed by two people; holds against destroying; the numbers of fonds (G-307, G-310)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives import rules
from yimen.affairs.archives.events import HoldLifted, HoldSet, RetentionDecided, RetentionProposed
from yimen.affairs.archives.life import LIFE, HoldGround, Openness, Retention, RuleState, Secrecy, State
from yimen.affairs.archives.models import Fonds, Hold, Package, RetentionRule
from yimen.affairs.archives.rules import Terms
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused


def propose_retention(scope: str, words: str, terms: Terms, *, by: str, at: datetime) -> int:
    """Propose how long records are to be kept; it counts once a second person has approved it (G-307).

    Raises Refused for a period that does not exist, without a basis, and while another proposal waits.
    """
    if terms.retention not in Retention.values:
        raise Refused(_("Choose one of the periods."), field="retention", code="unknown")
    if terms.openness not in Openness.values or terms.secrecy not in Secrecy.values:
        raise Refused(_("Choose one of the answers."), field="openness", code="unknown")
    if not terms.basis.strip():
        raise Refused(_("Name the basis."), field="basis", code="empty")
    try:
        with transaction.atomic():
            row = RetentionRule.objects.create(
                scope=scope,
                words=words,
                retention=terms.retention,
                openness=terms.openness,
                secrecy=terms.secrecy,
                basis=terms.basis.strip(),
                proposed_by=by,
                proposed_at=at,
            )
            publish(RetentionProposed(subject=row.pk, by=by, at=at, scope=scope, retention=terms.retention))
    except IntegrityError as error:
        raise Refused(_("A proposal for this waits already."), field="scope", code="twice") from error
    return row.pk


def decide_retention(rule_id: int, *, approve: bool, by: str, at: datetime) -> None:
    """Approve or refuse a proposal; whoever made it may not (G-307). What is archived already keeps its terms (G-311)."""
    with hold(RetentionRule, rule_id) as row:
        if row.state != RuleState.PROPOSED:
            raise Refused(_("This proposal was decided already."), code="out_of_order")
        if not rules.two_people(row.proposed_by, by):
            raise Refused(_("Whoever proposed this may not approve it."), code="two_people")
        if approve:
            RetentionRule.objects.filter(scope=row.scope, state=RuleState.VALID).update(
                state=RuleState.REPLACED
            )
        row.state = RuleState.VALID if approve else RuleState.REFUSED
        row.decided_by, row.decided_at = by, at
        row.save(update_fields=["state", "decided_by", "decided_at"])
        publish(
            RetentionDecided(
                subject=row.pk, by=by, at=at, scope=row.scope, retention=row.retention, approved=approve
            )
        )


def set_hold(package_id: int, *, ground: str, words: str, by: str, at: datetime) -> int:
    """Keep a record from being destroyed, for example while a court needs it (G-310)."""
    if ground not in HoldGround.values:
        raise Refused(_("Choose one of the grounds."), field="ground", code="unknown")
    if not words.strip():
        raise Refused(_("Name the affair, so that others find it."), field="words", code="empty")
    with hold(Package, package_id) as package:
        if package.state == State.DESTROYED:
            raise Refused(LIFE.refusal, code="out_of_order")
        row = Hold.objects.create(package=package, ground=ground, words=words.strip(), set_by=by, set_at=at)
        publish(
            HoldSet(
                subject=package.case_id,
                organ=package.organ_id,
                by=by,
                at=at,
                package=package_id,
                ground=ground,
            )
        )
    return row.pk


def lift_hold(hold_id: int, *, by: str, at: datetime) -> None:
    """Say that what spoke against destroying a record is over."""
    with hold(Hold, hold_id) as row:
        if row.lifted_at is not None:
            raise Refused(_("This hold was lifted already."), code="out_of_order")
        row.lifted_by, row.lifted_at = by, at
        row.save(update_fields=["lifted_by", "lifted_at"])
        package = row.package
        publish(HoldLifted(subject=package.case_id, organ=package.organ_id, by=by, at=at, package=package.pk))


def name_fonds(organ_id: int, code: str) -> None:
    """Give an organ the number of its fonds, as long as nothing is archived under another one."""
    plain = code.strip().upper()
    if not plain.isalnum() or not plain.isascii() or len(plain) > 12:
        raise Refused(
            _("A fonds has a number of up to twelve letters and digits."), field="code", code="wrong"
        )
    with transaction.atomic():
        if Package.objects.filter(organ_id=organ_id).exclude(number="").exists():
            raise Refused(_("Records are archived under another number already."), field="code", code="used")
        if Fonds.objects.filter(code=plain).exclude(pk=organ_id).exists():
            raise Refused(_("Another organ has this number."), field="code", code="twice")
        Fonds.objects.update_or_create(organ_id=organ_id, defaults={"code": plain})
