"""Ordering and making documents: what is refused, what waits, what is tried again, what anyone may find."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation.reloader import translation_file_changed

from yimen.ground.files import acts as files
from yimen.ground.life import Refused
from yimen.ground.together import Reading
from yimen.means.documents import acts, courtesy, reads, rendering, rules
from yimen.means.documents.models import Document
from yimen.means.documents.tests.make import AT, DATA, standing
from yimen.means.documents.tests.test_documents import ordered, words_of

pytestmark = pytest.mark.django_db
LOCALE_PATHS = configured.LOCALE_PATHS
DECLINED = {"ground": "not_competent", "competent_organ": "高州市公安局"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PUBLIC_URL = "http://127.0.0.1:8000"


def refusal(kind: str, **changes: object) -> str:
    with pytest.raises(Refused) as refused:
        ordered(kind, **changes)
    assert not Document.objects.exists()
    return refused.value.code


def test_a_kind_that_does_not_exist_is_refused():
    assert refusal("poem") == "unknown"


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("ending", {"ended_on": "yesterday", "how": "lapsed"}),
        ("ending", {"ended_on": "2026-02-30", "how": "lapsed"}),
        ("ending", {"ended_on": "2026-03-02", "how": "burnt"}),
        ("supplement", {"items": "one text", "respond_by_on": "2026-03-20"}),
    ],
)
def test_what_could_not_be_written_is_refused_when_ordered(kind, changes):
    assert refusal(kind, **changes) == "malformed"


@pytest.mark.rule("A-202")
def test_who_is_not_competent_names_who_is(tmp_path):
    assert refusal("non_acceptance", ground="not_competent") == "incomplete"

    acts.issue(ordered("non_acceptance", **DECLINED), at=AT)
    text = words_of(reads.pdf(reads.documents_of(77)[0]), tmp_path)
    assert "请向高州市公安局提出申请" in text
    assert "根据《中华人民共和国行政许可法》第三十二条，决定不予受理" in text


@pytest.mark.rule("A-506")
@pytest.mark.parametrize("name", sorted(rules.ALWAYS))
def test_no_document_goes_out_without_what_every_document_says(name):
    assert refusal("grant", **{name: ""}) == "incomplete"


@pytest.mark.rule("A-509")
def test_where_reconsideration_comes_first_the_document_says_so():
    said = "".join(rules.remedies({**DATA, "reconsideration_first": True}))

    assert "应当先自知道本决定之日起六十日内向高州市人民政府申请行政复议" in said
    assert "也可以" not in said
    assert "六个月" not in said


@pytest.mark.rule("A-509")
def test_a_notice_of_acceptance_says_what_to_do_about_silence():
    days = {"accepted_on": "2026-03-02", "promised_due_on": "2026-03-09", "statutory_due_on": "2026-03-30"}

    assert "先向高州市人民政府申请行政复议" in "".join(rules.BODIES["acceptance"]({**DATA, **days}).remedies)
    assert rules.BODIES["acceptance"]({**DATA, **days, "court": ""}).remedies == []


def test_what_is_no_licence_cites_no_licensing_law():
    body = rules.BODIES["non_acceptance"]({**DATA, "licensing": False})

    assert "行政许可" not in "".join(body.paragraphs + body.remedies)


LETTER = {**DATA, "reach": "网址", "code": "码", "why": "", "starts": "", "place": "", "chair": ""}
RECORD = {"present": "", "points": [], "signatures": "", "minutes": [], "shown_applicant": "王**"}
LETTERS = ["interest_notice", "hearing_right", "hearing_notice", "hearing_public", "hearing_record"]


@pytest.mark.rule("A-303", "A-702")
@pytest.mark.parametrize("kind", LETTERS)
def test_letters_of_what_is_no_licence_cite_no_licensing_law(kind):
    body = rules.BODIES[kind]({**LETTER, **RECORD, "licensing": False})

    assert "行政许可" not in "".join(body.paragraphs)


@pytest.mark.rule("A-701", "A-704")
def test_the_notice_of_a_hearing_calls_no_absence_a_waiver():
    assert "放弃" not in "".join(rules.BODIES["hearing_notice"](LETTER).paragraphs)


@pytest.mark.rule("A-208")
def test_a_day_until_which_something_is_to_be_done_is_counted_in():
    body = rules.BODIES["supplement"]({**DATA, "respond_by_on": "2026-03-09", "items": ["申请书"]})

    assert "请于2026年3月9日（含当日）前补正" in "".join(body.remedies)


@pytest.mark.parametrize("how", list(rules.ENDINGS))
def test_a_case_that_ends_without_a_decision_says_how(how, tmp_path):
    acts.issue(ordered("ending", how=how, ended_on="2026-03-12"), at=AT)

    text = words_of(reads.pdf(reads.documents_of(77)[0]), tmp_path)
    assert "2026年3月12日" in text
    assert "不影响你（单位）重新提出申请" in text


def test_a_document_that_cannot_be_made_holds_up_no_other_and_is_tried_again(monkeypatch):
    bad, good = ordered(cause="bad", applicant="坏"), ordered(cause="good")
    real = rendering.pdf

    def failing(kind, data, **words):
        if data["applicant"] == "坏":
            raise RuntimeError("no ink")
        return real(kind, data, **words)

    with monkeypatch.context() as trouble:
        trouble.setattr(rendering, "pdf", failing)
        assert acts.issue_waiting(at=AT) == 1
        assert acts.issue_waiting(at=AT + timedelta(seconds=1)) == 0
    assert (reads.document(bad).state, reads.document(bad).number) == ("ordered", "")
    assert reads.document(good).number.endswith("第000001号")
    assert [(one.id, one.tries, one.trouble) for one in standing()[1]] == [(bad, 1, "RuntimeError: no ink")]

    assert acts.issue_waiting(at=AT + timedelta(seconds=2)) == 1
    assert reads.document(bad).number.endswith("第000002号")
    assert standing()[1] == []
    assert standing()[0] == 0


def test_pauses_grow_up_to_an_hour():
    assert [rules.pause(tries) for tries in (1, 2, 3, 11, 12, 30000)] == [2, 4, 8, 2048, 3600, 3600]


@pytest.mark.rule("A-208")
def test_each_organ_kind_and_year_counts_for_itself():
    one = ordered(cause="1")
    other_kind = ordered("refusal", cause="2")
    next_year = acts.order("grant", subject=77, organ_id=5, data=DATA, cause="3", at=AT.replace(year=2027))
    other_organ = acts.order(
        "grant", subject=77, organ_id=6, data={**DATA, "short": "高民"}, cause="4", at=AT
    )
    acts.issue_waiting(at=AT)

    numbers = [reads.document(document).number for document in (one, other_kind, next_year, other_organ)]
    assert numbers == [
        "高市监准字〔2026〕第000001号",
        "高市监不准字〔2026〕第000001号",
        "高市监准字〔2027〕第000001号",
        "高民准字〔2026〕第000001号",
    ]


def test_the_large_edition_is_larger_and_says_the_same(tmp_path):
    words = {"number": "n", "address": "http://127.0.0.1/", "at": AT}
    small, large = (
        rendering.pdf("refusal", DATA, **words),
        rendering.pdf("refusal", {**DATA, "large": True}, **words),
    )

    plain = [re.sub(r"n·\d/\d", "", words_of(one, tmp_path)) for one in (small, large)]
    assert set(plain[0]) == set(plain[1])
    assert "六个月内依法" in plain[1]
    assert large != small


@pytest.mark.parametrize("count", [0, 1, 200])
def test_lists_of_any_length_are_set(count, tmp_path):
    items = [f"第{n}项：缺页" for n in range(count)]
    body = {**DATA, "items": items, "respond_by_on": "2026-03-20"}

    text = words_of(
        rendering.pdf("supplement", body, number="n", address="http://127.0.0.1/", at=AT), tmp_path
    )
    assert all(item in text for item in items)


def test_very_long_words_stay_on_the_page(tmp_path):
    long = {
        **DATA,
        "organ": "高州市" + "发展和改革" * 8 + "局",
        "applicant": "长" * 300,
        "matter": "M" * 300,
        "facts": "因" * 5000,
    }

    assert "长" * 300 in words_of(
        rendering.pdf("grant", long, number="n", address="http://127.0.0.1/", at=AT), tmp_path
    )


def test_a_document_outlives_the_forgetting_of_an_equal_file():
    document = ordered()
    acts.issue(document, at=AT)
    data = reads.pdf(reads.document(document))
    copy = files.keep(data, "copy.pdf", by="account:1", at=AT)

    files.forget_abandoned(at=AT + timedelta(days=40000))

    assert copy
    assert reads.pdf(reads.document(document)) == data


def test_a_document_is_found_by_its_file_or_its_code_as_typed(client):
    acts.issue(ordered(), at=AT)
    document = reads.documents_of(77)[0]
    place = f"/verify/{document.code}/"
    given = SimpleUploadedFile("d.pdf", reads.pdf(document))

    assert client.post("/verify/", {"file": given})["Location"] == place
    for typed in (document.code, f"  {document.code.lower()} ", f"http://127.0.0.1:8000{place}"):
        assert client.post("/verify/", {"code": typed})["Location"] == place


@pytest.mark.parametrize(
    "words", [{}, {"code": "x"}, {"code": "1-AAAAAAAAAA"}, {"code": "9" * 500}, {"code": "\u0661-x"}]
)
def test_what_is_no_document_is_told_and_what_was_typed_stays(client, words):
    answer = client.post("/verify/", words, headers={"Accept-Language": "en"})

    assert answer.status_code == 422
    assert words.get("code", "")[:200] in answer.content.decode()


def test_a_foreign_file_is_no_document(client):
    answer = client.post("/verify/", {"file": SimpleUploadedFile("d.pdf", b"%PDF-1.7 forged")})

    assert answer.status_code == 422
    assert client.get("/verify/").status_code == 200


@pytest.mark.rule("A-1001")
def test_a_file_is_compared_byte_for_byte(client):
    acts.issue(ordered(), at=AT)
    document = reads.documents_of(77)[0]
    data = reads.pdf(document)

    for given, same in ((data, True), (data + b" ", False), (b"", False)):
        answer = client.post(f"/verify/{document.code}/", {"file": SimpleUploadedFile("d.pdf", given)})
        assert answer.context["same"] is same


def test_a_document_still_being_made_cannot_be_compared(client):
    document = reads.document(ordered())

    answer = client.post(f"/verify/{document.code}/", {"file": SimpleUploadedFile("d.pdf", b"x")})
    assert answer.status_code == 200
    assert answer.context["same"] is None


def test_a_document_opens_only_for_whom_its_subject_lets(client, monkeypatch):
    monkeypatch.setattr(reads, "_readers", [])
    document = ordered()
    acts.issue(document, at=AT)
    assert client.get(f"/documents/{document}/").status_code == 404

    reads.register_reader(
        lambda subject: Reading(
            Document.objects.filter(subject=subject), lambda rows: rows[0] if rows else None
        ),
        lambda request, subject, found: found.subject == 77 and request.GET.get("code") == "right",
    )

    assert client.get(f"/documents/{document}/?code=wrong").status_code == 404
    answer = client.get(f"/documents/{document}/?code=right")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "no-store" in answer["Cache-Control"]


def test_what_ends_before_it_is_made_is_not_made():
    document = ordered()

    assert acts.revoke(77, ["grant"], reason="许可已撤销", by="account:1", at=AT) == 1

    assert not acts.issue(document, at=AT)
    assert acts.issue_waiting(at=AT) == 0
    assert reads.document(document).state == "revoked"


@pytest.mark.parametrize("language", ["zh-hant", "en", "fr", "ja"])
@pytest.mark.parametrize("kind", ["refusal", "grant"])
def test_a_page_in_the_readers_language_follows_the_record(language, kind, tmp_path):
    words = {"number": "高市监准字〔2026〕第000001号", "address": "http://127.0.0.1/", "at": AT}

    text = words_of(rendering.pdf(kind, {**DATA, "language": language}, **words), tmp_path)

    record, page = text[: text.index("1/2")], text[text.index("1/2") :]
    assert "高州市市场监督管理局" in record
    assert words["number"] in page
    assert "高州市人民法院" in page


@pytest.mark.parametrize("language", ["", "zh-hans", "xx", None])
def test_who_reads_the_record_gets_no_further_page(language, tmp_path):
    text = words_of(
        rendering.pdf("grant", {**DATA, "language": language}, number="n", address="a", at=AT), tmp_path
    )

    assert "1/1" in text


def test_the_page_in_the_readers_language_says_that_it_is_no_record():
    page = courtesy.page("refusal", {**DATA, "language": "en"}, number="n", day=AT.date())

    assert "no legal force" in page["note"]
    assert "within 60 days" in page["remedies"][0]
    assert "6 months" in page["remedies"][0]
    first = courtesy.page(
        "refusal", {**DATA, "language": "en", "reconsideration_first": True}, number="n", day=AT.date()
    )
    assert "6 months" not in first["remedies"][0]


@pytest.mark.rule("J-301")
def test_no_record_is_ordered_while_the_words_of_its_language_are_not_loaded(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    translation_file_changed(None, tmp_path / "django.mo")
    try:
        with pytest.raises(RuntimeError, match="zh-hans"):
            ordered("grant")
    finally:
        settings.LOCALE_PATHS = LOCALE_PATHS
        translation_file_changed(None, tmp_path / "django.mo")
    assert not Document.objects.exists()
