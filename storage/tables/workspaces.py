"""Where Levelhead is installed, which channels it is in, and its seal."""

from datetime import datetime

from sqlmodel import Field

from storage.tables.rows import Row


class WorkspaceRow(Row, table=True):
    """An installation; `sealed_token` is empty where the token is that of the organisation, `enterprise`.

    `renewing_until` is how long another process may be renewing the token.
    """

    __tablename__ = "workspaces"

    workspace: str = Field(primary_key=True)
    name: str
    bot_user_id: str
    bot_id: str
    url: str
    sealed_token: str
    enterprise: str = Field(default="", sa_column_kwargs={"server_default": ""})
    expires_at: datetime | None = None
    renewing_until: datetime | None = None


class ChannelRow(Row, table=True):
    __tablename__ = "channels"

    workspace: str = Field(primary_key=True)
    slack_id: str = Field(primary_key=True)
    inviter: str
    outsiders: bool | None
    watched: bool
    watched_at: datetime | None
    sensitivity: str = Field(default="normal", sa_column_kwargs={"server_default": "normal"})
    style: str = Field(default="", sa_column_kwargs={"server_default": ""})


class SealRow(Row, table=True):
    """A known word, sealed, that tells at the start whether the key fits; the only table of no workspace."""

    __tablename__ = "seals"

    name: str = Field(primary_key=True)
    token: str


WORKSPACES = Row.metadata.tables["workspaces"]
CHANNELS = Row.metadata.tables["channels"]
SEALS = Row.metadata.tables["seals"]
