"""Who tells a channel: whoever is in talk with its customer, else who invited the bot, else who released the round."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

from bot.threads import Thread

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def owner_of(threads: Sequence[Thread], inviter: str, lead: str, gone: Collection[str] = ()) -> str:
    """The id of who is asked to tell a channel, never one of those `gone`; empty where nobody is left.

    `threads` are the channel's. The open thread with a customer that was written in last counts first, then any other
    with a customer; where its agent is gone, the agent before them.
    """
    candidates = (*agents_in_talk(threads), inviter, lead)
    return next((one for one in candidates if one and one not in gone), "")


def agents_in_talk(threads: Sequence[Thread]) -> Iterator[str]:
    """The agents who talk with customers in these threads, the nearest first; some may come twice, some be empty."""
    with_customer = [thread for thread in threads if thread.customer]
    for thread in sorted(with_customer, key=_rank, reverse=True):
        yield thread.owner
        yield thread.earlier_owner


def _rank(thread: Thread) -> tuple[bool, datetime, str]:
    """Open ones first, then the latest."""
    return thread.settled_at is None, thread.last_wrote_at or LONG_AGO, thread.place.thread
