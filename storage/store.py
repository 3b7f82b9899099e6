"""The one door to the memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import structlog
from sqlalchemy import Engine

from bot.messages import Place
from storage.engines import database_url, postgres_engine, sqlite_engine, sqlite_file
from storage.errors import StorageUnavailable, told_plainly
from storage.ledger import Ledger
from storage.memory import Memory
from storage.migrations import upgrade
from storage.vault import MissingKey, Vault, key_beside
from storage.writer import Deadline, Writer

__all__ = ["Memory", "MissingKey", "StorageUnavailable", "Store"]

T = TypeVar("T")
log = structlog.get_logger()

WAIT = 2.0
HANDS = 8


class Store:
    """A database and the hands that work on it. Thread-safe; close it at the end."""

    def __init__(self, writing: Engine, reading: Engine, vault: Vault, *, writers: int) -> None:
        self.vault = vault
        self._engines = (writing, reading)
        self._writers = Writer("store-write", hands=writers)
        self._readers = Writer("store-read", hands=HANDS)
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    def open(cls, url: str, *, keys: Sequence[str] = ()) -> Store:
        """Open a database and bring its tables up to date.

        `keys` are Fernet keys, newest first. With none, SQLite gets a key file beside the database and PostgreSQL
        raises `MissingKey`. A bad URL is a `ValueError`, a database that does not answer `StorageUnavailable`.
        """
        address = database_url(url)
        file = sqlite_file(address)
        if file is None:
            if not keys:
                raise MissingKey(
                    "LEVELHEAD_SECRET_KEY is needed with PostgreSQL: a key that Fernet.generate_key() makes"
                )
            vault = Vault(keys)
            upgrade(url)
            engine = postgres_engine(address, hands=2 * HANDS)
            return cls(engine, engine.execution_options(postgresql_readonly=True), vault, writers=HANDS)
        vault = Vault(keys or [key_beside(file)])
        upgrade(url)
        writing = sqlite_engine(address, hands=1, begin="BEGIN IMMEDIATE")
        reading = sqlite_engine(address, hands=HANDS, begin="BEGIN", pragmas=("query_only=ON",))
        return cls(writing, reading, vault, writers=1)

    def remember(self, work: Callable[[Memory], T], *, thread: Place | None = None, wait: float = WAIT) -> T:
        """Do a work in one write transaction and return what it returns; what it raises undoes it all.

        `thread` is locked first, so that no other work about it runs meanwhile. `StorageUnavailable` when it is not
        committed within `wait` seconds. The work runs on another thread and may not call the store.
        """
        return self._writers.do(lambda deadline: self._write(work, thread, deadline), wait=wait)

    def recall(self, work: Callable[[Memory], T], *, wait: float = WAIT) -> T:
        """Do a work that only reads, on what was committed before it began."""
        return self._readers.do(lambda deadline: self._read(work, deadline), wait=wait)

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call this, on the store's own thread, after every commit that gave the courier something to do."""
        self._listeners.append(listener)

    def check(self) -> None:
        """A short round trip; `StorageUnavailable` when the database does not answer."""
        self.recall(lambda memory: memory.deliveries.next_due())

    def close(self) -> None:
        """Finish what is queued and let go of the database."""
        self._writers.close()
        self._readers.close()
        for engine in self._engines:
            engine.dispose()

    def _write(self, work: Callable[[Memory], T], thread: Place | None, deadline: Deadline) -> T:
        with told_plainly(), self._engines[0].begin() as connection:
            ledger = Ledger(connection, self.vault)
            memory = Memory(ledger)
            if thread is not None:
                memory.threads.lock(thread)
            result = work(memory)
            deadline.check()
        if ledger.wakes:
            self._tell()
        return result

    def _read(self, work: Callable[[Memory], T], deadline: Deadline) -> T:
        with told_plainly(), self._engines[1].begin() as connection:
            return work(Memory(Ledger(connection, self.vault, writes=False)))

    def _tell(self) -> None:
        for listener in self._listeners:
            try:
                listener()
            except Exception:
                log.exception("commit_listener_failed")
