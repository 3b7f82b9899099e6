"""*Share up*: the command, the message shortcut, the button on hints, and the form that names who will read it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.deliveries import Kind
from bot.messages import Place
from handlers.blocks import MENTION, modal, section, typed
from handlers.case_form import FORM, READER, passes_on, quotes_of
from handlers.case_impact import rank_of, source_of
from handlers.case_opening import Ask, ask_again, name_reader, open_form, unsealed_form
from handlers.case_returned import with_words_of
from handlers.case_schedule import entry
from handlers.case_steps import place_of
from handlers.presses import Press
from handlers.rich_text import as_typed
from handlers.rooms import Afterwards, Body, Rooms

TARGET = re.compile(rf"^\s*{MENTION.pattern}")


def register(app: App, rooms: Rooms) -> None:
    @app.command("/escalate")
    def escalate(ack: Ack, body: Body, command: dict[str, Any], context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        text = str(command.get("text", "")).strip()
        target, words = TARGET.match(text), as_typed(TARGET.sub("", text)).strip()
        place = Place(workspace=press.actor.workspace, channel=str(command.get("channel_id", "")), thread="")
        open_form(press, afterwards, Ask(place=place, typed=words, target=target[1] if target else ""))

    @app.shortcut("share_up")
    def share_up(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press, message = Press(rooms, body, context, afterwards), body.get("message") or {}
        thread = str(message.get("thread_ts") or message.get("ts", ""))
        place = Place(workspace=press.actor.workspace, channel=str(body["channel"]["id"]), thread=thread)
        open_form(press, afterwards, Ask(place=place, messages=(message,)))

    @app.action("hint_share")
    def share_hint(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            place, case = place_of(press.actor.workspace, carried["place"]), str(carried.get("case", ""))
            open_form(press, afterwards, ask_again(rooms, press.actor, place, case) if case else Ask(place=place))

    @app.action(READER)
    def choose(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        afterwards.append(lambda: name_reader(rooms, press.actor, body["view"], press.value))

    @app.view(FORM)
    def send(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, say = Press(rooms, body, context, afterwards), rooms.book.say
        faults = _faults(rooms, view)
        carried = unsealed_form(rooms, press.actor, str(view["private_metadata"]))
        if faults:
            ack(response_action="errors", errors=faults)
            return
        if carried is None:
            ack(response_action="errors", errors={"what": say("why.gone_window")})
            return
        words, to, now = _submitted(view, carried, rooms.now()), typed(view, READER), rooms.now()
        delivery = with_words_of(entry(press.actor.workspace, Kind.CASE_SHARE, press.actor.slack_id, now, words))
        press.once(lambda memory: memory.deliveries.schedule(delivery))
        text = section(say("share.on_its_way", reader=f"<@{to}>"))
        ack(response_action="update", view=modal("told", say("share.title"), say("why.close"), [text]))


def _submitted(view: Mapping[str, Any], carried: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What was filled in; it is passed on to those alone who were named beside the ticked box."""
    reader = typed(view, READER)
    named = carried["passes"] if carried["reader"] == reader and passes_on(view, reader) else []
    return {
        "what": typed(view, "what").strip(),
        "need": typed(view, "need") or "advice",
        "rank": int(rank_of(view, now)),
        "source": source_of(view),
        "to": reader,
        "pass_to": named,
        "quotes": quotes_of(view),
        "place": carried["place"],
    }


def _faults(rooms: Rooms, view: Mapping[str, Any]) -> dict[str, str]:
    faults = {} if typed(view, "what").strip() else {"what": rooms.book.say("share.nothing_written")}
    return faults if typed(view, READER) else faults | {READER: rooms.book.say("share.choose_reader")}
