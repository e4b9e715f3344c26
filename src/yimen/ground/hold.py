"""Take one row, alone, for the length of one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import models, transaction

M = TypeVar("M", bound=models.Model)


@contextmanager
def hold(model: type[M], pk: Any) -> Iterator[M]:  # noqa: ANN401 a key may be composite
    """Lock the row, hand over the fresh copy, commit when the block ends without an error.

    Raises the model's DoesNotExist.
    """
    with transaction.atomic(durable=False):
        yield model._default_manager.select_for_update().get(pk=pk)
