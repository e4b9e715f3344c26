"""Inputs and fields of a form written at once, the same to the letter as Django's templates would write them.

A long form has hundreds of them; a template for each input, each answer and each attribute costs several times what
the rest of the page does.
"""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, Final

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

Widget = Mapping[str, Any]
FOLDER: Final = "django/forms/widgets/"
LINE: Final = ("text", "number", "date", "password", "email", "tel", "url", "search", "hidden", "checkbox")


def said(value: object) -> str:
    """Return a value as it may stand in a page: escaped, unless it is marked as safe."""
    text = value if isinstance(value, str) else str(value)
    return text if hasattr(text, "__html__") else escape(text)


def _attributes(given: Mapping[str, Any]) -> str:
    return "".join(
        [
            f" {escape(name)}" if value is True else f' {escape(name)}="{said(value)}"'
            for name, value in given.items()
            if value is not False
        ]
    )


def _input(one: Widget) -> str:
    value = "" if one["value"] is None else f' value="{said(one["value"])}"'
    return f'<input type="{one["type"]}" name="{said(one["name"])}"{value}{_attributes(one["attrs"])}>'


def _textarea(one: Widget) -> str:
    value = said(one["value"]) if one["value"] else ""
    return f'<textarea name="{said(one["name"])}"{_attributes(one["attrs"])}>\n{value}</textarea>'


def _option(one: Widget) -> str:
    return f'<option value="{said(one["value"])}"{_attributes(one["attrs"])}>{said(one["label"])}</option>\n'


def _select(one: Widget) -> str:
    found = [f'<select name="{said(one["name"])}"{_attributes(one["attrs"])}>']
    for group, answers, _n in one["optgroups"]:
        found += [f'\n  <optgroup label="{said(group)}">'] if group else []
        found += [f"\n  {_option(answer)}" for answer in answers]
        found += ["\n  </optgroup>"] if group else []
    return "".join(found) + "\n</select>"


def _tick(one: Widget) -> str:
    if not one["wrap_label"]:
        return _input(one) + "\n\n\n"
    identity = one["attrs"].get("id")
    target = f' for="{said(identity)}"' if identity else ""
    return f"<label{target}>{_input(one)}\n {said(one['label'])}</label>\n\n"


def _ticks(one: Widget) -> str:
    given = ((name, one["attrs"].get(name)) for name in ("id", "class"))
    found = ["<div", *(f' {name}="{said(value)}"' for name, value in given if value), ">"]
    for group, answers, _n in one["optgroups"]:
        found += [f"\n  <div><label>{said(group)}</label>"] if group else []
        found += [f"<div>\n    {_tick(answer)}</div>" for answer in answers]
        found += ["\n  </div>"] if group else []
    return "".join(found) + "\n</div>"


def _optional(field: BoundField) -> str:
    if field.field.required or getattr(field.field, "needed", False):
        return ""
    return f'\n          <span class="optional">{said(gettext("(optional)"))}</span>'


def _shown(given: Mapping[str, Any]) -> str:
    """Return when a field is shown, if that hangs on another answer."""
    if given.get("data_shown_by"):
        answer = said(given.get("data_shown_when", ""))
        return f'data-shown-by="{said(given["data_shown_by"])}" data-shown-when="{answer}"'
    return f'data-shown-rule="{said(given["data_shown_rule"])}"' if given.get("data_shown_rule") else ""


def _errors(field: BoundField, errors: Iterable[object]) -> str:
    before = f'<span class="visually-hidden">{said(gettext("Error"))}{said(gettext(": "))}</span>'
    lines = "".join([f"{before}{said(error)}\n        " for error in errors])
    return f'\n      <p class="error" id="{said(field.auto_id)}_error">\n        {lines}\n      </p>\n    '


def _field(field: BoundField) -> str:
    """Write one field with its label, its hint and its error."""
    errors, kind, together = field.errors, field.widget_type, field.use_fieldset
    optional, label, head, end = _optional(field), said(field.label), "", ""
    if together:
        described = field.aria_describedby
        by = f' aria-describedby="{said(described)}"' if described else ""
        legend = f"<legend>\n        {label}{optional}\n      </legend>"
        head, end = f"\n    <fieldset{by}>\n      {legend}\n    ", "</fieldset>"
    elif kind != "checkbox":
        head = f'<label for="{said(field.id_for_label)}">{label}{optional}</label>'
    hint = (
        f'<p class="hint" id="{said(field.auto_id)}_helptext">{said(field.help_text)}</p>'
        if field.help_text
        else ""
    )
    shown = f'<label class="tick">{field}<span>{label}</span></label>' if kind == "checkbox" else str(field)
    return (
        f'<div class="field{" field-bad" if errors else ""}" {_shown(field.field.widget.attrs)}>\n'
        f"  {head}\n    {hint}\n    {_errors(field, errors) if errors else ''}\n    {shown}\n    {end}\n</div>"
    )


WRITERS: Final[Mapping[str, Callable[[Widget], str]]] = {
    **dict.fromkeys((f"{FOLDER}{name}.html" for name in LINE), _input),
    **dict.fromkeys((f"{FOLDER}{name}.html" for name in ("radio", "checkbox_select")), _ticks),
    f"{FOLDER}textarea.html": _textarea,
    f"{FOLDER}select.html": _select,
}


def written(template_name: str, context: Mapping[str, Any], field_name: str) -> SafeString | None:
    """Return a field or an input of the usual sorts; None for anything else, which its template draws."""
    if template_name == field_name:
        return SafeString(_field(context["field"]))
    write = WRITERS.get(template_name)
    return SafeString(write(context["widget"])) if write else None
