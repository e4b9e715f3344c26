"""What may be asked about hearings and interested persons. Answers are frozen values; no row leaves the module."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, JSONField, Min, Model, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL

from yimen.affairs.cases.acts import Outcome
from yimen.affairs.hearings.acts.common import PURPOSE, UNDECIDED, local_date
from yimen.affairs.hearings.life import OPEN, Letter, State
from yimen.affairs.hearings.models import Attempt, Challenge, Hearing, Party
from yimen.affairs.hearings.sheets import AttemptSheet, HearingSheet, PartySheet, hearing_sheet, party_sheet
from yimen.ground.numbers import code_matches, read_printed
from yimen.ground.together import Reading, revived

__all__ = ["UNDECIDED", "AttemptSheet", "HearingSheet", "PartySheet"]
M = TypeVar("M", bound=Model)
SHOWN = timedelta(days=30)  # how long a past hearing stays on the public list
MOST = 200
CHILDREN = """jsonb_build_object(
    'parties', (SELECT jsonb_agg(p ORDER BY p.n) FROM hearings_party p WHERE p.case_id = hearings_hearing.case_id),
    'challenges', (SELECT jsonb_agg(c ORDER BY c.n) FROM hearings_challenge c WHERE c.case_id = hearings_hearing.case_id),
    'attempts', (SELECT jsonb_agg(a ORDER BY a.n) FROM hearings_attempt a WHERE a.case_id = hearings_hearing.case_id))"""


def sheet(case_id: int) -> HearingSheet | None:
    """Return the hearing of a case with everyone who has a say, or None; one query."""
    children = RawSQL(CHILDREN, [], output_field=JSONField())  # noqa: S611 our own words
    row = Hearing.objects.filter(pk=case_id).annotate(children=children).first()
    if row is None:
        return None
    parties, challenges = row.children["parties"], row.children["challenges"]
    attempts = _revived(Attempt, row.children["attempts"])
    return hearing_sheet(row, _revived(Party, parties), _revived(Challenge, challenges), attempts)


def _revived(model: type[M], rows: Iterable[Mapping[str, Any]] | None) -> list[M]:
    return [revived(model, one) for one in rows or ()]


def head(case_id: int) -> HearingSheet | None:
    """Return the hearing of a case without the persons, or None; one query."""
    row = Hearing.objects.filter(pk=case_id).first()
    return hearing_sheet(row) if row else None


def asked_head(case_id: int) -> Reading[HearingSheet | None]:
    """Return what to read for the hearing of a case without the persons, together with others."""
    return Reading(Hearing.objects.filter(pk=case_id), lambda rows: hearing_sheet(rows[0]) if rows else None)


def announced(today: date, *, most: int = MOST) -> list[HearingSheet]:
    """Return the public hearings that were announced: those to come, and those of the last thirty days (A-701)."""
    states = [State.SET, State.HELD, State.CLOSED, State.FOUND]
    rows = Hearing.objects.filter(public=True, state__in=states, starts_at__date__gte=today - SHOWN)
    return [hearing_sheet(row) for row in rows.order_by("starts_at")[:most]]


def chair_of(case_id: int) -> str:
    """Return who chairs the hearing on a case, "" if nobody does yet."""
    return Hearing.objects.filter(case_id=case_id).values_list("chair", flat=True).first() or ""


def of_organs(
    organ_ids: Iterable[int], *, chair: str = "", ended: bool = False, most: int = MOST
) -> list[HearingSheet]:
    """Return the hearings of some organs or of a chair: those with something still to do, or those that have ended."""
    chaired = Q(chair=chair) if chair else Q()
    rows = Hearing.objects.filter(Q(organ_id__in=list(organ_ids)) | chaired)
    rows = rows.exclude(state__in=sorted(OPEN)) if ended else rows.filter(state__in=sorted(OPEN))
    return [hearing_sheet(row) for row in rows.order_by("starts_at", "case_id")[:most]]


def lapsing(today: date, *, limit: int = 500) -> list[int]:
    """Return the cases in which somebody's time to speak and ask has ended (L-06); what was dropped waits for nobody.

    Found or waived, a hearing still hears who was told late, and the decision waits for them (A-303).
    """
    dropped = Hearing.objects.filter(case_id=OuterRef("case_id"), state=State.DROPPED)
    rows = Party.objects.filter(~Exists(dropped), over=False, respond_by_on__lt=today)
    oldest = rows.values("case_id").annotate(oldest=Min("respond_by_on")).order_by("oldest", "case_id")
    return list(oldest.values_list("case_id", flat=True)[:limit])


def published_long_ago(today: date, *, limit: int = 500) -> list[tuple[int, int]]:
    """Return letters published so long ago that they count as served: case and number of the attempt (A-511).

    Time and place matter until the hearing has ended; of the matter somebody may be told after that, but only once.
    """
    under_way = Hearing.objects.filter(case_id=OuterRef("case_id"), state__in=sorted(OPEN))
    dropped = Hearing.objects.filter(case_id=OuterRef("case_id"), state=State.DROPPED)
    untold = Party.objects.filter(case_id=OuterRef("case_id"), n=OuterRef("party"), told_at__isnull=True)
    matter = Q(letter=Letter.MATTER)
    waited_for = (matter & ~Exists(dropped) & Exists(untold)) | (~matter & Exists(under_way))
    rows = Attempt.objects.filter(waited_for, outcome=Outcome.PUBLISHED, deemed_on__lt=today)
    return list(rows.order_by("deemed_on").values_list("case_id", "n")[:limit])


def kept_from_review(case_id: int) -> list[str]:
    """Return who chairs the hearing of a case, which keeps them from reviewing it (A-704)."""
    states = [State.SET, State.HELD, State.CLOSED, State.FOUND]
    return list(Hearing.objects.filter(pk=case_id, state__in=states).values_list("chair", flat=True))


def party(number: int) -> PartySheet | None:
    """Return a person by the number of their letters, or None."""
    row = Party.objects.filter(number=number).first()
    return party_sheet(row) if row else None


def numbers_of(case_id: int) -> list[int]:
    """Return the numbers under which letters to others than the applicant of a case lie (G-302)."""
    return list(Party.objects.filter(case_id=case_id, n__gt=0).order_by("n").values_list("number", flat=True))


def case_of(number: int) -> int | None:
    """Return the case of the person to whom letters of a number go, or None."""
    return Party.objects.filter(number=number).values_list("case_id", flat=True).first()


def asked_party(number: int) -> Reading[tuple[PartySheet, int | None] | None]:
    """Return what to read for a person by the number of their letters, with the organ that hears, together with others."""
    hearing = Hearing.objects.filter(pk=OuterRef("case_id")).values("organ_id")
    return Reading(Party.objects.filter(number=number).annotate(heard_by=Subquery(hearing)), _party)


def _party(rows: list[Any]) -> tuple[PartySheet, int | None] | None:
    return (party_sheet(rows[0]), rows[0].heard_by) if rows else None


def of_persons(person_ids: Iterable[int]) -> list[PartySheet]:
    """Return what touches some persons, the newest first."""
    rows = Party.objects.filter(person_id__in=list(person_ids), n__gt=0).order_by("-number")[:MOST]
    return [party_sheet(row) for row in rows]


def by_code(printed_number: str, code: str) -> int | None:
    """Return the number of a person for what is printed on their letter, or None if it does not belong together."""
    number = read_printed(printed_number)
    if number is None or not code_matches(number, code, purpose=PURPOSE):
        return None
    return number if Party.objects.filter(number=number).exists() else None


def code_fits(number: int, code: str) -> bool:
    """Say whether a code belongs to the number of a person's letters."""
    return bool(code) and code_matches(number, code, purpose=PURPOSE)


def record_words(case_id: int) -> list[str]:
    """Return what the decision says of the hearing and of the views of others, in Chinese (A-303, A-705)."""
    found = sheet(case_id)
    if found is None:
        return []
    words = []
    if found.findings and found.held_at is not None:
        day = local_date(found.held_at)
        words.append(f"本机关于{day.year}年{day.month}月{day.day}日依法举行听证，本决定根据听证笔录作出。")
        pairs = zip(found.points, found.findings, strict=True)
        words += [f"关于争议焦点“{point}”：{finding}" for point, finding in pairs]
    for one in found.parties:
        if one.answered_at is not None:
            who = "申请人" if one.n == 0 else f"利害关系人{one.shown_name}"
            words.append(f"{who}的意见，本机关{'予以采纳' if one.adopted else '不予采纳'}：{one.answer}")
    return words
