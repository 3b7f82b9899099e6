"""The one message listener: a message is heard, read, judged and remembered before Slack has its answer."""

from time import perf_counter
from typing import Any

from slack_bolt import App, BoltContext

from bot.advice import advise, without_silent
from bot.messages import Message
from bot.scenes import Scene
from handlers.authorize import UnknownWorkspace, serving
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
        workspace, organisation = context.team_id or "", context.enterprise_id or ""
        if is_direct(event):
            serving(rooms.store, workspace, organisation)
            hear_answer(rooms, event, workspace)
            return
        shared = body.get("is_ext_shared_channel")
        found = heard(event, workspace=workspace, outsiders=bool(shared), relays=rooms.relays)
        if isinstance(found, Message):
            hear_message(rooms, found, organisation, internal=shared is False)
        elif isinstance(found, Deletion):
            serving(rooms.store, workspace, organisation)
            forget(rooms, found)


def hear_message(rooms: Rooms, message: Message, organisation: str, *, internal: bool) -> None:
    """Read a message, remember it with what follows from it, and look for leaks; a second hearing changes nothing.

    `internal` is whether Slack said that only this workspace can read the channel. Raises UnknownWorkspace where we are
    not installed; what we said ourselves is passed over.
    """
    scene, carried = _known(rooms, message, organisation)
    if message.author in (scene.bot.user_id, scene.bot.bot_id):
        return
    if (voice := scene.voice(message.standing)) is not None:
        _remember(rooms, message, voice, scene, internal=internal)
    warn_of(rooms, message, carried)


def _remember(rooms: Rooms, message: Message, voice: Voice, scene: Scene, *, internal: bool) -> None:
    reading = without_silent(_read(rooms, message, voice), scene.silent)
    heard = Heard(
        message=message,
        voice=voice,
        reading=reading,
        advice=advise(rooms.book, message.text, voice, reading),
        internal=internal,
        outsiders=scene.outsiders,
        promises=not message.edit and may_promise(message.text, voice),
    )
    remember(rooms, heard)


def forget(rooms: Rooms, deletion: Deletion) -> None:
    """A message that its author took back is forgotten, with all that waited because of it."""
    now = rooms.now()

    def work(memory: Memory) -> None:
        memory.threads.forget_message(deletion.workspace, deletion.channel, deletion.ts, now=now)
        memory.figures.forget_reading(deletion.workspace, deletion.channel, deletion.ts)
        forget_quotes(memory, rooms.guard, deletion, now)

    rooms.store.remember(work)


def _known(rooms: Rooms, message: Message, organisation: str) -> tuple[Scene, Found]:
    """What is known where a message was written, and the cases that it carries."""

    def look(memory: Memory) -> tuple[Scene, Found] | None:
        scene = memory.scenes.find(message.place, message.author)
        return None if scene is None else (scene, carried_by(rooms, memory, message, scene))

    found = rooms.store.recall(look)
    if found is None:
        serving(rooms.store, message.place.workspace, organisation)
        found = rooms.store.recall(look)
    if found is None:
        raise UnknownWorkspace
    return found


def _read(rooms: Rooms, message: Message, voice: Voice) -> Reading:
    started = perf_counter()
    reading = rooms.book.read(message.text, voice)
    rooms.metrics.read.observe(perf_counter() - started)
    return reading
