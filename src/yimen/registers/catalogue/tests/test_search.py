"""Finding matters: by part, everyday word, pinyin and wrong character; narrowed by theme, audience, kind and organ."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.registers.catalogue import acts, reads, searching
from yimen.registers.catalogue.models import Entry
from yimen.registers.catalogue.reads import Filters
from yimen.registers.catalogue.tests.make import AT, ORGAN_USCC, an_organ, content_with, published_matter

pytestmark = pytest.mark.django_db
NAMES = {
    "A": ("食品经营许可", ["准营准办"], ["legal"], "01"),
    "B": ("道路旅客运输经营许可", ["交通运输"], ["legal"], "01"),
    "C": ("婚姻登记", ["婚姻登记"], ["natural"], "07"),
    "D": ("城乡居民基本医疗保险参保登记", ["社会保障"], ["natural"], "20"),
    "E": ("特种设备安全监督检查", ["安全生产"], ["legal"], "06"),
}


@pytest.fixture(autouse=True)
def _city():
    reads.forget()
    organ = an_organ()
    for code, (name, themes, audience, kind) in NAMES.items():
        words = {
            "titles": {"zh-hans": name},
            "summaries": {},
            "search_words": "",
            "themes": themes,
            "audience": audience,
            "kind": kind,
        }
        published_matter(code, organ_id=organ, **words)
    yield
    reads.forget()


def found(text, language="zh-hans", **filters):
    return [line.code for line in reads.search(text, filters=Filters(**filters), language=language).lines]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("食品经营许可", "A"),
        ("食品", "A"),
        ("旅客运输", "B"),
        ("婚", "C"),
        ("医疗保险", "D"),
        ("醫療保險", "D"),  # traditional characters
        ("hunyindengji", "C"),  # pinyin
        ("食品经菅许可", "A"),  # one wrong character
    ],
)
def test_the_matter_that_is_meant_comes_first(text, first):
    assert found(text)[0] == first


def test_a_forgiven_typing_error_is_said():
    assert reads.search("食品经菅许可", filters=Filters(), language="zh-hans").loose
    assert not reads.search("食品经营许可", filters=Filters(), language="zh-hans").loose


def test_where_no_matter_has_all_words_the_rare_ones_say_what_is_meant():
    for n in range(4):
        published_matter(f"CARD-{n}", titles={"zh-hans": f"证件{n}", "en": f"Certificate no. {n}"})
    published_matter("BIRTH", titles={"zh-hans": "生育登记", "en": "Registration of a birth"})

    assert found("birth certificate", "en") == ["BIRTH"]
    assert found("driving certificate", "en")[0].startswith("CARD-")
    assert found("birth birth zeppelin", "en") == ["BIRTH"]


def test_what_is_understood_and_not_offered_is_no_typing_error():
    published_matter("NURSE", titles={"zh-hans": "护士执业注册", "en": "Passing a sport examination"})

    assert found("护照") == found("passport") == found("办护士护照") == []


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "' OR 1=1 --", "& | ! ( ) : *", "\\", "😀", "%", "a" * 5000, "许" * 5000]
)
def test_whatever_is_typed_is_answered(text):
    answer = reads.search(text, filters=Filters(), language="zh-hans")

    assert len(answer.lines) == min(answer.total, reads.PAGE)


@pytest.mark.rule("H-105")
def test_what_an_office_does_of_its_own_accord_is_not_offered():
    assert "E" not in found("")
    assert "E" not in found("特种设备安全监督检查")


def test_a_search_is_narrowed():
    assert set(found("", audience="natural")) == {"C", "D"}
    assert found("", theme="交通运输") == ["B"]
    assert set(found("", kind="01")) == {"A", "B"}
    assert found("许可", kind="07") == []
    assert found("", organ_id=987_654) == []
    assert set(found("", organ_id=an_organ())) == {"A", "B", "C", "D"}


@pytest.mark.parametrize("page", [-1, 0, 2, 10**9])
def test_pages_that_do_not_exist_do_no_harm(page):
    answer = reads.search("", filters=Filters(), language="zh-hans", page=page)

    assert answer.total == 4
    assert len(answer.lines) == (4 if page < 1 else 0)


def test_what_is_asked_for_most_comes_first_without_words():
    for _n in range(3):
        acts.note_asked(reads.published("C", on=date(2026, 2, 1)).matter_id)

    assert found("")[0] == "C"


def test_a_new_version_is_found_under_its_new_name_only():
    version = acts.draft(
        content_with(titles={"zh-hans": "结婚证办理"}, kind="07", search_words="", themes=["婚姻登记"]),
        code="C",
        organ_id=an_organ(),
        by="account:1",
        at=AT,
    )
    acts.load_in_force(version, effective_on=date(2026, 3, 1), by="system:test", at=AT)
    reads.forget()

    assert found("结婚证")[0] == "C"
    assert [
        line.name for line in reads.search("", filters=Filters(theme="婚姻登记"), language="zh-hans").lines
    ] == ["结婚证办理"]


def test_themes_are_counted_among_matters_in_force():
    acts.withdraw(reads.published("B", on=date(2026, 2, 1)).matter_id, reason="取消", by="account:1", at=AT)
    reads.forget()

    assert dict(reads.themes("legal")) == {"准营准办": 1, "安全生产": 1}


def test_a_line_in_another_language_says_that_it_is_a_stand_in():
    published_matter(ORGAN_USCC + "4440125001000")

    lines = {line.code: line for line in reads.search("", filters=Filters(), language="fr").lines}

    assert lines["A"].fallback
    assert (lines[ORGAN_USCC + "4440125001000"].name, lines[ORGAN_USCC + "4440125001000"].fallback) == (
        "Licence d'exploitation alimentaire",
        False,
    )


def test_a_search_costs_one_query_and_a_version_none_the_second_time():
    with CaptureQueriesContext(connection) as asked:
        reads.search("许可", filters=Filters(), language="zh-hans")
    assert len(asked) == 1

    reads.published("A", on=date(2026, 2, 1))
    with CaptureQueriesContext(connection) as again:
        reads.published("A", on=date(2026, 2, 1))
    assert len(again) == 0


def test_a_question_that_is_answered_and_what_one_receives_are_found_beside_the_matters():
    published_matter(
        "F",
        organ_id=an_organ(),
        titles={"zh-hans": "个体工商户登记"},
        search_words="",
        kind="01",
        faqs=[
            {
                "questions": {"zh-hans": "可以用自家住房登记吗？"},
                "answers": {"zh-hans": "可以，须经有利害关系的业主同意。"},
            }
        ],
        results=[{"names": {"zh-hans": "营业执照", "en": "Business licence"}, "type": "certificate"}],
    )

    question = reads.search("自家住房", filters=Filters(), language="zh-hans").beside
    result = reads.search("营业执照", filters=Filters(), language="en").beside

    assert [(one.what, one.code, one.name) for one in question] == [
        ("question", "F", "可以用自家住房登记吗？")
    ]
    assert [(one.what, one.code, one.name) for one in result] == [("result", "F", "Business licence")]


def test_matches_are_counted_by_kind_and_by_organ():
    answer = reads.search("许可", filters=Filters(), language="zh-hans")

    assert [(code, n) for code, _words, n in answer.kinds] == [("01", 2)]
    assert [(organ, n) for organ, _name, n in answer.organs] == [(an_organ(), 2)]


def test_of_very_many_matches_those_named_so_come_first_and_then_what_is_asked_for_most(monkeypatch):
    monkeypatch.setattr(searching, "COUNTED", 1)
    for _n in range(3):
        acts.note_asked(reads.published("B", on=date(2026, 2, 1)).matter_id)

    answer = reads.search("许可", filters=Filters(), language="zh-hans")
    named = reads.search("食品经营许可", filters=Filters(), language="zh-hans")

    assert (answer.more, answer.total, [line.code for line in answer.lines]) == (True, 1, ["B", "A"])
    assert named.lines[0].code == "A"


def test_what_is_suspended_is_not_found_and_comes_back():
    matter = reads.published("A", on=date(2026, 2, 1)).matter_id
    acts.suspend(matter, reason="系统升级", by="account:1", at=AT)
    assert "A" not in found("食品经营许可")

    acts.resume(matter, by="account:1", at=AT)
    assert found("食品经营许可")[0] == "A"


def test_the_search_is_made_anew_for_a_database_from_before():
    Entry.objects.all().delete()
    assert found("婚姻") == []

    assert acts.index_anew(only_if_missing=True) == len(NAMES)
    assert acts.index_anew(only_if_missing=True) == 0
    assert found("婚姻") == ["C"]


def test_a_version_of_the_future_is_found_from_its_day_on():
    later = date.today() + timedelta(days=30)
    version = acts.draft(
        content_with(titles={"zh-hans": "结婚证办理"}, kind="07"),
        code="C",
        organ_id=an_organ(),
        by="account:1",
        at=AT,
    )
    acts.load_in_force(version, effective_on=later, by="system:test", at=AT)

    today = reads.search("结婚证", filters=Filters(), language="zh-hans").lines
    assert [line.name for line in today] == ["婚姻登记"]


@pytest.mark.parametrize("text", ["食品经营", "营业执照食品经菅", "licence food zeppelin", "证"])
def test_no_question_of_a_search_reads_every_entry(text):
    asked: list[tuple[str, object]] = []
    with connection.execute_wrapper(
        lambda execute, sql, given, many, context: (
            asked.append((sql, given)),
            execute(sql, given, many, context),
        )[1]
    ):
        reads.search(text, filters=Filters(), language="zh-hans")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # on so few rows it would always be chosen
        for sql, given in asked:
            cursor.execute(f"EXPLAIN {sql}", given)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Seq Scan on catalogue_entry" not in plan
    assert asked
