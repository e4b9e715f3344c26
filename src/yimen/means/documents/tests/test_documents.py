"""Documents: what they must say, their numbers, their seal, and checking them."""

import re
import subprocess

import pytest

from yimen.ground.bus import journal
from yimen.ground.files import store
from yimen.ground.life import Refused
from yimen.means.documents import acts, reads, rendering, rules
from yimen.means.documents.tests.make import AT, DATA
from yimen.registers.catalogue.tests.make import an_organ

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PUBLIC_URL = "http://127.0.0.1:8000"


def ordered(kind: str = "grant", cause: str = "1", *, organ_id: int = 5, **changes: object) -> int:
    return acts.order(kind, subject=77, organ_id=organ_id, data={**DATA, **changes}, cause=cause, at=AT)


def words_of(pdf: bytes, tmp_path) -> str:
    path = tmp_path / "d.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    return re.sub(r"\s", "", text)


@pytest.mark.rule("A-501", "A-506")
def test_a_decision_says_what_it_must(tmp_path):
    acts.issue(ordered("refusal"), at=AT)

    document = reads.documents_of(77)[0]
    text = words_of(reads.pdf(document), tmp_path)
    for part in (
        "高州市市场监督管理局",
        "不予行政许可决定书",
        document.number,
        "阿卜杜拉·买买提",
        "440***********0017",
        "食品经营许可",
        DATA["matter_code"],
        "食品安全法》第三十五条",
        "场所与幼儿园相距不足",
        "2026年3月2日",
    ):
        assert part.replace(" ", "") in text, part


@pytest.mark.rule("A-507", "A-508")
def test_a_refusal_names_its_remedies(tmp_path):
    acts.issue(ordered("refusal"), at=AT)

    text = words_of(reads.pdf(reads.documents_of(77)[0]), tmp_path)
    assert "六十日内向高州市人民政府申请行政复议" in text
    assert "六个月内依法向高州市人民法院提起行政诉讼" in text
    assert "http://127.0.0.1:8000/help/#remedies" in text


@pytest.mark.rule("A-507", "A-508", "A-209")
@pytest.mark.parametrize("name", ["reason", "reconsideration", "court"])
def test_a_refusal_without_reasons_or_remedies_is_not_made(name):
    with pytest.raises(Refused) as refused:
        ordered("refusal", **{name: ""})

    assert name in str(refused.value.reason)
    assert reads.documents_of(77) == []


@pytest.mark.rule("A-208")
def test_numbers_have_no_gaps_and_documents_are_ordered_once():
    first, second = ordered(cause="1"), ordered(cause="2")
    assert ordered(cause="1") == first

    acts.issue(second, at=AT)
    acts.issue(first, at=AT)

    assert acts.issue(first, at=AT) is False
    assert reads.document(second).number == "高市监准字〔2026〕第000001号"
    assert reads.document(first).number == "高市监准字〔2026〕第000002号"


@pytest.mark.rule("A-208", "A-502", "A-1002")
def test_an_independent_reader_finds_the_seal_valid(tmp_path):
    acts.issue(ordered(), at=AT)
    path = tmp_path / "sealed.pdf"
    path.write_bytes(reads.pdf(reads.documents_of(77)[0]))

    told = subprocess.run(
        ["pdfsig", "-nocert", str(path)], check=False, capture_output=True, text=True
    ).stdout

    assert "Signature is Valid" in told
    assert "ETSI.CAdES.detached" in told
    assert "Total document signed" in told


@pytest.mark.rule("A-1001")
def test_one_changed_byte_breaks_the_seal(tmp_path):
    acts.issue(ordered(), at=AT)
    data = bytearray(reads.pdf(reads.documents_of(77)[0]))
    data[len(data) // 3] ^= 1
    path = tmp_path / "forged.pdf"
    path.write_bytes(bytes(data))

    told = subprocess.run(
        ["pdfsig", "-nocert", str(path)], check=False, capture_output=True, text=True
    ).stdout

    assert "Signature is Valid" not in told


def test_rare_characters_of_names_are_printed(tmp_path):
    pdf = rendering.pdf(
        "grant", {**DATA, "applicant": "王𬭚䶮"}, number="n", address="http://127.0.0.1/", at=AT
    )

    assert "王𬭚䶮" in words_of(pdf, tmp_path)


def test_what_is_handed_in_never_becomes_part_of_the_source(tmp_path):
    trick = '#panic("x") *b* #import "/etc/passwd"'

    pdf = rendering.pdf("grant", {**DATA, "applicant": trick}, number="n", address="http://127.0.0.1/", at=AT)

    assert '#panic("x")*b*' in words_of(pdf, tmp_path)


@pytest.mark.parametrize("kind", list(rules.BODIES))
def test_every_kind_can_be_set(kind):
    extra = {
        "received_on": "2026-03-02",
        "notice": {"duty": "符合条件", "content": "如实填报", "liability": "撤销决定"},
        "committed": ["卫生检测报告"],
        "check_days": 40,
        "hold_days": 30,
        "finding": "通风设施未安装",
        "mend_by_on": "2026-03-20",
        "first_due_on": "2026-03-30",
        "upper": "高州市民政局",
        "opinion_words": "符合条件",
        "opinion": "经入户调查，情况属实",
        "papers": ["申请书"],
        "query_code": "ABCDE23456",
        "accept_due_on": "2026-03-09",
        "accepted_on": "2026-03-02",
        "promised_due_on": "2026-03-09",
        "statutory_due_on": "2026-03-30",
        "items": ["身份证复印件:缺页"],
        "respond_by_on": "2026-03-20",
        "ground": "not_competent",
        "fee": "许可证工本费",
        "amount": "10.00元",
        "standard": "每证10元",
        "fee_basis": "《中华人民共和国某法》第九条",
        "payee": "国库（非税收入）",
        "days": 10,
        "approver": "account:7",
        "approver_name": "陈局长",
        "new_due_on": "2026-04-14",
        "procedure": "检验",
        "planned_days": 12,
        "method": "直接送达",
        "served_on": "2026-03-12",
        "ended_on": "2026-03-12",
        "how": "lapsed",
        "competent_organ": "高州市公安局",
        "proof": "本人签收",
        "addressee": "陈大文",
        "reach": "http://127.0.0.1:8000/hearings/say/",
        "code": "2800 1234 5678 9012 3 / ABCDEFGHJK",
        "starts": "2026年3月17日9时30分",
        "place": "政务服务中心三楼听证室",
        "chair": "周明",
        "why": "根据《中华人民共和国行政许可法》第四十六条的规定",
        "shown_applicant": "阿****",
        "present": "陈大文、审查人员",
        "minutes": ["审查意见（审查人员）：符合标准。"],
        "points": ["噪声是否扰民"],
        "signatures": "主持人已签字；陈大文拒绝签字（认为不全）",
        "document": "准予决定书",
        "permit_number": "2800 1234 5678 9012 3",
        "previous_number": "2800 1234 5678 9012 3",
        "permit_kind": "licence",
        "document_title": "食品经营许可证" if kind == "permit" else "",
        "scope": [{"label": "店名", "value": "荔枝小馆"}],
        "granted_on": "2026-03-12",
        "term_from_on": "2026-03-12",
        "valid_until_on": "2031-03-12",
        "conditions": "不得制售冷食",
        "ending": "revoke",
        "hearing": True,
        "checked_on": "2026-03-12",
        "inspectors": "孙检查、周检查",
    }

    assert acts.issue(ordered(kind, **extra), at=AT)
    assert reads.pdf(reads.documents_of(77)[0]).startswith(b"%PDF-")


def test_anyone_can_check_a_document_and_sees_nothing_private(client):
    acts.issue(ordered(), at=AT)
    document = reads.documents_of(77)[0]

    page = client.get(f"/verify/{document.code}/").content.decode()

    assert document.number in page
    assert "买买提" not in page
    assert "440***" not in page
    other = "Y" if document.code.endswith("X") else "X"
    assert client.get(f"/verify/{document.code[:-1]}{other}/").status_code == 404
    assert client.get("/verify/x/").status_code == 404


@pytest.mark.parametrize(
    ("language", "named", "organ"),
    [
        ("en", "Decision to grant", "Market Regulation Bureau"),
        ("zh-hans", "准予行政许可决定书", "高州市市场监督管理局"),
    ],
)
def test_a_document_and_its_organ_are_named_in_the_readers_language(client, language, named, organ):
    acts.issue(ordered(organ_id=an_organ()), at=AT)
    document = reads.documents_of(77)[0]

    page = client.get(f"/verify/{document.code}/", headers={"Accept-Language": language}).content.decode()

    assert f"<dd>{organ}</dd>" in page
    assert named in page


def test_a_revoked_document_says_so(client):
    acts.issue(ordered(), at=AT)
    document = reads.documents_of(77)[0]
    assert acts.revoke(77, [document.kind], reason="许可已撤销", by="account:1", at=AT) == 1
    assert acts.revoke(77, [document.kind], reason="许可已撤销", by="account:1", at=AT) == 0

    page = client.get(f"/verify/{document.code}/", headers={"Accept-Language": "en"}).content.decode()
    assert "This document is genuine but no longer valid." in page
    assert [one.type for one in journal.history(77)].count("documents.DocumentRevoked") == 1


def test_a_full_disk_keeps_nothing_and_the_document_waits(monkeypatch):
    document = ordered()

    def full(*_args: object, **_words: object) -> str:
        raise store.no_room()

    monkeypatch.setattr(store, "keep", full)
    with pytest.raises(Refused):
        acts.issue(document, at=AT)

    assert reads.document(document).state == "ordered"
    assert reads.document(document).number == ""


def pages_of(pdf: bytes, tmp_path) -> list[str]:
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    return [re.sub(r"\s", "", page) for page in text.rstrip("\f").split("\f")]


CERTIFICATE = {
    "permit_number": "1",
    "permit_kind": "licence",
    "document_title": "取水许可证",
    "granted_on": "2026-03-12",
    "term_from_on": "2026-03-12",
    "valid_until_on": "2031-03-12",
}
WORDS = {"number": "n", "address": "http://127.0.0.1/", "at": AT}


@pytest.mark.parametrize("lines", range(4, 8))
@pytest.mark.parametrize("large", [False, True])
def test_the_seal_never_stands_on_a_page_without_the_last_lines_of_the_text(lines, large, tmp_path):
    scope = [{"label": f"许可内容{n}", "value": "鉴江干流，年取水量12万立方米"} for n in range(lines)]
    data = {**DATA, **CERTIFICATE, "scope": scope, "large": large}

    last = pages_of(rendering.pdf("permit", data, **WORDS), tmp_path)[-1]

    assert "扫码或访问" in last
    assert "有效期至2031年3月12日" in last


@pytest.mark.parametrize("times", [12, 15, 18])
def test_the_remedies_stay_with_the_seal(times, tmp_path):
    data = {**DATA, "reason": "经审查，场所与幼儿园相距不足。" * times}

    last = pages_of(rendering.pdf("refusal", data, **WORDS), tmp_path)[-1]

    assert "扫码或访问" in last
    assert "如不服本决定" in last


def test_a_last_row_longer_than_a_page_goes_on_and_is_not_cut_off(tmp_path):
    data = {**DATA, **CERTIFICATE, "scope": [], "conditions": "不得超量取水。" * 250, "large": True}

    pages = pages_of(rendering.pdf("permit", data, **WORDS), tmp_path)

    assert "".join(pages).count("超量") >= 245
