"""Exchange records through the interface: by cursor, of the own organs alone, in order and without gaps (H-501 to H-503)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.affairs.cases.exchange import LEVELS
from yimen.doors.api.tests.make import LIFE, a_caller, a_case, a_stranger, handed_in, problem, settle
from yimen.registers.catalogue.tests.make import CONTENT, ORGAN_USCC


@pytest.mark.rule("H-501", "H-502", "H-503")
def test_records_are_read_from_a_cursor_on(transactional_db):
    caller = a_caller()
    case = handed_in(caller)
    settle()
    begin = caller.get("/exchange/cases").json()
    for act, body in LIFE:
        caller.post(f"/cases/{case}/{act}", body)
    settle()

    after = caller.get("/exchange/cases", cursor=begin["next"]).json()

    assert {one["record"] for one in begin["items"]} == {"process", "material"}
    kinds = [one["record"] for one in after["items"]]
    assert kinds.count("accept") == 1
    assert {"accept", "process", "result"} <= set(kinds)
    accept = next(one for one in after["items"] if one["record"] == "accept")
    assert accept["事项编码"] == ORGAN_USCC + "4" + CONTENT["base_code"]
    assert accept["行政区划代码"] == "440981000000"
    by = {one["办理人"] for one in after["items"] if one["record"] == "process"}
    assert not [who for who in by if ":" in who]
    results = [one["满意度"] for one in after["items"] if one["record"] == "result"]
    assert (results[0], results[-1]) == ("", LEVELS[5])  # decided, and then rated
    assert caller.get("/exchange/cases", cursor=after["next"]).json()["items"] == []
    whole = caller.get("/exchange/cases").json()["items"]
    assert [(one["record"], one["key"], one["版本"]) for one in whole] == [
        (one["record"], one["key"], one["版本"]) for one in begin["items"] + after["items"]
    ]


def test_other_organs_see_nothing_and_a_foreign_cursor_is_refused(transactional_db):
    caller = a_caller()
    handed_in(caller)
    settle()

    assert a_stranger().get("/exchange/cases").json()["items"] == []
    wrong = caller.get("/exchange/cases", cursor="x")
    assert problem(wrong, 422, "cursor")["errors"][0]["field"] == "cursor"


def test_cases_are_read_together(transactional_db):
    caller = a_caller()
    handed_in(caller)
    settle()
    with CaptureQueriesContext(connection) as one:
        caller.get("/exchange/cases")
    for _n in range(4):
        a_case(caller)
    settle()

    with CaptureQueriesContext(connection) as many:
        caller.get("/exchange/cases")

    assert len(many) - len(one) <= 4 + 1  # the documents of each case, nothing else
