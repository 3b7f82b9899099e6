"""Everything the bot will ever say unasked, as rows: a hint now, a nudge tomorrow, a digest on Monday."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.messages import Place


class Kind(StrEnum):
    """What a delivery says. None of these can carry what a hint says to a room."""

    HINT = "hint"
    """Private coaching: an ephemeral or a DM to its one reader, at most once."""
    WELCOME = "welcome"
    """A DM to the person who invited the bot: what is read, and how to stop."""
    REMINDER = "reminder"
    """A DM to the person who asked for it."""
    POST = "post"
    """A line that a person previewed and pressed *Post* on: their words, in their thread."""
    POST_LOST = "post_lost"
    """A DM to that person: their line may not have reached the thread."""
    NOTICE = "notice"
    """A DM to an admin about the bot's own health, never about people."""
    CASE_SHARE = "case_share"
    """What somebody shares up: it becomes a case, or its sharer is told why not."""
    CASE_STEP = "case_step"
    """What somebody pressed on a case: it happens, or they are told why not."""
    CASE_CARD = "case_card"
    """A DM that shows where a case stands, to its sharer or to who is asked."""
    CASE_REFRESH = "case_refresh"
    """Such a DM, brought up to date."""
    CASE_TOLD = "case_told"
    """A DM about what happened to a case."""
    CASE_WATCH = "case_watch"
    """A look at a case that nobody has taken up yet."""
    CASE_END = "case_end"
    """The end of a case's time: it is erased."""
    CASE_ERASE = "case_erase"
    """A DM about a case, taken back."""
    LEAK = "leak"
    """A word to the author of a message that carries a shared case, as an ephemeral, at most once."""
    DECISION = "decision"
    """A DM to an admin: something in the phrasebook to decide, never about people."""
    PRACTICE = "practice"
    """A DM to who practises: what a made-up customer says, or the coach."""
    FOLLOWUP = "followup"
    """A reminder that its owner asked for, with its note: in a thread of colleagues, else in a DM."""
    FOLLOWUP_LINE = "followup_line"
    """The fixed neutral sentence that such a reminder leaves where outsiders read."""
    FOLLOWUP_GIVEN = "followup_given"
    """A DM to the colleague whom a follow-up was handed over to."""
    OFFER = "offer"
    """A private question to who has just promised something: whether to be reminded of it."""
    CHECK_IN = "check_in"
    """A question that a person previewed and posted, whether it is still solved, with buttons for the customer."""
    HOME = "home"
    """Somebody's own Home, brought up to date; what it shows is looked up when it is published."""
    NUDGE = "nudge"
    """A reminder that nobody asked for: private, a draft to post, or neutral and fit for anybody's eyes."""
    REMEDY_ASK = "remedy_ask"
    """A question to somebody above, in a DM: whether something may be given to a customer."""
    REMEDY_TOLD = "remedy_told"
    """The answer, in a DM to who asked; or what became of the question without one."""
    REMEDY_WATCH = "remedy_watch"
    """A look at a question that nobody has answered yet."""
    REMEDY_ERASE = "remedy_erase"
    """A DM with a question or an answer, taken back."""
    TOGETHER = "together"
    """A DM with the reminders that waited for its reader, in one list."""
    RECOVER_STEP = "recover_step"
    """What somebody wants done with a round to come first with: it happens, or they are told why not."""
    RECOVER_CARD = "recover_card"
    """A DM to who is asked to release a round: its preview, then how far it has come."""
    RECOVER_LIST = "recover_list"
    """A DM to who tells customers: the message, and the channels that are theirs."""
    RECOVER_SHOW = "recover_show"
    """Such a DM, brought up to date."""
    RECOVER_TOLD = "recover_told"
    """A DM about what became of a round, or of a message in it."""
    RECOVER_POST = "recover_post"
    """A message to customers that a person read, changed and pressed *Post* on: their words, in their channel."""
    RECOVER_ERASE = "recover_erase"
    """A DM about a round, taken back."""
    DIGEST = "digest"
    """A DM to who leads somebody: counts of whole weeks and months, never about few."""


HINT_LIFE = timedelta(minutes=15)
"""A hint is void this long after what it is about."""
POST_LIFE = timedelta(minutes=5)
"""A line that somebody posted is out of place this long after they pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One thing to say to one person, once.

    `id` is opaque and travels as a `block_id`. `key` makes a second scheduling of the same thing a no-op. `words` is
    what the courier needs to build the message; it is stored encrypted and wiped when the delivery ends. `expires_at`,
    where set, is when it stops making sense. `attempts` counts the times that it was tried; `maybe_said` is
    whether Slack may have taken one of them, so that it is looked for before it is said again.
    """

    id: str
    key: str
    workspace: str
    kind: Kind
    to: str
    due_at: datetime
    channel: str = ""
    thread: str = ""
    about: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    expires_at: datetime | None = None
    attempts: int = 0
    maybe_said: bool = False

    @property
    def place(self) -> Place:
        """The thread that it belongs to."""
        return Place(workspace=self.workspace, channel=self.channel, thread=self.thread)


class Outcome(StrEnum):
    """How a delivery ended."""

    SENT = "sent"
    VOID = "void"
    """No longer needed, or no longer allowed."""
    FAILED = "failed"
    """Slack will never take it."""


TRIES = 60
"""After so many tries in vain, about nine hours, a delivery is given up: Slack has been away for a working day."""
LONGEST_WAIT = timedelta(minutes=10)


def retry_at(delivery: Delivery, now: datetime, asked: timedelta | None = None) -> datetime | None:
    """When to try again: twice as long each time, and as long as Slack asked for; None when it is time to give up."""
    wait = max(asked or timedelta(0), min(timedelta(seconds=2 ** min(delivery.attempts + 1, 10)), LONGEST_WAIT))
    due = now + wait
    late = delivery.expires_at is not None and due >= delivery.expires_at
    return None if late or delivery.attempts >= TRIES else due
