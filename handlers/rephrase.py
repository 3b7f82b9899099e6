"""`/rephrase DRAFT`: the marked phrases and a better wording, for the typist alone."""

from typing import Any

from slack_bolt import Ack, App

from handlers.blocks import Block, clamp, quoted, section
from handlers.drafts import draft_notes
from handlers.rooms import Rooms

SHOWN = 600
"""How much of the draft is repeated above the notes, in characters."""


def register(app: App, rooms: Rooms) -> None:
    @app.command("/rephrase")
    def rephrase(ack: Ack, command: dict[str, Any]) -> None:
        draft = str(command.get("text", "")).strip()
        blocks = rephrase_blocks(rooms, draft)
        ack(text=rooms.book.say("rephrase.title"), blocks=blocks, response_type="ephemeral")


def rephrase_blocks(rooms: Rooms, draft: str) -> list[Block]:
    """The answer to a draft given as mrkdwn; without a draft, how to use the command."""
    if not draft:
        return [section(rooms.book.say("rephrase.usage"))]
    shown = [section(rooms.book.say("rephrase.draft")), quoted(clamp(draft, SHOWN))]
    return [*shown, *draft_notes(rooms, draft)]
