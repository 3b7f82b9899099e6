"""Working on a draft: check again, take a wording, why this, done; and the shortcut that opens an empty one."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from handlers.blocks import Block
from handlers.draft_modal import Desk, desk_of, draft_modal
from handlers.ours import ours
from handlers.presses import Press
from handlers.rich_text import escape
from handlers.rooms import Actor, Afterwards, Body, Rooms, actor_of
from handlers.technique_pages import cue_page
from phrasebook.wording_say import open_slots

__all__ = ["draft_modal", "register"]


def register(app: App, rooms: Rooms) -> None:
    @app.shortcut("check_my_draft")
    def check_my_draft(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        press.open_modal(draft_modal(rooms, "", press.actor))

    @app.action("draft_check")
    def check(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        desk = desk_of(rooms, body["view"], press.actor)
        typed = escape(desk.typed)
        press.update_modal(draft_modal(rooms, typed, press.actor, beside=desk.beside, version=desk.version))

    @app.action("draft_fill")
    def fill(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        press.update_modal(_filled(rooms, desk_of(rooms, body["view"], press.actor), press.actor))

    @app.action("draft_take")
    def take(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        desk = desk_of(rooms, body["view"], press.actor)
        taken = draft_modal(rooms, press.value, press.actor, beside=desk.beside, version=desk.version + 1)
        press.update_modal(taken)

    @app.action("answer_style")
    def restyle(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        desk = desk_of(rooms, body["view"], press.actor)
        typed, beside = escape(desk.typed), desk.beside
        if press.value not in beside.replies:
            return
        untouched = typed.strip() == beside.reply.strip()
        restyled = replace(beside, style=press.value)
        draft = restyled.reply if untouched else typed
        version = desk.version + untouched
        press.update_modal(draft_modal(rooms, draft, press.actor, beside=restyled, version=version))

    @app.action("draft_why")
    def why(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        page = cue_page(rooms.book, press.value, ours(rooms, press.actor.workspace), copies=False)
        if page:
            press.open_modal(page)

    @app.view("draft")
    def done(ack: Ack, context: BoltContext, view: dict[str, Any]) -> None:
        actor = actor_of(context)
        desk = desk_of(rooms, view, actor)
        left = open_slots(desk.filled)
        if left:
            told = rooms.book.say("draft.slots", slots=", ".join(left))
            ack(response_action="errors", errors={desk.block_id: told})
        elif desk.filled != desk.typed:
            ack(response_action="update", view=_filled(rooms, desk, actor))
        else:
            ack()


def _filled(rooms: Rooms, desk: Desk, actor: Actor) -> Block:
    """The modal with the slots filled in, so that the whole draft can be copied from it."""
    version = desk.version + (desk.filled != desk.typed)
    return draft_modal(rooms, escape(desk.filled), actor, beside=desk.beside, version=version)
