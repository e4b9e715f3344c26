"""`yimen life`: a picture of the life of every thing, drawn from its table of moves."""

from collections.abc import Mapping
from enum import Enum
from html import escape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import typer
from django.apps import apps
from django.utils.translation import override

from yimen.ground.languages.catalogues import compile_all
from yimen.ground.life import Life
from yimen.ground.modules import ModuleConfig
from yimen.ground.telling import stop

ROOT: Final = Path(__file__).resolve().parents[3]
FOLDER: Final = ROOT / "docs" / "life"
LEFT, LANE, ROW, TOP, RADIUS = 220, 132, 30, 64, 5
INK, LINE, BRAND, SOFT, END = "#17202c", "#c3ccd8", "#0a4f9c", "#e8f0fa", "#e6f4ec"
HEAD: Final = """# The life of every thing

Made by `yimen life write` from the tables in `life.py`; change those, not these pictures. A column is a state, a row is an
act: a dot stands where the act may be done, the arrow points to the state it leads to, a ring means that the state stays.
A thick frame is a beginning, a green box an end.
"""


def lives() -> dict[str, Life[Any]]:
    """Return every table of moves of the mounted modules, by the name of its picture."""
    found: dict[str, Life[Any]] = {}
    for config in apps.get_app_configs():
        if not isinstance(config, ModuleConfig) or not find_spec(f"{config.name}.life"):
            continue
        for name, value in vars(import_module(f"{config.name}.life")).items():
            if isinstance(value, Life):
                more = name.lower().removesuffix("life").strip("_")
                found[f"{config.label}-{more}" if more else config.label] = value
    return dict(sorted(found.items()))


def states_of(life: Life[Any]) -> list[Any]:
    """Return the states in the order in which they are declared."""
    kind: type[Enum] = type(next(iter(life.moves.values()))[1])
    return list(kind)


def ends(life: Life[Any]) -> tuple[set[Any], set[Any]]:
    """Return the states to which no other leads, and those that are never left."""
    states = set(states_of(life))
    entered = {to for froms, to in life.moves.values() if froms - {to}}
    left = {state for froms, to in life.moves.values() for state in froms if state != to}
    return states - entered, states - left


def _text(x: float, y: float, words: str, *, size: int = 12, anchor: str = "middle", fill: str = INK) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">{escape(words)}</text>'


def _lane(x: float, state: Any, bottom: int, *, first: bool, last: bool) -> str:  # noqa: ANN401 any choice
    with override("zh-hans"):
        chinese = str(state.label)
    fill, width = (END if last else SOFT), (3 if first else 1)
    return (
        f'<line x1="{x}" y1="{TOP - 12}" x2="{x}" y2="{bottom}" stroke="{LINE}"/>'
        f'<rect x="{x - LANE / 2 + 4:.0f}" y="8" width="{LANE - 8}" height="44" rx="8" fill="{fill}" '
        f'stroke="{BRAND}" stroke-width="{width}"/>'
        + _text(x, 27, chinese, size=13 if len(chinese) < 9 else 10)
        + _text(x, 44, state.value, size=11)
    )


def _move(y: float, act: str, move: tuple[frozenset[Any], Any], places: Mapping[Any, float]) -> str:
    froms, to = move
    end, drawn = places[to], [_text(LEFT - LANE / 2 - 8, y + 4, act, anchor="end")]
    for state in sorted(froms, key=lambda one: places[one]):
        start = places[state]
        if state == to:
            drawn.append(
                f'<circle cx="{end}" cy="{y}" r="{RADIUS + 2}" fill="none" stroke="{BRAND}" stroke-width="2"/>'
            )
            continue
        way = 1 if end > start else -1
        drawn.append(
            f'<circle cx="{start}" cy="{y}" r="{RADIUS}" fill="{BRAND}"/>'
            f'<path d="M{start} {y}H{end - way * 3}m{-way * 7} -5 {way * 7} 5 {-way * 7} 5" fill="none" '
            f'stroke="{BRAND}" stroke-width="1.5"/>'
        )
    return "".join(drawn)


def picture(name: str, life: Life[Any]) -> str:
    """Return the picture of one life as SVG: states side by side, acts below one another."""
    states = states_of(life)
    places = {state: LEFT + n * LANE for n, state in enumerate(states)}
    firsts, lasts = ends(life)
    width, height = LEFT + len(states) * LANE - LANE // 2 + 8, TOP + len(life.moves) * ROW + 8
    lanes = [
        _lane(x, state, height - 8, first=state in firsts, last=state in lasts) for state, x in places.items()
    ]
    moves = [
        _move(TOP + n * ROW + ROW / 2, act, move, places) for n, (act, move) in enumerate(life.moves.items())
    ]
    body = "\n".join((*lanes, *moves))
    said = f"{name}: {len(states)} states, {len(life.moves)} acts"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="system-ui, Noto Sans CJK SC, sans-serif" role="img">\n<title>{escape(said)}</title>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def pages() -> dict[str, str]:
    """Return every file of the folder: the pictures, and the page that shows them."""
    found = lives()
    shown = [f"## {name}\n\n![The life of {name}]({name}.svg)\n" for name in found]
    made = {f"{name}.svg": picture(name, life) for name, life in found.items()}
    return {"README.md": "\n".join([HEAD, *shown]), **made}


app = typer.Typer(no_args_is_help=True, help="The life of every thing: its states and moves.")


@app.command()
def show() -> None:
    """List the lives, each with its acts."""
    for name, life in lives().items():
        typer.echo(f"{name}: {', '.join(life.moves)}")


@app.command()
def write(folder: Path = typer.Argument(FOLDER, help="Where to write them.")) -> None:
    """Draw every life anew; an installed package has no docs to draw into, so a folder must be named."""
    if folder == FOLDER and not (ROOT / "docs").is_dir():
        raise stop("There is no source around this package; say where to draw: yimen life write FOLDER")
    compile_all()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


def mount(root: typer.Typer) -> None:
    """Give these commands their place."""
    root.add_typer(app, name="life")
