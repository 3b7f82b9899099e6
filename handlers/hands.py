"""Hands for calls that may hang: they never keep the process from ending."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Condition, Thread
from time import monotonic

PATIENCE = 1.5
"""How long an ending process waits for calls that were begun, in seconds; supervisors kill after ten."""


class Hands:
    """So many calls at the same time, in the order in which they came; a call may not raise."""

    def __init__(self, name: str, many: int) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._state = Condition()
        self._open = 0
        self._threads = [Thread(target=self._serve, name=f"{name}-{n}", daemon=True) for n in range(many)]
        for thread in self._threads:
            thread.start()

    def give(self, call: Callable[[], None]) -> None:
        """Have something called as soon as a hand is free."""
        self.announce(1)
        self.give_announced(call)

    def announce(self, many: int) -> None:
        """Say that so many calls are about to be given, so that nobody takes the hands for idle meanwhile."""
        with self._state:
            self._open += many

    def give_announced(self, call: Callable[[], None]) -> None:
        """Give one of those that were announced."""
        self._calls.put(call)

    def rest(self, timeout: float) -> bool:
        """Wait until all that was given or announced is done; False when it takes longer than `timeout` seconds."""
        with self._state:
            return self._state.wait_for(lambda: not self._open, timeout)

    def close(self, patience: float = PATIENCE) -> bool:
        """Finish what was given; False when some of it is left behind after so many seconds."""
        for _ in self._threads:
            self._calls.put(None)
        end = monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, end - monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _serve(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
            del call
            with self._state:
                self._open -= 1
                self._state.notify_all()
