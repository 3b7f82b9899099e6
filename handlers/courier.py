"""The one courier: claims what is due, looks whether it is still needed and allowed, says it once, wipes the words."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from threading import Condition, Thread

from structlog.contextvars import bound_contextvars

from bot.deliveries import Delivery, Kind
from handlers.clock import Clock
from handlers.directory import Directory
from handlers.failures import report
from handlers.hands import Hands
from handlers.metrics import Metrics
from handlers.speaking import Speaker
from handlers.telling import Teller
from handlers.turns import Turns
from storage.store import Memory, StorageUnavailable, Store

WORKERS = 16
"""Calls to Slack at the same time."""
SOON = timedelta(seconds=2)
"""When to look again after a look that failed."""
SWEEP = timedelta(seconds=30)
"""How often to look even if nothing wakes it, measured by what no change of a clock can stretch."""

Chore = Callable[[Memory, datetime], None]
"""What is seen to at the start, and every hour besides."""


class Courier:
    """Delivers from a thread of its own; woken on commit, by the clock, at the start, and by itself every `sweep`."""

    def __init__(
        self,
        *,
        store: Store,
        directory: Directory,
        speakers: Mapping[Kind, Speaker],
        metrics: Metrics,
        clock: Clock,
        now: Callable[[], datetime],
        chore: Chore,
        sweep: timedelta = SWEEP,
    ) -> None:
        self._store, self._metrics, self._clock, self._now = store, metrics, clock, now
        self._chore, self._sweep = chore, sweep.total_seconds()
        self._turns = turns = Turns()
        self._teller = Teller(
            store=store, directory=directory, speakers=speakers, metrics=metrics, turns=turns, now=now
        )
        self._hands = Hands("courier", WORKERS)
        self._state = Condition()
        self._woken = self._looking = self._stopping = False
        self._in_hand: set[str] = set()
        self._planned: datetime | None = None
        self._thread = Thread(target=self._run, name="courier", daemon=True)
        self.looked_at: datetime | None = None

    def start(self) -> None:
        self._store.remember(lambda memory: memory.deliveries.release_all())
        self._store.remember(lambda memory: self._chore(memory, self._now()))
        self._clock.start(wake=self.wake, housekeep=self._housekeep)
        self._thread.start()
        self.wake()

    def wake(self) -> None:
        """Look what is due; from any thread."""
        with self._state:
            self._woken = True
            self._state.notify_all()

    def look_at(self, due: datetime) -> None:
        """Look at this moment, or now where it has come, or before the first look; from any thread."""
        if due <= self._now() or not self._thread.is_alive():
            self.wake()
        else:
            self._plan(due)

    def rest(self, timeout: float) -> bool:
        """Wait until all that is due was delivered; False when that takes longer than `timeout` seconds."""
        with self._state:
            return self._state.wait_for(lambda: not (self._woken or self._looking or self._in_hand), timeout)

    def stop(self) -> None:
        """Take nothing new, finish what was claimed; what hangs is looked up at the next start."""
        self._clock.stop()
        with self._state:
            self._stopping = True
            self._state.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        if not self._hands.close():
            self._give_back()

    def _give_back(self) -> None:
        """What Slack was not called for yet is free for others at once; what hangs in a call is not."""
        with self._state:
            left = tuple(self._in_hand)
        try:
            self._store.remember(lambda memory: memory.deliveries.release(left))
        except StorageUnavailable as error:
            report("courier", error)

    def _run(self) -> None:
        while self._is_woken():
            self._look()
            with self._state:
                self._looking = False
                self._state.notify_all()

    def _is_woken(self) -> bool:
        """Wait to be woken, or for the next sweep; False when it is time to stop."""
        with self._state:
            self._state.wait_for(lambda: self._woken or self._stopping, self._sweep)
            self._woken, self._looking = False, not self._stopping
            return self._looking

    def _look(self) -> None:
        """Hand out as much as there are hands for; a hand that becomes free looks again."""
        try:
            now = self._now()
            with self._state:
                free = WORKERS - len(self._in_hand)
            due = self._store.remember(lambda memory: memory.deliveries.claim(now, limit=free)) if free else ()
            for delivery in due:
                self._hand_out(delivery, now)
            if free and not due:
                self._sleep_until_due()
            self._looked(now)
        except Exception as error:
            # Whatever it was, the next look may go well, and nobody else delivers.
            self._metrics.failures.labels("courier").inc()
            report("courier", error)
            self._clock.wake_at(self._now() + SOON)

    def _hand_out(self, delivery: Delivery, now: datetime) -> None:
        """To a free hand, or back until it is its turn."""
        if self._is_in_hand(delivery):
            return
        if (turn := self._turns.turn(delivery, now)) > now:
            self._teller.hold(delivery, turn)
            return
        with self._state:
            self._in_hand.add(delivery.id)
        self._hands.give(partial(self._work, delivery))

    def _is_in_hand(self, delivery: Delivery) -> bool:
        """A clock that jumps ahead ends leases early, and what Slack is being called for seems to be due again."""
        with self._state:
            return delivery.id in self._in_hand

    def _looked(self, now: datetime) -> None:
        self.looked_at = now
        self._metrics.swept_at.set(now.timestamp())

    def _sleep_until_due(self) -> None:
        with self._state:
            # What is committed from now on is planned beside what is found.
            self._planned = None
        due = self._store.recall(lambda memory: memory.deliveries.next_due())
        if due is not None:
            self._plan(due)

    def _plan(self, due: datetime) -> None:
        """Let the clock ring at this moment, unless it rings before."""
        with self._state:
            if not self._stopping and (self._planned is None or due < self._planned):
                self._planned = due
                self._clock.wake_at(due)

    def _work(self, delivery: Delivery) -> None:
        with bound_contextvars(delivery=delivery.id):
            try:
                self._tell(delivery)
            except Exception as error:
                self._failed(error)
        with self._state:
            self._in_hand.discard(delivery.id)
        self.wake()

    def _tell(self, delivery: Delivery) -> None:
        try:
            self._teller.tell(delivery)
        except StorageUnavailable:
            raise
        except Exception as error:
            self._failed(error)
            self._teller.stumbled(delivery)

    def _failed(self, error: Exception) -> None:
        self._metrics.failures.labels("delivery").inc()
        report("delivery", error)

    def _housekeep(self) -> None:
        try:
            self._store.remember(lambda memory: memory.sweep(self._now()))
            self._store.remember(lambda memory: self._chore(memory, self._now()))
        except StorageUnavailable as error:
            report("housekeeping", error)
