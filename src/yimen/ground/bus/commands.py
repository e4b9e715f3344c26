"""`yimen journal`: look after the journal from the command line."""

import json
import re
from typing import Final

import typer

from yimen.ground.bus import hearing, journal, sealing
from yimen.ground.bus.models import Parked
from yimen.ground.clock import now
from yimen.ground.telling import stop

app = typer.Typer(no_args_is_help=True, help="The journal: verify, seal, read, and what could not be heard.")
apps = {"journal": app}
WITNESS: Final = re.compile(r"(\d{1,15}):([0-9a-f]{64})", re.ASCII)


def _witness(text: str) -> tuple[int, str] | None:
    if not text:
        return None
    noted = WITNESS.fullmatch(text.strip().lower())
    if noted is None:
        raise stop(f"{text!r} is no witness; write a seal's number and its head of 64 signs as NUMBER:HEAD.")
    return int(noted[1]), noted[2]


@app.command()
def verify(
    witness: str = typer.Option(
        "", help="A seal's number and head, NUMBER:HEAD, noted earlier outside the database."
    ),
    *,
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Recompute every seal; exit with 1 if any row was altered, removed, slipped in or moved."""
    known = _witness(witness)
    with typer.progressbar(
        length=sealing.seals(), label="seals", file=typer.get_text_stream("stderr"), hidden=as_json
    ) as bar:
        faults = list(sealing.verify(witness=known, progress=bar.update))
    if as_json:
        found = [{"seal": fault.seal, "fault": fault.words} for fault in faults]
        typer.echo(json.dumps({"whole": not faults, "head": sealing.current_head(), "faults": found}))
    else:
        for fault in faults:
            typer.echo(f"seal {fault.seal}: {fault.words}")
        current = sealing.current_head()
        summary = f"{current[0]} seals, head {current[1]}" if current else "nothing is sealed yet"
        typer.echo(f"{len(faults)} faults; {summary}")
    raise typer.Exit(1 if faults else 0)


@app.command()
def seal() -> None:
    """Seal what was written since the last seal."""
    count = sealing.seal(at=now())
    typer.echo(f"{count} entries sealed")


@app.command()
def tail(count: int = typer.Option(20, min=1, help="How many rows.")) -> None:
    """Print the newest rows as CloudEvents, one a line."""
    for row in reversed(journal.select("true ORDER BY xid DESC, position DESC LIMIT %s", [count])):
        typer.echo(json.dumps(row.cloud_event("/yimen"), ensure_ascii=False))


@app.command()
def parked(*, as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List what listeners could not take; exit with 1 if anything is stuck."""
    rows = list(Parked.objects.order_by("listener", "xid", "position"))
    stuck = [row for row in rows if row.tries > hearing.STUCK]
    if as_json:
        keys = ("id", "listener", "type", "subject", "tries", "error")
        typer.echo(json.dumps([{key: getattr(row, key) for key in keys} for row in rows]))
    else:
        for row in rows:
            typer.echo(f"{row.pk} {row.listener} {row.type} of {row.subject}: {row.tries} tries, {row.error}")
        typer.echo(f"{len(rows)} parked, {len(stuck)} stuck")
    raise typer.Exit(1 if stuck else 0)


@app.command()
def retry(parked_id: int = typer.Argument(help="The number that `parked` prints.")) -> None:
    """Let a stuck event be tried again at once."""
    if not Parked.objects.filter(pk=parked_id).update(tries=0, not_before=now()):
        raise stop(f"nothing is parked under {parked_id}")
    typer.echo("it will be tried again")
