"""What is known about a thread: who wrote when, never what they wrote."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread as far as it was heard.

    `owner` is the agent who wrote last and `customer` the customer who wrote last; empty: nobody yet. `messages` counts
    the messages heard, edits not among them.
    """

    place: Place
    owner: str = ""
    owner_wrote_at: datetime | None = None
    customer: str = ""
    customer_wrote_at: datetime | None = None
    last_wrote_by: str = ""
    last_wrote_at: datetime | None = None
    messages: int = 0
