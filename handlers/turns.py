"""Turns: a conversation is told at most one reminder a second, the oldest first, and so is a person."""

from datetime import datetime, timedelta
from threading import Lock

from bot.deliveries import Delivery, Kind

A_SECOND = timedelta(seconds=1)
SET_BACK = timedelta(minutes=1)
"""So much earlier than before, a clock was set back; less is threads overtaking each other."""
IN_TURN = frozenset({Kind.FOLLOWUP, Kind.FOLLOWUP_LINE, Kind.NUDGE, Kind.RECOVER_POST})
"""What may come in numbers, as after a day without the bot."""


class Turns:
    """Whose turn it is; safe to share between threads. What is kept is as much as was due within a second."""

    def __init__(self) -> None:
        self._free: dict[tuple[str, str], datetime] = {}
        self._given: dict[str, datetime] = {}
        self._asked_at: datetime | None = None
        self._lock = Lock()

    def turn(self, delivery: Delivery, now: datetime) -> datetime:
        """When to say a delivery: now, or at a turn that stays its own until it comes back."""
        if delivery.kind not in IN_TURN:
            return now
        with self._lock:
            self._note_the_clock(now)
            given = self._given.pop(delivery.id, None)
            if given is not None and given <= now:
                return now
            self._forget_before(now)
            return given or self._next(delivery, now)

    def hold(self, delivery: Delivery, until: datetime) -> None:
        """Slack wants to hear nothing more before `until`, where this was to be said."""
        if delivery.kind in IN_TURN:
            with self._lock:
                self._free |= {where: max(until, self._free.get(where, until)) for where in _ends(delivery)}

    def _next(self, delivery: Delivery, now: datetime) -> datetime:
        turn = max(now, *(self._free.get(where, now) for where in _ends(delivery)))
        self._free |= dict.fromkeys(_ends(delivery), turn + A_SECOND)
        if turn > now:
            self._given[delivery.id] = turn
        return turn

    def _note_the_clock(self, now: datetime) -> None:
        """Turns given by a clock that was set back since would only come when it has caught up."""
        if self._asked_at is not None and now < self._asked_at - SET_BACK:
            self._free.clear()
            self._given.clear()
        self._asked_at = now

    def _forget_before(self, now: datetime) -> None:
        self._free = {where: free for where, free in self._free.items() if free > now}
        self._given = {which: turn for which, turn in self._given.items() if turn > now - timedelta(minutes=10)}


def _ends(delivery: Delivery) -> tuple[tuple[str, str], ...]:
    """Where it may be said: what a channel cannot be told is told its reader in a DM, and that is known only then."""
    return tuple((delivery.workspace, where) for where in (delivery.channel, delivery.to) if where)
