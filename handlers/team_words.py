"""The team's own words: offered from a draft without a name, decided by an admin; and cues that may speak again."""

import re
from functools import partial
from typing import Any
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext

from bot.team_words import TeamWording
from handlers.blocks import Block, menu, modal, plain, quoted, section, text_input, typed
from handlers.decisions import ask_admins, may_decide
from handlers.draft_modal import desk_of
from handlers.draft_notes import is_clear
from handlers.ours import ours
from handlers.presses import Press
from handlers.rich_text import escape
from handlers.rooms import Afterwards, Body, Rooms
from storage.store import Memory

LONGEST = 400
"""The longest wording that can be offered, in characters."""
NAMED = re.compile(r"[@#]\w|https?://|<[@#!]")
"""Mentions, channels and links, as they are typed."""


def register(app: App, rooms: Rooms) -> None:
    @app.action("draft_offer")
    def offer(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        press.open_modal(offer_modal(rooms, desk_of(rooms, body["view"], press.actor).typed))

    @app.view("team_words_offer")
    def offered(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        wording, technique = typed(view, "wording").strip(), typed(view, "technique")
        fault = fault_of(rooms, wording, press.actor.workspace)
        if fault:
            ack(response_action="errors", errors={"wording": rooms.book.say(f"team_words.{fault}")})
            return
        new = TeamWording(id=uuid4().hex, technique=technique, text=escape(wording))
        press.once(partial(_offer, press, new))
        ack(response_action="update", view=_told(rooms, "team_words.thanks"))

    @app.action("team_words_accept")
    def accept(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        _decide(Press(rooms, body, context, afterwards), accepted=True)
        ack()

    @app.action("team_words_decline")
    def decline(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        _decide(Press(rooms, body, context, afterwards), accepted=False)
        ack()

    @app.action("cue_speaks_again")
    def speak_again(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        _speak_again(Press(rooms, body, context, afterwards))
        ack()


def offer_modal(rooms: Rooms, words: str) -> Block:
    """The form in which somebody offers words, given as plain text."""
    say = rooms.book.say
    techniques = {one.slug: one.name for one in rooms.book.techniques}
    choice = menu(say("team_words.choose"), "technique", techniques)
    blocks: list[Block] = [
        section(say("team_words.hint")),
        text_input("wording", say("team_words.label"), initial=words),
        {"type": "input", "block_id": "technique", "label": plain(say("team_words.technique")), "element": choice},
    ]
    title, close, send = say("team_words.title"), say("team_words.close"), say("team_words.send")
    return modal("team_words_offer", title, close, blocks, submit=send)


def fault_of(rooms: Rooms, wording: str, workspace: str) -> str:
    """What keeps a wording, given as plain text, from being offered, by the key of the sentence; empty: nothing."""
    if not wording:
        return "empty"
    if len(wording) > LONGEST:
        return "too_long"
    if NAMED.search(wording):
        return "names"
    return "" if is_clear(rooms.book, escape(wording), ours(rooms, workspace)) else "not_calm"


def _offer(press: Press, wording: TeamWording, memory: Memory) -> None:
    workspace, now = press.actor.workspace, press.rooms.now()
    memory.team_words.offer(workspace, wording, now)
    ask_admins(memory, workspace, f"wording/{wording.id}", {"wording": wording.id}, now)


def _decide(press: Press, *, accepted: bool) -> None:
    carried = press.unsealed()
    if not carried:
        return
    workspace, id = press.actor.workspace, str(carried["wording"])

    def decided(memory: Memory) -> tuple[str, TeamWording | None]:
        wording = memory.team_words.find(workspace, id)
        if not may_decide(memory, press.actor):
            return "not_admin", None
        if wording is None or not wording.waiting:
            return "decided", None
        if accepted:
            memory.team_words.accept(workspace, id)
            return "accepted", wording
        memory.team_words.remove(workspace, id)
        return "declined", None

    outcome = press.once(decided)
    if outcome:
        _tell(press, *outcome)


def _tell(press: Press, key: str, wording: TeamWording | None) -> None:
    book = press.rooms.book
    if wording is None:
        press.reply(book.say(f"team_words.{key}"))
        return
    text = book.say("team_words.accepted", technique=book.technique(wording.technique).name)
    press.reply(text, [section(text), quoted(wording.text)])


def _speak_again(press: Press) -> None:
    carried = press.unsealed()
    if not carried:
        return
    cue = str(carried["cue"])

    def lifted(memory: Memory) -> str:
        if not may_decide(memory, press.actor):
            return "not_admin"
        return "speaks_again" if memory.feedback.speak_again(press.actor.workspace, cue) else "decided"

    key = press.once(lifted)
    if key:
        press.reply(press.rooms.book.say(f"team_words.{key}"))


def _told(rooms: Rooms, key: str) -> Block:
    say = rooms.book.say
    return modal("told", say("team_words.title"), say("why.close"), [section(say(key))])
