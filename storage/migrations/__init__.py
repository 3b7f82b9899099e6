"""The tables' history, and the one way to bring a database up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, NullPool, create_engine, text

from storage.engines import database_url, sqlite_file
from storage.errors import StorageUnavailable, told_plainly

LOCK = 0x1E7E1EAD
PATIENCE = 30
"""Seconds to wait for another process that upgrades the same database."""
HERE = Path(__file__).parent

log = structlog.get_logger()


class TooNew(Exception):
    """The tables were changed more than once since this version of the code."""


class Age(StrEnum):
    """How old a database's tables are, beside this version of the code."""

    NEW = "new"
    """There are none yet."""
    BEHIND = "behind"
    CURRENT = "current"
    NEXT = "next"
    """The next version changed them once: this one still works with them, beside it."""
    AHEAD = "ahead"
    """They were changed more than once since this version."""


def upgrade(url: str, revision: str = "head") -> Age:
    """Bring a database up to a revision and say how old it was; two that do so at once take turns.

    Tables of the next version stay as they are. `TooNew` when they are newer still, `StorageUnavailable` when the
    database does not answer or cannot be written.
    """
    address = database_url(url)
    if (file := sqlite_file(address)) is not None:
        _make(file)
    with told_plainly(), _alone(address) as connection:
        found = _age_of(connection)
        if found is Age.AHEAD:
            raise TooNew("the tables are those of a later version")
        if found is Age.NEXT:
            log.warning("tables_of_the_next_version")
        elif found is not Age.CURRENT or revision != "head":
            command.upgrade(recipe(connection), revision)
        return found


def age(url: str) -> Age:
    """How old the tables are; nothing is changed. `StorageUnavailable` when the database does not answer."""
    address = database_url(url)
    if (file := sqlite_file(address)) is not None and not file.exists():
        return Age.NEW
    with told_plainly(), _connected(address) as connection:
        return _age_of(connection)


def _age_of(connection: Connection) -> Age:
    revision, (newest, *older) = MigrationContext.configure(connection).get_current_revision(), _revisions()
    if revision is None:
        return Age.NEW
    if revision == newest:
        return Age.CURRENT
    if revision in older:
        return Age.BEHIND
    return Age.NEXT if revision == following(newest) else Age.AHEAD


@cache
def _revisions() -> tuple[str, ...]:
    """All that this version knows, the newest first; to read them takes longer than all else at most starts."""
    return tuple(script.revision for script in ScriptDirectory.from_config(recipe()).walk_revisions())


def following(revision: str) -> str:
    """The revision that comes after one: they are numbered."""
    return f"{int(revision) + 1:04}"


def recipe(connection: Connection | None = None) -> Config:
    """What Alembic needs to know; its commands run on this connection, inside its transaction."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _make(file: Path) -> None:
    """What is remembered is its owner's alone, on disk too."""
    try:
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as error:
        raise StorageUnavailable(f"the database file cannot be made ({type(error).__name__})") from error


@contextmanager
def _alone(url: URL) -> Iterator[Connection]:
    """A transaction that no other upgrade runs beside."""
    served = sqlite_file(url) is None
    begin = _alone_on_postgres if served else _alone_on_sqlite
    with _connected(url) as connection, connection.begin():
        begin(connection)
        yield connection


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    reach = {"connect_timeout": 10} if sqlite_file(url) is None else {}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=reach)
    with engine.connect() as connection:
        yield connection


def _alone_on_sqlite(connection: Connection) -> None:
    """SQLite's driver would commit before every change of a table: take the transaction out of its hands."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.isolation_level = None
    for words in (f"PRAGMA busy_timeout={PATIENCE * 1000}", "PRAGMA journal_mode=WAL", "BEGIN IMMEDIATE"):
        connection.exec_driver_sql(words)


def _alone_on_postgres(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
