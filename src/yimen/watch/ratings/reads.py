"""What may be asked about ratings; never who gave one."""

from yimen.watch.ratings.models import Rating


def rated(case_id: int) -> int | None:
    """Return the level a case was rated with, or None."""
    return Rating.objects.filter(pk=case_id).values_list("level", flat=True).first()


def may_add(case_id: int, by: str) -> bool:
    """Say whether somebody gave the rating of a case and has added no words to it yet (E-402)."""
    return Rating.objects.filter(pk=case_id, by=by, added_words="").exists()
