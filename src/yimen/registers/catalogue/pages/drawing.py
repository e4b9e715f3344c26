"""The inputs of the editor as HTML, written at once: a list of papers has hundreds, and a template for each is slow."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yimen.ground.look.inputs import said
from yimen.ground.look.templatetags.look import icon, language_tag
from yimen.registers.catalogue.pages.cells import Cell, Group, Words

NUMBERS = frozenset({"number", "days", "fen"})


def drawn(group: Group) -> SafeString:
    """Draw one column of a row: its input, and the other languages with those that are missing."""
    first = _cell(group.first, group.label)
    return SafeString(first + _others(group) if group.others else first)


def _others(group: Group) -> str:
    words = _("%(label)s in other languages") % {"label": said(group.label)}
    missing = ""
    if group.missing:
        named = ", ".join(said(one) for one in group.missing)
        missing = f'\n<span class="status status-warn">{icon("warn")}{said(_("missing:"))}\n{named}</span>'
    cells = "".join([_cell(one, one.label) for one in group.others])
    opened = " open" if group.open else ""
    return f'<details class="more"{opened}>\n<summary>\n{words}{missing}\n</summary>\n{cells}</details>\n'


def _cell(cell: Cell, label: Words) -> str:
    if cell.plain:
        named, tag = f'<label for="{cell.id}">{said(label)}</label>', _language(cell)
        value = f'id="{cell.id}" name="{cell.name}" value="{said(cell.value)}"{tag}'
        return f'<div class="field">\n{named}\n<input {value}>\n</div>\n'
    if cell.sort == "many" and cell.choices:
        inside = _ticks(cell, label)
    elif cell.sort == "tick":
        inside = _tick(cell, label)
    else:
        inside = _labelled(cell, label)
    return f'<div class="field{" field-bad" if cell.error else ""}">\n{inside}\n</div>\n'


def _language(cell: Cell) -> str:
    return f' lang="{language_tag(cell.language)}"' if cell.language else ""


def _ticks(cell: Cell, label: Words) -> str:
    hint = f'<p class="hint">{said(cell.fixed)}</p>\n' if cell.fixed else ""
    error = f'<p class="error">{said(cell.error)}</p>\n' if cell.error else ""
    ticks = [
        f'<label class="tick">\n<input type="checkbox" name="{cell.name}" value="{said(value)}"'
        f"{' checked' if chosen else ''}>\n<span>{said(words)}</span>\n</label>\n"
        for value, words, chosen in cell.choices
    ]
    disabled = " disabled" if cell.fixed else ""
    return (
        f'<fieldset id="{cell.id}"{disabled}>\n<legend>{said(label)}</legend>\n{hint}{error}'
        f'<div class="choices">\n{"".join(ticks)}</div>\n</fieldset>'
    )


def _tick(cell: Cell, label: Words) -> str:
    error = f'<p class="error">{said(cell.error)}</p>\n' if cell.error else ""
    ticked = " checked" if cell.value else ""
    return (
        f'{error}<label class="tick"><input type="checkbox" id="{cell.id}" name="{cell.name}"{ticked}>'
        f"<span>{said(label)}</span></label>"
    )


def _labelled(cell: Cell, label: Words) -> str:
    found = [f'<label for="{cell.id}">{said(label)}</label>']
    if cell.fixed:
        found.append(f'<p class="hint" id="{cell.id}-hint">{said(cell.fixed)}</p>')
    if cell.error:
        sign = f'<span class="visually-hidden">{said(_("Error"))}{said(_(": "))}</span>'
        found.append(f'<p class="error" id="{cell.id}-error">\n{sign}{said(cell.error)}\n</p>')
    return "\n".join([*found, _input(cell)])


def _input(cell: Cell) -> str:
    """Write a choice, a long text or a line."""
    bad = f' aria-invalid="true" aria-describedby="{cell.id}-error"' if cell.error else ""
    named = f'id="{cell.id}" name="{cell.name}"'
    if cell.sort == "choice":
        options = [
            f'<option value="{said(value)}"{" selected" if chosen else ""}>{said(words)}</option>\n'
            for value, words, chosen in cell.choices
        ]
        disabled = " disabled" if cell.fixed else ""
        return f'<select {named}{disabled}{bad}>\n<option value="">–</option>\n{"".join(options)}</select>'
    rest = f' readonly aria-describedby="{cell.id}-hint"{bad}' if cell.fixed else bad
    if cell.sort == "long":
        return f'<textarea {named} rows="3"{_language(cell)}{rest}>{said(cell.value)}</textarea>'
    mode = ' inputmode="decimal"' if cell.sort in NUMBERS else ""
    return f'<input {named} value="{said(cell.value)}"{mode}{_language(cell)}{rest}>'
