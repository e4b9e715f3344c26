"""Where sessions are kept: in the database, as Django does, read by a statement that is composed once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from yimen.ground.clock import now
from yimen.ground.rows import first


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = first(Session, "session_key = %s AND expire_date > %s", [self.session_key, now()])
        if found is None:
            self._session_key = None
        return found
