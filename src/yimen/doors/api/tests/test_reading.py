"""What a client reads: pages by cursor, unknown numbers, documents, in the caller's language."""

from datetime import timedelta

import pytest

from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.tests import make as cases
from yimen.doors.api.tests.make import (
    MATTER,
    a_caller,
    a_case,
    a_stranger,
    fields,
    granted,
    handed_in,
    problem,
)
from yimen.ground.clock import now
from yimen.means.documents import acts as documents
from yimen.means.documents.models import Document
from yimen.means.documents.tests.make import DATA
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.tests.make import an_organ, published_matter

pytestmark = pytest.mark.django_db
NOT_OURS = [
    "x",
    "0",
    "-1",
    "1' OR 1=1",
    "2026-02-31|1",
    "2026-03-02|",
    "٢٠٢٦-03-02|1",
    "2026-03-02|9999999999999999999",
    "9" * 5000,
]


def walked(caller, path: str, **query: str) -> list[list[dict]]:
    pages, cursor = [], ""
    while True:
        page = caller.get(path, cursor=cursor, **query).json()
        pages.append(page["items"])
        cursor = page["next"]
        if not cursor:
            return pages
        assert len(pages) < 50


def test_open_cases_are_paged_without_gap_or_repetition():
    caller = a_caller()
    matter = published_matter()
    there = {str(cases.submitted(matter, at=now() - timedelta(days=n % 3))) for n in range(103)}

    pages = walked(caller, "/cases")

    assert [len(page) for page in pages] == [50, 50, 3]
    found = [one["id"] for page in pages for one in page]
    assert set(found) == there
    assert len(found) == len(there)


def test_a_page_that_is_exactly_full_is_the_last():
    caller = a_caller()
    matter = published_matter()
    for _n in range(50):
        cases.submitted(matter)

    assert caller.get("/cases").json()["next"] == ""


def test_open_cases_are_narrowed_by_state():
    caller = a_caller()
    one, other = handed_in(caller), a_case(caller)
    caller.post(f"/cases/{other}/accept", {"officer": "li"})

    assert [line["id"] for line in caller.get("/cases", state="submitted").json()["items"]] == [one]
    assert [line["id"] for line in caller.get("/cases", state="accepted").json()["items"]] == [other]


def test_a_state_that_does_not_exist_is_refused_and_not_ignored():
    told = problem(a_caller().get("/cases", state="forgotten"), 422, "state")

    assert fields(told) == {"state"}


@pytest.mark.parametrize("path", ["/cases", "/matters", "/events"])
@pytest.mark.parametrize("cursor", NOT_OURS)
def test_a_cursor_that_is_not_ours_is_refused_and_not_the_beginning(path, cursor):
    told = problem(a_caller().get(path, cursor=cursor), 422, "cursor")

    assert fields(told) == {"cursor"}


def test_a_cursor_takes_the_longest_number_there_will_be():
    assert case_reads.clean_cursor(f"2093-01-01|{2**63 - 1}") == f"2093-01-01|{2**63 - 1}"
    assert case_reads.clean_cursor(f"2093-01-01|{2**63}") == ""


def test_matters_are_paged():
    organ = an_organ()
    codes = {
        published_matter(MATTER[:-3] + f"{n:03}", organ_id=organ).code for n in range(catalogue.PAGE + 1)
    }
    caller = a_caller()

    pages = walked(caller, "/matters")

    assert [len(page) for page in pages] == [catalogue.PAGE, 1]
    assert {one["code"] for page in pages for one in page} == codes


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh-CN", "食品经营许可"),
        ("en", "Food business licence"),
        ("fr", "Licence d'exploitation alimentaire"),
    ],
)
def test_a_matter_is_told_in_the_callers_language(language, name):
    published_matter()
    caller = a_caller()
    caller.language = language

    assert caller.get(f"/matters/{MATTER}").json()["name"] == name
    assert caller.get("/matters", q="开饭店").json()["items"][0]["name"] == name


@pytest.mark.parametrize("code", ["nothing", "%00", "é", "a b", "x" * 3000, "%ff"])
def test_an_unknown_matter_is_unknown(code):
    answer = a_caller().get(f"/matters/{code}")

    assert answer.status_code in {400, 404}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("number", [0, 1, 2**63 - 1, 2**63, 10**30, "9" * 5000])
@pytest.mark.parametrize("path", ["/cases/{}", "/cases/{}/history", "/documents/{}"])
def test_an_unknown_number_is_unknown(path, number):
    problem(a_caller().get(path.format(number)), 404, "unknown")


@pytest.mark.parametrize("number", [0, 1, 2**63 - 1, 2**63, 10**30])
@pytest.mark.parametrize(
    ("act", "body"), [("accept", {"officer": "li"}), ("rate", {"level": 3, "told_by": "post"})]
)
def test_nothing_is_done_to_an_unknown_number(number, act, body):
    problem(a_caller().post(f"/cases/{number}/{act}", body), 404, "unknown")


@pytest.mark.parametrize(
    "path", ["/cases/x", "/cases/-1", "/cases/1.5", "/nothing", "/", "/cases/1/nothing", "/documents/x"]
)
def test_an_unknown_address_is_a_problem_and_no_page(path):
    problem(a_caller().get(path), 404, "unknown")


@pytest.mark.parametrize("case", ["", "x", "-1", "1.5", str(2**63), "9" * 5000])
def test_a_case_number_of_the_wrong_type_is_named(case):
    told = problem(a_caller().get("/documents", case=case), 422, "schema")

    assert fields(told) == {"case"}


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def a_document(case: str) -> int:
    made = documents.order("grant", subject=int(case), organ_id=an_organ(), data=DATA, cause="1", at=now())
    documents.issue(made, at=now())
    return made


def test_a_document_is_listed_and_downloaded(own_folder):
    caller = a_caller()
    case = granted(caller)
    made = a_document(case)

    line = next(one for one in caller.get("/documents", case=case).json() if one["id"] == str(made))
    file = caller.get(f"/documents/{made}")

    assert (line["kind"], line["state"]) == ("grant", "issued")
    assert (file.status_code, file["Content-Type"], file.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert file["Content-Disposition"].startswith("attachment;")


def test_a_document_of_another_organ_is_unknown(own_folder):
    case = granted(a_caller())
    made = a_document(case)
    stranger = a_stranger()

    problem(stranger.get(f"/documents/{made}"), 404, "unknown")
    problem(stranger.get("/documents", case=case), 404, "unknown")


def test_a_document_that_is_not_made_yet_is_still_being_made(own_folder):
    caller = a_caller()
    case = granted(caller)
    made = documents.order("grant", subject=int(case), organ_id=an_organ(), data=DATA, cause="1", at=now())

    assert Document.objects.get(pk=made).digest == ""
    problem(caller.get(f"/documents/{made}"), 409, "unmade")
    problem(a_stranger().get(f"/documents/{made}"), 404, "unknown")
