"""The modal in which a person works on a draft: what may land badly, what would land better, check again."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from handlers.blocks import (
    QUOTE_LIMIT,
    TEXT_LIMIT,
    Block,
    actions,
    button,
    clamp,
    modal,
    quoted,
    section,
    text_input,
    typed,
)
from handlers.presses import Press
from handlers.rich_text import escape, unescape
from handlers.rooms import Actor, Afterwards, Body, Rooms
from phrasebook.reading import Level, Reading, Voice
from phrasebook.wording_say import open_slots

MARKED = 3
"""How many phrases are marked at once; more would be a scolding."""


def register(app: App, rooms: Rooms) -> None:
    @app.action("draft_check")
    def check(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        press.update_modal(draft_modal(rooms, escape(typed(body["view"], "draft")), press.actor))

    @app.view("draft")
    def done(ack: Ack, view: dict[str, Any]) -> None:
        left = open_slots(typed(view, "draft"))
        if left:
            ack(response_action="errors", errors={"draft": rooms.book.say("draft.slots", slots=", ".join(left))})
        else:
            ack()


def draft_modal(rooms: Rooms, draft: str, actor: Actor, *, lead: str = "") -> Block:
    """The modal for a draft, given as mrkdwn; `lead` is a sentence of ours above it."""
    say = rooms.book.say
    words = unescape(draft)
    blocks = [
        *([section(lead)] if lead else []),
        text_input("draft", say("draft.label"), initial=words, optional=True),
        *([section(say("draft.too_long"))] if len(words) > TEXT_LIMIT else []),
        actions([button(say("draft.check"), "draft_check", "check", style="primary")]),
        *draft_notes(rooms, draft),
    ]
    return modal("draft", say("draft.title"), say("draft.close"), blocks, submit=say("draft.done"))


def draft_notes(rooms: Rooms, draft: str) -> list[Block]:
    """What stands out in a draft and what would land better; never a number."""
    say = rooms.book.say
    if not draft.strip():
        return [section(say("draft.empty"))]
    reading = rooms.book.read(draft, Voice.AGENT)
    if not reading.judged:
        return [section(say("draft.not_judged"))]
    if not reading.cues or reading.level is Level.CALM:
        return [section(say("draft.clear"))]
    return [section(say("draft.marked")), *_marked(rooms, draft, reading), *_better(rooms, draft, reading)]


def _marked(rooms: Rooms, draft: str, reading: Reading) -> list[Block]:
    notes: list[Block] = []
    for cue in sorted(reading.cues, key=lambda cue: -cue.share)[:MARKED]:
        notes.append(quoted(clamp(draft[cue.start : cue.end], QUOTE_LIMIT)))
        notes.append(section(rooms.book.entry(cue.cue).why))
    return notes


def _better(rooms: Rooms, draft: str, reading: Reading) -> list[Block]:
    say = rooms.book.say
    if reading.harm:
        return [section(say("draft.harm"))]
    wordings = rooms.book.rephrase(draft)
    if wordings:
        return [section(say("draft.better")), *(quoted(wording.text) for wording in wordings)]
    technique = rooms.book.technique(max(reading.cues, key=lambda cue: cue.share).technique)
    return [section(say("draft.tip", technique=technique.name, tip=technique.tip))]
