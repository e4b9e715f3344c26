"""The flow chart of a matter: an SVG that can be read aloud, drawn from the published steps. Pure."""

from collections.abc import Sequence
from html import escape

from yimen.registers.catalogue.sheets import MatterSheet, StepSheet

WIDTH, BOX, HEIGHT, GAP = 340, 300, 58, 26


def rows_of(steps: Sequence[StepSheet]) -> list[list[StepSheet]]:
    """Return the steps row by row; parallel ones stand side by side."""
    rows: list[list[StepSheet]] = []
    for step in steps:
        if rows and step.parallel and rows[-1][0].parallel == step.parallel:
            rows[-1].append(step)
        else:
            rows.append([step])
    return rows


def _box(step: StepSheet, x: float, y: float, width: float, words: str, note: str) -> str:
    shape = f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{HEIGHT}" rx="8" class="chart-{step.kind}"/>'
    middle = x + width / 2
    size = 15 if len(words) * 15 < width - 12 else max(9, int((width - 12) / max(1, len(words))))
    return (
        f'{shape}<text x="{middle:.0f}" y="{y + 25:.0f}" font-size="{size}" class="chart-name">{escape(words)}</text>'
        f'<text x="{middle:.0f}" y="{y + 45:.0f}" font-size="12" class="chart-note">{escape(note)}</text>'
    )


def svg(matter: MatterSheet, language: str, *, title: str, days: str) -> str:
    """Return the chart in a language. `days` is a pattern with %(days)s for the time of a step."""
    rows = rows_of(matter.steps)
    height = len(rows) * (HEIGHT + GAP) - GAP + 20
    parts, y = [], 10.0
    for place, row in enumerate(rows):
        width = (BOX - 12 * (len(row) - 1)) / len(row)
        for n, step in enumerate(row):
            x = (WIDTH - BOX) / 2 + n * (width + 12)
            note = days % {"days": f"{step.days:g}"} if step.days else ""
            parts.append(_box(step, x, y, width, step.name(language), note))
            if place + 1 < len(rows):
                middle = x + width / 2
                tip = y + HEIGHT + GAP
                parts.append(f'<path d="M{middle:.0f} {y + HEIGHT:.0f}V{tip - 6:.0f}m-5 -1 5 7 5 -7" class="chart-arrow"/>')
        y += HEIGHT + GAP
    spoken = " → ".join(" + ".join(step.name(language) for step in row) for row in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="chart-title chart-words"><title id="chart-title">{escape(title)}</title>'
        f'<desc id="chart-words">{escape(spoken)}</desc>{"".join(parts)}</svg>'
    )
