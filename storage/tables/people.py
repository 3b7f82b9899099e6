"""Who is who, when they work, and what they look at."""

from datetime import datetime

from sqlmodel import Field

from storage.tables.rows import Row


class PersonRow(Row, table=True):
    __tablename__ = "people"

    workspace: str = Field(primary_key=True)
    slack_id: str = Field(primary_key=True)
    name: str
    role: str
    reports_to: str
    deputy: str = Field(sa_column_kwargs={"server_default": ""})


class IntroductionRow(Row, table=True):
    __tablename__ = "introductions"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)


class ZoneRow(Row, table=True):
    """The time zone that Slack last told for somebody."""

    __tablename__ = "zones"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    zone: str


class WorkingHoursRow(Row, table=True):
    """When somebody works: a person, a channel, or (`whose` empty) a workspace; clocks are `09:00`, `weekdays` `01234`.

    `zone` is a channel's; people live by the clock that Slack tells.
    """

    __tablename__ = "working_hours"

    workspace: str = Field(primary_key=True)
    whose: str = Field(primary_key=True)
    weekdays: str
    start: str
    end: str
    country: str
    subdivision: str
    quiet_from: str
    quiet_until: str
    zone: str


class AbsenceRow(Row, table=True):
    """The days that somebody is away next, from `first` to `last`; gone soon after `over_at`."""

    __tablename__ = "absences"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    first: str
    last: str
    over_at: datetime = Field(index=True)


class HomeRow(Row, table=True):
    """That somebody looked at their Home, which page they want, and when it was published; nothing of what it shows."""

    __tablename__ = "homes"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    opened_at: datetime = Field(index=True)
    published_at: datetime | None
    turn: int
    page: int


PEOPLE = Row.metadata.tables["people"]
INTRODUCTIONS = Row.metadata.tables["introductions"]
ZONES = Row.metadata.tables["zones"]
WORKING_HOURS = Row.metadata.tables["working_hours"]
ABSENCES = Row.metadata.tables["absences"]
HOMES = Row.metadata.tables["homes"]
