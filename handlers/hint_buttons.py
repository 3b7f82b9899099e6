"""The buttons of a hint: show it, why this, use the wording, mute and undo, this was wrong."""

from functools import partial

from slack_bolt import Ack, App, BoltContext

from handlers.blocks import Block, context, modal, quoted, section
from handlers.decisions import ask_admins
from handlers.draft_modal import draft_modal
from handlers.hint_blocks import hint_blocks
from handlers.ours import ours
from handlers.presses import Press, place_in
from handlers.remedy_hints import remedy_blocks
from handlers.rooms import Actor, Afterwards, Body, Rooms
from handlers.technique_pages import technique_blocks
from handlers.words import advice_of, asks_in
from storage.store import Memory


def register(app: App, rooms: Rooms) -> None:
    @app.action("hint_see")
    def see(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            seal = partial(rooms.store.vault.seal, purpose="hint", holder=press.actor.holder)
            advice, place = advice_of(carried["advice"]), place_in(carried)
            given = remedy_blocks(rooms, press.actor, place, asks_in(carried), advice.wordings)
            blocks = hint_blocks(rooms.book, advice, place, seal, elsewhere=True, given=given)
            press.open_modal(_told(rooms, rooms.book.say("hints.title"), blocks))

    @app.action("hint_why")
    def why(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            blocks = why_blocks(rooms, str(carried["cue"]), str(carried["quote"]), press.actor)
            press.open_modal(_told(rooms, rooms.book.say("why.title"), blocks))

    @app.action("hint_use_0")
    @app.action("hint_use_1")
    def use(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            press.open_modal(draft_modal(rooms, str(carried["wording"]), press.actor))
            press.once(lambda memory: memory.feedback.used(press.actor.workspace, str(carried["cue"])))

    @app.action("hint_wrong")
    def wrong(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            press.once(partial(_mark_wrong, press, str(carried["cue"]), float(carried["heat"])))
            press.reply(rooms.book.say("hints.noted"))
        ack()

    @app.action("hint_dismiss")
    def dismiss(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            press.once(lambda memory: memory.feedback.dismissed(press.actor.workspace, str(carried["cue"])))
            press.take_away(rooms.book.say("hints.dismissed"))
        ack()


def why_blocks(rooms: Rooms, cue: str, quote: str, actor: Actor) -> list[Block]:
    """What a phrase may do to its reader, where that comes from, and the page of the technique that answers it."""
    entry, say = rooms.book.entry(cue), rooms.book.say
    technique, own = rooms.book.technique(entry.technique), ours(rooms, actor.workspace)
    return [
        section(say("why.phrase")),
        quoted(quote),
        section(entry.why),
        context(say("why.source", source=entry.source)),
        {"type": "divider"},
        section(say("why.helps")),
        *technique_blocks(rooms.book, technique, own, copies=False),
    ]


def _told(rooms: Rooms, title: str, blocks: list[Block]) -> Block:
    return modal("told", title, rooms.book.say("why.close"), blocks)


def _mark_wrong(press: Press, cue: str, heat: float, memory: Memory) -> None:
    actor = press.actor
    now = press.rooms.now()
    memory.feedback.record_wrong(actor.workspace, cue, heat, actor.slack_id, now)
    if memory.feedback.fall_silent(actor.workspace, cue, now):
        ask_admins(memory, actor.workspace, f"silent/{cue}/{now.isoformat()}", {"cue": cue}, now)
