"""Booklets: ordered once, made by the worker, as new as the register, archivable, with contents, numbers and index."""

import subprocess
from datetime import date, timedelta

import pikepdf
import pytest
from django.test import Client

from yimen.ground.clock import now
from yimen.ground.files import store
from yimen.ground.life import Refused
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue.tests.make import AT, an_organ, published_matter
from yimen.registers.powers import acts, booklets
from yimen.registers.powers import reads as powers
from yimen.registers.powers.models import Booklet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def two_matters():
    published_matter()
    return published_matter("C-2", titles={"zh-hans": "安全评价备案"}, kind="20", base_code="")


def the_booklet(scope="organ", key=None, language="zh-hans"):
    acts.order(scope, key or str(an_organ()), language, at=now())
    assert acts.make_waiting(at=now())
    return Booklet.objects.get(scope=scope, language=language)


def text_of(data, tmp_path):
    path = tmp_path / "b.pdf"
    path.write_bytes(data)
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()


def test_a_booklet_has_cover_contents_numbers_and_index(tmp_path):
    two_matters()
    row = the_booklet()

    data = store.read(row.file, suffix=booklets.SUFFIX)
    text = text_of(data, tmp_path)
    with pikepdf.open(tmp_path / "b.pdf") as book:
        pages = len(book.pages)
        with book.open_outline() as outline:
            tree = [(one.title, [child.title for child in one.children]) for one in outline.root]
        kinds = book.Root.Metadata.read_bytes()
    assert b"pdfaid:part>2<" in kinds
    assert b"pdfuaid:part>1<" in kinds
    assert ("行政许可", ["食品经营许可"]) in tree
    assert ("公共服务", ["安全评价备案"]) in tree
    assert f"{pages} / {pages}" in text
    sheets = text.split("\f")
    assert "高州市市场监督管理局" in sheets[0]
    assert "食品经营许可" in sheets[1]
    assert sheets[-2].index("安全评价备案") < sheets[-2].index("食品经营许可")  # by sound, not by code
    assert "申请书" in text


@pytest.mark.parametrize("language", ["zh-hant", "en", "fr", "ja"])
def test_a_booklet_is_made_in_every_language(language, tmp_path):
    published_matter()
    row = the_booklet(language=language)

    text = text_of(store.read(row.file, suffix=booklets.SUFFIX), tmp_path)
    assert {"zh-hant": "食品", "en": "Food business licence", "fr": "Licence d", "ja": "食品"}[
        language
    ] in text


def test_a_booklet_is_made_once_and_anew_when_the_register_moves():
    sheet = two_matters()
    organ = str(an_organ())
    first = the_booklet()
    assert acts.order("organ", organ, "zh-hans", at=now()) == first.pk
    assert not acts.make_waiting(at=now())

    catalogue.suspend(sheet.matter_id, reason="检修", by="a", at=AT)
    assert powers.booklet("organ", organ, "zh-hans", on=now().date()).made_at is None
    assert acts.order("organ", organ, "zh-hans", at=now()) != first.pk


def test_a_booklet_whose_file_was_lost_is_made_again(tmp_path):
    published_matter()
    row = the_booklet()
    store._place(row.file, booklets.SUFFIX).unlink()

    assert powers.booklet("organ", row.key, "zh-hans", on=now().date()).file == ""
    again = the_booklet()

    assert store.has(again.file, suffix=booklets.SUFFIX)


def test_a_failure_is_tried_again_later(monkeypatch):
    published_matter()
    acts.order("organ", str(an_organ()), "zh-hans", at=now())

    def broken(*_words, **_more):
        message = "no ink"
        raise ValueError(message)

    monkeypatch.setattr(booklets, "pdf", broken)
    assert acts.make_waiting(at=now())
    row = Booklet.objects.get()
    assert (row.made_at, row.tries, "no ink" in row.trouble) == (None, 1, True)
    assert not acts.make_waiting(at=now())
    monkeypatch.undo()
    assert acts.make_waiting(at=now() + timedelta(hours=1))
    assert Booklet.objects.get().made_at


@pytest.mark.parametrize(
    ("scope", "key"), [("organ", "999999"), ("organ", "x"), ("theme", "没有"), ("town", "1")]
)
def test_what_is_not_there_is_not_ordered(scope, key):
    with pytest.raises(Refused):
        acts.order(scope, key, "zh-hans", at=now())

    assert Booklet.objects.count() == 0


def test_the_page_orders_waits_and_hands_over():
    sheet = published_matter()
    browser, place = Client(headers={"accept-language": "en"}), f"/powers/booklets/organ/{sheet.organ_id}/"
    assert "Have the booklet made" in browser.get(place).content.decode()
    assert browser.get(place + "booklet.pdf").status_code == 404

    assert browser.post(place).status_code == 302
    assert "being made" in browser.get(place).content.decode()
    acts.make_waiting(at=now())

    assert "Open the booklet" in browser.get(place).content.decode()
    assert browser.get(place + "booklet.pdf").content[:5] == b"%PDF-"
    assert browser.get("/powers/booklets/theme/准营准办/").status_code == 200
    assert browser.get("/powers/booklets/theme/没有/").status_code == 404
    assert browser.get("/powers/booklets/town/1/").status_code == 404
    assert sheet.effective_from == date(2026, 1, 5)


def test_a_booklet_of_an_unknown_kind_is_not_there():
    organ = an_organ()
    two_matters()

    for address in (f"/powers/booklets/foo/{organ}/", f"/powers/booklets/foo/{organ}/booklet.pdf"):
        assert Client().get(address).status_code == 404
    assert Client().post(f"/powers/booklets/foo/{organ}/").status_code == 404


def test_the_cover_says_of_what_there_are_so_many_and_a_theme_is_named_in_the_readers_language():
    two_matters()
    organ = booklets.outline("organ", str(an_organ()), "en", on=date(2026, 1, 6))
    theme = booklets.outline("theme", "准营准办", "en", on=date(2026, 1, 6))

    assert booklets.content(organ)["count"] == "2 matters"
    assert theme.title == "Permits to operate"
