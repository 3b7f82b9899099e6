"""Who is in the middle of which practice."""

from datetime import datetime

from sqlmodel import Field

from storage.tables.rows import Row


class PracticeRow(Row, table=True):
    """A running practice: where it stands, sealed; never a word of it."""

    __tablename__ = "practices"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    sealed_state: str
    at: datetime = Field(index=True)


class PracticeDoneRow(Row, table=True):
    """What somebody has played to an end, for their own list; `day` is its midnight in UTC."""

    __tablename__ = "practices_done"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    day: datetime = Field(index=True)


PRACTICES = Row.metadata.tables["practices"]
PRACTICES_DONE = Row.metadata.tables["practices_done"]
