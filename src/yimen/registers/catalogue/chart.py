"""The flow chart of a matter: an SVG that can be read aloud, drawn from the published steps. Pure.

It is as wide as a small phone; steps side by side fork from the step above and join in the one below.
Only classes and presentation attributes are used, so that no style needs an exception in the page's policy.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from yimen.registers.catalogue.sheets import MatterSheet, StepSheet

Words = Callable[[float], str]
WIDTH, BOX, GAP, BETWEEN = 340, 320, 34, 12
FONT, SMALL, LINE, PADDING, FRAME = 15, 13, 20, 10, 6
MOST_ABREAST, MOST_LINES = 2, 4
KINDS: Final = frozenset({"accept", "review", "decide", "deliver"})
FIRST_WIDE = 0x2E80  # from here on characters are as wide as they are high
UNITS: Final = re.compile(r"[\u2e80-\U0003ffff]|\s|[^\s\u2e80-\U0003ffff]+")


@dataclass(frozen=True)
class Box:
    """A step with its place on the chart, in pixels."""

    step: StepSheet
    lines: tuple[str, ...]
    note: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Return the horizontal middle."""
        return self.x + self.width / 2


def rows_of(steps: Sequence[StepSheet]) -> list[list[StepSheet]]:
    """Return the steps group by group; parallel ones stand in one group."""
    rows: list[list[StepSheet]] = []
    for step in steps:
        if rows and step.parallel and rows[-1][0].parallel == step.parallel:
            rows[-1].append(step)
        else:
            rows.append([step])
    return rows


def wide(text: str, size: int = FONT) -> float:
    """Return about how wide a text is, in pixels."""
    return sum(size if ord(character) >= FIRST_WIDE else size * 0.56 for character in text)


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Break a text into at most four lines that fit a width; what is longer ends in an ellipsis."""
    lines = [""]
    for unit in UNITS.findall(" ".join(text.split())):
        if wide(lines[-1] + unit) > width and lines[-1]:
            lines.append("")
        while wide(unit) > width:
            most = max(1, int(width / (FONT * 0.56)))
            lines[-1:] = [unit[:most], ""]
            unit = unit[most:]  # noqa: PLW2901 what is left of a word wider than the box
        lines[-1] += unit if lines[-1] or unit != " " else ""
    shown = [line.strip() for line in lines if line.strip()] or ["–"]
    if len(shown) > MOST_LINES:
        shown = [*shown[: MOST_LINES - 1], shown[MOST_LINES - 1][:-1] + "…"]
    return tuple(shown)


def note_of(step: StepSheet, days: Words) -> str:
    """Return how long a step takes; "" if that is not said."""
    return days(step.days) if step.days else ""


def words(matter: MatterSheet, language: str, days: Words) -> list[str]:
    """Return the chart as text, a line for each group of steps: what a reader hears instead of the drawing."""
    lines = []
    for n, row in enumerate(rows_of(matter.steps), start=1):
        said = [step.name(language) + (f" ({note_of(step, days)})" if step.days else "") for step in row]
        lines.append(f"{n}. {' + '.join(said)}")
    return lines


def _row(steps: Sequence[StepSheet], y: float, language: str, days: Words) -> list[Box]:
    width = (BOX - BETWEEN * (len(steps) - 1)) / len(steps)
    lines = [wrapped(step.name(language), width - 2 * PADDING) for step in steps]
    notes = [note_of(step, days) for step in steps]
    height = max(map(len, lines)) * LINE + (LINE if any(notes) else 0) + 2 * PADDING
    left = (WIDTH - BOX) / 2
    return [
        Box(step, lines[n], notes[n], left + n * (width + BETWEEN), y, width, height)
        for n, step in enumerate(steps)
    ]


def _placed(matter: MatterSheet, language: str, days: Words) -> list[list[list[Box]]]:
    """Return the boxes: groups, in each group its rows of at most two, in each row its boxes."""
    groups, y = [], float(PADDING)
    for group in rows_of(matter.steps):
        rows = []
        for start in range(0, len(group), MOST_ABREAST):
            rows.append(_row(group[start : start + MOST_ABREAST], y, language, days))
            y += rows[-1][0].height + BETWEEN
        y += GAP - BETWEEN
        groups.append(rows)
    return groups


def _drawn(box: Box) -> str:
    kind = box.step.kind if box.step.kind in KINDS else "other"
    top = box.y + PADDING + FONT
    names = "".join(
        f'<tspan x="{box.middle:.0f}" y="{top + n * LINE:.0f}">{escape(line)}</tspan>'
        for n, line in enumerate(box.lines)
    )
    note_y = top + len(box.lines) * LINE
    note = (
        f'<text x="{box.middle:.0f}" y="{note_y:.0f}" font-size="{SMALL}" text-anchor="middle" class="chart-note">{escape(box.note)}</text>'
        if box.note
        else ""
    )
    return (
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="8" class="chart-{kind}"/>'
        f'<text font-size="{FONT}" text-anchor="middle" class="chart-name">{names}</text>{note}'
    )


def _arrows(above: Sequence[Box], below: Sequence[Box]) -> str:
    """Join the boxes of one row in a line and part it to the boxes of the next."""
    bottom, top = above[0].y + above[0].height, below[0].y
    bar = (bottom + top) / 2
    ends = [box.middle for box in (*above, *below)]
    downs = "".join(f"M{box.middle:.0f} {bottom:.0f}V{bar:.0f}" for box in above)
    across = f"M{min(ends):.0f} {bar:.0f}H{max(ends):.0f}" if max(ends) > min(ends) else ""
    heads = "".join(f"M{box.middle:.0f} {bar:.0f}V{top - 2:.0f}m-5 -6 5 6 5 -6" for box in below)
    return f'<path d="{downs}{across}{heads}" fill="none" stroke="currentColor" stroke-width="1.5" class="chart-arrow"/>'


def _frame(rows: Sequence[Sequence[Box]]) -> str:
    """Draw a dashed line around parallel steps that need more than one row, so that they read as one group."""
    if len(rows) == 1:
        return ""
    top, bottom = rows[0][0].y - FRAME, rows[-1][0].y + rows[-1][0].height + FRAME
    left, right = (WIDTH - BOX) / 2 - FRAME, (WIDTH + BOX) / 2 + FRAME
    return (
        f'<path d="M{left:.0f} {top:.0f}H{right:.0f}V{bottom:.0f}H{left:.0f}Z" fill="none" stroke="currentColor" '
        f'stroke-dasharray="4 4" class="chart-group"/>'
    )


def svg(matter: MatterSheet, language: str, *, title: str, days: Words) -> SafeString:
    """Return the chart in a language, "" without steps. `days` puts the time of a step into words."""
    groups = _placed(matter, language, days)
    if not groups:
        return mark_safe("")
    boxes = [box for rows in groups for row in rows for box in row]
    height = max(box.y + box.height for box in boxes) + PADDING
    drawn = "".join(map(_frame, groups)) + "".join(map(_drawn, boxes))
    drawn += "".join(_arrows(above[-1], below[0]) for above, below in pairwise(groups))
    return mark_safe(  # noqa: S308 every word in it is escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}" role="img" '
        f'aria-labelledby="chart-title chart-words"><title id="chart-title">{escape(title)}</title>'
        f'<desc id="chart-words">{escape("; ".join(words(matter, language, days)))}</desc>{drawn}</svg>'
    )
