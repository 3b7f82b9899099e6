"""*Help me answer*: a reply to a customer's message, drafted for the person who asked."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.advice import strongest
from handlers.drafts import draft_modal
from handlers.presses import Press
from handlers.rich_text import mrkdwn_of
from handlers.rooms import Afterwards, Body, Rooms
from phrasebook.reading import Voice


def register(app: App, rooms: Rooms) -> None:
    @app.shortcut("help_me_answer")
    def help_me_answer(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        draft = answer_to(rooms, body.get("message") or {})
        lead = rooms.book.say("answer.lead" if draft else "answer.nothing")
        press.open_modal(draft_modal(rooms, draft, press.actor, lead=lead))


def answer_to(rooms: Rooms, message: dict[str, Any]) -> str:
    """A first draft of a reply to a message; empty where there is nothing to go by."""
    text = mrkdwn_of(message.get("blocks") or []) or str(message.get("text", ""))
    reading = rooms.book.read(text, Voice.CUSTOMER)
    cue = strongest(reading)
    return rooms.book.entry(cue.cue).reply or "" if cue else ""
