"""Slack's message events, checked at the edge and turned into our own values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from bot.messages import Message, Place, Standing
from handlers.rich_text import mrkdwn_of

Id = Annotated[str, Field(pattern=r"^[A-Z0-9]{1,32}$")]
Ts = Annotated[str, Field(pattern=r"^\d{1,12}\.\d{1,9}$")]

HUMAN = frozenset({None, "thread_broadcast", "file_share", "me_message"})
"""The subtypes in which people speak; joins, topics, bots and the rest are not heard."""


class Edit(BaseModel):
    ts: Ts


class Spoken(BaseModel):
    """What somebody wrote, as it stands in an event or inside an edit."""

    ts: Ts
    user: Id | None = None
    bot_id: Id | None = None
    subtype: str | None = None
    text: str = ""
    blocks: list[dict[str, Any]] = []
    thread_ts: Ts | None = None
    team: Id | None = None
    user_team: Id | None = None
    edited: Edit | None = None


class Said(Spoken):
    channel: Id
    channel_type: str = "channel"


class Changed(BaseModel):
    subtype: Literal["message_changed"]
    channel: Id
    channel_type: str = "channel"
    event_ts: Ts | None = None
    message: Spoken
    previous_message: Spoken | None = None

    @property
    def edit(self) -> str:
        """What names this version; empty where the author changed nothing, as when a link unfolds."""
        if self.message.edited:
            return self.message.edited.ts
        changed = self.previous_message is not None and self.previous_message.text != self.message.text
        return self.event_ts or self.message.ts if changed else ""


class Deleted(BaseModel):
    subtype: Literal["message_deleted"]
    channel: Id
    deleted_ts: Ts


_SHAPES: Mapping[str, type[Changed | Deleted]] = {"message_changed": Changed, "message_deleted": Deleted}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A message that its author took back."""

    workspace: str
    channel: str
    ts: str


def heard(
    event: dict[str, Any], *, workspace: str, outsiders: bool, relays: Collection[str] = ()
) -> Message | Deletion | None:
    """The human message, or the deletion, in a message event; None for all that is not heard.

    `relays` are ids of bots that post customers' words. Raises pydantic.ValidationError for an event that Slack would
    never send.
    """
    found = _SHAPES.get(str(event.get("subtype")), Said).model_validate(event)
    if isinstance(found, Deleted):
        return Deletion(workspace=workspace, channel=found.channel, ts=found.deleted_ts)
    if found.channel_type in ("im", "mpim") or found.channel.startswith("D"):
        return None
    spoken = found.message if isinstance(found, Changed) else found
    if isinstance(found, Changed) and spoken.subtype == "tombstone":
        return Deletion(workspace=workspace, channel=found.channel, ts=spoken.ts)
    edit = found.edit if isinstance(found, Changed) else ""
    if isinstance(found, Changed) and not edit:
        return None
    return _message(spoken, found.channel, workspace, edit=edit, outsiders=outsiders, relays=relays)


def _message(
    spoken: Spoken, channel: str, workspace: str, *, edit: str, outsiders: bool, relays: Collection[str]
) -> Message | None:
    standing = _standing(spoken, workspace, relays)
    author = spoken.user if standing is not Standing.RELAY else spoken.bot_id or spoken.user
    if standing is None or author is None:
        return None
    return Message(
        place=Place(workspace=workspace, channel=channel, thread=spoken.thread_ts or spoken.ts),
        ts=spoken.ts,
        author=author,
        text=mrkdwn_of(spoken.blocks) or spoken.text,
        at=datetime.fromtimestamp(float(spoken.ts), UTC),
        standing=standing,
        edit=edit,
        outsiders=outsiders or standing is Standing.OUTSIDER,
    )


def _standing(spoken: Spoken, workspace: str, relays: Collection[str]) -> Standing | None:
    if spoken.bot_id or spoken.subtype == "bot_message":
        return Standing.RELAY if {spoken.bot_id, spoken.user} & set(relays) else None
    if spoken.subtype not in HUMAN:
        return None
    home = spoken.user_team or spoken.team
    return Standing.OUTSIDER if home and home != workspace else Standing.MEMBER
