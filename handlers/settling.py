"""A thread is settled, or open again after all: what follows from either, in one transaction."""

from datetime import datetime

from bot.messages import Place
from bot.nudge_values import Nudge, Trigger, Way
from handlers.nudge_looks import look_delivery, next_delivery
from storage.store import Memory


def settle(memory: Memory, place: Place, now: datetime) -> None:
    """Nobody waits in a thread any more, and after a while somebody may ask whether it is still solved.

    What is settled already is not asked about once more.
    """
    if place.thread and memory.threads.find(place).settled_at is None:
        room = memory.nudge_rooms.waits(place.workspace, place.channel)
        memory.threads.note_settled(place, now)
        memory.deliveries.schedule(look_delivery(place, Trigger.CHECK_IN, about=now, due_at=now + room.check_in_after))


def unsettle(memory: Memory, place: Place, now: datetime) -> None:
    """A colleague said that a thread is not settled; nobody has to be told that somebody waits."""
    if place.thread:
        memory.threads.note_reopened(place, now, waits=False)


def reopen(memory: Memory, place: Place, now: datetime) -> None:
    """A customer said that a thread is not solved: they wait, and whose thread it is hears of it in private."""
    memory.threads.note_reopened(place, now, waits=True)
    since = memory.threads.find(place).waiting_since or now
    nudge = Nudge(trigger=Trigger.REOPENED, place=place, way=Way.PRIVATE, due_at=now, about=since)
    memory.deliveries.schedule(next_delivery(nudge))
    room = memory.nudge_rooms.waits(place.workspace, place.channel)
    memory.deliveries.schedule(look_delivery(place, Trigger.WAITING, about=since, due_at=now + room.wait))
