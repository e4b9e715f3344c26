"""The inputs of the editor are written with their labels, errors and what is fixed, and nothing typed gets out of them."""

from dataclasses import replace

import pytest

from yimen.registers.catalogue.pages.cells import Cell, Group
from yimen.registers.catalogue.pages.drawing import drawn

NASTY = '"><script>&'
CELL = Cell("0.note", "f-0-note", "Note", "line", NASTY, "zh-hans", (), "", 100, "")


def html(cell, *others, missing=()):
    return " ".join(drawn(Group("Note", (cell, *others), missing)).split())


@pytest.mark.parametrize("sort", ["line", "long", "number", "choice", "many"])
def test_nothing_typed_gets_out_of_an_input(sort):
    found = html(replace(CELL, sort=sort, choices=((NASTY, NASTY, True),), error=NASTY, fixed=NASTY))

    assert "<script" not in found


def test_a_line_has_its_label_and_its_language():
    assert html(CELL) == (
        '<div class="field"> <label for="f-0-note">Note</label> <input id="f-0-note" name="0.note" '
        'value="&quot;&gt;&lt;script&gt;&amp;" lang="zh-CN"> </div>'
    )


def test_what_is_wrong_stands_at_its_input():
    found = html(replace(CELL, error="Too long"))

    assert 'aria-invalid="true" aria-describedby="f-0-note-error"' in found
    assert 'id="f-0-note-error"' in found


@pytest.mark.parametrize(
    ("sort", "word"), [("line", "readonly"), ("choice", "disabled"), ("many", "disabled")]
)
def test_what_is_fixed_cannot_be_changed(sort, word):
    found = html(replace(CELL, sort=sort, choices=(("a", "A", False),), fixed="Set by the standard"))

    assert f" {word}" in found
    assert "Set by the standard" in found


def test_other_languages_lie_folded_unless_one_is_wrong():
    other = replace(CELL, id="f-0-en", language="en", label="English")

    assert '<details class="more">' in html(CELL, other, missing=("English",))
    assert '<details class="more" open>' in html(CELL, replace(other, error="Too long"))
