"""The buttons of nudges: it is settled, or a line to look at, change and post."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext

from bot.deliveries import POST_LIFE, Delivery, Kind
from bot.messages import Place
from handlers.blocks import Block, modal, text_input, typed
from handlers.leak_guard import to_warn_of
from handlers.presses import Press, place_in
from handlers.rooms import Actor, Afterwards, Body, Rooms
from handlers.settling import settle


def register(app: App, rooms: Rooms) -> None:
    @app.action("nudge_done")
    def settled(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            place = Place(workspace=press.actor.workspace, **place_in(carried))
            press.once(lambda memory: settle(memory, place, rooms.now()))
            press.reply(rooms.book.say("nudges.settled"))
        ack()

    @app.action("nudge_post")
    def look(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            press.open_modal(_line_modal(rooms, press.value, str(carried["line"])))

    @app.view("nudge_line")
    def post(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, line = Press(rooms, body, context, afterwards), typed(view, "line").strip()
        carried = press.opened(view["private_metadata"])
        if carried is None:
            ack(response_action="errors", errors={"line": rooms.book.say("pause.gone")})
        elif not line:
            ack(response_action="errors", errors={"line": rooms.book.say("pause.empty")})
        elif to_warn_of(rooms, press.actor, str(view["id"]), line):
            ack(response_action="errors", errors={"line": rooms.book.say("leakguard.line")})
        else:
            place = Place(workspace=press.actor.workspace, **place_in(carried))
            kind = Kind.CHECK_IN if carried.get("asks") else Kind.POST
            press.once(lambda memory: memory.deliveries.schedule(_post(press.actor, kind, place, line, rooms.now())))
            ack()


def _line_modal(rooms: Rooms, sealed: str, line: str) -> Block:
    say = rooms.book.say
    blocks = [text_input("line", say("nudges.post_label"), initial=line)]
    return modal(
        "nudge_line",
        say("nudges.post_title"),
        say("followup.close"),
        blocks,
        submit=say("nudges.post_submit"),
        metadata=sealed,
    )


def _post(actor: Actor, kind: Kind, place: Place, line: str, now: datetime) -> Delivery:
    """Words that they saw and sent: theirs, under their name."""
    identity = uuid4().hex
    return Delivery(
        id=identity,
        key=f"{kind}/{identity}",
        workspace=place.workspace,
        kind=kind,
        to=actor.slack_id,
        due_at=now,
        channel=place.channel,
        thread=place.thread,
        words={"line": line},
        expires_at=now + POST_LIFE if kind is Kind.POST else None,
    )
