"""How pages show dates, amounts and states; forms that keep what was typed; pages for what went wrong."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from yimen.ground.life import Refused
from yimen.ground.look import gallery
from yimen.ground.look.forms import PlainForm, bound
from yimen.ground.look.middleware import POLICY, Guard, Policies
from yimen.ground.look.templatetags import look

DAY = date(2026, 3, 9)


class Form(PlainForm):
    name = forms.CharField(label="Name", max_length=5)
    age = forms.IntegerField(label="Age")


def posted(switching: bool = False, **data: str):
    request = RequestFactory().post("/", data)
    request.switching = switching
    return request


def drawn(template: str, path: str = "/", **context: object) -> str:
    return Template(template).render(Context({"request": RequestFactory().get(path), **context}))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", "2026年3月9日"),
        ("zh-hant", "2026年3月9日"),
        ("en", "March 9, 2026"),
        ("fr", "9 mars 2026"),
        ("ja", "2026年3月9日"),
    ],
)
def test_a_date_is_written_as_the_language_does(language, said):
    with translation.override(language):
        assert {look.day(DAY), look.day("2026-03-09"), look.day("2026-03-09T08:00:00+08:00")} == {said}


def test_a_moment_is_a_day_in_china_whatever_the_zone_it_was_kept_in():
    late = datetime(2026, 3, 8, 16, 30, tzinfo=UTC)

    with translation.override("en"):
        assert look.day(late) == "March 9, 2026"
        assert look.moment(late) == look.moment(late.isoformat()) == "March 9, 2026 00:30"


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_not_known_yet_is_empty(nothing):
    assert (look.day(nothing), look.moment(nothing), look.days_left(None), look.yuan(None)) == ("",) * 4


@pytest.mark.parametrize(
    ("language", "left", "said"),
    [
        ("en", 1, "1 day left"),
        ("en", 2, "2 days left"),
        ("en", 0, "Due today"),
        ("en", -1, "1 day late"),
        ("en", -3, "3 days late"),
        ("en", 180, "180 days left"),
        ("en", 200, "over 6 months left"),
        ("en", 1476, "over 4 years left"),
        ("fr", 1, "1 jour"),
        ("fr", 2, "2 jours"),
        ("zh-hans", 2, "2"),
        ("ja", 2, "2"),
    ],
)
def test_days_are_counted_in_the_plural_of_the_language(language, left, said):
    with translation.override(language):
        words = look.days_left(timezone.localdate() + timedelta(days=left))

    assert words == said if language == "en" else said in words


@pytest.mark.parametrize(("left", "tone"), [(-1, "bad"), (0, "warn"), (1, "warn"), (2, "plain")])
def test_a_date_gets_its_tone(left, tone):
    assert look.urgency(timezone.localdate() + timedelta(days=left)) == tone
    assert look.urgency(None) == "plain"


def test_a_state_and_a_date_are_drawn_in_colour_and_words_of_the_reader():
    due = timezone.localdate() + timedelta(days=1)
    drawn = {}
    for language in ("en", "fr"):
        with translation.override(language):
            drawn[language] = look.due(due)
    assert drawn["en"] == '<span class="status status-warn">1 day left</span>'
    assert drawn["fr"] != drawn["en"]
    assert look.due(None) == ""
    state = look.status("granted", "<b>")
    assert state.startswith('<span class="status status-ok"><svg ')
    assert state.endswith("&lt;b&gt;</span>")


def test_an_address_in_a_list_is_that_of_url():
    assert look.address("desk:case", 7) == reverse("desk:case", args=[7])
    typed: Any = "7/x"
    with pytest.raises(ValueError, match="invalid literal"):
        look.address("desk:case", typed)


@pytest.mark.parametrize(
    ("cents", "said"), [(0, "0 yuan"), (5, "0.05 yuan"), (10_000, "100 yuan"), (10_050, "100.50 yuan")]
)
def test_money_is_whole_yuan_or_has_two_places(cents, said):
    with translation.override("en"):
        assert look.yuan(cents) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "1 kB"), (1023, "1 kB"), (1024 * 1024 - 1, "1024 kB"), (3 * 1024 * 1024 // 2, "1.5 MB")],
)
def test_a_size_is_said_in_kilobytes_or_megabytes(size, said):
    with translation.override("en"):
        assert look.size(size) == said


def test_the_next_page_keeps_the_question_and_nobodys_quotes():
    link = drawn('{% load look %}<a href="{% address_with cursor=next %}">', '/?q="><b>&cursor=1', next="2|3")

    assert link == '<a href="?q=%22%3E%3Cb%3E&cursor=2%7C3">'
    assert drawn("{% load look %}{% address_with cursor='' %}", "/?cursor=1") == "?"


@pytest.mark.parametrize("name", look.ICONS)
def test_an_icon_says_nothing_to_a_screen_reader(name):
    assert 'aria-hidden="true"' in look.icon(name)


def test_a_state_that_is_not_known_still_has_an_icon_and_a_tone():
    assert look.status_icon("something new")
    assert look.tone("something new") == "plain"
    assert set(look.STATUS_ICON) >= set(look.STATUS_TONE)


def test_a_form_shows_each_error_at_its_field_and_keeps_what_was_typed():
    page = str(bound(Form, posted(name="x" * 6, age="many")))

    assert 'id="id_name_error"' in page
    assert 'id="id_age_error"' in page
    assert 'href="#id_age"' in page
    assert 'value="many"' in page
    assert 'aria-invalid="true"' in page


def test_a_form_whose_language_is_switched_judges_nothing():
    form = bound(Form, posted(switching=True, name="x" * 6))

    assert not form.is_valid()
    assert not form.errors
    assert 'value="xxxxxx"' in str(form)


def test_a_form_that_is_only_opened_has_no_errors():
    form = bound(Form, RequestFactory().get("/"), initial={"name": "Li"})

    assert 'value="Li"' in str(form)
    assert not form.errors


@pytest.mark.parametrize(("field", "place"), [("name", "name"), ("elsewhere", "__all__"), ("", "__all__")])
def test_a_refusal_stands_at_its_field_or_above_all(field, place):
    form = bound(Form, posted(name="Li", age="3"))
    assert form.is_valid()

    form.refuse(Refused("No.", field=field, code="x"))

    assert dict(form.errors) == {place: ["No."]}


def test_what_was_typed_cannot_break_out_of_its_field():
    assert '"><script>' not in str(bound(Form, posted(name='"><script>')))


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_for_what_went_wrong_needs_no_database(status, language):
    with translation.override(language):
        page = drawn(f"{{% include '{status}.html' %}}", limit=20 * 1024 * 1024)

    assert "<h1>" in page


def guarded(request):
    return Policies(Guard(lambda _request: HttpResponse("in")))(request)


@pytest.mark.parametrize(
    ("changes", "path", "status"),
    [
        ({"CONTENT_LENGTH": str(20 * 1024 * 1024)}, "/", 200),
        ({"CONTENT_LENGTH": "x"}, "/", 400),
        ({"CONTENT_LENGTH": "-1"}, "/", 400),
        ({"CONTENT_LENGTH": ""}, "/", 200),
        ({}, "/a\0b", 400),
        ({"QUERY_STRING": "q=%00"}, "/", 400),
        ({"QUERY_STRING": "q=%2500"}, "/", 200),
    ],
)
def test_what_is_malformed_does_not_come_in_and_the_policy_is_on_every_answer(changes, path, status):
    request = RequestFactory().get("/")
    request.META.update(changes)
    request.path = path

    answer = guarded(request)

    assert answer.status_code == status
    assert answer["Content-Security-Policy"] == POLICY


@pytest.mark.django_db
def test_a_body_that_is_too_long_is_refused_before_it_is_read():
    request = RequestFactory().get("/")
    request.META["CONTENT_LENGTH"] = str(20 * 1024 * 1024 + 1)

    answer = guarded(request)

    assert (answer.status_code, "<h1>" in answer.content.decode()) == (413, True)


@pytest.mark.parametrize("word", ["unsafe-inline", "unsafe-eval", "http:", "https:", "*"])
def test_the_policy_allows_nothing_unsafe(word):
    assert word not in POLICY
    assert POLICY.startswith("default-src 'none'")


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["standard", "elder", "contrast", "nonsense"])
def test_the_page_of_the_design_system_opens_in_each_mode(client, mode):
    client.cookies["yimen_mode"] = mode
    page = client.get("/look/").content.decode()

    assert f'data-mode="{mode if mode != "nonsense" else "standard"}"' in page
    assert gallery.SampleForm.base_fields.keys() <= set(page.replace('"', " ").split())


@pytest.mark.django_db
def test_the_sample_form_shows_its_errors(client):
    page = client.post("/look/", {"name": "x"})

    assert {"born", "kind", "town", "agree"} <= set(page.context["form"].errors)


def test_every_icon_that_a_template_draws_exists():
    home = Path(look.__file__).parents[3]
    drawn = {
        name
        for template in home.rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text("utf-8"))
    }

    assert drawn - look.ICONS.keys() == set()


def test_the_style_sheet_closes_what_it_opens():
    style = (Path(look.__file__).parents[1] / "static" / "look" / "look.css").read_text("utf-8")
    depth = 0
    for line in style.splitlines():
        assert not (depth and line.startswith((".", "/*", "@"))), line
        depth += line.count("{") - line.count("}")

    assert depth == 0


def test_no_value_of_a_summary_begins_with_an_empty_line():
    home = Path(look.__file__).parents[3]
    broken = [
        template.name
        for template in home.rglob("*.html")
        if 'class="summary"' in (text := template.read_text("utf-8")) and re.search(r"<dd[^>]*>\s*\n", text)
    ]

    assert broken == []  # line breaks of values are shown as they were typed


def test_what_is_folded_is_printed_whole():
    static = Path(look.__file__).parents[1] / "static" / "look"
    printed = (static / "look.css").read_text("utf-8").partition("@media print")[2]

    assert "details::details-content" in printed
    assert "beforeprint" in (static / "look.js").read_text("utf-8")
