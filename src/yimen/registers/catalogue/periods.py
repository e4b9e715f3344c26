"""Numbers of days in the reader's words."""

from math import ceil

from django.utils import formats
from django.utils.translation import ngettext


def working_days(days: float) -> str:
    """Put a number of working days, whole or not, into words of the reader's language."""
    whole = ceil(days) if days > 1 else int(days)  # a half is "days" in English and "jour" in French
    return ngettext("%(n)s working day", "%(n)s working days", whole) % {"n": formats.number_format(days)}
