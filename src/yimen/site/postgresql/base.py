"""Django's PostgreSQL, which asks nothing over a connection that is silent."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A server that stops says goodbye on the connection: what is silent is usable, and needs no round trip."""

    def is_usable(self) -> bool:
        """Say whether the connection can be used; ask the server only if it said something unasked."""
        if self.connection is None or self.connection.closed:
            return False
        ears = select.poll()
        ears.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return not ears.poll(0) or super().is_usable()
