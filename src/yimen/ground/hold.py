"""Take one row or one name, alone, for the length of one transaction; and let several acts be one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, models, transaction

from yimen.ground.rows import lock
from yimen.ground.statements import gathering, is_gathering

M = TypeVar("M", bound=models.Model)


def together() -> transaction.Atomic:
    """Open a transaction, or join the one that `as_one` opened without a point to fall back to."""
    return transaction.atomic(savepoint=not is_gathering())


@contextmanager
def as_one() -> Iterator[None]:
    """Make what happens inside one transaction that stands or falls whole: no savepoint is spent on its parts.

    What is written waits and goes together.
    """
    with transaction.atomic(), gathering():
        yield


@contextmanager
def hold(model: type[M], pk: Any) -> Iterator[M]:  # noqa: ANN401 a key may be composite
    """Lock the row, hand over the fresh copy, commit when the block ends without an error.

    Raises the model's DoesNotExist.
    """
    with together():
        yield lock(model, pk)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let one transaction at a time pass under a name, for what has no row yet that could be held."""
    with together():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        yield
