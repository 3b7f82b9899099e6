"""What is known about a thread: who wrote when, never what they wrote."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread as far as it was heard.

    `owner` is the agent who wrote last and `customer` the customer who wrote last; empty: nobody yet. `messages` counts
    the messages heard, edits not among them. `waiting_since` is the first message of a customer that no agent has
    answered yet, `urgent_at` the last one of a customer who should not wait. `settled_at` is set while somebody says
    that it is settled. `promised_at` is the last time that was promised here, and `promised_on` when it was.
    `earlier_owner` is the agent who wrote before the owner did.
    """

    place: Place
    owner: str = ""
    owner_wrote_at: datetime | None = None
    customer: str = ""
    customer_wrote_at: datetime | None = None
    last_wrote_by: str = ""
    last_wrote_at: datetime | None = None
    messages: int = 0
    waiting_since: datetime | None = None
    urgent_at: datetime | None = None
    settled_at: datetime | None = None
    promised_at: datetime | None = None
    promised_on: datetime | None = None
    earlier_owner: str = ""
