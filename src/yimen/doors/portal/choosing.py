"""What an applicant may choose before handing in: promise secondary papers, commit, say which office examines first."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from yimen.affairs.cases.acts import Choices, gap_days
from yimen.affairs.cases.reads import CaseSheet
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue.reads import CommitmentTerms, MaterialSheet, MatterSheet, say
from yimen.registers.people import reads as people

CHOICES: Final = "choices"  # what a form brings in which something could be chosen


@dataclass(frozen=True)
class Offer:
    """What may be chosen with a draft, and what is chosen."""

    chosen: Choices
    commitment: CommitmentTerms | None
    excluded: bool
    stands_for: tuple[str, ...]
    later: tuple[MaterialSheet, ...]
    may_promise: bool
    days: int
    offices: tuple[OrganSheet, ...]

    @property
    def anything(self) -> bool:
        """Say whether there is anything to choose."""
        return bool(self.commitment or self.may_promise or self.chosen.gaps or self.offices)

    @property
    def before_papers(self) -> bool:
        """Say whether the choice comes before the papers, because it changes which are needed."""
        return bool(self.commitment or self.offices)

    @property
    def spared(self) -> frozenset[int]:
        """Return the papers for which the chosen commitment stands."""
        chosen = self.chosen.commitment and self.commitment
        return frozenset(chosen.materials) if chosen else frozenset()

    @property
    def lacks_office(self) -> bool:
        """Say whether the office that examines first is still to be chosen."""
        return bool(self.offices) and self.chosen.first_organ_id not in {one.id for one in self.offices}

    @property
    def office(self) -> OrganSheet | None:
        """Return the office that was chosen to examine first."""
        return next((one for one in self.offices if one.id == self.chosen.first_organ_id), None)


def chosen_with(case: CaseSheet) -> Choices:
    """Return what was chosen with a draft."""
    marks = case.marks
    return Choices("gaps" in marks, "commitment" in marks, case.line.first_organ_id)


def offices_of(matter: MatterSheet) -> tuple[OrganSheet, ...]:
    """Return the offices that may examine a matter first, by name."""
    first = matter.special.first_review
    if first is None:
        return ()
    found = [one for one in agencies.organs().values() if one.kind == first.kind]
    return tuple(sorted(found, key=lambda one: one.division_code))


def offer(case: CaseSheet, matter: MatterSheet, language: str) -> Offer:
    """Return what may be chosen with a draft now: papers are promised only where nothing but they is missing."""
    chosen, there = chosen_with(case), {one["material"] for one in case.materials}
    later = tuple(one for one in matter.secondary_with(commitment=chosen.commitment) if one.n not in there)
    lacking = [one for one in matter.needed_with(commitment=chosen.commitment) if one.n not in there]
    terms = matter.special.commitment
    names = {one.n: one.name(language) for one in matter.materials}
    stands_for = (
        *(say(matter.conditions[n - 1], language) for n in (terms.conditions if terms else ())),
        *(names[n] for n in (terms.materials if terms else ())),
    )
    return Offer(
        chosen=chosen,
        commitment=terms,
        excluded=bool(terms) and people.is_excluded_from_commitments(case.person_id),
        stands_for=stands_for,
        later=later,
        may_promise=bool(later) and not lacking,
        days=gap_days(matter),
        offices=offices_of(matter),
    )


def read_choices(request: HttpRequest, offered: Offer) -> Choices:
    """Return what a form chose; what is not offered is not taken."""
    office = request.POST.get("first_organ", "")
    known = {str(one.id): one.id for one in offered.offices}
    return Choices(
        gaps="gaps" in request.POST,
        commitment=request.POST.get("way") == "commitment"
        and offered.commitment is not None
        and not offered.excluded,
        first_organ_id=known.get(office, offered.chosen.first_organ_id),
    )
