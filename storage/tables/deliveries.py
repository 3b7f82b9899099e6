"""What is about to be said, and what was pressed."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.tables.rows import PENDING, Row


class DeliveryRow(Row, table=True):
    """`wake_at` is when the courier must look at it next: its due time, or the end of its lease.

    `calling` is set while Slack is being called, `maybe_said` when such a call ended without a clear answer.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        Index("ix_deliveries_wake_at", "wake_at", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_deliveries_thread", "workspace", "channel", "thread", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_deliveries_about", "workspace", "channel", "about", sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: str = Field(primary_key=True)
    workspace: str
    key: str
    kind: str
    recipient: str
    channel: str
    thread: str
    about: str
    due_at: datetime
    expires_at: datetime | None
    wake_at: datetime
    calling: bool
    maybe_said: bool
    attempts: int
    sealed_words: str
    outcome: str | None
    ended_at: datetime | None = Field(index=True)
    note: str


class GatheredRow(Row, table=True):
    """A delivery that waits to be said in a list; `shown` once the list was about to be said."""

    __tablename__ = "gathered"
    __table_args__ = (Index("ix_gathered_list", "workspace", "list"),)

    workspace: str = Field(primary_key=True)
    delivery: str = Field(primary_key=True)
    list: str
    until: datetime = Field(index=True)
    shown: bool


class PressRow(Row, table=True):
    __tablename__ = "presses"

    workspace: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    at: datetime = Field(index=True)


DELIVERIES = Row.metadata.tables["deliveries"]
GATHERED = Row.metadata.tables["gathered"]
PRESSES = Row.metadata.tables["presses"]
