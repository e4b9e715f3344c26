"""`yimen languages`: compile, merge and check the catalogues."""

import json

import typer

from yimen.ground.languages import catalogues
from yimen.ground.languages.catalogues import LOCALES, compile_all

app = typer.Typer(no_args_is_help=True, help="The words of the interface in five languages.")
__all__ = ["app", "compile_all"]


@app.command("compile")
def compile_() -> None:
    """Compile the catalogues that changed."""
    typer.echo(f"{compile_all()} catalogues compiled")


@app.command()
def merge() -> None:
    """Bring every catalogue up to the code and say how many messages are empty."""
    for locale in LOCALES:
        typer.echo(f"{locale}: {catalogues.merge(locale)} without words")


@app.command()
def status(*, as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List what is untranslated, fuzzy, left over or broken; exit with 1 if anything is."""
    found = [fault for locale in LOCALES for fault in catalogues.faults(locale)]
    if as_json:
        typer.echo(json.dumps([vars(fault) for fault in found], ensure_ascii=False))
    else:
        for fault in found:
            typer.echo(f"{fault.locale}: {fault.what}: {fault.message}")
        typer.echo(f"{len(catalogues.extract())} messages, {len(found)} faults")
    raise typer.Exit(1 if found else 0)
