"""`yimen calendar`: load a year, show it, compute a date, close offices, set hours."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, time
from pathlib import Path
from typing import Annotated, Final

import typer

from yimen.ground.calendar import acts, reads
from yimen.ground.calendar.hours import Spell
from yimen.ground.calendar.rules import Due
from yimen.ground.clock import now
from yimen.ground.telling import stop, told

app = typer.Typer(no_args_is_help=True, help="Working days: load a year, show it, compute a date.")
BY: Final = "system:command"
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN: Final = re.compile(r"([a-z]{3})(?:-([a-z]{3}))?")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise stop(f"{text} is no day; write it as 2026-02-13.", 2) from error


def read_days(text: str) -> dict[date, tuple[bool, str]]:
    """Read the columns date, working (0 or 1) and name. Raises ValueError for a bad row or a day that stands twice."""
    days: dict[date, tuple[bool, str]] = {}
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if missing := {"date", "working", "name"} - {key for key, value in row.items() if value is not None}:
            raise ValueError(f"line {line} lacks {', '.join(sorted(missing))}")
        if row["working"] not in {"0", "1"}:
            raise ValueError(f"line {line}: working must be 0 or 1, not {row['working']!r}")
        day = date.fromisoformat(row["date"])
        if day in days:
            raise ValueError(f"line {line}: {day} stands twice")
        days[day] = (row["working"] == "1", row["name"].strip())
    return days


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV with the columns date, working (0 or 1), name.")],
    year: int = typer.Option(help="The year that is announced."),
    notice: str = typer.Option(help="The notice that announces it."),
) -> None:
    """Load the exceptional days of a year; loading it again replaces it."""
    try:
        days = read_days(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise stop(f"{file} cannot be read: {error}", 1) from error
    with told():
        acts.announce(year, days, notice=notice, by=BY, at=now())
    typer.echo(f"{year}: {len(days)} days loaded")


@app.command()
def show(
    year: int = typer.Argument(0, help="The days of this year; without it, the years that are loaded."),
    *,
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """List the years that are loaded, or the exceptional days of one."""
    notices = dict(reads.announced())
    if year and year not in notices:
        raise stop(f"{year} is not loaded.")
    if not year:
        typer.echo(
            json.dumps(notices, ensure_ascii=False)
            if as_json
            else "\n".join(f"{y}  {n}" for y, n in notices.items())
        )
        return
    days = reads.days_of(year)
    if as_json:
        rows = [{"date": day.isoformat(), "working": working, "name": name} for day, working, name in days]
        typer.echo(json.dumps({"year": year, "notice": notices[year], "days": rows}, ensure_ascii=False))
        return
    typer.echo(notices[year])
    for day, working, name in days:
        typer.echo(f"{day} {day:%a}  {'worked' if working else 'off   '}  {name}")


@app.command()
def due(
    start: str = typer.Argument(help="The day from which the period runs, as 2026-02-13."),
    n: int = typer.Argument(help="How many."),
    unit: str = typer.Option("working_days", help="working_days, calendar_days, months or years."),
    division: str = typer.Option("", help="The division whose closures count, by its code."),
    *,
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Compute the last day of a period and show every day of it."""
    days, first = reads.calendar(division), _day(start)
    reckon: dict[str, Callable[[date, int], Due]] = {
        "working_days": days.working_days_after,
        "calendar_days": days.calendar_days_after,
        "months": days.months_after,
        "years": days.years_after,
    }
    if unit not in reckon:
        raise stop(f"The unit must be one of {', '.join(reckon)}.", 2)
    try:
        end = reckon[unit](first, n)
        lines = days.explain(first, n) if unit == "working_days" else []
    except (ValueError, OverflowError) as error:
        raise stop(f"This cannot be computed: {error}.", 2) from error
    if as_json:
        shown = [{"day": one.day.isoformat(), "number": one.number, "why": str(one.why)} for one in lines]
        typer.echo(
            json.dumps(
                {"due_on": end.on.isoformat(), "provisional": end.provisional, "days": shown},
                ensure_ascii=False,
            )
        )
        return
    for line in lines:
        typer.echo(f"{line.day} {line.day:%a}  {line.number or '-':>3}  {line.why}")
    typer.echo(f"{end.on}{' (provisional)' if end.provisional else ''}")


@app.command()
def close(
    division: str = typer.Argument(help="The code of the division."),
    first: str = typer.Argument(help="The first day, as 2026-07-20."),
    last: str = typer.Argument(help="The last day."),
    notice: str = typer.Option(help="The notice that announces it."),
) -> None:
    """Close the offices of a division and of those in it for some days."""
    with told():
        number = acts.close_offices(division, _day(first), _day(last), notice=notice, by=BY, at=now())
    typer.echo(f"closure {number}")


@app.command()
def reopen(
    closure: int = typer.Argument(help="The number of the closure."),
    notice: str = typer.Option(help="The notice that takes it back."),
) -> None:
    """Take back a closure."""
    with told():
        acts.reopen_offices(closure, notice=notice, by=BY, at=now())


@app.command()
def closures() -> None:
    """List the closures."""
    for number, division, first, last, notice in reads.closures():
        typer.echo(f"{number:>5}  {division}  {first} to {last}  {notice}")


def _spell(text: str) -> Spell:
    opens, closes = text.split("-")
    return Spell(time.fromisoformat(opens), time.fromisoformat(closes))


def read_week(spans: list[str]) -> dict[int, list[Spell]]:
    """Read "mon-fri 09:00-12:00 14:00-17:30". Raises ValueError for what cannot be read."""
    week: dict[int, list[Spell]] = {}
    for span in spans:
        days, *spells = span.lower().split()
        match = SPAN.fullmatch(days)
        if match is None or not spells:
            raise ValueError(f"{span!r} is not like mon-fri 09:00-12:00")
        first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2] or match[1])
        if last < first:
            raise ValueError(f"{days} runs backwards; a week begins with mon")
        for weekday in range(first, last + 1):
            week.setdefault(weekday, []).extend(_spell(one) for one in spells)
    return week


@app.command()
def hours(
    place: str = typer.Argument(help="Key of the hall or organ."),
    week: Annotated[
        list[str] | None, typer.Option("--set", help="As: mon-fri 09:00-12:00 14:00-17:30 (may be repeated).")
    ] = None,
) -> None:
    """Show the hours of a place, or set them."""
    if not reads.is_place(place):
        raise stop(f"There is no hall or organ {place!r}; `yimen organs list` shows them all.")
    if week:
        try:
            spells = read_week(week)
        except ValueError as error:
            raise stop(f"These hours cannot be read: {error}.", 2) from error
        with told():
            acts.set_hours(place, spells, by=BY, at=now())
    for weekday, opens, closes in reads.hours(place):
        typer.echo(f"{WEEKDAYS[weekday]}  {opens}-{closes}")


@app.command()
def special(
    place: str = typer.Argument(help="Key of the hall or organ."),
    day: str = typer.Argument(help="The day, as 2026-07-20."),
    spells: Annotated[
        list[str] | None, typer.Argument(help="As: 09:00-12:00 14:00-17:30; without them it stays closed.")
    ] = None,
) -> None:
    """Set the hours of a place on one day, instead of those of its weekday."""
    if not reads.is_place(place):
        raise stop(f"There is no hall or organ {place!r}; `yimen organs list` shows them all.")
    try:
        hours_of_day = [_spell(one) for one in spells or []]
    except ValueError as error:
        raise stop(f"These hours cannot be read: {error}.", 2) from error
    with told():
        acts.set_special_day(place, _day(day), hours_of_day, by=BY, at=now())
    typer.echo(f"{day}  {'  '.join(spells or ['closed'])}")


@app.command()
def deadlines(
    on: str = typer.Option("", help="The day whose rules are asked for, as 2026-02-13; today without it."),
    *,
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """List table L: every deadline in force, with its source, and whether it is the city's own."""
    day = _day(on) if on else reads.today_of(now())
    every = {(one.code, one.part): None for one in reads.deadlines() if one.since <= day}
    rows = [reads.deadline(code, part, on=day) for code, part in every]
    if as_json:
        shown = [{**asdict(one), "since": one.since.isoformat()} for one in rows]
        typer.echo(json.dumps(shown, ensure_ascii=False))
        return
    for one in rows:
        name = f"{one.code} {one.part}".strip()
        length = f"{one.month:02d}-{one.day:02d}" if one.unit == "date" else f"{one.length} {one.unit}"
        more = f" +{one.extension}" if one.extension else ""
        own = "  (own)" if one.local else ""
        typer.echo(f"{name:<24} {length + more:<24} {one.mark:<4} {one.what['zh-hans']}  {one.source}{own}")
