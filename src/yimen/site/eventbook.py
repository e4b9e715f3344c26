"""`yimen events`: the page that documents every event, made from the code."""

import dataclasses
from pathlib import Path

import typer

from yimen.ground.bus.event import ENVELOPE, kinds
from yimen.ground.bus.hearing import listeners

HEAD = """# What the platform says

Made by `yimen events write`; change the docstrings, not this page. Every event also carries `subject` (the number of
the thing it is about), `organ`, `by` and `at`.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    lines = [HEAD]
    for name, kind in sorted(kinds().items()):
        if kind.__module__.startswith("yimen.") and ".tests" not in kind.__module__:
            fields = [f"`{f.name}`" for f in dataclasses.fields(kind) if f.name not in ENVELOPE]
            heard = [
                f"`{one.name.removeprefix('yimen.')}`"
                for _key, one in sorted(listeners().items())
                if name in one.kinds
            ]
            lines.append(f"## {name}\n\n{(kind.__doc__ or '').strip()}\n")
            lines.append(
                f"Says: {', '.join(fields) or 'nothing more'}. Heard by: {', '.join(heard) or 'history only'}.\n"
            )
    return "\n".join(lines)


app = typer.Typer(no_args_is_help=True, help="What the platform says.")


@app.command()
def show() -> None:
    """Print the page."""
    typer.echo(page())


@app.command()
def write(path: Path = typer.Argument(Path("docs/events.md"), help="Where to write it.")) -> None:
    """Write the page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(), "utf-8")


def mount(root: typer.Typer) -> None:
    """Give these commands their place."""
    root.add_typer(app, name="events")
