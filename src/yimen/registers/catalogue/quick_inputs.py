"""Long forms written at once: plain inputs, texts and choices without a template for each of them and each answer."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yimen.ground.look.forms import LookRenderer

Widget = Mapping[str, Any]
FOLDER: Final = "django/forms/widgets/"


def _attributes(one: Widget) -> SafeString:
    given = [(name, value) for name, value in one["attrs"].items() if value is not False]
    pieces = [format_html(" {}" if value is True else ' {}="{}"', name, value) for name, value in given]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _input(one: Widget) -> SafeString:
    value = "" if one["value"] is None else format_html(' value="{}"', one["value"])
    return format_html('<input type="{}" name="{}"{}{}>', one["type"], one["name"], value, _attributes(one))


def _textarea(one: Widget) -> SafeString:
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>', one["name"], _attributes(one), one["value"] or ""
    )


def _select(one: Widget) -> SafeString:
    answers = [answer for _name, answers, _n in one["optgroups"] for answer in answers]
    options = format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((answer["value"], _attributes(answer), answer["label"]) for answer in answers),
    )
    return format_html('<select name="{}"{}>\n{}\n</select>', one["name"], _attributes(one), options)


WRITERS: Final[Mapping[str, Callable[[Widget], SafeString]]] = {
    **dict.fromkeys((f"{FOLDER}{name}.html" for name in ("text", "number", "date", "password")), _input),
    f"{FOLDER}textarea.html": _textarea,
    f"{FOLDER}select.html": _select,
}


class QuickRenderer(LookRenderer):
    """Writes the usual inputs itself, the same as their templates would; answers stand in no groups."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return a part of a form as it is shown."""
        write = WRITERS.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)
