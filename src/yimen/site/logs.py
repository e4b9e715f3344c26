"""What is written to the log: a database that is away is one line a request, not forty."""

import logging

from django.db import InterfaceError, OperationalError


class OneLineWhileAway(logging.Filter):
    """Takes the trace off a record whose cause is that the database is away."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, OperationalError | InterfaceError):
            first = str(error).strip().partition("\n")[0]
            record.msg, record.args = f"{record.getMessage()} ({first})", None
            record.exc_info = record.exc_text = None
        return True
