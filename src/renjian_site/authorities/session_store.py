"""Where sessions are kept: Django's own way, in a table that says whose each session is."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from renjian_site.authorities.models import Session

BEGAN_KEY = "began"  # when somebody signed in, in seconds since 1970
CALLER_KEY = "caller"
BROWSER_KEY = "browser"


class SessionStore(DatabaseStore):
    """A session in the table of this slice."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of a session, with what its owner sees of it."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of our table
        person, began = data.get(SESSION_KEY), data.get(BEGAN_KEY)
        row.person_id = int(person) if person else None
        row.began_at = datetime.fromtimestamp(began, UTC) if began else None
        row.caller = data.get(CALLER_KEY, "")
        row.browser = data.get(BROWSER_KEY, "")
        return row
