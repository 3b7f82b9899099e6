"""Since when all that was written has been heard: from the start on, or since the connection was last away for long."""

from collections.abc import Callable
from datetime import datetime, timedelta

MISSED = timedelta(minutes=1)
"""What Slack could not deliver for less than so long, it delivers again by itself."""


class Ears:
    """Safe to share between threads."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._since = now()

    @property
    def since(self) -> datetime:
        """From this moment on nothing was missed."""
        return self._since

    def were_deaf(self, away: timedelta) -> bool:
        """The connection is back after so long; whether something may have been missed."""
        if away < MISSED:
            return False
        self._since = self._now()
        return True
