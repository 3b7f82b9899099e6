"""Hints: where they are muted, when they were given, which entries help, and what a team says itself."""

from datetime import datetime

from sqlmodel import Field

from storage.tables.rows import Row


class MuteRow(Row, table=True):
    __tablename__ = "mutes"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)
    since: datetime


class HintMarkRow(Row, table=True):
    __tablename__ = "hint_marks"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    at: datetime = Field(primary_key=True, index=True)
    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)


class CueCountRow(Row, table=True):
    __tablename__ = "cue_counts"

    workspace: str = Field(primary_key=True)
    cue: str = Field(primary_key=True)
    shown: int
    used: int
    dismissed: int


class WrongMarkRow(Row, table=True):
    """That somebody found a cue wrong; `marker` is a keyed fingerprint, so that one person counts once.

    `showing` is how often the cue had been shown by then.
    """

    __tablename__ = "wrong_marks"

    workspace: str = Field(primary_key=True)
    cue: str = Field(primary_key=True)
    marker: str = Field(primary_key=True)
    heat: float
    at: datetime
    showing: int = Field(sa_column_kwargs={"server_default": "0"})


class CueSilenceRow(Row, table=True):
    """That a cue is not said any more in a workspace."""

    __tablename__ = "cue_silences"

    workspace: str = Field(primary_key=True)
    cue: str = Field(primary_key=True)
    since: datetime


class TeamWordingRow(Row, table=True):
    """A wording that worked, unsigned; `offered_at` is empty once an admin has accepted it."""

    __tablename__ = "team_wordings"

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    technique: str
    sealed_words: str
    offered_at: datetime | None = Field(index=True)


MUTES = Row.metadata.tables["mutes"]
HINT_MARKS = Row.metadata.tables["hint_marks"]
CUE_COUNTS = Row.metadata.tables["cue_counts"]
WRONG_MARKS = Row.metadata.tables["wrong_marks"]
CUE_SILENCES = Row.metadata.tables["cue_silences"]
TEAM_WORDINGS = Row.metadata.tables["team_wordings"]
