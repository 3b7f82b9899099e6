"""What people write in their DM with the bot: an answer in a practice where one runs; otherwise it is left unread."""

from datetime import datetime
from typing import Any

from bot.practice import Session, Unheard, too_long, unheard
from handlers.payloads import HUMAN, Said
from handlers.practice_keeping import ask_whether_to_go_on, note_unheard, take_turn
from handlers.rich_text import mrkdwn_of
from handlers.rooms import Actor, Rooms
from phrasebook.practice_moves import Moves
from phrasebook.reading import CALM, Reading, Voice
from storage.store import Memory


def is_direct(event: dict[str, Any]) -> bool:
    """Whether a message event is of a 1:1 conversation with the bot: no other is told to it."""
    return event.get("channel_type") == "im"


def hear_answer(rooms: Rooms, event: dict[str, Any], workspace: str) -> None:
    """Take a message as the next turn of its author's practice; the same message a second time changes nothing.

    Raises pydantic.ValidationError for an event that Slack would never send.
    """
    if event.get("subtype") not in HUMAN:
        return
    said = Said.model_validate(event)
    if said.bot_id or said.user is None or (said.user_team or said.team or workspace) != workspace:
        return
    actor = Actor(workspace, said.user)
    if rooms.store.recall(lambda memory: memory.practices.find(workspace, actor.slack_id)) is None:
        return
    text = mrkdwn_of(said.blocks) or said.text
    reading = CALM if too_long(text) else rooms.book.read(text, Voice.AGENT)
    why = unheard(text, reading)
    moves = Moves() if why else rooms.book.practice.recognise(text, reading)
    key, now = f"practice/{said.channel}/{said.ts}", rooms.now()

    def work(memory: Memory) -> None:
        session = memory.practices.find(workspace, actor.slack_id, lock=True)
        if session is not None and memory.presses.once(workspace, key, now):
            _answer(rooms, memory, actor, session, why, reading, moves, now)

    rooms.store.remember(work)


def _answer(
    rooms: Rooms,
    memory: Memory,
    actor: Actor,
    session: Session,
    why: Unheard | None,
    reading: Reading,
    moves: Moves,
    now: datetime,
) -> None:
    if session.state.scenario not in rooms.book.practice.scenarios:
        memory.practices.stop(actor.workspace, actor.slack_id)
    elif session.lay(now):
        ask_whether_to_go_on(memory, actor, session, now)
    elif why:
        note_unheard(memory, actor, session, why, now)
    else:
        take_turn(memory, actor, rooms.book.practice, session, reading, moves, now)
