"""A clock that can be moved forward: real time plus an offset."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells aware UTC time. `advance` moves it; whoever asked through `on_move` is told after each move."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offset = timedelta()
        self._watchers: list[Callable[[], None]] = []

    @property
    def offset(self) -> timedelta:
        with self._lock:
            return self._offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def advance(self, step: timedelta) -> None:
        """Move forward by `step`. Raises ValueError when asked to go back."""
        if step < timedelta():
            raise ValueError("the clock only moves forward")
        with self._lock:
            self._offset += step
            watchers = tuple(self._watchers)
        for watcher in watchers:
            watcher()

    def on_move(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every move, in the thread that moved the clock."""
        with self._lock:
            self._watchers.append(watcher)
