"""What is counted, and what may be read of it."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.tables.rows import Row


class ReadingRow(Row, table=True):
    """How a customer's message read: 0 calm, 1 warm, 2 heated; no person, no words, and none of our own people's."""

    __tablename__ = "readings"
    __table_args__ = (Index("ix_readings_at", "at", "workspace"),)

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    thread: str
    at: datetime
    level: int
    source: str


class CaseFigureRow(Row, table=True):
    """A case in numbers, until its month is told; `who` is its sharer under a keyed name that holds for a month."""

    __tablename__ = "case_figures"
    __table_args__ = (Index("ix_case_figures_month", "month", "workspace"),)

    workspace: str = Field(primary_key=True)
    case: str = Field(primary_key=True)
    month: datetime
    who: str
    rank: int
    source: str
    answer: int | None
    resolve: int | None
    reopened: bool


class FollowUpFigureRow(Row, table=True):
    """How a follow-up ended, until its month is told; `who` as in CaseFigureRow."""

    __tablename__ = "followup_figures"
    __table_args__ = (Index("ix_followup_figures_month", "month", "workspace"),)

    workspace: str = Field(primary_key=True)
    followup: str = Field(primary_key=True)
    month: datetime
    who: str
    outcome: str


class DigestPageRow(Row, table=True):
    """What may be read about the people below a head in a whole week or month, as numbers; it never changes again."""

    __tablename__ = "digest_pages"

    workspace: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    head: str = Field(primary_key=True)
    tables: str
    made_at: datetime = Field(index=True)


class DigestWishRow(Row, table=True):
    """How often somebody wants a digest, where it is not every week."""

    __tablename__ = "digest_wishes"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    pace: str


READINGS = Row.metadata.tables["readings"]
CASE_FIGURES = Row.metadata.tables["case_figures"]
FOLLOWUP_FIGURES = Row.metadata.tables["followup_figures"]
DIGEST_PAGES = Row.metadata.tables["digest_pages"]
DIGEST_WISHES = Row.metadata.tables["digest_wishes"]
