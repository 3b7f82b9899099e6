"""How often something may be asked: so many times within a span, whoever asks."""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock


class Allowance:
    """Safe to share between threads."""

    def __init__(self, most: int, span: timedelta) -> None:
        self._most, self._span = most, span
        self._taken: deque[datetime] = deque()
        self._lock = Lock()

    def take(self, now: datetime) -> datetime | None:
        """Take one; None, or the moment at which there is one again."""
        with self._lock:
            # What a clock took that was set back since is over too, or nobody could ask until it has caught up.
            while self._taken and abs(now - self._taken[0]) >= self._span:
                self._taken.popleft()
            if len(self._taken) >= self._most:
                return self._taken[0] + self._span
            self._taken.append(now)
            return None
