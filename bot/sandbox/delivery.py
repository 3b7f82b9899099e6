"""Carries envelopes to the app over whichever way is open, and tries events again as Slack does."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from bot.sandbox.changes import Changes
from bot.sandbox.envelopes import Answer, Envelope, NotAcked, Sent

WORKERS = 32


class Carrier(Protocol):
    """A way to the app. `carry` blocks until the app acknowledged and raises NotAcked when it did not."""

    def carry(self, envelope: Envelope, attempt: int, reason: str) -> Answer: ...


class Delivery:
    """Events go in the background and are tried again after each of `retry_delays` (seconds); questions are not."""

    def __init__(self, changes: Changes, retry_delays: Sequence[float]) -> None:
        self._changes = changes
        self._delays = tuple(retry_delays)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="sandbox-delivery")
        self._stopping = threading.Event()
        self._sent: list[Sent] = []
        self.carrier: Carrier | None = None

    @property
    def sent(self) -> tuple[Sent, ...]:
        """Every delivery that has ended, in the order of ending."""
        with self._changes.lock:
            return tuple(self._sent)

    def send(self, envelope: Envelope) -> None:
        """Carry an event in the background. Without a way to the app it is lost, as it would be in Slack."""
        if self.carrier is None or self._stopping.is_set():
            return
        self._changes.launch()
        self._pool.submit(self._carry, envelope, self.carrier).add_done_callback(_show_bug)

    def ask(self, envelope: Envelope) -> Answer:
        """Carry a command or an interaction once and return the app's answer. Raises NotAcked."""
        if self.carrier is None:
            raise NotAcked("no_app", final=True)
        with self._changes.under_way():
            return self._once(envelope, self.carrier)

    def stop(self) -> None:
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _once(self, envelope: Envelope, carrier: Carrier) -> Answer:
        try:
            answer = carrier.carry(envelope, 0, "")
        except NotAcked as refusal:
            self._end(Sent(envelope=envelope, attempts=1, failure=refusal.reason))
            raise
        self._end(Sent(envelope=envelope, attempts=1, answer=answer))
        return answer

    def _carry(self, envelope: Envelope, carrier: Carrier) -> None:
        try:
            self._end(self._persist(envelope, carrier))
        finally:
            self._changes.land()

    def _persist(self, envelope: Envelope, carrier: Carrier) -> Sent:
        """Try until acknowledged, refused for good, or out of tries."""
        reason = ""
        for attempt in range(len(self._delays) + 1):
            if attempt and self._stopping.wait(self._delays[attempt - 1]):
                return Sent(envelope=envelope, attempts=attempt, failure="stopped")
            try:
                return Sent(envelope=envelope, attempts=attempt + 1, answer=carrier.carry(envelope, attempt, reason))
            except NotAcked as refusal:
                reason = refusal.reason
                if refusal.final:
                    return Sent(envelope=envelope, attempts=attempt + 1, failure=reason)
        return Sent(envelope=envelope, attempts=len(self._delays) + 1, failure=reason)

    def _end(self, sent: Sent) -> None:
        with self._changes.lock:
            self._sent.append(sent)
            self._changes.note()


def _show_bug(carried: Future[None]) -> None:
    """Show a fault of the sandbox's own as any thread's fault is shown; a pool would keep it to itself."""
    if carried.cancelled() or (bug := carried.exception()) is None:
        return
    threading.excepthook(threading.ExceptHookArgs((type(bug), bug, bug.__traceback__, threading.current_thread())))
