"""What a command says when it cannot do what it is asked: a sentence and an exit code, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import typer

from yimen.ground.life import Refused

REFUSED: Final = (
    2  # what was asked for is unknown or not allowed; 1 is for files that cannot be read and for faults found
)


def stop(message: str, code: int = REFUSED) -> typer.Exit:
    """Say why a command ends, and return the end, to be raised."""
    typer.echo(message, err=True)
    return typer.Exit(code)


@contextmanager
def told() -> Iterator[None]:
    """Say what was refused, and end with 2."""
    try:
        yield
    except Refused as refused:
        raise stop(str(refused.reason)) from refused
