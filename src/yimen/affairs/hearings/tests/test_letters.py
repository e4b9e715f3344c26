"""Letters go to the right people and say what the law wants; the decision carries the record."""

import json

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.tests.desk import browser, officer, stranger
from yimen.affairs.cases.tests.make import DAYS, MONDAY, QIAN, ZHAO, wang
from yimen.affairs.cases.tests.make import state as case_state
from yimen.affairs.cases.tests.special import GAPS, promised
from yimen.affairs.hearings import acts, gates, reads, records
from yimen.affairs.hearings.models import Party
from yimen.affairs.hearings.tests.make import (
    TOUCHED,
    WINDOW,
    asked,
    closed,
    hear,
    on,
    public_case,
    set_up,
    told,
    touching,
    with_neighbour,
    withdraw,
)
from yimen.ground import vault
from yimen.ground.clock import now
from yimen.ground.tests.asked import asked as asked_of_database
from yimen.ground.together import read_together
from yimen.means.documents import acts as documents
from yimen.means.documents import reads as document_reads
from yimen.means.documents.models import Document
from yimen.means.documents.rules import BODIES
from yimen.means.notices import reads as notices
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db


def letters(subject: int) -> list[str]:
    return [one.kind for one in document_reads.documents_of(subject)]


def body(subject: int, kind: str) -> str:
    row = Document.objects.filter(subject=subject, kind=kind).latest("pk")
    said = BODIES[kind](json.loads(vault.unseal(row.data, context=documents.CONTEXT)))
    return "\n".join([*said.paragraphs, *(f"{name} {value}" for name, value in said.rows), *said.items])


def neighbour(case: int) -> Party:
    return Party.objects.get(case_id=case, n=1)


@pytest.mark.rule("A-303", "A-702", "A-703")
def test_both_sides_get_their_letters_and_each_only_their_own():
    case = told()
    hear(case, "hearings")
    hear(case, "hearings")  # the worker may hear twice

    assert letters(case) == ["hearing_right"]
    assert letters(neighbour(case).number) == ["interest_notice", "hearing_right"]
    assert "五个工作日内" in body(neighbour(case).number, "interest_notice")
    assert "不承担组织听证的费用" in body(case, "hearing_right")
    assert reads.party(neighbour(case).number).code in body(neighbour(case).number, "hearing_right")
    assert wang().masked_id not in body(neighbour(case).number, "interest_notice")


@pytest.mark.rule("A-701", "A-704")
def test_time_and_place_go_to_everyone_and_to_the_public():
    case = set_up()
    hear(case, "hearings")

    assert "2026年3月17日9时00分" in body(case, "hearing_notice")
    assert "申请回避" in body(neighbour(case).number, "hearing_notice")
    assert "王***" in body(case, "hearing_public") or "王**" in body(case, "hearing_public")
    assert "王秀英" not in body(case, "hearing_public")
    assert [
        one.words
        for one in notices.messages(wang().id).lines
        if "听证" in one.words or "hearing" in one.words
    ]


@pytest.mark.rule("A-701", "A-702")
def test_letters_about_what_is_no_licence_cite_another_law():
    case = told(with_neighbour(touching(kind="09")))
    acts.ask(case, 1, by="party:1", at=on(5), calendar=DAYS)
    hear(set_up(case), "hearings")

    said = [
        body(neighbour(case).number, kind) for kind in ("interest_notice", "hearing_right", "hearing_notice")
    ]
    assert not any("行政许可" in one for one in said)
    assert "根据有关法律、法规、规章关于听证的规定" in said[2]


def test_a_hearing_not_in_public_is_not_announced(client):
    case = set_up(public=False, closed_reason="涉及商业秘密")
    hear(case, "hearings")

    assert "hearing_public" not in letters(case)
    assert client.get(f"/hearings/{case}/").status_code == 404
    assert client.get("/hearings/").context["coming"] == []


@pytest.mark.rule("A-704")
def test_the_record_holds_what_was_said_and_who_signed():
    case = closed()
    hear(case, "hearings")

    said = body(case, "hearing_record")
    for words in ("排烟口距住宅12米", "油烟影响生活", "1．排烟是否扰民", "陈大文已签字", "主持人已签字"):
        assert words in said
    while documents.issue_waiting(at=on(18)):
        pass
    assert all(one.ready for one in document_reads.documents_of(case))


@pytest.mark.rule("A-705", "A-303")
def test_the_decision_document_rests_on_the_record_and_answers_each_view():
    case = closed()
    acts.find_on_record(case, ["净化设备达标", "营业至二十二时"], by=ZHAO, at=on(18))
    acts.speak(case, 1, words="油烟会影响我家。", way="oral", by=ZHAO, at=on(18))
    acts.answer_view(case, 1, adopted=True, answer="要求加装油烟净化设备。", by=ZHAO, at=on(18))
    cases.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=on(18, hour=11))
    cases.grant(case, by=QIAN, at=on(19), calendar=DAYS)
    hear(case, "cases")

    said = body(case, "grant")
    assert "本决定根据听证笔录作出" in said
    assert "关于争议焦点“营业时间”：营业至二十二时" in said
    assert "予以采纳：要求加装油烟净化设备。" in said
    assert "陈大文" not in said


def test_the_file_is_opened_by_the_listener_and_only_once():
    case = public_case()
    hear(case, "hearings")

    assert len(reads.sheet(case).parties) == 1


@pytest.mark.rule("A-706")
def test_the_listener_stops_the_clock_again_for_a_hearing_told_meanwhile():
    case = asked()
    cases.suspend(case, ground="testing", basis="规范", planned_days=5, by=ZHAO, at=on(5))
    set_up(case)
    cases.resume(case, by=ZHAO, at=on(10), calendar=DAYS)
    hear(case, "hearings")

    assert case_state(case) == "suspended"


def test_taken_back_the_hearing_is_dropped_by_the_listener():
    case = set_up()
    withdraw(case, on(10))
    hear(case, "hearings")

    assert reads.head(case).state == "dropped"
    assert reads.announced(on(10).date()) == []


@pytest.mark.rule("A-906")
def test_where_promised_papers_never_came_the_hearing_ends_with_the_case():
    matter = published_matter("GAPS-H", flags=TOUCHED, gaps=GAPS)
    case = promised(matter)
    cases.accept(case, by=WINDOW, at=MONDAY, calendar=DAYS)
    acts.begin(case, by="system", at=MONDAY)
    cases.close_unfilled(case, at=on(17))
    hear(case, "hearings")

    assert reads.head(case).state == "dropped"


def test_what_touches_a_person_is_in_the_copy_they_take():
    case = told()
    Party.objects.filter(case_id=case, n=1).update(person_id=wang().id)

    assert [one["name"] for one in records.part(wang().id)] == ["陈大文"]


class Request:
    def __init__(self, *opened, since=None):
        since = since or now()
        self.session = {gates.SESSION: {str(number): since.isoformat() for number in opened}}
        self.GET, self.META = {}, {}
        self.user = type("Nobody", (), {"is_authenticated": False})()


def may_read(request: Request, number: int) -> bool:
    [known] = read_together(reads.asked_party(number))
    return known is not None and gates.may_read_document(request, number, known)


def test_a_letter_is_read_by_who_showed_its_code_and_by_nobody_else():
    case = told()
    number = neighbour(case).number

    assert may_read(Request(number), number)
    assert not may_read(Request(), number)
    assert not may_read(Request(number), case)


@pytest.mark.rule("F-424")
def test_an_opened_letter_closes_by_itself_and_when_somebody_signs_in():
    number = neighbour(told()).number
    browser = Request(number)

    gates.close_letters(browser)

    assert not may_read(browser, number)
    assert not may_read(Request(number, since=now() - gates.OPEN), number)


def test_a_letter_opens_for_officers_of_its_organ_alone_and_asks_the_database_five_times():
    case = told()
    hear(case, "hearings")
    while documents.issue_waiting(at=on(4)):
        pass
    letter = document_reads.documents_of(neighbour(case).number)[0]
    page, client = f"/documents/{letter.id}/", officer("zhao", Role.REVIEWER)

    assert len(asked_of_database(client, page)) <= 5
    assert stranger().get(page).status_code == 404
    assert browser().get(page).status_code == 404
