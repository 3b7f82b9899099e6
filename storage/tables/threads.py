"""What was heard, and whose turn it is."""

from datetime import datetime

from sqlmodel import Field

from storage.tables.rows import Row


class HearingRow(Row, table=True):
    """The newest version of a message that was heard; `fingerprint` is empty once the message is deleted."""

    __tablename__ = "hearings"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    edit: str
    fingerprint: str
    deleted: bool
    heard_at: datetime = Field(index=True)


class ThreadRow(Row, table=True):
    """`writers` are the ids of all who wrote there, each with a space on both sides."""

    __tablename__ = "threads"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)
    owner: str
    owner_wrote_at: datetime | None
    customer: str
    customer_wrote_at: datetime | None
    last_wrote_by: str
    last_wrote_at: datetime | None
    messages: int
    noted_at: datetime = Field(index=True)
    waiting_since: datetime | None = None
    urgent_at: datetime | None = None
    settled_at: datetime | None = None
    promised_at: datetime | None = None
    promised_on: datetime | None = None
    writers: str = Field(default="", sa_column_kwargs={"server_default": ""})
    earlier_owner: str = Field(default="", sa_column_kwargs={"server_default": ""})


class LaughRow(Row, table=True):
    __tablename__ = "laughs"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    at: datetime = Field(primary_key=True, index=True)


HEARINGS = Row.metadata.tables["hearings"]
THREADS = Row.metadata.tables["threads"]
LAUGHS = Row.metadata.tables["laughs"]
