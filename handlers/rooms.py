"""What every feature may ask for, wired once in assemble.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from slack_bolt import BoltContext

from handlers.directory import Directory
from handlers.ears import Ears
from handlers.leak_prints import Guard
from handlers.metrics import Metrics
from phrasebook.book import Phrasebook
from storage.store import Store

Body = dict[str, Any]
Afterwards = list[Callable[[], None]]
"""Calls to Slack that a listener leaves to be made once Slack has its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    book: Phrasebook
    store: Store
    directory: Directory
    metrics: Metrics
    now: Callable[[], datetime]
    guard: Guard
    ears: Ears
    relays: frozenset[str] = frozenset()
    help_text: str = ""
    case_days: int = 90


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who really pressed or typed, in the workspace that the bot is installed in."""

    workspace: str
    slack_id: str

    @property
    def holder(self) -> str:
        """Whose a sealed button value is."""
        return f"{self.workspace}/{self.slack_id}"


def actor_of(context: BoltContext) -> Actor:
    """Who acts, from what Slack signed, never from what a button's value claims."""
    return Actor(context.team_id or "", context.actor_user_id or context.user_id or "")


def press_key(body: Mapping[str, Any]) -> str:
    """What makes a press or a command itself: Slack gives each its own trigger, and a submitted view its own hash."""
    view = body.get("view") or {}
    action = (body.get("actions") or [{}])[0]
    told = body.get("trigger_id") or view.get("hash") or action.get("action_ts")
    return str(told or uuid4())
