"""Shows the archive of the city: records of some cases, a hand-over, a request for destruction, one that a check sent back."""

from datetime import datetime, timedelta
from typing import Final

from yimen.affairs.archives import acts as archives
from yimen.affairs.archives import lists, reads
from yimen.affairs.archives.acts import packing
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import Application, Channel, Paper
from yimen.ground.bus import hearing
from yimen.ground.calendar.reads import calendar
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.files import store
from yimen.means.documents import acts as documents
from yimen.means.documents import reads as document_reads
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import Filters
from yimen.registers.people import reads as people

ORGAN: Final = "scjgj"
OWN, SECOND, CITY = "ar_scjgj_a", "archivist", "city_archivist"
LONG_AGO: Final = datetime(2015, 3, 2, 9, 30, tzinfo=SHANGHAI)
SHOWN: Final = 8
GIVEN: Final = 3


def show(*, until: datetime) -> None:
    """Do what archivists do, with a few records; the worker makes the others. Done once."""
    organ = agencies.by_key(ORGAN).id
    if lists.handovers([organ]) or people.account_named(OWN) is None:
        return
    _old_records(organ, until)
    ended = [line.id for line in case_reads.ended([organ], size=60).lines if line.state == "closed"]
    if len(ended) <= SHOWN:
        return
    _lose_a_document(ended[SHOWN], until)
    for case in ended[:SHOWN]:
        _pack(case, until)
    _hand_over(organ, until)


def _actor(name: str) -> str:
    return f"account:{people.account_named(name)}"


def _issue(case: int, at: datetime) -> None:
    for one in document_reads.documents_of(case):
        documents.issue(one.id, at=at)


def _pack(case: int, at: datetime) -> None:
    _issue(case, at)
    packing.pack(archives.order(case, at=at), at=at + timedelta(minutes=1))


def _old_records(organ: int, until: datetime) -> None:
    """Two applications of long ago that were taken back, archived only now: their ten years are over."""
    found = catalogue.search("", filters=Filters(audience="natural", organ_id=organ), language="zh-hans")
    matter = catalogue.version(found.lines[0].version_id)
    person = people.person(people.account_named("citizen05") or 0)
    if person is None:
        return
    kept = []
    for n in range(2):
        at = LONG_AGO + timedelta(days=n)
        papers = [Paper(one.n, reference="历史材料") for one in matter.needed]
        application = Application(
            matter=matter, person=person, facts={}, papers=papers, channel=Channel.WINDOW
        )
        case = cases.submit(application, by=f"person:{person.id}", at=at, calendar=calendar())
        cases.withdraw(case, reason="不再经营", by=f"person:{person.id}", at=at + timedelta(hours=4))
        hearing.hear_all(at=until)
        _pack(case, until)
        main = reads.main_of(case)
        if main and main.kept:
            kept.append(main.id)
    words = "撤回申请类办件，保管期限届满，经鉴定无继续保存价值，申请销毁。"
    if kept:
        archives.ask_to_destroy(organ, kept, appraisal=words, by=_actor(OWN), at=until)


def _lose_a_document(case: int, until: datetime) -> None:
    """A disk lost the bytes of a document: the check finds it, and the record goes back to the organ with the reason."""
    _issue(case, until)
    lost = document_reads.documents_of(case)[0]
    store.erase(lost.digest, suffixes=(document_reads.SEALED,))
    packing.pack(archives.order(case, at=until), at=until + timedelta(minutes=1))


def _hand_over(organ: int, until: datetime) -> None:
    """Hand some records over for early custody, signed by both; and put a second list together."""
    ready = [one.id for one in reads.for_custody([organ])]
    if len(ready) <= GIVEN:
        return
    later = until + timedelta(minutes=5)
    done = archives.draft_handover(organ, ready[:GIVEN], why="custody", by=_actor(OWN), at=later)
    archives.sign(done, by=_actor(OWN), at=later)
    archives.receive(done, by=_actor(CITY), at=later + timedelta(minutes=30))
    archives.draft_handover(organ, ready[GIVEN:], why="custody", by=_actor(SECOND), at=later)
