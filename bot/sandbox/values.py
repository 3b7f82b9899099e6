"""What a workspace is made of, as plain values: people, channels, messages, views."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Kind(StrEnum):
    """What a conversation is, in Slack's words for `channel_type`."""

    PUBLIC = "channel"
    PRIVATE = "group"
    DM = "im"


class Guest(StrEnum):
    NO = ""
    MULTI = "multi"
    SINGLE = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who can be met in the workspace; of another company where `team` is not the workspace's own."""

    id: str
    name: str
    team: str
    title: str = ""
    admin: bool = False
    owner: bool = False
    guest: Guest = Guest.NO
    deleted: bool = False
    bot_id: str = ""
    app_id: str = ""
    classic_bot: bool = False
    tz: str = "Etc/UTC"
    presence: str = "active"
    dnd_until: datetime | None = None
    status_text: str = ""
    status_emoji: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    """What stands in the fields of their profile, by the field's id."""

    @property
    def is_bot(self) -> bool:
        return bool(self.bot_id)

    @property
    def handle(self) -> str:
        return self.name.lower().replace(" ", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A conversation. `shared_with` lists the other companies of a Slack Connect channel."""

    id: str
    name: str
    kind: Kind = Kind.PUBLIC
    topic: str = ""
    creator: str = ""
    created: int = 0
    shared_with: tuple[str, ...] = ()
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message. `to` is set on an ephemeral one and names its only reader; `notice` marks Slack's own words."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    files: tuple[Json, ...] = ()
    thread_ts: str = ""
    broadcast: bool = False
    subtype: str = ""
    edited_by: str = ""
    edited_ts: str = ""
    client_msg_id: str = ""
    inviter: str = ""
    metadata: Json | None = None
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    to: str = ""
    notice: bool = False
    deleted: bool = False
    shown: bool = True
    former: tuple[Json, ...] = ()
    """Blocks of its that were replaced: somebody may be pressing one of them just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A modal or a Home tab of one person; `body` is what the app gave, block ids filled in."""

    id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str = ""
    state: Json = field(default_factory=dict)
    errors: Json = field(default_factory=dict)
    notice: str = ""
    former: tuple[Json, ...] = ()
    """Blocks of its that were replaced: somebody may be pressing one of them just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usergroup:
    id: str
    handle: str
    name: str
    users: tuple[str, ...]
