"""Connections to SQLite and PostgreSQL, and the one way in which a transaction begins on each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import POLLIN, poll
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError

from storage.ready import give

WAIT = 2.0
"""Seconds for which a database is waited for by itself, where a work does not say otherwise."""
HANDS = 8
"""Works that run at the same time on PostgreSQL: so many that write, and so many that read."""
KEPT = 8
"""Connections to SQLite that are kept open to read."""
COUNTING = {"preserve_rowcount": True}
"""Inserts that may do nothing must say whether they did."""
SQLITE_PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
TIMEOUTS = ("statement_timeout", "lock_timeout")

WANTED_URL = "DATABASE_URL must begin with sqlite:/// and name a file, or begin with postgresql://"


def database_url(url: str) -> URL:
    """A `DATABASE_URL` as SQLAlchemy wants it; `ValueError` when it is for neither SQLite nor PostgreSQL."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError(WANTED_URL) from None
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise ValueError(WANTED_URL)
    return parsed


def sqlite_file(url: URL) -> Path | None:
    """Where a SQLite database is kept; None for PostgreSQL."""
    return Path(url.database) if url.drivername == "sqlite" and url.database else None


@dataclass(frozen=True, slots=True)
class Engines:
    """One engine that writes and one that only reads, and for how many hands each.

    With no hands for them, works are done by whoever asks for them.
    """

    writing: Engine
    reading: Engine
    writers: int
    readers: int

    @contextmanager
    def write(self, patience: float) -> Iterator[Connection]:
        """A transaction that writes, none of whose statements waits longer than so many seconds."""
        with self.writing.connect() as connection:
            asked = connection.execution_options(patience=patience)
            with asked.begin():
                yield asked

    def dispose(self) -> None:
        self.writing.dispose()
        self.reading.dispose()


def engines_for(url: URL) -> Engines:
    """SQLite has one writer, and readers that see the last commit; PostgreSQL has many of both.

    Who reads from SQLite waits for nobody, so that no hand has to do it for them.
    """
    if sqlite_file(url) is None:
        engine = postgres_engine(url, hands=2 * HANDS)
        both = {"writers": HANDS, "readers": HANDS}
        return Engines(engine, engine.execution_options(postgresql_readonly=True), **both)
    reading = sqlite_engine(url, kept=KEPT, more=-1, begin="BEGIN", pragmas=("query_only=ON",))
    return Engines(sqlite_engine(url, kept=1, more=0, begin="BEGIN IMMEDIATE"), reading, writers=1, readers=0)


def sqlite_engine(url: URL, *, kept: int, more: int, begin: str, pragmas: tuple[str, ...] = ()) -> Engine:
    """An engine whose transactions begin with `begin`; the driver would begin them too late, and never for reading.

    Besides the connections that are `kept` there may be so many `more`, -1 for any number. Commits are synced to the
    disk (`FULL`): what Slack was told is remembered must survive the loss of power too.
    """
    engine = create_engine(url, pool_size=kept, max_overflow=more, hide_parameters=True, execution_options=COUNTING)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (*SQLITE_PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if connection.info.get("patience") != (patience := _milliseconds(connection)):
            give(connection, f"PRAGMA busy_timeout={patience}")
            connection.info["patience"] = patience
        give(connection, begin)

    return engine


def postgres_engine(url: URL, *, hands: int) -> Engine:
    """An engine for so many hands, that notices dead connections and lets no statement outlast its caller."""
    engine = create_engine(
        url,
        pool_size=hands,
        max_overflow=0,
        hide_parameters=True,
        execution_options=COUNTING,
        connect_args={
            "options": " ".join(f"-c {name}={WAIT * 1000:.0f}" for name in TIMEOUTS),
            "connect_timeout": 2,
            "tcp_user_timeout": 5000,
        },
    )

    @event.listens_for(engine, "checkout")
    def look(driver: Any, _record: object, _proxy: object) -> None:
        if _has_hung_up(engine.dialect, driver):
            raise InvalidatePoolError("the server has hung up")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if (patience := _milliseconds(connection)) > WAIT * 1000:
            connection.exec_driver_sql(";".join(f"SET LOCAL {name}={patience}" for name in TIMEOUTS))

    return engine


def _has_hung_up(dialect: Dialect, driver: Any) -> bool:
    """Whether a connection that was kept is of no use any more; asked of the server only where it spoke unasked.

    To ask each time would be one transaction more for each that is wanted.
    """
    if driver.closed:
        return True
    there = poll()
    there.register(driver.fileno(), POLLIN)
    try:
        return bool(there.poll(0)) and not dialect.do_ping(driver)
    except dialect.loaded_dbapi.Error:
        return True


def _milliseconds(connection: Connection) -> int:
    """In whole seconds, so that what is set for one work need seldom be set anew for the next."""
    asked: float = connection.get_execution_options().get("patience", WAIT)
    return 1000 * max(1, round(asked))
