"""`/rephrase DRAFT` and *Rephrase my message*: what may land badly and what would land better, for its author alone."""

from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.advice import strongest, without_silent
from bot.messages import Place
from handlers.blocks import Block, actions, button, clamp, modal, quoted, section
from handlers.draft_modal import Beside, draft_modal
from handlers.draft_notes import VALUE_LIMIT, draft_notes
from handlers.ours import Ours, ours
from handlers.presses import Press
from handlers.rich_text import mrkdwn_of
from handlers.rooms import Actor, Afterwards, Body, Rooms, actor_of
from phrasebook.reading import Level, Voice

SHOWN = 600
"""How much of the draft is repeated above the notes, in characters."""


def register(app: App, rooms: Rooms) -> None:
    @app.command("/rephrase")
    def rephrase(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        draft = str(command.get("text", "")).strip()
        blocks = rephrase_blocks(rooms, draft, actor_of(context))
        ack(text=rooms.book.say("rephrase.title"), blocks=blocks, response_type="ephemeral")

    @app.action("rephrase_open")
    def open_to_edit(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            press.open_modal(draft_modal(rooms, str(carried["draft"]), press.actor))

    @app.shortcut("rephrase_my_message")
    def rephrase_my_message(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        press.open_modal(message_modal(rooms, body, press.actor))


def rephrase_blocks(rooms: Rooms, draft: str, actor: Actor) -> list[Block]:
    """The answer to a draft given as mrkdwn; without a draft, how to use the command."""
    if not draft:
        return [section(rooms.book.say("rephrase.usage"))]
    shown = [section(rooms.book.say("rephrase.draft")), quoted(clamp(draft, SHOWN))]
    notes = draft_notes(rooms.book, draft, ours(rooms, actor.workspace), takes=False)
    return [*shown, *notes, *_open_button(rooms, draft, actor)]


def message_modal(rooms: Rooms, body: Body, actor: Actor) -> Block:
    """What opens on a message: a better wording of one's own; on anybody else's, a kind no."""
    message = body.get("message") or {}
    text = mrkdwn_of(message.get("blocks") or []) or str(message.get("text", ""))
    if message.get("user") != actor.slack_id:
        return _told(rooms, "rephrase.not_yours")
    if not text.strip():
        return _told(rooms, "rephrase.nothing")
    technique = _answered_technique(rooms, body, text, actor)
    if technique:
        beside = Beside(lead=rooms.book.say("rephrase.answered"), repair=technique)
        return draft_modal(rooms, "", actor, beside=beside)
    return draft_modal(rooms, text, actor, beside=Beside(lead=rooms.book.say("rephrase.mine")))


def _open_button(rooms: Rooms, draft: str, actor: Actor) -> list[Block]:
    """Opens the draft for editing, where it is short enough for a button to carry."""
    value = rooms.store.vault.seal({"draft": draft}, purpose="hint", holder=actor.holder)
    if len(value) > VALUE_LIMIT:
        return []
    return [actions([button(rooms.book.say("rephrase.open"), "rephrase_open", value)])]


def _answered_technique(rooms: Rooms, body: Body, text: str, actor: Actor) -> str:
    """The technique that a message missed, if the customer has answered it already; else empty."""
    own: Ours = ours(rooms, actor.workspace)
    reading = without_silent(rooms.book.read(text, Voice.AGENT), own.silent)
    cue = strongest(reading)
    if cue is None or reading.level is Level.CALM or not _was_answered(rooms, body, actor):
        return ""
    return rooms.book.entry(cue.cue).technique


def _was_answered(rooms: Rooms, body: Body, actor: Actor) -> bool:
    """Whether a customer wrote in the thread after this message."""
    message, channel = body["message"], str((body.get("channel") or {}).get("id", ""))
    ts = str(message["ts"])
    place = Place(workspace=actor.workspace, channel=channel, thread=str(message.get("thread_ts") or ts))
    thread = rooms.store.recall(lambda memory: memory.threads.find(place))
    said_at = datetime.fromtimestamp(float(ts), UTC)
    return thread.customer_wrote_at is not None and thread.customer_wrote_at > said_at


def _told(rooms: Rooms, key: str) -> Block:
    say = rooms.book.say
    return modal("told", say("rephrase.title"), say("why.close"), [section(say(key))])
