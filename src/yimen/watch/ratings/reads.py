"""What may be asked about ratings; never who gave one."""

from collections.abc import Iterable

from django.db.models import Count

from yimen.watch.ratings.models import Rating


def rated(case_id: int) -> int | None:
    """Return the level a case was rated with, or None."""
    return Rating.objects.filter(pk=case_id).values_list("level", flat=True).first()


def counts(organ_ids: Iterable[int]) -> dict[int, int]:
    """Return how many ratings of each level some organs received."""
    rows = Rating.objects.filter(organ_id__in=list(organ_ids)).values_list("level").annotate(n=Count("pk"))
    return dict(rows)
