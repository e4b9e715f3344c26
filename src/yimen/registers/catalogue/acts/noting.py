"""Roll-ups: how often a matter is asked for, and what nobody found."""

import re
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F

from yimen.registers.catalogue import indexing
from yimen.registers.catalogue.models import Entry, FoundNothing, Matter

NUMBER: Final = re.compile(r"\d{6}")  # identity numbers, telephones


def note_asked(matter_id: int) -> None:
    """Count one more application for a matter (a roll-up fed by the bus)."""
    Matter.objects.filter(pk=matter_id).update(asked=F("asked") + 1)
    Entry.objects.filter(matter_id=matter_id).update(asked=F("asked") + 1)


def note_nothing_found(text: str, *, on: date) -> None:
    """Count a search that found nothing; who searched is not kept, and numbers that may be someone's are not either."""
    if NUMBER.search(text):
        return
    row, new = FoundNothing.objects.get_or_create(day=on, text=text.strip()[:60])
    if not new:
        FoundNothing.objects.filter(pk=row.pk).update(times=F("times") + 1)


def index_anew(*, only_if_missing: bool = False) -> int:
    """Enter every version in force in the search anew; return how many. With `only_if_missing` only if none is."""
    if only_if_missing and not indexing.missing():
        return 0
    with transaction.atomic():
        return indexing.enter_all()
