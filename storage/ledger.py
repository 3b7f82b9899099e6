"""One transaction, as the nouns see it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, Row, Select, Table, Update, func
from sqlalchemy.dialects import postgresql, sqlite

from storage.ready import Ready
from storage.vault import Vault

AT_ONCE = datetime.min.replace(tzinfo=UTC)

Insert = sqlite.Insert | postgresql.Insert
NewRow = Callable[[Table], Insert]
Upsert = Callable[[NewRow], Insert]
"""Builds an insert that says what happens when the row is there already; it is built once for each database."""


@dataclass(slots=True)
class Ledger:
    """`wakes_at` is from when on the courier has something to do, once the transaction is committed."""

    connection: Connection
    vault: Vault
    writes: bool = True
    wakes_at: datetime | None = None

    @property
    def shared(self) -> bool:
        """Whether other processes may write at the same time."""
        return self.connection.dialect.name == "postgresql"

    def wake(self, at: datetime = AT_ONCE) -> None:
        """Say that the courier has something to do from this moment on."""
        self.wakes_at = at if self.wakes_at is None else min(at, self.wakes_at)

    def add(self, table: Table, **values: object) -> bool:
        """Insert a row; False when one with its key is there already."""
        return self.change(_add(table, self.shared, tuple(values)), values) == 1

    def put(self, upsert: Upsert, **values: object) -> bool:
        """Insert a row, or do with the one that is there what the upsert says; False when nothing came of it."""
        return self.change(_put(upsert, self.shared, tuple(values)), values) == 1

    def new_row(self, table: Table) -> Insert:
        """An insert for what is too rare to be built beforehand."""
        return _new_row(self.shared)(table)

    def change(
        self, statement: Insert | Update | Delete | Ready, values: Mapping[str, object] = MappingProxyType({})
    ) -> int:
        """How many rows were really inserted, changed or deleted."""
        if isinstance(statement, Ready):
            return statement.change(self.connection, values)
        return self.connection.execute(statement, values or None).rowcount

    def first(self, statement: Select[Any] | Ready, **values: object) -> Row[Any] | None:
        if isinstance(statement, Ready):
            return next(iter(statement.all(self.connection, values)), None)
        return self.connection.execute(statement, values).first()

    def all(self, statement: Select[Any] | Ready, **values: object) -> Sequence[Row[Any]]:
        if isinstance(statement, Ready):
            return statement.all(self.connection, values)
        return self.connection.execute(statement, values).all()


class Noun:
    """What is remembered about one kind of thing, within one transaction."""

    __slots__ = ("_ledger",)

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger


def at(now: datetime | None) -> datetime | ColumnElement[datetime]:
    """This moment, or the database's own where the caller has none."""
    return func.current_timestamp() if now is None else now


def over(new: Insert, key: Sequence[str], names: Sequence[str]) -> Insert:
    """An insert that puts these columns in the place of what the row with its key has."""
    facts = {name: new.excluded[name] for name in names if name not in key}
    return new.on_conflict_do_update(index_elements=key, set_=facts)


@cache
def _add(table: Table, shared: bool, names: tuple[str, ...]) -> Ready:
    return Ready(_new_row(shared)(table).on_conflict_do_nothing(), names)


@cache
def _put(upsert: Upsert, shared: bool, names: tuple[str, ...]) -> Ready:
    return Ready(upsert(_new_row(shared)), names)


def _new_row(shared: bool) -> NewRow:
    return postgresql.insert if shared else sqlite.insert
