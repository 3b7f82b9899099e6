"""The tables' history, and the one way to bring a database up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

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


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to a revision; two that do so at once take turns. `StorageUnavailable` when it cannot."""
    address = database_url(url)
    if (file := sqlite_file(address)) is not None:
        _make(file)
    with told_plainly(), _alone(address) as connection:
        command.upgrade(recipe(connection), revision)


class Age(StrEnum):
    """How old a database's tables are, beside this version of the code."""

    NEW = "new"
    """There are none yet."""
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"
    """A newer version made them."""


def age(url: str) -> Age:
    """How old the tables are; nothing is changed. `StorageUnavailable` when the database does not answer."""
    address = database_url(url)
    if (file := sqlite_file(address)) is not None and not file.exists():
        return Age.NEW
    history = ScriptDirectory.from_config(recipe())
    with told_plainly(), _connected(address) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        return Age.NEW
    if revision == history.get_current_head():
        return Age.CURRENT
    known = {script.revision for script in history.walk_revisions()}
    return Age.BEHIND if revision in known else Age.AHEAD


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
