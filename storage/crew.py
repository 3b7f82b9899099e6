"""Hands that do works in the order in which they came, each within its time."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread, current_thread
from time import monotonic
from typing import Any, TypeVar

from storage.errors import StorageUnavailable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment after which nobody waits for a work any more."""

    at: float

    @property
    def left(self) -> float:
        """Seconds that are left; never negative."""
        return max(0.0, self.at - monotonic())

    def check(self) -> None:
        """Raise `StorageUnavailable` when the moment has passed."""
        if monotonic() > self.at:
            raise StorageUnavailable("the database took too long; nothing was remembered")


_shared: ContextVar[Deadline | None] = ContextVar("shared_deadline", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let all works that are asked for inside share these seconds: somebody waits for all of them together."""
    before = _shared.set(Deadline(monotonic() + seconds))
    try:
        yield
    finally:
        _shared.reset(before)


@dataclass(frozen=True, slots=True)
class Job:
    work: Callable[[Deadline], Any]
    future: Future[Any]
    deadline: Deadline
    context: Context

    def run(self) -> None:
        """Do the work unless its caller has gone."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            self.future.set_result(self.context.run(self.work, self.deadline))
        except BaseException as error:
            self.future.set_exception(error)


class Crew:
    """A queue and the hands that empty it: one hand for SQLite, where only one may write, more for PostgreSQL.

    A crew without hands leaves each work to the one who asks for it.
    """

    def __init__(self, name: str, *, hands: int) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._hands = [Thread(target=self._serve, name=f"{name}-{n}", daemon=True) for n in range(hands)]
        self._closed = False
        for hand in self._hands:
            hand.start()

    def do(self, work: Callable[[Deadline], T], *, wait: float) -> T:
        """What the work returns or raises; `StorageUnavailable` when it is not done within `wait` seconds."""
        if current_thread() in self._hands:
            raise RuntimeError("a work may not start another one: it would wait for itself")
        if self._closed:
            raise StorageUnavailable("the store is closed")
        shared = _shared.get()
        wait = wait if shared is None else min(wait, shared.left)
        if not self._hands:
            deadline = Deadline(monotonic() + wait)
            deadline.check()
            return work(deadline)
        future: Future[T] = Future()
        self._jobs.put(Job(work, future, Deadline(monotonic() + wait), copy_context()))
        try:
            return future.result(timeout=wait)
        except Late:
            if future.done() and not future.cancelled():
                return future.result()
            future.cancel()
            raise StorageUnavailable("the database is too busy") from None

    def close(self, *, patience: float = 2.0) -> None:
        """Do what is still queued, then let the hands go; those that hang are left behind after `patience` seconds."""
        self._closed = True
        for _ in self._hands:
            self._jobs.put(None)
        end = monotonic() + patience
        for hand in self._hands:
            hand.join(max(0.0, end - monotonic()))

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            del job
