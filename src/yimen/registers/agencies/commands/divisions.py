"""`yimen divisions`: import and look up administrative divisions."""

import csv
import json
import time
import zlib
from datetime import datetime
from pathlib import Path
from typing import Final

import typer

from yimen.ground.clock import now
from yimen.ground.telling import stop, told
from yimen.registers.agencies import importing, reads
from yimen.registers.agencies.divisions import end_division

divisions = typer.Typer(no_args_is_help=True, help="Administrative divisions of five levels.")

UNREADABLE: Final = (OSError, UnicodeDecodeError, EOFError, csv.Error, zlib.error, importing.Unreadable)


@divisions.command("import")
def import_(
    file: Path = typer.Argument(
        help="CSV or CSV.GZ with the columns code, name, level, parent_code; with codes of six digits code and name do."
    ),
    *,
    dry_run: bool = typer.Option(False, help="Check the file and change nothing."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Load a list of divisions; exit with 2 if lines were rejected, with 1 if the file cannot be read."""
    started = time.monotonic()
    try:
        with typer.progressbar(
            length=file.stat().st_size, label=file.name, file=typer.get_text_stream("stderr"), hidden=as_json
        ) as bar:
            outcome = importing.load(file, dry_run=dry_run, progress=bar.update)
    except UNREADABLE as error:
        raise stop(f"{file} cannot be read: {error}", 1) from error
    seconds = round(time.monotonic() - started, 1)
    if as_json:
        words = {"read": outcome.read, "written": outcome.written, "seconds": seconds, "dry_run": dry_run}
        typer.echo(json.dumps({**words, "rejected": outcome.rejected}, ensure_ascii=False))
    else:
        for line, reason in outcome.rejected[:50]:
            typer.echo(f"line {line}: {reason}")
        typer.echo(
            f"{outcome.read} read, {outcome.written} new or changed, {len(outcome.rejected)} rejected, {seconds} s"
        )
    raise typer.Exit(2 if outcome.rejected else 0)


@divisions.command()
def find(name: str, within: str = typer.Option("", help="Only below this code.")) -> None:
    """Look divisions up by name."""
    found = reads.search_divisions(name, within=within)
    if not found:
        raise stop(f"No division is called {name!r}{f' within {within}' if within else ''}.")
    for one in found:
        typer.echo(f"{one.code}  {one.level}  {one.name}")


@divisions.command()
def below(code: str, level: int) -> None:
    """List a division and all below it."""
    found = reads.division_subtree(code, level)
    if not found:
        raise stop(f"There is no division {code} of level {level}.")
    for one in found:
        typer.echo(f"{'  ' * (one.level - level)}{one.code}  {one.name}")


@divisions.command()
def end(
    code: str,
    level: int,
    on: datetime = typer.Option(formats=["%Y-%m-%d"], help="The last day on which it is valid."),
    *,
    successor: str = typer.Option("", help="Code of the division that takes its place."),
    below: bool = typer.Option(False, help="End the divisions below it on the same day."),
) -> None:
    """End a division on a day; exit with 2 if that cannot be."""
    with told():
        ended = end_division(
            code, level, on=on.date(), successor=successor, below=below, by="system:command", at=now()
        )
    typer.echo(f"{ended} ended")
