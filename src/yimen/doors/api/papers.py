"""Papers as programs hand them in: each a file sent before or a reference to where it is held, and none twice."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from yimen.affairs.cases.acts import Paper
from yimen.doors.api.problems import Problem
from yimen.doors.api.schemas import PaperIn
from yimen.ground.files import acts as files
from yimen.registers.catalogue.reads import MatterSheet


def papers_of(given: Sequence[PaperIn]) -> list[Paper]:
    """Return the papers. Raises Problem at each that is nowhere, or that stands there twice."""
    places = [*_nowhere(given), *_twice(given)]
    if places:
        raise Problem(422, places[0]["message"], "papers", places)
    return [Paper(one.material, int(one.file) if one.file else None, one.reference.strip()) for one in given]


def _nowhere(given: Sequence[PaperIn]) -> list[dict[str, str]]:
    words = _("Give the file of this paper, or a reference to where it is held.")
    return [
        {"field": f"papers.{n}.reference", "message": words}
        for n, one in enumerate(given)
        if bool(one.file) == bool(one.reference.strip())
    ]


def _twice(given: Sequence[PaperIn]) -> list[dict[str, str]]:
    words = _("This paper stands in the list twice.")
    keys = [(one.material, one.file, one.reference.strip()) for one in given]
    return [{"field": f"papers.{n}", "message": words} for n, key in enumerate(keys) if key in keys[:n]]


def listed(given: Sequence[PaperIn], matter: MatterSheet) -> None:
    """Raise Problem at each paper that the matter does not list (A-104, E-117)."""
    known = {one.n for one in matter.materials}
    words = _("This paper is not in the published list of the matter.")
    places = [
        {"field": f"papers.{n}.material", "message": words}
        for n, one in enumerate(given)
        if one.material not in known
    ]
    if places:
        raise Problem(422, words, "unlisted", places)


def claim(papers: Iterable[Paper], case_id: int, *, by: str) -> None:
    """Tie the files among some papers to their case. Raises Refused for one that this client did not send."""
    sent = [one.file_id for one in papers if one.file_id]
    if sent:
        files.attach(sent, f"case:{case_id}", by=by.partition("/")[0])
