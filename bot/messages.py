"""What was heard, as values of our own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A thread: its workspace, its channel, and the timestamp of the message that opened it."""

    workspace: str
    channel: str
    thread: str


class Standing(StrEnum):
    """Where the author of a message stands before any role is looked up."""

    MEMBER = "member"
    OUTSIDER = "outsider"
    """A person of another workspace, or a guest."""
    RELAY = "relay"
    """A bot that an admin named because it posts customers' words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One human message.

    `text` is Slack mrkdwn, quotes and code marked as such, `&`, `<` and `>` escaped. `at` is aware UTC. `edit` is the
    timestamp of the edit when this is a new version of a message heard before. `outsiders` is whether people of
    another workspace can read the channel, as far as the event says.
    """

    place: Place
    ts: str
    author: str
    text: str
    at: datetime
    standing: Standing = Standing.MEMBER
    edit: str = ""
    outsiders: bool = False

    @property
    def opens_thread(self) -> bool:
        """Whether this message stands by itself in the channel."""
        return self.ts == self.place.thread
