"""What may be done to standards: set one, let organs implement it, bring matters back to it, justify a difference."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.calendar.rules import today_of
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts, standards, wording
from yimen.registers.catalogue.acts.beginning import own_terms
from yimen.registers.catalogue.codes import implementation_code
from yimen.registers.catalogue.conformity import (
    ALWAYS,
    FIELDS,
    MODES,
    StandardSheet,
    adapted,
    inherited,
)
from yimen.registers.catalogue.events import DifferenceJustified, StandardSet
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.models import BaseItem, BaseItemText, Matter
from yimen.registers.catalogue.rules import findings
from yimen.registers.catalogue.standard_models import Justification, Standard, StandardText
from yimen.registers.catalogue.standards import Implementation, ItemSheet

LONGEST: Final = 300


def set_standard(
    code: str,
    terms: Mapping[str, Any],
    policy: Mapping[str, str],
    *,
    effective_on: date,
    by: str,
    at: datetime,
) -> int:
    """Set the standard of a base item from a day on; return its number. Name, kind and code are the directory's own.

    Raises Refused for a day that is past or before the last standard's, for terms the gate would not let
    pass, and for an unknown term or binding (H-106, H-107).
    """
    with hold(BaseItem, code) as item:
        last = Standard.objects.filter(item=item).order_by("-n").first()
        _check_day(effective_on, last, at)
        names = {one.language: one.name for one in BaseItemText.objects.filter(item=item)}
        whole = {**_known(terms), "kind": item.kind, "base_code": item.code}
        whole["titles"] = {**(terms.get("titles") or {}), **names}
        _check(whole, policy)
        n = last.n + 1 if last else 1
        row = Standard.objects.create(
            item=item,
            n=n,
            effective_from=effective_on,
            terms=wording.taken_out(whole),
            policy=dict(policy),
            made_at=at,
            made_by=by,
        )
        StandardText.objects.bulk_create(
            StandardText(standard=row, place=place, language=language, text=text)
            for place, language, text in wording.texts(whole)
        )
        say(StandardSet(subject=int(item.code), by=by, at=at, n=n, effective_from=effective_on))
    return n


def _check_day(effective_on: date, last: Standard | None, at: datetime) -> None:
    if effective_on < today_of(at):
        raise Refused(_("Choose today or a later day."), field="effective_on", code="past")
    if last is not None and effective_on < last.effective_from:
        raise Refused(
            _("The standard now set begins later; choose its day or a later one."),
            field="effective_on",
            code="order",
        )


def _known(terms: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(terms) - set(FIELDS))
    if unknown:
        words = _("A standard does not say anything of “%(name)s”.") % {"name": unknown[0]}
        raise Refused(words, field=unknown[0], code="unknown")
    return dict(terms)


def _check(terms: Mapping[str, Any], policy: Mapping[str, str]) -> None:
    for name, mode in policy.items():
        if mode not in MODES.get(name, ()):
            raise Refused(_("This term cannot bind in that way."), field=f"mode_{name}", code="mode")
    for wrong in findings(terms):
        place = wrong.place.split(".")[0]
        if wrong.place == "steps":
            continue  # how an organ divides the days is its own affair
        if place in terms and place not in ALWAYS and terms[place] not in (None, [], {}):
            raise Refused(wrong.words, field=place, code=wrong.rule)


def _item(code: str) -> ItemSheet:
    found = standards.item(code)
    if found is None:
        raise Refused(_("The base directory has no such entry."), field="base_code", code="H-106")
    return found


def implement(code: str, organ_ids: Collection[int], *, by: str, at: datetime) -> list[int]:
    """Draft the matter of a base item for organs that do not have it; return the versions (H-106).

    Raises Refused, and writes nothing, if the directory has no such entry or an organ implements it already.
    """
    tree = agencies.organs()
    made = []
    with transaction.atomic():
        found = _item(code)
        have = {one.organ_id for one in found.implementations}
        for organ_id in organ_ids:
            organ = tree.get(organ_id)
            if organ is None or organ_id in have:
                raise Refused(_("This organ has the matter already."), field="organs", code="twice")
            _require_level(found, organ)
            try:
                full = implementation_code(organ.uscc, standards.level_of(organ), code)
            except ValueError as error:
                words = _("%(organ)s has no valid credit code.") % {"organ": organ.name("zh-hans")}
                raise Refused(words, field="organs", code="H-102") from error
            content = {**found.starting_terms(), **own_terms(organ)}
            made.append(acts.draft(content, code=full, organ_id=organ_id, by=by, at=at))
    return made


def _require_level(found: ItemSheet, organ: agencies.OrganSheet) -> None:
    """Raise Refused for an organ of a level to which the directory does not give the matter (H-106)."""
    if found.levels and standards.level_of(organ) not in found.levels:
        words = _("The base directory does not give this matter to the level of %(organ)s.")
        raise Refused(words % {"organ": organ.name("zh-hans")}, field="organs", code="H-106")


def follow(code: str, *, by: str, at: datetime) -> list[int]:
    """Bring every matter that departs from the standard back to it, each as a draft; return the versions.

    A waiting draft is revised, one in force gets its next version; nothing is published by this.
    """
    with transaction.atomic():
        found = _item(code)
        if found.standard is None:
            raise Refused(_("This entry has no standard yet."), code="no_standard")
        return [_brought_back(one, found.standard, by=by, at=at) for one in found.departing]


def _brought_back(one: Implementation, standard: StandardSheet, *, by: str, at: datetime) -> int:
    content = adapted(standard, one.content)
    if one.state == State.DRAFT:
        acts.revise(one.version_id, content)
        return one.version_id
    return acts.draft(content, code=one.code, organ_id=one.organ_id, by=by, at=at)


def adopt(matter_code: str, field: str, *, by: str, at: datetime) -> int:
    """Make what one organ's matter says of a term the standard for all; return the standard's number."""
    if field not in MODES:
        raise Refused(_("A standard does not say anything of “%(name)s”.") % {"name": field}, code="unknown")
    with transaction.atomic():
        base_code = Matter.objects.filter(code=matter_code).values_list("base_code", flat=True).first()
        found = _item(base_code or "")
        chosen = next((one for one in found.implementations if one.code == matter_code), None)
        if chosen is None:
            raise Refused(_("There is no such matter."), code="unknown")
        old = found.standard
        terms = {**found.starting_terms(), field: chosen.content.get(field)}
        day = max(today_of(at), old.effective_from) if old else today_of(at)
        policy = dict(old.policy) if old else {}
        return set_standard(found.code, terms, policy, effective_on=day, by=by, at=at)


def justify(
    matter_code: str, field: str, difference: str, *, reason: str, basis: str, by: str, at: datetime
) -> None:
    """Say why a matter differs from the others in a term; said again, the newer words count.

    Raises Refused without a reason or a basis: what cannot be explained is to be made the same.
    """
    for name, value, words in (
        ("reason", reason, _("Say why this matter differs.")),
        ("basis", basis, _("Name the rule or document that allows the difference.")),
    ):
        if not value.strip() or len(value) > LONGEST:
            raise Refused(words, field=name, code="empty")
    if field not in MODES:
        raise Refused(_("There is no such term."), code="unknown")
    try:
        matter = Matter.objects.get(code=matter_code)
    except Matter.DoesNotExist as missing:
        raise Refused(_("There is no such matter."), code="unknown") from missing
    with transaction.atomic():
        said = {"reason": reason.strip(), "basis": basis.strip(), "by": by, "at": at}
        Justification.objects.update_or_create(
            matter=matter, field=field, difference=difference, defaults=said
        )
        say(
            DifferenceJustified(
                subject=matter.pk, organ=matter.organ_id, by=by, at=at, field=field, reason=reason.strip()
            )
        )


def begin(code: str, own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content a draft of a base item begins with: what is locked is the standard's, whatever is typed."""
    found = _item(code)
    if found.standard is None:
        return {**own, **found.starting_terms()}
    return inherited(found.standard, own)
