"""What a message means for nudges: when somebody should look at its thread again; rows only, no questions asked."""

from datetime import datetime

from bot.messages import Message
from bot.nudge_values import Room, Trigger
from bot.nudges import SILENCE
from bot.threads import Thread
from handlers.nudge_looks import look_delivery
from phrasebook.closings import closes
from phrasebook.reading import Level, Reading, Voice
from storage.store import Memory


def is_urgent(voice: Voice, reading: Reading) -> bool:
    """Whether a customer wrote who should not wait."""
    return voice is Voice.CUSTOMER and reading.judged and reading.level is Level.HEATED


def note_message(
    memory: Memory, message: Message, voice: Voice, reading: Reading, thread: Thread, now: datetime
) -> None:
    """Remember that somebody wrote, and when to look again; `thread` is as it was before."""
    urgent, waits = is_urgent(voice, reading), not closes(message.text)
    memory.threads.note_message(message, voice, now, urgent=urgent, waits=waits)
    if urgent or waits:
        schedule_looks(memory, message, voice, thread, urgent=urgent)


def schedule_looks(memory: Memory, message: Message, voice: Voice, thread: Thread, *, urgent: bool) -> None:
    """Look again while a customer waits, and when a hard thread goes silent; `thread` as it was before the message."""
    starts_waiting = voice is Voice.CUSTOMER and thread.waiting_since is None
    since = thread.waiting_since or message.at
    newly_urgent = urgent and (starts_waiting or thread.urgent_at is None or thread.urgent_at < since)
    if newly_urgent:
        _look(memory, message, Trigger.WAITING, since, message.at + _room(memory, message).urgent_wait, urgent=True)
        _look(memory, message, Trigger.COVER, since, message.at, urgent=True)
    elif starts_waiting:
        _look(memory, message, Trigger.WAITING, since, message.at + _room(memory, message).wait)
    if (urgent or thread.urgent_at is not None) and thread.settled_at is None:
        _look(memory, message, Trigger.SILENT, message.at, message.at + SILENCE)


def _room(memory: Memory, message: Message) -> Room:
    return memory.nudge_rooms.waits(message.place.workspace, message.place.channel)


def _look(
    memory: Memory, message: Message, trigger: Trigger, about: datetime, due_at: datetime, *, urgent: bool = False
) -> None:
    memory.deliveries.schedule(
        look_delivery(message.place, trigger, about=about, due_at=due_at, ts=message.ts, urgent=urgent)
    )
