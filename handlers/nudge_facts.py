"""What is known of a thread and its channel when a nudge is due."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.deliveries import Delivery
from bot.messages import Place
from bot.nudge_values import Facts, Room, Silenced, Trigger
from bot.recover_owner import agents_in_talk
from bot.threads import Thread
from handlers.nudge_looks import about_of, trigger_of
from storage.store import Memory

AROUND = 3
"""So many of those who answer elsewhere in a channel are asked for, at most."""


def facts_of(memory: Memory, place: Place) -> Facts:
    """What was heard in a thread; who left or is not there just now is for Slack to tell."""
    thread = memory.threads.find(place)
    muted = bool(thread.owner and memory.mutes.muted(place, {thread.owner}))
    return Facts(
        place=place,
        owner=thread.owner,
        owner_hours=memory.working.of(place.workspace, thread.owner, place.channel) if thread.owner else None,
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
    """The channel's settings, on its own clock or that of who invited the bot."""
    channel = memory.channels.find(place.workspace, place.channel)
    works = memory.working.of_channel(place.workspace, place.channel, channel.inviter if channel else "")
    room = memory.nudge_rooms.find(place.workspace, place.channel, works.hours)
    return replace(room, outsiders=channel.outsiders if channel else None)


def stand_ins(memory: Memory, place: Place, now: datetime) -> tuple[str, ...]:
    """Who may be told in the owner's place, the nearest first.

    The owner, the agent before, who talks with this customer in the channel or with another one there, whoever works
    just now first and nobody who muted it, and who invited the bot.
    """
    thread, channel = memory.threads.find(place), memory.channels.find(place.workspace, place.channel)
    talks = memory.recoveries.in_talk(place.workspace, place.channel)
    theirs = [talk for talk in talks if talk.customer == thread.customer]
    around = [one for one in dict.fromkeys((*agents_in_talk(theirs), *agents_in_talk(talks))) if one]
    muted = memory.mutes.muted(place, set(around))
    working = memory.working
    off = {one for one in around if not working.of(place.workspace, one, place.channel).is_working(now)}
    near = sorted((one for one in around if one not in muted), key=lambda one: one in off)[:AROUND]
    found = (thread.owner, thread.earlier_owner, *near, channel.inviter if channel else "")
    return tuple(dict.fromkeys(one for one in found if one))


def off_days(memory: Memory, place: Place, people: Iterable[str], now: datetime) -> frozenset[str]:
    """Those of these people who have taken the day off."""
    return frozenset(one for one in people if memory.working.of(place.workspace, one).is_day_off(now))


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
