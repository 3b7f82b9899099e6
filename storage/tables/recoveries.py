"""Rounds to come first with, and what may be given."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.tables.rows import Row


class RecoveryRow(Row, table=True):
    """A round to come first with; `channels` are ids with a space between them."""

    __tablename__ = "recoveries"

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    proposer: str
    lead: str
    state: str
    style: str
    by_at: datetime
    news_at: datetime
    made_at: datetime
    revision: int
    channels: str
    everywhere: bool
    sealed_words: str
    erase_at: datetime = Field(index=True)


class RecoveryTellingRow(Row, table=True):
    """How one channel of a round stands; lists of ids have a space between them."""

    __tablename__ = "recovery_tellings"
    __table_args__ = (Index("ix_recovery_tellings_owner", "workspace", "run", "owner"),)

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    run: str
    channel: str
    owner: str
    stands: str
    told: int
    by_hand: bool
    why: str
    sealed_note: str
    ts: str
    inside: bool
    passed: str
    followups: str
    erase_at: datetime = Field(index=True)


class RecoveryBoardRow(Row, table=True):
    """A message of the bot's own that shows a round to its reader; `ts` is empty until it is posted."""

    __tablename__ = "recovery_boards"
    __table_args__ = (Index("ix_recovery_boards_reader", "workspace", "reader"),)

    workspace: str = Field(primary_key=True)
    run: str = Field(primary_key=True)
    reader: str = Field(primary_key=True)
    is_card: bool = Field(primary_key=True)
    channel: str
    ts: str
    page: int
    turn: int
    shown_at: datetime | None
    erase_at: datetime = Field(index=True)


class RemedyRow(Row, table=True):
    """What may be given; `sources` are slugs with a space between them, empty for all."""

    __tablename__ = "remedies"

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    sources: str
    from_rank: int
    needs_yes: bool
    sealed_words: str


RECOVERIES = Row.metadata.tables["recoveries"]
RECOVERY_TELLINGS = Row.metadata.tables["recovery_tellings"]
RECOVERY_BOARDS = Row.metadata.tables["recovery_boards"]
REMEDIES = Row.metadata.tables["remedies"]
