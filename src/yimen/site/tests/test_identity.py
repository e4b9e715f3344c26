"""Whose site it is comes from a file, and the foot of every page says it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from yimen.site import identity

WHOLE = """
phone = "0668-6600000"
code = "4409000000"
icp = "粤ICP备1号"
police = "粤公网安备2号"
name = { zh-hans = "茂名市政务服务", en = "Maoming public services" }
organ = "茂名市政务服务和数据管理局"
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str):
        path = tmp_path / "site.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.mark.rule("J-401")
@pytest.mark.django_db
def test_the_foot_of_every_page_says_whose_site_it_is(written, settings, client):
    settings.SITE_IDENTITY = {**settings.SITE_IDENTITY, **identity.read(written(WHOLE))}

    page = client.get("/help/", headers={"accept-language": "en"}).content.decode()

    for said in ("Maoming public services", "茂名市政务服务和数据管理局", "0668-6600000", "4409000000"):
        assert said in page
    assert "粤ICP备1号 · 粤公网安备2号" in page
    assert "Gaozhou" not in page
    assert identity.missing(settings.SITE_IDENTITY) == []


def test_words_follow_the_reader_and_fall_back():
    read = identity._in_languages("name", {"zh-hans": "甲", "en": "A"})

    for language, said in {"en": "A", "zh-hans": "甲", "fr": "A"}.items():
        with translation.override(language):
            assert str(read) == said


@pytest.mark.rule("J-401")
@pytest.mark.django_db
def test_without_a_file_nobody_is_named_and_all_of_it_is_missing(settings, client):
    settings.SITE_IDENTITY = {**settings.SITE_IDENTITY, **identity.read(None)}

    page = client.get("/help/", headers={"accept-language": "en"}).content.decode()

    assert "Gaozhou" not in page
    assert "Official site of a Party" not in page
    assert identity.missing(settings.SITE_IDENTITY) == ["name", "organ", "code", "icp", "police"]


@pytest.mark.parametrize(
    "text",
    [
        "name = ",
        "nam = 'x'",
        "code = '44'",
        "phone = 1",
        "name = { en = 'x' }",
        "name = { zh-hans = '' }",
        "name = 1",
    ],
)
def test_a_file_that_is_wrong_is_named(written, text):
    path = written(text)

    with pytest.raises(ImproperlyConfigured, match=r"site\.toml cannot be read"):
        identity.read(path)
    with pytest.raises(ImproperlyConfigured, match="YIMEN_SITE"):
        identity.read(path.with_name("nothing.toml"))
