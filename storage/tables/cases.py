"""What was shared up."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, false
from sqlmodel import Field

from storage.tables.rows import Row


class CaseRow(Row, table=True):
    """A thread that was shared up; lists of people are their ids with a space between them."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("workspace", "number"),
        Index("ix_cases_thread", "workspace", "channel", "thread"),
        Index("ix_cases_sharer", "workspace", "sharer"),
    )

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: str
    channel: str
    thread: str
    sharer: str
    need: str
    rank: int
    state: str
    holder: str
    shared_with: str
    pass_to: str
    offer: str
    sealed_words: str
    source: str = Field(default="", sa_column_kwargs={"server_default": ""})


class CaseMomentRow(Row, table=True):
    """The audit trail: who did what when, without content. Rows are only ever added, and go when they are old."""

    __tablename__ = "case_moments"
    __table_args__ = (Index("ix_case_moments_to", "workspace", "to"),)

    workspace: str = Field(primary_key=True)
    case: str = Field(primary_key=True)
    step: int = Field(primary_key=True)
    at: datetime = Field(index=True)
    verb: str
    by: str
    to: str


class CaseQuoteRow(Row, table=True):
    """That a case quotes a message, so that the quote goes when the message is taken back."""

    __tablename__ = "case_quotes"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    case: str = Field(primary_key=True)


class CasePostRow(Row, table=True):
    """A message of the bot's own about a case, in a 1:1 conversation; `author` wrote the note in it, if it has one."""

    __tablename__ = "case_posts"

    workspace: str = Field(primary_key=True)
    case: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    reader: str
    is_card: bool
    author: str = Field(default="", sa_column_kwargs={"server_default": ""})


class CasePrintRow(Row, table=True):
    """A keyed fingerprint of three words of a case; the key is not in the database. Many cases have a common one."""

    __tablename__ = "case_prints"
    __table_args__ = (
        Index("ix_case_prints_common", "workspace", "common", "value"),
        Index("ix_case_prints_case", "workspace", "case"),
    )

    workspace: str = Field(primary_key=True)
    value: int = Field(primary_key=True, sa_type=BigInteger)
    case: str = Field(primary_key=True)
    place: int
    common: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class UnguardedRow(Row, table=True):
    """A channel in which the leak guard is switched off."""

    __tablename__ = "unguarded"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)


class PatienceRow(Row, table=True):
    """How many minutes of working time a case of each rank waits in a workspace."""

    __tablename__ = "patience"

    workspace: str = Field(primary_key=True)
    rank: int = Field(primary_key=True)
    minutes: int


CASES = Row.metadata.tables["cases"]
CASE_MOMENTS = Row.metadata.tables["case_moments"]
CASE_QUOTES = Row.metadata.tables["case_quotes"]
CASE_POSTS = Row.metadata.tables["case_posts"]
CASE_PRINTS = Row.metadata.tables["case_prints"]
UNGUARDED = Row.metadata.tables["unguarded"]
PATIENCE = Row.metadata.tables["patience"]
