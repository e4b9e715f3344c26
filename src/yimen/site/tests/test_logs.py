"""The log while the database is away."""

import logging
import sys

import pytest
from django.db import OperationalError

from yimen.site.logs import OneLineWhileAway


def record(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except type(error):
        return logging.LogRecord("x", logging.ERROR, "x", 1, "Away: %s", ("/matters/",), sys.exc_info())


def test_a_database_that_is_away_is_one_line():
    said = record(OperationalError("connection refused\nIs it running?"))

    assert OneLineWhileAway().filter(said)
    assert logging.Formatter().format(said) == "Away: /matters/ (connection refused)"


@pytest.mark.parametrize("error", [ValueError("100%"), KeyError("x")])
def test_every_other_error_keeps_its_trace(error):
    said = record(error)

    assert OneLineWhileAway().filter(said)
    assert "Traceback" in logging.Formatter().format(said)
