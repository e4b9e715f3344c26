"""`yimen catalogue`: import lists of matters, judge what is in the register, list the powers of an organ."""

import json
import time
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from yimen.ground.clock import now
from yimen.ground.telling import stop
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts, directory, import_files, importing, quality

app = typer.Typer(no_args_is_help=True, help="Matters: what one may ask of which organ.")
SHOWN = 50


def _organ_id(key: str) -> int | None:
    if not key:
        return None
    try:
        return agencies.by_key(key).id
    except KeyError as error:
        raise stop(f"There is no organ {key}.") from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise stop(f"{text} is not a day; write 2026-01-31.") from error


def _rows(file: Path, needed: Collection[str]) -> list[import_files.Row]:
    """Return the rows of a file; a table without the columns that every row needs is refused at once."""
    try:
        rows = import_files.rows(file.name, file.read_bytes())
    except (OSError, import_files.Unreadable) as error:
        raise stop(f"{file} cannot be read: {error}", 1) from error
    columns = {name for row in rows for name in row.values}
    missing = [name for name in needed if name not in columns]
    if missing and file.suffix.lower() != ".json":
        lacks = ", ".join(f"{name} ({import_files.heading_of(name)})" for name in missing)
        found = ", ".join(sorted(columns))
        raise stop(f"{file} cannot be read: no row has {lacks}; what they have is {found or 'nothing'}", 1)
    return rows


def _show(report: importing.Report, seconds: float) -> None:
    for title, lines in (("Rejected", report.rejected), ("Incomplete, kept as drafts", report.incomplete)):
        if lines:
            typer.echo(f"{title}: {len(lines)}")
        for line in lines[:SHOWN]:
            typer.echo(f"  row {line.row}  {line.name}")
            for rule, words in line.reasons:
                typer.echo(f"    {rule}: {words}")
        if len(lines) > SHOWN:
            typer.echo(f"  and {len(lines) - SHOWN} more; --json lists them all")
    typer.echo(
        f"{report.read} read: {report.new} new, {report.changed} changed, {report.unchanged} unchanged, "
        f"{report.published} published, {len(report.rejected)} rejected; {report.organs} organs opened; {seconds} s"
    )


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="JSON (a list of guides), CSV or XLSX with a line of headings.")
    ],
    *,
    organ: str = typer.Option("", help="Key of the organ of rows without a valid organ code."),
    publish_on: str = typer.Option(
        "", help="Put matters without a defect in force from this day on (2026-01-31)."
    ),
    dry_run: bool = typer.Option(False, help="Report and change nothing."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Load a list of matters; exit with 2 if rows were rejected, with 1 if the file cannot be read."""
    started = time.monotonic()
    orders = importing.Orders(_organ_id(organ), _day(publish_on), dry_run)
    rows = _rows(file, ("name",))
    with typer.progressbar(
        length=len(rows), label=file.name, file=typer.get_text_stream("stderr"), hidden=as_json
    ) as bar:
        report = importing.load(rows, orders, by="system", at=now(), progress=bar.update)
    seconds = round(time.monotonic() - started, 1)
    if as_json:
        whole = {"file": file.name, "dry_run": dry_run, "seconds": seconds, **report.as_json()}
        typer.echo(json.dumps(whole, ensure_ascii=False))
    else:
        _show(report, seconds)
    raise typer.Exit(2 if report.rejected else 0)


@app.command()
def base(
    file: Annotated[
        Path, typer.Argument(help="CSV, XLSX or JSON with base_code, name, type_code, legal_basis.")
    ],
    *,
    dry_run: bool = typer.Option(False, help="Report and change nothing."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Load entries of the base directory; exit with 2 if rows were rejected, with 1 if the file cannot be read."""
    done = directory.load(_rows(file, ("base_code", "name")), dry_run=dry_run, by="system", at=now())
    rejected = [{"row": row, "rule": flaw.rule, "words": str(flaw.words)} for row, flaw in done.rejected]
    if as_json:
        typer.echo(
            json.dumps({"read": done.read, "written": done.written, "rejected": rejected}, ensure_ascii=False)
        )
    else:
        for one in rejected[:SHOWN]:
            typer.echo(f"  row {one['row']}  {one['rule']}: {one['words']}")
        typer.echo(f"{done.read} read, {done.written} new or changed, {len(rejected)} rejected")
    raise typer.Exit(2 if rejected else 0)


@app.command()
def report(*, as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """Judge the newest version of every matter: how many are whole, and which rules the others break how often."""
    judged = quality.report()
    if as_json:
        typer.echo(json.dumps(judged.as_json(), ensure_ascii=False))
        return
    typer.echo(f"{judged.total} matters, {judged.whole} without a defect")
    for line in judged.lines:
        typer.echo(f"  {line.matters:>6}  {line.rule:<6} {line.words}")


@app.command()
def cite() -> None:
    """Enter anew which laws every version cites (once, for a register filled before citations were kept)."""
    typer.echo(f"{acts.cite_anew()} citations")


@app.command()
def index() -> None:
    """Enter everything in force in the search anew."""
    typer.echo(f"{acts.index_anew()} versions entered")


@app.command("quality")
def quality_(
    *,
    organ: str = typer.Option("", help="Key of one organ."),
    most: int = typer.Option(20, help="How many lines of work are shown."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Say what to mend first: rules by what mending them would bring, organs by their score."""
    one = _organ_id(organ)
    judged = quality.report(None if one is None else [one])
    if as_json:
        typer.echo(json.dumps(judged.as_json(), ensure_ascii=False))
        return
    typer.echo(f"{judged.total} matters, {judged.whole} without a defect, mean score {judged.score} of 100")
    for line in judged.work[:most]:
        typer.echo(f"  {line.matters:>6}  {line.rule:<6} {line.weight:>2}  {line.says}  ({line.organ})")
    for office in judged.organs[:most]:
        typer.echo(f"  {office.score:>6}  {office.whole}/{office.total}  {office.name}")
