"""A worker is killed in the middle of its work: everything is heard and made all the same, and nothing twice."""

import re
from collections import Counter

import pytest

from tests.races.city import a_city
from yimen.ground.tests.together import until

pytestmark = pytest.mark.race
LIVES = 14
LIVE = f"""
import django
django.setup()
from datetime import timedelta
from yimen.affairs.cases.tests.make import MONDAY, delivered
from yimen.registers.catalogue import reads
matter = reads.published("MATTER", on=MONDAY.date())
for n in range({LIVES}):
    delivered(matter, at=MONDAY + timedelta(minutes=n))
"""
READ = """
import django
django.setup()
from yimen.means.documents import reads
from yimen.means.documents.models import Document
for number in Document.objects.values_list("pk", flat=True):
    found = reads.document(number)
    print("whole" if reads.by_digest(found.digest) == found and reads.pdf(found)[:5] == b"%PDF-" else number)
"""
WRITES = """SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    WHERE c.relname = %s AND l.mode = 'RowExclusiveLock' AND l.granted"""
LEFT = """SELECT (SELECT count(*) FROM documents_document), (SELECT count(*) FROM notices_message),
    (SELECT count(*) FROM documents_document WHERE state = 'ordered'),
    (SELECT count(*) FROM notices_outgoing WHERE state = 'waiting')"""
PAPERS = ["receipt", "acceptance", "grant", "service", "permit"]
WORDS = ["case_received", "case_accepted", "case_granted", "case_delivered", "publication_planned"]
ABOUT = """SELECT coalesce(p.case_id, t.subject), t.kind FROM {} t LEFT JOIN permits_permit p ON p.id = t.subject"""
DONE = (len(PAPERS) * LIVES, len(WORDS) * LIVES, 0, 0)
WHERE = [  # what it had written to, and not yet committed, when it was killed
    "bus_cursor",
    "documents_document",
    "notices_message",
    "documents_counter",
    "notices_outgoing",
    "documents_counter",
]


@pytest.fixture
def city(tmp_path):
    with a_city(tmp_path) as made:
        done = made.python("-c", LIVE.replace("MATTER", made.matter))
        assert done.returncode == 0, done.stderr[-2000:]
        yield made


def killed_within(city, table: str) -> bool:
    """Start a worker and kill it while it writes to a table; say whether there was still something to write."""
    with city.link() as link:
        worker = city.work()
        until(
            lambda: link.execute(WRITES, [table]).fetchone() or link.execute(LEFT).fetchone() == DONE,
            f"a write to {table}",
        )
        city.kill(worker)
        return link.execute(LEFT).fetchone() != DONE


def test_a_worker_killed_wherever_it_writes_loses_nothing_and_does_nothing_twice(city):
    caught = [killed_within(city, table) for table in WHERE]
    assert sum(caught) > len(WHERE) / 2, "the work was done before it could be broken"

    for _worker in range(2):
        city.work()
    until(lambda: city.rows(LEFT) == [DONE], "the end of the work", seconds=120)

    cases = [case for (case,) in city.rows("SELECT id FROM cases_case")]
    assert len(cases) == LIVES
    for table, kinds in (("documents_document", PAPERS), ("notices_message", WORDS)):
        found = Counter(city.rows(ABOUT.format(table)))
        assert found == Counter((case, kind) for case in cases for kind in kinds)
    assert city.rows("SELECT sum(asked) FROM catalogue_matter") == [(LIVES,)]
    assert city.rows("SELECT listener, error FROM bus_parked") == []
    no_gaps(city)
    files_are_whole(city)
    assert city.python("-m", "yimen", "journal", "seal").returncode == 0
    verified = city.python("-m", "yimen", "journal", "verify")
    assert (verified.returncode, verified.stdout[:9]) == (0, "0 faults;")


def no_gaps(city) -> None:
    """Each kind of document is numbered from one on, and each was said to be issued once."""
    numbers: dict[str, list[int]] = {}
    for kind, number in city.rows("SELECT kind, number FROM documents_document"):
        numbers.setdefault(kind, []).append(int(re.search(r"第(\d+)号", number)[1]))
    assert set(numbers) == set(PAPERS)
    assert all(sorted(found) == list(range(1, LIVES + 1)) for found in numbers.values())
    said = city.rows(
        "SELECT (data->>'document')::bigint FROM journal WHERE type = 'documents.DocumentIssued'"
    )
    assert Counter(said) == Counter(city.rows("SELECT id FROM documents_document"))


def files_are_whole(city) -> None:
    """The file of every document is there under its digest, sealed, and is what was kept."""
    for (digest,) in city.rows("SELECT digest FROM documents_document"):
        assert len(list(city.data.rglob(f"{digest}.sealed"))) == 1
    read = city.python("-c", READ)
    assert (read.returncode, read.stdout.split()) == (0, ["whole"] * LIVES * len(PAPERS)), read.stderr
