"""The addresses of files: who may use them, and what they answer to everything odd."""

import base64

import pytest
from django.contrib.auth import get_user_model
from django.http import UnreadablePostError

from yimen.ground.files import acts, pages, reads
from yimen.ground.files.tests.make import AT, pdf, picture, saved
from yimen.ground.life import Refused

pytestmark = pytest.mark.django_db
KIND = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def li(client):
    account = get_user_model().objects.create_user(username="li", password="Unguessed-2026")
    client.force_login(account)
    return account


def bytes_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def begun(client, size: int, name: str = "a.jpg") -> int:
    return int(client.post("/files/", {"name": name, "size": size}).json()["id"])


def patch(client, number: int, offset: object, data: bytes, kind: str = KIND):
    return client.patch(
        f"/files/{number}/part/", data, content_type=kind, headers={"Upload-Offset": str(offset)}
    )


def test_a_file_is_sent_in_parts_and_comes_back(client, li):
    data = picture(size=(300, 200))
    number = begun(client, len(data), "护照 首页.png")

    assert patch(client, number, 0, data[:100]).json() == {
        "id": str(number),
        "offset": 100,
        "state": "receiving",
    }
    standing = client.head(f"/files/{number}/part/")
    assert (standing["Upload-Offset"], standing["Upload-Length"]) == ("100", str(len(data)))
    answer = patch(client, number, 100, data[100:])

    assert answer.json() == {"id": str(number), "offset": len(data), "state": "ready"}
    got = client.get(f"/files/{number}/")
    assert bytes_of(got)[:3] == b"\xff\xd8\xff"
    assert (
        got["Content-Disposition"]
        == "attachment; filename*=utf-8''%E6%8A%A4%E7%85%A7%20%E9%A6%96%E9%A1%B5.jpg"
    )
    assert (got["Content-Type"], got["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in got["Content-Security-Policy"]
    assert "no-store" in got["Cache-Control"]
    assert client.get(f"/files/{number}/preview/")["Content-Type"] == "image/jpeg"


def test_a_client_that_speaks_tus_is_understood(client, li):
    name = base64.b64encode("合同.pdf".encode()).decode()
    data = saved(pdf())

    answer = client.post(
        "/files/", headers={"Upload-Length": str(len(data)), "Upload-Metadata": f"filename {name},filetype x"}
    )

    assert (answer.status_code, answer["Tus-Resumable"]) == (201, "1.0.0")
    done = client.patch(answer["Location"], data, content_type=KIND, headers={"Upload-Offset": "0"})
    assert done["Upload-Offset"] == str(len(data))
    assert reads.file(int(answer.json()["id"])).name == "合同.pdf"


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"name": "a", "size": "x"},
        {"name": "a", "size": "-1"},
        {"name": "a", "size": "9" * 30},
        {"name": "a", "size": "²"},
    ],
)
def test_an_announcement_without_a_sound_size_is_refused(client, li, words):
    answer = client.post("/files/", words)

    assert answer.status_code == 413
    assert answer.json()["error"]


def test_odd_metadata_is_no_error(client, li):
    answer = client.post("/files/", headers={"Upload-Length": "10", "Upload-Metadata": "filename ***,,x"})

    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("offset", "status"), [("", 400), ("x", 400), ("-1", 400), ("5", 409), ("9" * 30, 400), ("²", 400)]
)
def test_a_part_at_a_wrong_place_is_refused(client, li, offset, status):
    number = begun(client, 100)

    assert patch(client, number, offset, b"x").status_code == status
    assert reads.file(number).size == 0


def test_a_part_of_the_wrong_type_is_refused(client, li):
    number = begun(client, 100)

    assert patch(client, number, 0, b"x", kind="text/plain").status_code == 415


def test_what_came_before_the_line_broke_counts(client, li, monkeypatch):
    number = begun(client, 100)
    blocks = iter([b"x" * 10, b"y" * 10])

    def broken(_request, _size=None) -> bytes:
        try:
            return next(blocks)
        except StopIteration:
            raise UnreadablePostError from None

    monkeypatch.setattr("django.http.request.HttpRequest.read", broken)

    assert patch(client, number, 0, b"z" * 30)["Upload-Offset"] == "20"


def test_a_part_holds_eight_megabytes_and_the_rest_is_asked_for_again(client, li):
    number = begun(client, pages.PART + 10)

    assert patch(client, number, 0, b"x" * (pages.PART + 10))["Upload-Offset"] == str(pages.PART)


def test_a_bad_file_gets_words_and_not_a_fault(client, li):
    number = begun(client, 4)

    answer = patch(client, number, 0, b"MZ\0\0")

    assert answer.status_code == 422
    assert answer.json()["code"] == "kind"
    assert client.get(f"/files/{number}/").status_code == 404


def test_a_full_disk_answers_507(client, li, monkeypatch):
    def full(*_args: object, **_words: object) -> int:
        raise Refused("full", code="no_room")

    monkeypatch.setattr(acts, "append", full)

    assert patch(client, begun(client, 4), 0, b"x").status_code == 507


def test_strangers_find_nothing(client, li, django_user_model):
    number = begun(client, 100)
    ready = acts.keep(picture(), "a.jpg", by=f"account:{li.pk}", at=AT)
    client.force_login(django_user_model.objects.create_user(username="wang", password="Unguessed-2026"))

    for answer in (
        client.get(f"/files/{number}/part/"),
        patch(client, number, 0, b"x"),
        client.get(f"/files/{ready}/"),
        client.get(f"/files/{ready}/preview/"),
        client.get("/files/1/"),
        patch(client, 1, 0, b"x"),
    ):
        assert answer.status_code == 404


def test_who_has_not_signed_in_is_sent_to_the_door(client):
    assert client.post("/files/", {"name": "a", "size": 1}).status_code == 302
    assert client.get("/files/1/part/").status_code == 302
    assert client.get(f"/files/{acts.keep(picture(), 'a.jpg', by='account:1', at=AT)}/").status_code == 404


def test_papers_are_shown_with_their_files_and_asked_for_once(django_assert_num_queries):
    tied = acts.keep(picture(), "a.jpg", by="account:1", at=AT, keeper="thing:1")
    free = acts.keep(picture(colour="blue"), "b.jpg", by="account:1", at=AT)
    papers = [{"file_id": tied}, {"file_id": None}, {"file_id": free}, {"file_id": 1}]

    with django_assert_num_queries(1):
        first = reads.with_files(papers)
    with django_assert_num_queries(0):
        reads.with_files(papers[:2])
    acts.attach([free], "thing:2", by="account:1")
    again = reads.with_files(papers)

    assert [file.name if file else None for _paper, file in first] == ["a.jpg", None, "b.jpg", None]
    assert [file.keeper if file else None for _paper, file in again] == ["thing:1", None, "thing:2", None]


def test_a_keeper_may_let_others_read(client, django_user_model, monkeypatch):
    monkeypatch.setattr(reads, "_keepers", {})
    reads.register_keeper("thing", lambda request, number: number == "7" and request.user.is_authenticated)
    seven = acts.keep(picture(), "a.jpg", by="account:0", at=AT, keeper="thing:7")
    eight = acts.keep(picture(), "a.jpg", by="account:0", at=AT, keeper="thing:8")
    unknown = acts.keep(picture(), "a.jpg", by="account:0", at=AT, keeper="other:7")
    client.force_login(django_user_model.objects.create_user(username="zhao", password="Unguessed-2026"))

    assert bytes_of(client.get(f"/files/{seven}/"))
    assert client.get(f"/files/{eight}/").status_code == 404
    assert client.get(f"/files/{unknown}/").status_code == 404


def test_a_document_without_a_picture_has_no_small_picture(client, li):
    number = acts.keep(saved(pdf()), "a.pdf", by=f"account:{li.pk}", at=AT)

    assert client.get(f"/files/{number}/preview/").status_code == 404
    got = client.get(f"/files/{number}/")
    assert got["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert bytes_of(got).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "data", "sandbox"), [("a.jpg", picture(), True), ("a.pdf", saved(pdf()), False)]
)
def test_a_file_may_be_shown_in_a_tab_where_nothing_in_it_runs(client, li, name, data, sandbox):
    number = acts.keep(data, name, by=f"account:{li.pk}", at=AT)

    got = client.get(f"/files/{number}/?show")
    assert bytes_of(got)

    assert got["Content-Disposition"] == f'inline; filename="{name}"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in got["Content-Security-Policy"]
    assert "script" not in got["Content-Security-Policy"]
    assert ("sandbox" in got["Content-Security-Policy"]) is sandbox


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_are_refused(client, li, method):
    assert getattr(client, method)("/files/").status_code == 405
