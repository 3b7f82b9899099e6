"""One transaction, as the nouns see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, Row, Select, Table, Update, func
from sqlalchemy.dialects import postgresql, sqlite

from storage.vault import Vault

Insert = sqlite.Insert | postgresql.Insert


@dataclass(slots=True)
class Ledger:
    """`wakes` turns true when the courier has something to do once the transaction is committed."""

    connection: Connection
    vault: Vault
    writes: bool = True
    wakes: bool = False

    @property
    def shared(self) -> bool:
        """Whether other processes may write at the same time."""
        return self.connection.dialect.name == "postgresql"

    def insert(self, table: Table) -> Insert:
        """An insert that knows `ON CONFLICT`."""
        return postgresql.insert(table) if self.shared else sqlite.insert(table)

    def change(self, statement: Insert | Update | Delete) -> int:
        """How many rows were really inserted, changed or deleted."""
        return self.connection.execute(statement).rowcount

    def first(self, statement: Select[Any]) -> Row[Any] | None:
        return self.connection.execute(statement).first()

    def all(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        return self.connection.execute(statement).all()


def at(now: datetime | None) -> datetime | ColumnElement[datetime]:
    """This moment, or the database's own where the caller has none."""
    return func.current_timestamp() if now is None else now


class Noun:
    """What is remembered about one kind of thing, within one transaction."""

    __slots__ = ("_ledger",)

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
