"""Whether a kept connection still stands, without asking the server before each request.

Django asks it ``SELECT 1`` each time, which on a public page costs as much as the question itself.
A server that stops, or ends a connection, says so on the line, and that can be seen from here. Only
a server that vanished without a word must be asked, and for that once a second is enough.
"""

import select
import time

from django.db.backends.postgresql import base

ASKED_EVERY = 1.0  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of Django's to PostgreSQL."""

    health_check_enabled: bool
    health_check_done: bool
    answered_at = 0.0  # when the server was last asked whether it is there, by the monotonic clock

    def close_if_health_check_failed(self) -> None:
        """Close a connection that no longer stands, so that the next question opens another."""
        if self.connection is None or self.health_check_done or not self.health_check_enabled:
            return
        if time.monotonic() - self.answered_at < ASKED_EVERY and self._line_is_silent():
            self.health_check_done = True
            return
        super().close_if_health_check_failed()
        self.answered_at = time.monotonic()

    def _line_is_silent(self) -> bool:
        """Nothing has come since the last answer, not even the end."""
        if self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return not line.poll(0)
