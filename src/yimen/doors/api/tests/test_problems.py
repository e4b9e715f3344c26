"""Whatever is wrong, the answer is a problem in the caller's language that names the place; nothing breaks."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.utils.module_loading import import_string

from yimen.affairs.cases.models import Case
from yimen.doors.api import limits
from yimen.doors.api.limits import Buckets
from yimen.doors.api.tests.make import a_caller, a_token, application, fields, handed_in, problem
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db
GIGABYTE = 1024**3


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "There is nothing under this address."),
        ("en-GB,zh;q=0.5", "There is nothing under this address."),
        ("zh;q=0.5, en;q=0.9", "There is nothing under this address."),
        ("en;q=0, *", "此地址下没有内容。"),
        ("en;q=x, zh;q=0.1", "此地址下没有内容。"),
        (";;,,==", "此地址下没有内容。"),
        ("zh-CN", "此地址下没有内容。"),
        ("xx", "此地址下没有内容。"),
    ],
)
def test_a_problem_is_told_in_the_callers_language(language, title):
    caller = a_caller()
    caller.language = language

    assert problem(caller.get("/cases/1"), 404, "unknown")["title"] == title


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en", "fr", "ja"])
@pytest.mark.parametrize("path", ["/cases/1", "/nothing"])
def test_a_problem_says_which_language_it_is_in(language, path):
    caller = a_caller()
    titles = {}
    for one in (language, "en"):
        caller.language = one
        titles[one] = problem(caller.get(path), 404, "unknown")["title"]

    assert (titles[language] == titles["en"]) == (language == "en")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"matter": 5}, "matter"),
        ({"matter": ""}, "matter"),
        ({"matter": "x" * 81}, "matter"),
        ({"matter": None}, "matter"),
        ({"facts": []}, "facts"),
        ({"papers": {}}, "papers"),
        ({"papers": [{"material": "one"}]}, "papers.0.material"),
        ({"papers": [{"material": 1}, {"material": 1000}]}, "papers.1.material"),
        ({"papers": [{"material": 1}] * 201}, "papers"),
        ({"language": "de"}, "language"),
        ({"applicant": {"name": "王秀英"}}, "applicant.id_number"),
        ({"applicant": "王秀英"}, "applicant"),
        ({"priority": 1}, "priority"),
    ],
)
def test_a_field_of_the_wrong_type_is_named(change, field):
    published_matter()

    told = problem(a_caller().post("/cases", application(**change)), 422, "schema")

    assert fields(told) == {field}
    assert Case.objects.count() == 0


def test_every_wrong_field_is_named_at_once():
    told = problem(a_caller().post("/cases", {"matter": 5, "facts": 5}), 422, "schema")

    assert fields(told) == {"matter", "facts", "applicant"}


@pytest.mark.parametrize("level", [0, 6, "five", None, 2.5, [], 10**400])
def test_a_rating_outside_of_its_range_is_refused(level):
    caller = a_caller()

    told = problem(
        caller.post(f"/cases/{handed_in(caller)}/rate", {"level": level, "told_by": "post"}), 422, "schema"
    )

    assert fields(told) == {"level"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"officer": "a\\u0000b"}',
        b'{"officer": "\\ud800"}',
        b'{"officer": NaN}',
        b'{"facts": {"a": Infinity}}',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"facts": ' + b"[" * 500 + b"]" * 500 + b"}",
        b"9" * 10_000,
    ],
    ids=range(11),
)
@pytest.mark.parametrize("path", ["/cases", "/cases/1/accept", "/webhooks"])
def test_a_body_that_cannot_be_read_is_a_problem(path, body):
    answer = a_caller().post(path, body)

    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", ["null", "5", '"text"', "[]", "true"])
def test_a_body_that_is_no_object_is_refused(body):
    problem(a_caller().post("/cases", body), 422, "schema")


def test_escaped_text_that_can_be_stored_is_taken():
    caller = a_caller()
    case = handed_in(caller)
    body = json.dumps({"reason": "不办了 \\u0000 😀"})

    assert caller.post(f"/cases/{case}/withdraw", body).status_code == 200


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/xml"],
)
def test_a_body_in_another_format_is_refused(kind):
    problem(a_caller().post("/cases", json.dumps(application()), content_type=kind), 415, "media_type")


@pytest.mark.parametrize(
    ("method", "path"),
    [("put", "/cases"), ("patch", "/cases/1"), ("delete", "/cases/1"), ("get", "/cases/1/accept")],
)
def test_a_method_that_an_address_does_not_know_is_a_problem(method, path):
    answer = getattr(Client(), method)(
        f"/api/v1{path}", headers={"Authorization": f"Bearer {a_caller().token}"}
    )

    problem(answer, 405, "method")
    assert answer["Allow"]


def test_a_nul_in_an_address_is_a_problem():
    problem(a_caller().get("/matters?q=%00"), 400, "unreadable")


class Endless:
    """A body that must not be read."""

    def read(self, *_size: int) -> bytes:
        pytest.fail("the body was read")

    readline = read


@pytest.mark.parametrize(
    "length", [GIGABYTE, configured.MAX_BODY_BYTES + 1, configured.DATA_UPLOAD_MAX_MEMORY_SIZE + 1]
)
def test_a_body_that_is_too_long_is_refused_unread(length):
    caller = a_caller()
    words = {"CONTENT_LENGTH": str(length), "wsgi.input": Endless()}

    problem(caller.post("/cases", **words), 413, "too_large")


@pytest.mark.parametrize("length", ["-1", "x", "1e9", "9" * 30, "9" * 5000])
def test_a_length_that_is_no_length_is_a_problem(length):
    answer = a_caller().post("/cases", **{"CONTENT_LENGTH": length, "wsgi.input": Endless()})

    assert answer.status_code in {400, 413}
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_just_under_the_limit_is_read():
    body = json.dumps(application(language="x" * (configured.DATA_UPLOAD_MAX_MEMORY_SIZE - 2000)))

    problem(a_caller().post("/cases", body), 422, "schema")


@pytest.mark.parametrize(
    ("header", "status"),
    [({"HTTP_TRANSFER_ENCODING": "chunked"}, 411), ({"CONTENT_LENGTH": str(GIGABYTE)}, 413)],
)
def test_a_gigabyte_is_refused_by_the_server_without_being_taken(header, status):
    said = []
    environ = {**RequestFactory()._base_environ(), "REQUEST_METHOD": "POST", "PATH_INFO": "/api/v1/cases"}
    environ |= {"CONTENT_TYPE": "application/json", "wsgi.input": Endless(), **header}
    served = import_string("yimen.site.served.application")

    with ThreadPoolExecutor(1) as server:
        answer = server.submit(lambda: b"".join(served(environ, lambda *words: said.append(words)))).result()

    assert (said[0][0][:3], json.loads(answer)["status"]) == (str(status), status)


def test_our_own_mistake_is_a_problem_that_tells_nothing_of_the_inside():
    caller = a_caller()
    caller.browser.raise_request_exception = False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE api_webhook")
        answer = caller.get("/webhooks")
        transaction.set_rollback(True)

    problem(answer, 500, "broken")
    assert "api_webhook" not in answer.content.decode()


def test_a_client_that_calls_too_often_has_to_wait(settings):
    settings.API_CALLS_PER_MINUTE = 3
    caller, other = a_caller(), a_caller("second")
    assert [caller.get("/cases").status_code for _n in range(3)] == [200] * 3

    answer = caller.get("/cases")

    problem(answer, 429, "too_often")
    assert 1 <= int(answer["Retry-After"]) <= 20
    assert other.get("/cases").status_code == 200


def test_processes_that_serve_together_keep_the_limit_together(settings):
    settings.API_CALLS_PER_MINUTE, settings.PROCESSES = 5, 2
    caller = a_caller()

    answers = [caller.get("/cases").status_code for _n in range(3)]

    assert answers == [200, 200, 429]
    assert [limits.share(limit) for limit in (36_000, 1, 0)] == [18_000, 1, 0]


def test_a_second_token_is_no_second_allowance(settings):
    settings.API_CALLS_PER_MINUTE = 2
    caller = a_caller()
    caller.get("/cases")
    caller.get("/matters")

    caller.token = a_token()

    problem(caller.post("/cases/1/rate", {"level": 5, "told_by": "post"}), 429, "too_often")


def test_no_limit_is_set_by_zero(settings):
    settings.API_CALLS_PER_MINUTE = 0
    caller = a_caller()

    assert {caller.get("/webhooks").status_code for _n in range(50)} == {200}


def test_time_gives_calls_back_but_never_more_than_a_minutes():
    buckets = Buckets()
    assert [buckets.take("a", per_minute=2, at=100.0) for _n in range(3)] == [0, 0, 30]

    assert buckets.take("a", per_minute=2, at=115.0) == 15
    assert buckets.take("a", per_minute=2, at=130.0) == 0
    assert [buckets.take("a", per_minute=2, at=9000.0) > 0 for _n in range(3)] == [False, False, True]


def test_refused_calls_do_not_lengthen_the_wait():
    buckets = Buckets()
    buckets.take("a", per_minute=1, at=0.0)

    waits = [buckets.take("a", per_minute=1, at=float(n)) for n in (10, 20, 59)]

    assert waits == pytest.approx([50, 40, 1])
    assert buckets.take("a", per_minute=1, at=60.0) == 0
