"""How fast one person may type and send: generous for hands, too little for a flood; safe to share between threads."""

from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any

SPAN = 60.0
"""Seconds within which it is counted."""
LONGEST = 32
"""Letters; no id of Slack's comes near so many."""
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


def is_paced(payload: Mapping[str, Any]) -> bool:
    """Whether it is something that a person typed and sent."""
    return "command" in payload or payload.get("type") == "view_submission"


def who(payload: Mapping[str, Any]) -> tuple[str, str]:
    """The workspace and the person that a command, a form or a press came from, in as many letters as ids have."""
    if "command" in payload:
        ids = [payload.get(key, "") for key in ("team_id", "user_id")]
    else:
        parts = [payload.get(key) for key in ("team", "user")]
        ids = [part.get("id", "") if isinstance(part, dict) else "" for part in parts]
    return str(ids[0])[:LONGEST], str(ids[1])[:LONGEST]
