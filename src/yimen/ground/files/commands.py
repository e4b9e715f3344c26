"""`yimen files`: seal what lies on the disk by the newest key."""

import typer

from yimen.ground.files import store

app = typer.Typer(no_args_is_help=True, help="Files that were handed in or made.")


@app.callback()
def _group() -> None:
    """Keep the command's name although it is the only one."""


@app.command()
def reseal() -> None:
    """Seal every file anew that the newest key of the keyring does not seal yet; it may be broken off and begun again."""
    typer.echo(f"{sum(store.reseal())} files sealed anew")
