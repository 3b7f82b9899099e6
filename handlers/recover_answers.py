"""What an owner does with a channel of their list: reads and posts, declines, or says that it is told already."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.recover import Refusal, Run
from bot.recover_telling import Telling, Why, begin_post, decline, told_by_hand
from handlers.blocks import Block, modal, section, select_input, text_input, typed
from handlers.presses import Press
from handlers.recover_keeping import answer, fault, found, sealed
from handlers.recover_message import POST_FORM, edit_form, posted
from handlers.recover_schedule import turn_page
from handlers.rooms import Afterwards, Body, Rooms
from storage.store import Memory

DECLINE_FORM = "recover_decline_form"


def register(app: App, rooms: Rooms) -> None:
    for action, make in (("recover_edit", edit_form), ("recover_decline", _declining)):
        app.action(action)(_opened(rooms, make))
    for action in ("recover_earlier", "recover_later"):
        app.action(action)(_turned(rooms))

    @app.action("recover_already")
    def already(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            by = press.actor.slack_id
            refusal = answer(press, carried, lambda telling, run: told_by_hand(telling, run, by))
            if refusal is not None:
                press.whisper(rooms.book.say(refusal.key))
        ack()

    @app.view(POST_FORM)
    def post(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        ack(**posted(Press(rooms, body, context, afterwards), view))

    @app.view(DECLINE_FORM)
    def declined(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        ack(**_declined(Press(rooms, body, context, afterwards), view))


def _opened(rooms: Rooms, make: Callable[[Press, Run, Telling], Block]) -> Callable[..., None]:
    def opened(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        ack()
        if carried := press.unsealed():
            workspace = press.actor.workspace
            run, telling = rooms.store.recall(lambda memory: found(memory, workspace, carried))
            refusal = _not_open(press, run, telling)
            if run is None or telling is None or refusal is not None:
                press.whisper(rooms.book.say(refusal.key if refusal else "recover.unknown"))
            else:
                press.open_modal(make(press, run, telling))

    return opened


def _not_open(press: Press, run: Run | None, telling: Telling | None) -> Refusal | None:
    if run is None or telling is None:
        return None
    done = begin_post(telling, run, press.actor.slack_id)
    return done if isinstance(done, Refusal) else None


def _turned(rooms: Rooms) -> Callable[..., None]:
    def turned(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            workspace, reader, now = press.actor.workspace, press.actor.slack_id, rooms.now()

            def turn(memory: Memory) -> None:
                run = memory.recoveries.find(workspace, str(carried["run"]))
                if run is not None:
                    turn_page(memory, run, reader, int(carried["page"]), now)

            press.once(turn)
        ack()

    return turned


def _declining(press: Press, run: Run, telling: Telling) -> Block:
    say = press.rooms.book.say
    reasons = {why.value: say(f"recover.why_{why.value}") for why in Why}
    lead = say("recover.decline_lead", channel=f"<#{telling.channel}>", lead=f"<@{run.lead}>")
    blocks = [
        section(lead),
        select_input("why", say("recover.decline_why"), reasons, initial=Why.NOT_TOUCHED.value),
        text_input("note", say("recover.decline_note"), optional=True),
    ]
    return modal(
        DECLINE_FORM,
        say("recover.decline_title"),
        say("recover.post_close"),
        blocks,
        submit=say("recover.decline_send"),
        metadata=sealed(press, run=run.id, channel=telling.channel),
    )


def _declined(press: Press, view: dict[str, Any]) -> dict[str, Any]:
    say, note, chosen = press.rooms.book.say, typed(view, "note").strip(), typed(view, "why")
    carried = press.opened(view["private_metadata"])
    if carried is None or chosen not in list(Why):
        return fault("note", say("recover.gone"))
    if chosen == Why.OTHER and not note:
        return fault("note", say("recover.other_needs_word"))
    by, why = press.actor.slack_id, Why(chosen)
    refusal = answer(press, carried, lambda telling, run: decline(telling, run, by, why, note))
    return fault("note", say(refusal.key)) if refusal else {"response_action": "clear"}
