"""Archival numbers without gaps, and the terms of the schedule that is in force."""

from django.db.models import Max

from yimen.affairs.archives import rules
from yimen.affairs.archives.life import RuleState
from yimen.affairs.archives.models import Counter, Fonds, RetentionRule
from yimen.affairs.archives.rules import Terms


def fonds_of(organ_id: int) -> str:
    """Return the number of an organ's fonds; the next free one is given the first time."""
    row = Fonds.objects.filter(pk=organ_id).first()
    if row is None:
        highest = Fonds.objects.filter(code__regex=r"^\d{4}$").aggregate(last=Max("code"))["last"] or "0000"
        row = Fonds.objects.create(organ_id=organ_id, code=f"{int(highest) + 1:04d}")
    return row.code


def next_serial(organ_id: int, year: int, retention: str) -> tuple[str, int]:
    """Return the fonds and the serial that an organ's next package of a year and a retention gets. Nothing is taken yet."""
    fonds = fonds_of(organ_id)
    last = Counter.objects.filter(fonds=fonds, year=year, retention=retention).values_list("last", flat=True)
    return fonds, (last.first() or 0) + 1


def take_serial(fonds: str, year: int, retention: str, serial: int) -> None:
    """Note that a serial is given away; whoever asked for it still packs alone for its organ."""
    kept = {"last": serial}
    Counter.objects.update_or_create(fonds=fonds, year=year, retention=retention, defaults=kept)


def terms_of(*, code: str, kind: str, result: str) -> Terms:
    """Return the terms that the schedule in force gives to a record."""
    scopes = [f"matter:{code}", f"result:{result}", f"kind:{kind}"]
    rows = RetentionRule.objects.filter(state=RuleState.VALID, scope__in=scopes)
    lines = [(row.scope, Terms(row.retention, row.openness, row.secrecy, row.basis)) for row in rows]
    return rules.terms_for(lines, code=code, kind=kind, result=result)
