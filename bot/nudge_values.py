"""The values of nudges: why they come, how they are said, and what has to be known of a thread and its channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.messages import Place
from bot.worktime import WorkingHours

A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)


class Trigger(StrEnum):
    """Why a nudge comes."""

    WAITING = "waiting"
    """A customer waits for an answer."""
    COVER = "cover"
    """A customer who must not wait does, while the owner is off work or away: the declared cover hears it at once."""
    HOLDING = "holding"
    """The same without a cover: the last agent present is offered a line that names the next working time."""
    SILENT = "silent"
    """A hard thread went quiet without being resolved."""
    CHECK_IN = "check_in"
    """Is it still solved?"""
    PROMISE = "promise"
    """A promised time has passed."""
    REOPENED = "reopened"
    """The customer said that it is not solved after all."""


class Way(StrEnum):
    """How a nudge is said."""

    PRIVATE = "private"
    """To one person, in a DM."""
    DRAFT = "draft"
    """To one person, as words they may post in the thread."""
    PUBLIC = "public"
    """In the thread, neutral and fit for anybody's eyes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How often a nudge may come: at most `maximum` times, `interval` of working time apart."""

    maximum: int = 1
    interval: timedelta = AN_HOUR


RULES: Mapping[Trigger, Rule] = {
    Trigger.WAITING: Rule(maximum=2, interval=AN_HOUR),
    Trigger.COVER: Rule(),
    Trigger.HOLDING: Rule(),
    Trigger.SILENT: Rule(maximum=2, interval=8 * AN_HOUR),
    Trigger.CHECK_IN: Rule(),
    Trigger.PROMISE: Rule(maximum=2, interval=2 * AN_HOUR),
    Trigger.REOPENED: Rule(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A channel's settings for nudges.

    `outsiders` is whether people of another workspace can read it; None, unknown, counts as yes. `opted_in`: what
    nobody asked for may be said in public even so. `neutral_line`: a reminder that was asked for leaves a neutral
    sentence in a thread that outsiders read. `cover` is who hears of customers who must not wait while the owner is
    off; may be empty. `off` are the nudges that are switched off. Waits are working time, but for `check_in_after`;
    `silent_mornings` counts the working mornings after which a silent thread is brought up.
    """

    hours: WorkingHours
    outsiders: bool | None = None
    opted_in: bool = False
    neutral_line: bool = True
    cover: str = ""
    off: frozenset[Trigger] = frozenset()
    urgent_wait: timedelta = 30 * A_MINUTE
    wait: timedelta = 2 * AN_HOUR
    check_in_after: timedelta = 24 * AN_HOUR
    silent_mornings: int = 1

    @property
    def unasked_way(self) -> Way:
        """How a thread may be told something that nobody asked for."""
        return Way.PUBLIC if self.opted_in or self.outsiders is False else Way.DRAFT


class Silenced(StrEnum):
    """Why nothing can be said in a thread any more."""

    DELETED = "deleted"
    ARCHIVED = "archived"
    LEFT = "left"
    MUTED = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a thread now; times are aware UTC, people are Slack ids.

    `owner` is the agent whose thread it is; `owner_hours` are theirs, else the channel's count. `waiting_since` is the
    first message of a customer that no agent has answered yet. `hot` is whether the thread is one that must not wait.
    `last_wrote_at` is anybody's last message, `agent_wrote_at` an agent's. `resolved_at` is set while it is resolved,
    `checked_in` once the customer has said whether it still is. `promised_at` is a promised time, given at
    `promised_on`. `last_present` is the last agent who was there, and can be reached if anybody can. `away` and `gone`
    are those of these people who cannot be reached just now, and who left for good.
    """

    place: Place
    owner: str = ""
    owner_hours: WorkingHours | None = None
    waiting_since: datetime | None = None
    hot: bool = False
    last_wrote_at: datetime | None = None
    agent_wrote_at: datetime | None = None
    resolved_at: datetime | None = None
    checked_in: bool = False
    promised_at: datetime | None = None
    promised_on: datetime | None = None
    last_present: str = ""
    away: frozenset[str] = field(default_factory=frozenset)
    gone: frozenset[str] = field(default_factory=frozenset)
    silenced: Silenced | None = None

    def hours(self, room: Room) -> WorkingHours:
        return self.owner_hours or room.hours

    def owner_is_off(self, room: Room, now: datetime) -> bool:
        """Whether the owner, or the team where nobody owns it, is off work or away."""
        return self.owner in (self.away | self.gone) or not self.hours(room).is_working(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """One thing to say, once, if it is still needed at `due_at`.

    `to` is its one reader, empty for what is said in public. `about` is the moment that caused it. `stage` counts from
    1. `urgent` means that no quiet hour holds it. `back_at`, for a holding line, is when work goes on.
    """

    trigger: Trigger
    place: Place
    way: Way
    due_at: datetime
    about: datetime
    to: str = ""
    stage: int = 1
    urgent: bool = False
    back_at: datetime | None = None

    @property
    def key(self) -> str:
        """The same nudge has the same key, whoever schedules it and however often."""
        place = self.place
        return f"{self.trigger}:{place.workspace}:{place.channel}:{place.thread}:{self.about.timestamp()}:{self.stage}"

    @property
    def words(self) -> str:
        """The key of the sentence to say."""
        return f"nudges.{self.trigger.value}_{self.way.value}"

    @property
    def rule(self) -> Rule:
        return RULES[self.trigger]
