"""`yimen archive`: build, verify, mend, list and hand over archived records from the command line."""

import json
from collections.abc import Iterable
from pathlib import Path

import typer

from yimen.affairs.archives import acts, exporting, lists, reads, verifying
from yimen.affairs.archives.life import KEPT, State
from yimen.affairs.archives.models import Package
from yimen.affairs.cases import reads as cases
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies

app = typer.Typer(no_args_is_help=True, help="The archive: build, verify, mend, list, hand over.")
apps = {"archive": app}
JSON = typer.Option(False, "--json", help="Print JSON.")


def _unknown(numbers: Iterable[str]) -> typer.Exit:
    typer.echo(f"no such package: {', '.join(numbers)}", err=True)
    return typer.Exit(2)


@app.command()
def verify(
    packages: list[str] = typer.Argument(None, help="Archival numbers; all of them if none is given."),
    *,
    as_json: bool = JSON,
) -> None:
    """Check digests, signatures, copies, missing and extra files, and the register; exit with 1 if anything is wrong."""
    rows = Package.objects.exclude(number="").order_by("number")
    if packages:
        rows = rows.filter(number__in=packages)
        if missing := set(packages) - set(rows.values_list("number", flat=True)):
            raise _unknown(sorted(missing))
    total = rows.count()
    with typer.progressbar(
        length=total, label="packages", file=typer.get_text_stream("stderr"), hidden=as_json
    ) as bar:
        chosen = rows if packages else None
        faults = list(verifying.verify(chosen, at=now(), progress=bar.update))
    if as_json:
        found = [{"package": f.number, "copy": f.place, "code": f.code, "what": f.what} for f in faults]
        typer.echo(json.dumps({"whole": not faults, "packages": total, "faults": found}, ensure_ascii=False))
    else:
        for fault in faults:
            typer.echo(f"{fault.number or '–'}: {fault.words}")
        typer.echo(f"{total} packages, {len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


def _ended() -> Iterable[int]:
    cursor = ""
    while True:
        page = cases.ended(list(agencies.organs()), cursor=cursor, size=200)
        yield from (line.id for line in page.lines if line.state in reads.ENDED)
        cursor = page.next
        if not cursor:
            return


@app.command()
def build(most: int = typer.Option(10_000, help="How many packages at most.")) -> None:
    """Order the packages of ended cases that have none, and make what waits; exit with 1 if a check sent one back."""
    at = now()
    before = Package.objects.filter(state=State.RETURNED).count()
    for case in _ended():
        acts.order(case, at=at)
    made = acts.pack_waiting(at=at, most=most)
    waiting = Package.objects.filter(state=State.WAITING).count()
    sent_back = Package.objects.filter(state=State.RETURNED).count() - before
    typer.echo(f"{made} made, {sent_back} of them sent back by a check, {waiting} waiting")
    raise typer.Exit(1 if sent_back > 0 else 0)


@app.command()
def mend(
    packages: list[str] = typer.Argument(None, help="Archival numbers; all of them if none is given."),
) -> None:
    """Write copies that are missing or altered anew from one that is whole; exit with 1 where none is."""
    rows = Package.objects.filter(state__in=sorted(KEPT)).order_by("number")
    if packages:
        rows = rows.filter(number__in=packages)
        if missing := set(packages) - set(rows.values_list("number", flat=True)):
            raise _unknown(sorted(missing))
    lost = 0
    for row in rows.iterator():
        try:
            for place in acts.mend(row.pk):
                typer.echo(f"{row.number}: written to {place}")
        except FileNotFoundError:
            lost += 1
            typer.echo(f"{row.number}: no copy is whole", err=True)
    raise typer.Exit(1 if lost else 0)


@app.command("list")
def list_packages(
    state: str = typer.Option("", help="waiting, returned, archived, handed_over or destroyed."),
    *,
    as_json: bool = JSON,
) -> None:
    """List packages, the newest first."""
    if state and state not in State.values:
        typer.echo(f"there is no state {state!r}", err=True)
        raise typer.Exit(2)
    wanted = reads.Wanted(state=state)
    lines: list[reads.PackageLine] = []
    cursor = ""
    while True:
        page = reads.search(list(agencies.organs()), wanted, cursor=cursor, size=500)
        lines += page.lines
        cursor = page.next
        if not cursor:
            break
    if as_json:
        keys = ("number", "case_number", "state", "title", "retention", "size", "digest", "failed")
        typer.echo(
            json.dumps([{key: getattr(one, key) for key in keys} for one in lines], ensure_ascii=False)
        )
        return
    for one in lines:
        typer.echo(f"{one.number or '–'}  {one.state}  {one.case_number}  {one.matter}")
    typer.echo(f"{len(lines)} packages")


@app.command()
def handover(
    number: int = typer.Argument(help="The number of the hand-over."),
    to: Path = typer.Option(..., help="The file to write."),
) -> None:
    """Write a signed hand-over into one open file: catalogue, check list, packages."""
    sheet = lists.handover(number)
    if sheet is None or not sheet.given_at:
        typer.echo(f"there is no signed hand-over {number}", err=True)
        raise typer.Exit(2)
    with to.open("xb") as out:
        exporting.export(sheet, out, at=now())
    typer.echo(f"{sheet.count} packages, list {sheet.digest}")


@app.command()
def fonds(
    key: str = typer.Argument(help="The key of an organ."), code: str = typer.Argument(help="Its fonds.")
) -> None:
    """Give an organ the number of its fonds, before anything of it is archived."""
    try:
        acts.name_fonds(agencies.by_key(key).id, code)
    except KeyError:
        typer.echo(f"there is no organ {key!r}", err=True)
        raise typer.Exit(2) from None
    except Refused as refused:
        typer.echo(str(refused.reason), err=True)
        raise typer.Exit(1) from None
