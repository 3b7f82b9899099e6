"""The one courier: claims what is due, looks whether it is still needed and allowed, says it once, wipes the words."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial
from threading import Condition, Thread
from typing import Protocol, runtime_checkable

import structlog
from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind, Outcome, retry_at
from handlers.clock import Clock
from handlers.directory import Directory
from handlers.failures import report
from handlers.hands import Hands
from handlers.metrics import Metrics
from handlers.notices import tell_admins
from handlers.slack_errors import CALL_ERRORS, Refusal, Verdict, sort
from handlers.turns import Turns
from storage.store import Memory, StorageUnavailable, Store

log = structlog.get_logger()

WORKERS = 16
"""Calls to Slack at the same time."""
SOON = timedelta(seconds=2)
"""When to look again after a look that failed."""


class Speaker(Protocol):
    """What the courier asks of whoever knows how to say one kind of delivery; all but the first may call Slack."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool: ...

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool: ...

    def was_said(self, client: WebClient, delivery: Delivery) -> bool: ...

    def speak(self, client: WebClient, delivery: Delivery) -> None: ...


@runtime_checkable
class Follower(Protocol):
    """A speaker for whom something follows once a delivery was said, in the same transaction."""

    def follow(self, memory: Memory, delivery: Delivery) -> None: ...


@runtime_checkable
class Regretter(Protocol):
    """A speaker for whom something follows once a delivery was given up, in the same transaction."""

    def regret(self, memory: Memory, delivery: Delivery) -> None: ...


@runtime_checkable
class Preparer(Protocol):
    """A speaker whose `speak` cannot be looked up: what it asks and thinks before comes as `prepared` words."""

    def prepared(self, client: WebClient, delivery: Delivery) -> Delivery: ...


class Mark(Enum):
    """What came of marking a delivery as being said."""

    OURS = auto()
    TAKEN = auto()
    """It was withdrawn or ended, or another courier says it."""
    OVER = auto()
    """It is not needed any more."""


class NotYet(Exception):
    """Raised by a speaker before it has spoken: nobody should hear this before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("not yet")
        self.until = until


class Courier:
    """Delivers from a thread of its own; woken on commit, by the clock, and at the start."""

    def __init__(
        self,
        *,
        store: Store,
        directory: Directory,
        speakers: Mapping[Kind, Speaker],
        metrics: Metrics,
        clock: Clock,
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._directory, self._speakers = store, directory, speakers
        self._metrics, self._clock, self._now = metrics, clock, now
        self._hands = Hands("courier", WORKERS)
        self._turns = Turns()
        self._state = Condition()
        self._woken = self._looking = self._stopping = False
        self._in_hand: set[str] = set()
        self._thread = Thread(target=self._run, name="courier", daemon=True)
        self.looked_at: datetime | None = None

    def start(self) -> None:
        self._store.remember(lambda memory: memory.deliveries.release_all())
        self._clock.start(wake=self.wake, housekeep=self._housekeep)
        self._thread.start()
        self.wake()

    def wake(self) -> None:
        """Look what is due; from any thread."""
        with self._state:
            self._woken = True
            self._state.notify_all()

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
        """Wait to be woken; False when it is time to stop."""
        with self._state:
            self._state.wait_for(lambda: self._woken or self._stopping)
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
        if (turn := self._turns.turn(delivery, now)) > now:
            self._hold(delivery, turn)
            return
        with self._state:
            self._in_hand.add(delivery.id)
        self._hands.give(partial(self._work, delivery))

    def _looked(self, now: datetime) -> None:
        self.looked_at = now
        self._metrics.swept_at.set(now.timestamp())

    def _sleep_until_due(self) -> None:
        due = self._store.recall(lambda memory: memory.deliveries.next_due())
        if due is not None:
            self._clock.wake_at(due)

    def _work(self, delivery: Delivery) -> None:
        try:
            self._deliver(delivery)
        except Exception as error:
            self._metrics.failures.labels("delivery").inc()
            report("delivery", error)
        finally:
            with self._state:
                self._in_hand.discard(delivery.id)
            self.wake()

    def _deliver(self, delivery: Delivery) -> None:
        speaker = self._speakers[delivery.kind]
        if self._store.recall(partial(self._is_over, speaker, delivery)):
            return self._finish(delivery, Outcome.VOID)
        try:
            client = self._directory.client(delivery.workspace)
            if not speaker.may_reach(client, delivery):
                return self._finish(delivery, Outcome.VOID)
            if delivery.maybe_said and speaker.was_said(client, delivery):
                return self._finish(delivery, Outcome.SENT)
            ready = speaker.prepared(client, delivery) if isinstance(speaker, Preparer) else delivery
        except NotYet as held:
            return self._hold(delivery, held.until)
        except CALL_ERRORS as error:
            # Nothing was said just now, so that whatever Slack may have taken before is as open as it was.
            return self._refused(delivery, sort(error), maybe_said=delivery.maybe_said)
        match self._store.remember(partial(self._mark_calling, speaker, delivery)):
            case Mark.TAKEN:
                return None
            case Mark.OVER:
                return self._finish(delivery, Outcome.VOID)
        try:
            speaker.speak(client, ready)
        except CALL_ERRORS as error:
            refusal = sort(error)
            return self._refused(delivery, refusal, maybe_said=refusal.verdict is Verdict.UNSURE)
        return self._finish(delivery, Outcome.SENT)

    def _is_over(self, speaker: Speaker, delivery: Delivery, memory: Memory) -> bool:
        expired = delivery.expires_at is not None and self._now() >= delivery.expires_at
        return expired or not speaker.still_needed(memory, delivery)

    def _mark_calling(self, speaker: Speaker, delivery: Delivery, memory: Memory) -> Mark:
        """Looks once more in the transaction that marks: what was pressed while we asked Slack has its say."""
        if not memory.deliveries.mark_calling(delivery.id, self._now(), attempts=delivery.attempts):
            return Mark.TAKEN
        return Mark.OVER if self._is_over(speaker, delivery, memory) else Mark.OURS

    def _refused(self, delivery: Delivery, refusal: Refusal, *, maybe_said: bool) -> None:
        """Slack said no, or nothing at all. What it certainly did not take may be said again later."""
        self._metrics.slack_refused.labels(refusal.error).inc()
        log.warning("slack_refused", error=refusal.error, verdict=refusal.verdict, kind=delivery.kind)
        again = retry_at(delivery, self._now(), refusal.wait)
        if again is not None and refusal.verdict in (Verdict.LATER, Verdict.UNSURE):
            self._store.remember(lambda memory: memory.deliveries.postpone(delivery.id, again, maybe_said=maybe_said))
        else:
            self._finish(delivery, Outcome.FAILED, note=refusal.error)
        if refusal.verdict is Verdict.ADMIN and delivery.kind is not Kind.NOTICE:
            self._store.remember(lambda memory: tell_admins(memory, delivery, refusal, self._now()))

    def _hold(self, delivery: Delivery, until: datetime) -> None:
        self._store.remember(
            lambda memory: memory.deliveries.postpone(delivery.id, until, maybe_said=delivery.maybe_said)
        )

    def _finish(self, delivery: Delivery, outcome: Outcome, note: str = "") -> None:
        speaker = self._speakers[delivery.kind]

        def end(memory: Memory) -> None:
            ended = memory.deliveries.finish(delivery.id, outcome, self._now(), note)
            if ended and outcome is Outcome.SENT and isinstance(speaker, Follower):
                speaker.follow(memory, delivery)
            if ended and outcome is not Outcome.SENT and isinstance(speaker, Regretter):
                speaker.regret(memory, delivery)

        self._store.remember(end)
        self._metrics.delivered.labels(delivery.kind, outcome).inc()

    def _housekeep(self) -> None:
        try:
            self._store.remember(lambda memory: memory.sweep(self._now()))
        except StorageUnavailable as error:
            report("housekeeping", error)
