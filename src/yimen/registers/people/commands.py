"""`yimen people`: what the operator does for accounts and keys."""

import typer

from yimen.ground.clock import now
from yimen.ground.telling import told
from yimen.registers.people import acts

app = typer.Typer(no_args_is_help=True, help="People: unlock an account, turn over the keys.")


@app.command()
def unlock(name: str = typer.Argument(help="The user name or e-mail that is locked.")) -> None:
    """Lift the lock of an account after too many wrong passwords."""
    with told():
        acts.unlock(name, by="system", at=now())
    typer.echo("unlocked")


@app.command()
def reseal() -> None:
    """Seal all personal data under the newest key of the keyring; may be repeated."""
    typer.echo(f"{acts.reseal(by='system', at=now())} persons sealed anew")
