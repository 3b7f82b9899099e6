"""How fast one person may type and send: generous for hands, too little for a flood; safe to share between threads."""

from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

SPAN = 60.0
"""Seconds within which it is counted."""
PEOPLE = 10_000
"""How many people are kept in mind; whoever was quiet longest is forgotten first."""


class Pace:
    """Counts for each person on a clock that never jumps."""

    def __init__(self, most: int, span: float = SPAN, seconds: Callable[[], float] = monotonic) -> None:
        self._most, self._span, self._seconds = most, span, seconds
        self._taken: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = Lock()

    def take(self, who: tuple[str, str]) -> bool:
        """Whether somebody may do one more just now."""
        with self._lock:
            now, taken = self._seconds(), self._of(who)
            while taken and taken[0] <= now - self._span:
                taken.popleft()
            if len(taken) >= self._most:
                return False
            taken.append(now)
            return True

    def _of(self, who: tuple[str, str]) -> deque[float]:
        taken = self._taken.setdefault(who, deque())
        self._taken.move_to_end(who)
        while len(self._taken) > PEOPLE:
            self._taken.popitem(last=False)
        return taken
