"""Papers through the interface: a file or a reference, never neither, never twice; and where the input is wrong."""

import pytest

from yimen.doors.api.tests.make import (
    APPLICANT,
    BODIES,
    PAPERS,
    a_caller,
    a_case,
    a_stranger,
    application,
    fields,
    handed_in,
    problem,
)
from yimen.ground.files.tests.make import pdf, photo, saved
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def sent(caller, data: bytes = b"", name: str = "plan.pdf", **more) -> str:
    kind = more.pop("content_type", "application/octet-stream")
    answer = caller.post(f"/files?name={name}", data or saved(pdf()), content_type=kind, **more)
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def test_a_file_is_sent_handed_in_and_read_again():
    published_matter()
    caller = a_caller()
    file = sent(caller)
    case = a_case(caller, papers=[PAPERS[0], {"material": 2, "file": file}])

    paper = caller.get(f"/cases/{case}").json()["papers"][1]
    answer = caller.get(f"/cases/{case}/files/{paper['file_id']}")

    assert (paper["via"], paper["file_id"]) == ("file", file)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    problem(a_stranger().get(f"/cases/{case}/files/{file}"), 404, "unknown")
    problem(caller.get(f"/cases/{case}/files/1"), 404, "unknown")


def test_a_file_sent_again_under_its_key_is_one_file():
    caller = a_caller()
    data = photo()
    file = sent(caller, data, "a.jpg", key="k-1")

    assert sent(caller, data, "a.jpg", key="k-1") == file
    problem(caller.post("/files?name=b.jpg", data, key="k-1"), 422, "key_reused")


@pytest.mark.parametrize(("data", "code"), [(b"no picture at all", "kind"), (b"", "empty")])
def test_what_is_no_photo_and_no_pdf_is_refused(data, code):
    answer = a_caller().post("/files", data, content_type="application/octet-stream")

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_file_larger_than_the_limit_is_refused_unread(settings):
    settings.MAX_BODY_BYTES = 1000

    problem(a_caller().post("/files", b"x" * 1001, content_type="application/pdf"), 413, "too_large")


def test_the_file_of_another_client_is_not_taken():
    file = sent(a_stranger())
    caller = a_caller()
    published_matter()

    problem(
        caller.post("/cases", application(papers=[PAPERS[0], {"material": 2, "file": file}])), 422, "unknown"
    )


@pytest.mark.rule("A-104")
@pytest.mark.parametrize(
    ("papers", "place", "code"),
    [
        ([PAPERS[0], {"material": 2}], "papers.1.reference", "papers"),
        ([{"material": 1, "reference": " "}], "papers.0.reference", "papers"),
        ([*PAPERS, PAPERS[0]], "papers.2", "papers"),
        ([*PAPERS, {"material": 9, "reference": "R-9"}], "papers.2.material", "unlisted"),
    ],
)
def test_a_paper_that_is_nowhere_or_there_twice_is_named(papers, place, code):
    published_matter()

    assert fields(problem(a_caller().post("/cases", application(papers=papers)), 422, code)) == {place}


@pytest.mark.parametrize(
    ("change", "audience", "place"),
    [
        ({"id_number": "440981199001010018"}, "legal", "applicant.id_number"),
        ({"phone": "abc"}, "legal", "applicant.phone"),
        ({"id_kind": "uscc", "id_number": "11511300008778693M"}, "natural", "applicant.id_kind"),
    ],
)
def test_what_is_wrong_with_the_applicant_is_named(change, audience, place):
    published_matter(audience=["natural", audience])
    caller = a_caller()

    answer = caller.post("/cases", application(applicant={**APPLICANT, **change}))

    assert (answer.status_code, fields(answer.json())) == (422, {place})


@pytest.mark.parametrize(
    ("act", "body", "place"),
    [
        ("charge", {"fee": 9}, "fee"),
        ("plan-check", {**BODIES["plan-check"], "planned_at": "2020-01-01T00:00:00Z"}, "planned_at"),
        ("ask", {"items": [*BODIES["ask"]["items"], {"reason": "?", "material": 9}]}, "items.1"),
    ],
)
def test_the_place_of_a_refusal_is_named_as_the_input_has_it(act, body, place):
    caller = a_caller()
    case = handed_in(caller)
    if act == "charge":
        caller.post(f"/cases/{case}/accept", BODIES["accept"])

    answer = caller.post(f"/cases/{case}/{act}", body)

    assert (answer.status_code, fields(answer.json())) == (422, {place})


@pytest.mark.rule("A-302")
def test_a_stranger_to_a_check_is_named():
    caller = a_caller()
    case = handed_in(caller)
    caller.post(f"/cases/{case}/plan-check", BODIES["plan-check"])
    (check,) = caller.get(f"/cases/{case}").json()["checks"]

    told = problem(
        caller.post(f"/cases/{case}/record-check", {**BODIES["record-check"], "check": check["n"]}),
        422,
        "not_named",
    )

    assert fields(told) == {"officer"}
