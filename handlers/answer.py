"""*Help me answer*: a reply to a customer's message, composed for whoever asked, in words not yet used there."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltContext

from handlers.draft_modal import Beside, draft_modal
from handlers.presses import Press
from handlers.rich_text import mrkdwn_of
from handlers.rooms import Actor, Afterwards, Body, Rooms
from handlers.slack_errors import CALL_ERRORS
from phrasebook.answer import Kind
from phrasebook.answer_pages import Style

log = structlog.get_logger()

MOMENT = 1
"""How long Slack may take to show the thread, in seconds: what opens the modal lives for three."""
REPLIES = 200
"""How many messages of a thread are looked at."""


def register(app: App, rooms: Rooms) -> None:
    @app.shortcut("help_me_answer")
    def help_me_answer(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        afterwards.append(lambda: _open(rooms, body, press.actor))


def _open(rooms: Rooms, body: Body, actor: Actor) -> None:
    message = body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id", ""))
    avoid = thread_texts(rooms, actor, channel, message)
    view = answer_modal(rooms, text_of(message), avoid, actor)
    rooms.directory.client(actor.workspace).views_open(trigger_id=body["trigger_id"], view=view)


def answer_modal(rooms: Rooms, text: str, avoid: tuple[str, ...], actor: Actor) -> dict[str, Any]:
    """The modal with a reply to this text, given as mrkdwn; `avoid` are texts of the thread."""
    if not text.strip():
        return draft_modal(rooms, "", actor, beside=Beside(lead=rooms.book.say("answer.nothing")))
    answer = rooms.book.answer(text, avoid=avoid)
    lead = answer.note or rooms.book.say("answer.lead")
    if answer.kind is not Kind.REPLY:
        return draft_modal(rooms, answer.text, actor, beside=Beside(lead=lead))
    replies = {style.value: rooms.book.answer(text, style=style, avoid=avoid).text for style in Style}
    beside = Beside(lead=lead, style=answer.style.value, replies=replies)
    return draft_modal(rooms, answer.text, actor, beside=beside)


def thread_texts(rooms: Rooms, actor: Actor, channel: str, message: Mapping[str, Any]) -> tuple[str, ...]:
    """What a thread has seen; nothing where Slack does not show it at once, for a reply can do without."""
    client = rooms.directory.client(actor.workspace)
    client.timeout = MOMENT
    root = str(message.get("thread_ts") or message.get("ts", ""))
    try:
        page = client.conversations_replies(channel=channel, ts=root, limit=REPLIES)
    except CALL_ERRORS as error:
        log.info("thread_not_shown", error=type(error).__name__)
        return ()
    return tuple(text for one in page.get("messages") or [] if (text := text_of(one)))


def text_of(message: Mapping[str, Any]) -> str:
    """The words of a message as mrkdwn."""
    return mrkdwn_of(message.get("blocks") or []) or str(message.get("text", ""))
