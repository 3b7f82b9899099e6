"""What a message leaves behind: facts about its thread, and at most one hint, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from bot.coaching import (
    AN_HOUR,
    LAUGHTER,
    Advice,
    Effect,
    Hint,
    Known,
    Withdraw,
    decide,
    laughs_among_colleagues,
    reader_of,
)
from bot.deliveries import HINT_LIFE, Delivery, Kind
from bot.messages import Message, Standing
from bot.sources import propose_source
from bot.threads import Thread
from handlers import nudging
from handlers.promises import schedule_offer
from handlers.rooms import Rooms
from handlers.words import asked_words, heard_words
from phrasebook.reading import Reading, Voice
from phrasebook.sensitivity import Sensitivity
from storage.store import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message as it was heard and read; it lives as long as its transaction.

    `internal` is whether Slack said that only this workspace can read the channel, `outsiders` what was known of that.
    """

    message: Message
    voice: Voice
    reading: Reading
    advice: Advice | None
    internal: bool
    outsiders: bool | None
    promises: bool = False


def remember(rooms: Rooms, heard: Heard) -> None:
    """Keep what was heard; the same message a second time is a no-op."""
    place = heard.message.place
    rooms.store.remember(lambda memory: _remember(memory, heard, rooms.now()), thread=place)


def _remember(memory: Memory, heard: Heard, now: datetime) -> None:
    message, place = heard.message, heard.message.place
    if not memory.threads.first_hearing(message, now=now):
        return
    thread = memory.threads.find(place)
    _note_readers(memory, heard)
    if heard.voice is Voice.CUSTOMER:
        _note_reading(memory, message, heard.reading)
    if not message.edit:
        nudging.note_message(memory, message, heard.voice, heard.reading, thread, now)
    if heard.promises:
        schedule_offer(memory, message, now)
    if heard.advice or heard.reading.laughing or message.edit:
        _follow(memory, heard, thread, now)


def _follow(memory: Memory, heard: Heard, thread: Thread, now: datetime) -> None:
    message = heard.message
    reader = reader_of(message, heard.voice, thread.owner)
    known = _known(memory, thread, reader, message.at)
    if laughs_among_colleagues(heard.voice, heard.reading, known):
        memory.threads.note_laugh(message.place, message.author, message.at)
    for effect in decide(message, heard.voice, heard.reading, heard.advice, reader, known, now):
        _keep(memory, heard, effect, now)


def _known(memory: Memory, thread: Thread, reader: str, at: datetime) -> Known:
    place = thread.place
    channel = memory.channels.find(place.workspace, place.channel)
    return Known(
        muted=bool(memory.mutes.muted(place, {reader})),
        given=memory.hints.since(place.workspace, reader, at - AN_HOUR),
        laughs=memory.threads.laughs(place, at - LAUGHTER),
        customer_present=bool(thread.customer),
        sensitivity=channel.sensitivity if channel else Sensitivity.NORMAL,
    )


def _note_readers(memory: Memory, heard: Heard) -> None:
    """What an event says of a channel's readers is kept, so that the courier need not ask."""
    message = heard.message
    workspace, channel = message.place.workspace, message.place.channel
    if message.outsiders or (heard.voice is Voice.CUSTOMER and message.standing is not Standing.RELAY):
        if not heard.outsiders:
            memory.channels.note_outsiders(workspace, channel, True)
    elif heard.internal and heard.outsiders is None:
        memory.channels.note_internal(workspace, channel)


def _note_reading(memory: Memory, message: Message, reading: Reading) -> None:
    """How a customer's message reads is counted; own people's messages never are."""
    if reading.judged:
        memory.figures.note_reading(message, reading.level, propose_source((reading.sources,)) or "")
    elif message.edit:
        memory.figures.forget_reading(message.place.workspace, message.place.channel, message.ts)


def _keep(memory: Memory, heard: Heard, effect: Effect, now: datetime) -> None:
    message = heard.message
    match effect:
        case Withdraw():
            memory.deliveries.withdraw(effect.place, now=now, kind=Kind.HINT, about=effect.about, spare=effect.spare)
        case Hint():
            if memory.deliveries.schedule(_delivery(heard, effect, now)):
                memory.hints.note(message.place, effect.to, now)


def _delivery(heard: Heard, hint: Hint, now: datetime) -> Delivery:
    """The row that will become the hint; its key allows one hint for one message, however often it is edited."""
    message, place = heard.message, heard.message.place
    asked = asked_words(message.text, heard.voice, heard.reading)
    return Delivery(
        id=uuid4().hex,
        key=f"hint/{place.channel}/{message.ts}",
        workspace=place.workspace,
        kind=Kind.HINT,
        to=hint.to,
        due_at=now,
        channel=place.channel,
        thread=place.thread,
        about=message.ts,
        words=heard_words(hint.advice, message.text) | asked,
        expires_at=message.at + HINT_LIFE,
    )
