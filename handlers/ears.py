"""Since when all that was written has been heard: from the start on, or since something was last lost on its way."""

from collections.abc import Callable
from datetime import datetime, timedelta

MISSED = timedelta(minutes=1)
"""What Slack could not deliver for less than so long, it delivers again by itself."""
TRIES = 3
"""How often Slack sends again what was refused: at once, after a minute, after five; then it gives up."""
GIVEN_UP = timedelta(minutes=10)
"""How old at most is what Slack gives up on."""


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

    def refused(self, tries: int) -> bool:
        """An event was refused that Slack had sent again so many times; whether it is lost."""
        if tries < TRIES:
            return False
        self._since = self._now()
        return True
