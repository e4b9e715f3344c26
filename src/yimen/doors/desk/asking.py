"""The one-time notice as an officer fills it in: beside each paper and question what came of it, ticked where nothing did."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, override

from yimen.affairs.cases import reads
from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.desk import showing
from yimen.ground.clock import now
from yimen.ground.files.reads import FileSheet
from yimen.ground.languages.texts import RECORD
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import FieldSheet, MaterialSheet, MatterSheet

LONGEST = 1000


@dataclass(frozen=True)
class Row:
    """One paper or question (by its name) that may be asked for: what came of it, whether and why it is asked for."""

    name: str
    here: bool
    ticked: bool
    reason: str
    sheet: MaterialSheet | None = None
    field: str = ""
    came: tuple[tuple[Any, FileSheet | None], ...] = ()
    answer: str = ""

    @property
    def material(self) -> int:
        """Return the number of the paper, 0 for a question."""
        return self.sheet.n if self.sheet else 0

    @property
    def key(self) -> str:
        """Return the name of its reason in the form."""
        return key_of(self.material, self.field)

    @property
    def asked(self) -> bool:
        """Say whether it is asked for: ticked, or a reason is written."""
        return self.ticked or bool(self.reason.strip())

    @property
    def unexplained(self) -> bool:
        """Say whether something that came is asked for again without a word why."""
        return self.ticked and self.here and not self.reason.strip()

    def missing(self) -> Missing:
        """Return it as the notice says it; what never came needs no other reason."""
        reason = self.reason.strip()[:LONGEST]
        return Missing(reason or _never_came(self.field), material=self.material, field=self.field)


def key_of(material: int, field: str) -> str:
    """Return the name of the reason of a paper or question in the form."""
    return f"f-{field}" if field else f"m{material}"


def _never_came(field: str) -> str:
    """Return the reason on record why something is asked for of which nothing came."""
    with override(RECORD):
        return gettext("Not answered") if field else gettext("Not handed in")


def rows_of_papers(case: CaseSheet, matter: MatterSheet, language: str, typed: QueryDict | None) -> list[Row]:
    """Return the papers of the list; those that are needed and did not come are ticked at the first look (A-204)."""
    came: dict[int, list[tuple[Any, FileSheet | None]]] = defaultdict(list)
    for paper, file in showing.papers_of(case, matter, language):
        came[paper["material"]].append((paper, file))
    wanted = {key_of(one.n, "") for one in reads.missing(matter, there=came.keys(), marks=case.marks)}
    return [
        Row(
            one.name(language),
            here=one.n in came,
            sheet=one,
            came=tuple(came.get(one.n, ())),
            **_said(key_of(one.n, ""), wanted, typed),
        )
        for one in matter.materials
    ]


def rows_of_questions(
    case: CaseSheet, matter: MatterSheet, language: str, typed: QueryDict | None
) -> list[Row]:
    """Return the questions that apply, each with its answer; those that need one and have none are ticked at first."""
    applying = catalogue.kept(matter, {**dict.fromkeys(one.name for one in matter.form), **case.facts})
    wrong = catalogue.check_form(matter, case.facts, today=now().date())
    wanted = {key_of(0, one.field) for one in wrong if one.code == "required"}
    return [
        _row_of_question(one, case.facts.get(one.name), language, wanted, typed)
        for one in matter.form
        if one.name in applying
    ]


def _row_of_question(
    one: FieldSheet,
    value: object,
    language: str,
    wanted: Collection[str],
    typed: QueryDict | None,
) -> Row:
    here = value not in (None, "", [], {})
    return Row(
        one.label(language),
        here=here,
        field=one.name,
        answer=catalogue.answer_in_words(one, value, language, hide=True) if here else "",
        **_said(key_of(0, one.name), wanted, typed),
    )


def _said(key: str, wanted: Collection[str], typed: QueryDict | None) -> dict[str, Any]:
    """Return whether a row is ticked and its reason: as it was sent, or as the form is first shown."""
    if typed is None:
        return {"ticked": key in wanted, "reason": ""}
    return {"ticked": f"t-{key}" in typed, "reason": typed.get(key, "")}
