"""The one message listener: a message is heard, read, judged and remembered before Slack has its answer."""

from time import perf_counter
from typing import Any

from slack_bolt import App, BoltContext

from bot.advice import advise, without_silent
from bot.messages import Message
from bot.people import voice_of
from handlers.case_schedule import forget_quotes
from handlers.leak_guard import Found, carried_by, warn_of
from handlers.payloads import Deletion, heard
from handlers.practice_hearing import hear_answer, is_direct
from handlers.promises import may_promise
from handlers.remembering import Heard, remember
from handlers.rooms import Body, Rooms
from phrasebook.reading import Reading, Voice
from storage.store import Memory


def register(app: App, rooms: Rooms) -> None:
    @app.event("message")
    def hear(event: dict[str, Any], body: Body, context: BoltContext) -> None:
        if is_direct(event):
            hear_answer(rooms, event, context.team_id or "")
            return
        shared = body.get("is_ext_shared_channel")
        found = heard(event, workspace=context.team_id or "", outsiders=bool(shared), relays=rooms.relays)
        if isinstance(found, Message):
            hear_message(rooms, found, internal=shared is False)
        elif isinstance(found, Deletion):
            forget(rooms, found)


def hear_message(rooms: Rooms, message: Message, *, internal: bool) -> None:
    """Read a message, remember it with what follows from it, and look for leaks; a second hearing changes nothing.

    `internal` is whether Slack said that only this workspace can read the channel.
    """
    voice, silent, carried = _known(rooms, message)
    if voice is not None:
        _remember(rooms, message, voice, silent, internal=internal)
    warn_of(rooms, message, carried)


def _remember(rooms: Rooms, message: Message, voice: Voice, silent: frozenset[str], *, internal: bool) -> None:
    reading = without_silent(_read(rooms, message, voice), silent)
    advice = advise(rooms.book, message.text, voice, reading)
    promises = not message.edit and may_promise(message.text, voice)
    heard = Heard(message=message, voice=voice, reading=reading, advice=advice, internal=internal, promises=promises)
    remember(rooms, heard)


def forget(rooms: Rooms, deletion: Deletion) -> None:
    """A message that its author took back is forgotten, with all that waited because of it."""
    now = rooms.now()

    def work(memory: Memory) -> None:
        memory.threads.forget_message(deletion.workspace, deletion.channel, deletion.ts, now=now)
        memory.figures.forget_reading(deletion.workspace, deletion.channel, deletion.ts)
        forget_quotes(memory, rooms.guard, deletion, now)

    rooms.store.remember(work)


def _known(rooms: Rooms, message: Message) -> tuple[Voice | None, frozenset[str], Found]:
    """In which voice a message is read, the cues that are silent in its workspace, and the cases that it carries."""
    workspace, carried = message.place.workspace, carried_by(rooms, message)

    def look(memory: Memory) -> tuple[Voice | None, frozenset[str], Found]:
        person = memory.people.find(workspace, message.author)
        team_known = person is not None or memory.people.team_known(workspace)
        voice = voice_of(message.standing, person.role if person else None, team_known=team_known)
        return voice, memory.feedback.silent(workspace), carried(memory)

    return rooms.store.recall(look)


def _read(rooms: Rooms, message: Message, voice: Voice) -> Reading:
    started = perf_counter()
    reading = rooms.book.read(message.text, voice)
    rooms.metrics.read.observe(perf_counter() - started)
    return reading
