"""One lock for the whole sandbox, and word of every change to those who wait for one."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """Guards the sandbox's state with `lock`, counts its changes and the deliveries that are still under way."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._moved = threading.Condition(self.lock)
        self._version = 0
        self._in_flight = 0
        self._watchers: list[Callable[[], None]] = []

    @property
    def version(self) -> int:
        with self.lock:
            return self._version

    def note(self) -> None:
        """Say that something changed. Watchers are called with the lock held, so they must not block."""
        with self.lock:
            self._version += 1
            self._moved.notify_all()
            for watcher in self._watchers:
                watcher()

    def watch(self, watcher: Callable[[], None]) -> None:
        with self.lock:
            self._watchers.append(watcher)

    def forget(self, watcher: Callable[[], None]) -> None:
        with self.lock:
            self._watchers.remove(watcher)

    def launch(self) -> None:
        with self.lock:
            self._in_flight += 1

    def land(self) -> None:
        with self.lock:
            self._in_flight -= 1
            self.note()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count what happens inside as being in flight."""
        self.launch()
        try:
            yield
        finally:
            self.land()

    def settle(self, timeout: float) -> None:
        """Wait until nothing is in flight. Raises TimeoutError."""
        with self.lock:
            if not self._moved.wait_for(lambda: self._in_flight == 0, timeout):
                raise TimeoutError(f"{self._in_flight} deliveries still in flight after {timeout} s")

    def wait_for(self, predicate: Callable[[], T], timeout: float) -> T:
        """Ask `predicate` again after each change until its answer is true; return that answer.

        The lock is not held while asking. Raises TimeoutError.
        """
        deadline = time.monotonic() + timeout
        while True:
            seen = self.version
            if answer := predicate():
                return answer
            if not self._changed_since(seen, deadline - time.monotonic()):
                raise TimeoutError(f"what was waited for did not come within {timeout} s")

    def _changed_since(self, seen: int, seconds: float) -> bool:
        with self.lock:
            return self._moved.wait_for(lambda: self._version != seen, max(0.0, seconds))
