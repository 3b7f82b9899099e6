"""What is known of a thread and its channel when a nudge is due."""

from dataclasses import replace

from bot.deliveries import Delivery
from bot.messages import Place
from bot.nudge_values import Facts, Room, Silenced, Trigger
from bot.threads import Thread
from handlers.followup_keeping import hours_of
from handlers.nudge_looks import about_of, trigger_of
from storage.store import Memory


def facts_of(memory: Memory, place: Place) -> Facts:
    """What was heard in a thread; who left or is away is for Slack to tell."""
    thread = memory.threads.find(place)
    muted = bool(thread.owner and memory.mutes.muted(place, {thread.owner}))
    return Facts(
        place=place,
        owner=thread.owner,
        owner_hours=hours_of(memory, place.workspace, thread.owner) if thread.owner else None,
        waiting_since=thread.waiting_since,
        hot=is_hot(thread),
        last_wrote_at=thread.last_wrote_at,
        agent_wrote_at=thread.owner_wrote_at,
        resolved_at=thread.settled_at,
        promised_at=thread.promised_at,
        promised_on=thread.promised_on,
        last_present=thread.owner,
        silenced=Silenced.MUTED if muted else None,
    )


def room_of(memory: Memory, place: Place) -> Room:
    """The channel's settings, on the clock of who invited the bot."""
    channel = memory.channels.find(place.workspace, place.channel)
    hours = hours_of(memory, place.workspace, channel.inviter if channel else "")
    room = memory.nudge_rooms.find(place.workspace, place.channel, hours)
    return replace(room, outsiders=channel.outsiders if channel else None)


def is_hot(thread: Thread) -> bool:
    """Whether a thread is one that must not wait: a customer was hard to bear there, and it is not settled."""
    return thread.urgent_at is not None and thread.settled_at is None


def is_in_question(thread: Thread, delivery: Delivery) -> bool:
    """Whether what a look was planned for is still so, as far as it was heard."""
    about, trigger = about_of(delivery), trigger_of(delivery)
    if trigger is Trigger.SILENT:
        return thread.last_wrote_at == about
    if trigger is Trigger.CHECK_IN:
        return thread.settled_at == about
    if trigger is Trigger.PROMISE:
        return thread.promised_at == about
    overtaken = trigger is Trigger.WAITING and not delivery.words["urgent"] and _turned_hard(thread)
    return thread.waiting_since == about and ("stage" in delivery.words or not overtaken)


def _turned_hard(thread: Thread) -> bool:
    """Whether the customer who waits became one who should not wait: an earlier look was planned then."""
    since = thread.waiting_since
    return is_hot(thread) and thread.urgent_at is not None and since is not None and thread.urgent_at >= since
