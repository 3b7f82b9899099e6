"""One delivery on its way: is it still needed and allowed, was it said before, say it, and keep what came of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum, auto
from functools import partial

import structlog

from bot.deliveries import Delivery, Kind, Outcome, retry_at
from handlers.calls import CountedClient
from handlers.directory import Directory
from handlers.metrics import Metrics
from handlers.notices import tell_admins
from handlers.slack_errors import CALL_ERRORS, Refusal, Verdict, sort
from handlers.speaking import Follower, NotYet, Over, Preparer, Regretter, Speaker
from handlers.tokens import NotInstalled
from handlers.turns import Turns
from storage.store import Memory, Store

log = structlog.get_logger()

SPEAKING = 18.0
"""Seconds after the mark in which calls may begin; with the ten that the last may take they end before the lease."""


class Mark(Enum):
    """What came of marking a delivery as being said."""

    OURS = auto()
    TAKEN = auto()
    """It was withdrawn or ended, or another courier says it."""
    OVER = auto()
    """It is not needed any more."""


class Teller:
    """Tells deliveries that a courier has claimed; safe to share between threads."""

    def __init__(
        self,
        *,
        store: Store,
        directory: Directory,
        speakers: Mapping[Kind, Speaker],
        metrics: Metrics,
        turns: Turns,
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._directory, self._speakers = store, directory, speakers
        self._metrics, self._turns, self._now = metrics, turns, now

    def tell(self, delivery: Delivery) -> None:
        """Say it, put it off, or end it; what is raised is a fault of our own, or the memory's."""
        speaker = self._speakers[delivery.kind]
        if self._store.recall(partial(self._is_over, speaker, delivery)):
            return self._finish(delivery, Outcome.VOID)
        try:
            client = self._directory.client(delivery.workspace)
        except NotInstalled:
            return self._finish(delivery, Outcome.VOID)
        except CALL_ERRORS as error:
            return self._refused(delivery, sort(error), maybe_said=delivery.maybe_said)
        return self._tell(speaker, client, delivery)

    def hold(self, delivery: Delivery, until: datetime) -> None:
        """Nobody should hear this before `until`."""
        self._put_off(delivery, until, maybe_said=delivery.maybe_said, attempts=delivery.attempts)

    def stumbled(self, delivery: Delivery) -> None:
        """A fault of our own was met on the way: it is tried again as often as anything else, and no more."""
        again = retry_at(delivery, self._now())
        if again is None:
            self._finish(delivery, Outcome.FAILED, note="our own fault")
        else:
            self._put_off(delivery, again, maybe_said=None, attempts=delivery.attempts + 1)

    def _tell(self, speaker: Speaker, client: CountedClient, delivery: Delivery) -> None:
        try:
            if not speaker.may_reach(client, delivery):
                return self._finish(delivery, Outcome.VOID)
            if delivery.maybe_said and speaker.was_said(client, delivery):
                return self._finish(delivery, Outcome.SENT)
            ready = speaker.prepared(client, delivery) if isinstance(speaker, Preparer) else delivery
        except Over:
            return self._finish(delivery, Outcome.VOID)
        except NotYet as held:
            return self.hold(delivery, held.until)
        except CALL_ERRORS as error:
            # Nothing was said just now, so that whatever Slack may have taken before is as open as it was.
            return self._refused(delivery, sort(error), maybe_said=delivery.maybe_said)
        match self._store.remember(partial(self._mark_calling, speaker, delivery)):
            case Mark.TAKEN:
                return None
            case Mark.OVER:
                return self._finish(delivery, Outcome.VOID)
        client.begin_within(SPEAKING)
        try:
            speaker.speak(client, ready)
        except Over:
            return self._finish(delivery, Outcome.VOID)
        except NotYet as held:
            return self.hold(delivery, held.until)
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
        self._metrics.slack_refused.labels(refusal.label).inc()
        log.warning("slack_refused", error=refusal.error, verdict=refusal.verdict, kind=delivery.kind)
        if refusal.wait:
            self._turns.hold(delivery, self._now() + refusal.wait)
        again = retry_at(delivery, self._now(), refusal.wait)
        if again is not None and refusal.verdict in (Verdict.LATER, Verdict.UNSURE):
            self._put_off(delivery, again, maybe_said=maybe_said, attempts=delivery.attempts + 1)
        else:
            self._finish(delivery, Outcome.FAILED, note=refusal.error)
        if refusal.verdict is Verdict.ADMIN and delivery.kind is not Kind.NOTICE:
            self._store.remember(lambda memory: tell_admins(memory, delivery, refusal, self._now()))

    def _put_off(self, delivery: Delivery, until: datetime, *, maybe_said: bool | None, attempts: int) -> None:
        self._store.remember(
            lambda memory: memory.deliveries.postpone(delivery.id, until, maybe_said=maybe_said, attempts=attempts)
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
        if outcome is Outcome.SENT:
            late = self._now() - delivery.due_at
            self._metrics.late.labels(delivery.kind).observe(max(0.0, late.total_seconds()))
