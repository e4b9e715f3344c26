"""`yimen clients`: let other systems in."""

import secrets

import typer

from yimen.doors.api import acts
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies

clients = typer.Typer(no_args_is_help=True, help="Systems that may use the programming interface.")
apps = {"clients": clients}


@clients.callback()
def main() -> None:
    """Systems that may use the programming interface."""


@clients.command("open")
def open_(
    name: str = typer.Argument(help="A short name, for example bureau-system."),
    organ: list[str] = typer.Option(
        help="Key of an organ it may act for, with all below; may be given again."
    ),
    scope: list[str] = typer.Option(list(acts.SCOPES), help="A scope; may be given again."),
) -> None:
    """Let a system in and print its secret, which is shown this once."""
    secret = secrets.token_urlsafe(32)
    try:
        organs = [agencies.by_key(key).id for key in organ]
    except KeyError as error:
        typer.echo(f"There is no organ {error}.", err=True)
        raise typer.Exit(2) from error
    try:
        acts.open_client(name, name, secret, organs=organs, scopes=scope)
    except Refused as error:
        typer.echo(str(error.reason), err=True)
        raise typer.Exit(2) from error
    typer.echo(f"client_id={name}\nclient_secret={secret}")
