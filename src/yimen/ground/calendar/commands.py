"""`yimen calendar`: load a year, show it, compute a date."""

import csv
import json
from datetime import date
from pathlib import Path

import typer

from yimen.ground.calendar import acts, reads
from yimen.ground.clock import now
from yimen.ground.life import Refused

app = typer.Typer(no_args_is_help=True, help="Working days: load a year, show it, compute a date.")


@app.command()
def load(
    file: Path = typer.Argument(help="CSV with the columns date, working (0 or 1), name."),
    year: int = typer.Option(help="The year that is announced."),
    notice: str = typer.Option(help="The notice that announces it."),
) -> None:
    """Load the exceptional days of a year; loading it again replaces it."""
    try:
        rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
        days = {date.fromisoformat(row["date"]): (row["working"] == "1", row["name"]) for row in rows}
        acts.announce(year, days, notice=notice, by="system:command", at=now())
    except (OSError, KeyError, ValueError) as error:
        typer.echo(f"{file} cannot be read: {error}", err=True)
        raise typer.Exit(1) from error
    except Refused as refused:
        typer.echo(str(refused.reason), err=True)
        raise typer.Exit(2) from refused
    typer.echo(f"{year}: {len(days)} days loaded")


@app.command()
def show(*, as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List the years that are loaded."""
    years = reads.announced()
    if as_json:
        typer.echo(json.dumps(dict(years), ensure_ascii=False))
        return
    for year, notice in years:
        typer.echo(f"{year}  {notice}")


@app.command()
def due(
    start: str = typer.Argument(help="The day from which the period runs, as 2026-02-13."),
    n: int = typer.Argument(help="How many."),
    unit: str = typer.Option("working_days", help="working_days, calendar_days or months."),
    *,
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Compute the last day of a period and show every day of it."""
    days, first = reads.calendar(), date.fromisoformat(start)
    reckon = {
        "working_days": days.working_days_after,
        "calendar_days": days.calendar_days_after,
        "months": days.months_after,
    }
    if unit not in reckon:
        typer.echo("The unit must be working_days, calendar_days or months.", err=True)
        raise typer.Exit(2)
    end = reckon[unit](first, n)  # type: ignore[operator]
    if as_json:
        typer.echo(json.dumps({"due_on": end.on.isoformat(), "provisional": end.provisional}))
        return
    if unit == "working_days":
        for line in days.explain(first, n):
            typer.echo(f"{line.day} {line.day:%a}  {line.number or '-':>3}  {line.why}")
    typer.echo(f"{end.on}{' (provisional)' if end.provisional else ''}")
