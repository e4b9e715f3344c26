"""`yimen clients`: let other systems in, and shut them out."""

import json
import secrets
from typing import Final

import typer

from yimen.doors.api import acts, reads
from yimen.ground.clock import now
from yimen.ground.telling import stop, told
from yimen.registers.agencies import reads as agencies

clients = typer.Typer(no_args_is_help=True, help="Systems that may use the programming interface.")
apps = {"clients": clients}
BY: Final = "system:command"
NAME = typer.Argument(help="The name under which it was let in.")


def _show_secret(name: str, secret: str) -> None:
    typer.echo(f"client_id={name}\nclient_secret={secret}")


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
        raise stop(f"There is no organ {error}.") from error
    with told():
        acts.open_client(name, name, secret, organs=organs, scopes=scope, by=BY, at=now())
    _show_secret(name, secret)


@clients.command("list")
def list_(*, as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List the systems with their organs, scopes and webhooks; never their secrets."""
    found = reads.clients()
    if as_json:
        rows = [
            {
                "name": one.name,
                "organs": one.organs,
                "scopes": one.scopes,
                "webhooks": one.webhooks,
                "since": one.since.isoformat(),
            }
            for one in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in found:
        typer.echo(
            f"{one.name}  {','.join(one.organs)}  {' '.join(one.scopes)}  {one.webhooks} webhooks  since {one.since:%Y-%m-%d}"
        )


@clients.command()
def rotate(name: str = NAME) -> None:
    """Print a new secret, shown this once; the old one ends now, every token got with it within 15 seconds."""
    secret = secrets.token_urlsafe(32)
    with told():
        acts.rotate_client(name, secret, by=BY, at=now())
    _show_secret(name, secret)


@clients.command()
def close(name: str = NAME) -> None:
    """Shut a system out, with its webhooks now and with its tokens within 15 seconds."""
    with told():
        acts.close_client(name, by=BY, at=now())
    typer.echo(f"{name} closed")
