"""The one door to the memory."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Self, TypeVar

import structlog
from filelock import BaseFileLock

from bot.messages import Place
from storage.alone import AlreadyServed, hold
from storage.crew import Crew, Deadline, within
from storage.engines import WAIT, Engines, database_url, engines_for, sqlite_file
from storage.errors import StorageUnavailable, told_plainly
from storage.ledger import Ledger
from storage.memory import Memory
from storage.migrations import upgrade
from storage.unlocking import unlock
from storage.vault import BadKey, BadSeal, MissingKey, Vault

__all__ = ["AlreadyServed", "BadKey", "BadSeal", "Memory", "MissingKey", "StorageUnavailable", "Store", "within"]

PATIENCE = 5.0
"""Seconds that a work may take where nobody waits for an answer; where somebody does, `within` says how long."""

T = TypeVar("T")
log = structlog.get_logger()


class Store:
    """A database and the hands that work on it. Thread-safe; close it at the end."""

    def __init__(self, engines: Engines, vault: Vault, lock: BaseFileLock | None = None) -> None:
        self.vault = vault
        self._engines, self._lock = engines, lock
        self._writers = Crew("store-write", hands=engines.writers)
        self._readers = Crew("store-read", hands=engines.readers)
        self._listeners: list[Callable[[datetime], None]] = []

    @classmethod
    def open(cls, url: str, *, keys: Sequence[str] = (), alone: bool = False) -> Self:
        """Open a database and bring its tables up to date.

        `keys` are Fernet keys, newest first. With none, SQLite gets a key file beside the database and PostgreSQL
        raises `MissingKey`; `BadKey` when they do not fit. A bad URL is a `ValueError`, a database that does not answer
        `StorageUnavailable`. Only one can have a SQLite file `alone`, `AlreadyServed` is for the next one that wants
        to; who does not, works beside it.
        """
        address = database_url(url)
        file = sqlite_file(address)
        if file is None and not keys:
            raise MissingKey("LEVELHEAD_SECRET_KEY is needed with PostgreSQL: a key that Fernet.generate_key() makes")
        with ExitStack() as undo:
            lock = hold(file) if file is not None and alone else None
            if lock is not None:
                undo.callback(lock.release)
            upgrade(url)
            engines = engines_for(address)
            undo.callback(engines.dispose)
            with told_plainly():
                vault = unlock(engines.writing, keys, file)
            undo.pop_all()
        return cls(engines, vault, lock)

    def remember(self, work: Callable[[Memory], T], *, thread: Place | None = None, wait: float = PATIENCE) -> T:
        """Do a work in one write transaction and return what it returns; what it raises undoes it all.

        `thread` is locked first, so that no other work about it runs meanwhile. `StorageUnavailable` when it is not
        committed within `wait` seconds. The work runs on another thread and may not call the store.
        """
        return self._writers.do(lambda deadline: self._write(work, thread, deadline), wait=wait)

    def recall(self, work: Callable[[Memory], T], *, wait: float = PATIENCE) -> T:
        """Do a work that only reads, on what was committed before it began."""
        return self._readers.do(lambda deadline: self._read(work, deadline), wait=wait)

    def on_commit(self, listener: Callable[[datetime], None]) -> None:
        """Call this, on the store's own thread, after every commit that gave the courier something to do.

        It is told from which moment on; one long past means at once.
        """
        self._listeners.append(listener)

    def check(self) -> None:
        """A short round trip; `StorageUnavailable` when the database does not answer."""
        self.recall(lambda memory: memory.deliveries.next_due(), wait=WAIT)

    def close(self) -> None:
        """Finish what is queued and let go of the database."""
        self._writers.close()
        self._readers.close()
        self._engines.dispose()
        if self._lock is not None:
            self._lock.release()

    def _write(self, work: Callable[[Memory], T], thread: Place | None, deadline: Deadline) -> T:
        with told_plainly(), self._engines.write(deadline.left) as connection:
            ledger = Ledger(connection, self.vault)
            memory = Memory(ledger)
            if thread is not None:
                memory.threads.lock(thread)
            result = work(memory)
            deadline.check()
        if ledger.wakes_at is not None:
            self._tell(ledger.wakes_at)
        return result

    def _read(self, work: Callable[[Memory], T], deadline: Deadline) -> T:
        with told_plainly(), self._engines.reading.begin() as connection:
            result = work(Memory(Ledger(connection, self.vault, writes=False)))
            deadline.check()
            return result

    def _tell(self, moment: datetime) -> None:
        for listener in self._listeners:
            try:
                listener(moment)
            except Exception:
                log.exception("commit_listener_failed")
