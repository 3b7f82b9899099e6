"""What somebody wants to come back to, and how a channel wants to be reminded."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.tables.rows import OPEN, Row


class FollowUpRow(Row, table=True):
    """What somebody wants to come back to; its note, and how it was before its last change, are sealed.

    `ended_at` is set once it is done or cancelled.
    """

    __tablename__ = "followups"
    __table_args__ = (
        Index("ix_followups_owner", "workspace", "owner", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_followups_asked_by", "workspace", "asked_by", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    channel: str
    thread: str
    owner: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    source: str
    state: str
    reminded: int
    reminded_at: datetime | None
    revision: int
    ended_at: datetime | None = Field(index=True)
    sealed_words: str


class NudgeRoomRow(Row, table=True):
    """How a channel wants to be reminded; `off` are the nudges that are switched off, with spaces between.

    Waits are minutes, but for `silent_mornings`; None: as Levelhead waits by itself.
    """

    __tablename__ = "nudge_rooms"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    opted_in: bool
    neutral_line: bool
    cover: str
    off: str
    urgent_wait: int | None = None
    wait: int | None = None
    check_in_after: int | None = None
    silent_mornings: int | None = None


FOLLOWUPS = Row.metadata.tables["followups"]
NUDGE_ROOMS = Row.metadata.tables["nudge_rooms"]
