"""The two answers to a question for a yes, *Yes* and *No, rather …*; each question is answered once."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from handlers.blocks import Block, modal, section, text_input, typed
from handlers.presses import Press
from handlers.remedy_asking import nothing_here
from handlers.remedy_schedule import answer, asking, close_other
from handlers.replies import reply_at
from handlers.rooms import Afterwards, Body, Rooms
from storage.store import Memory

FORM = "remedy_no_form"


def register(app: App, rooms: Rooms) -> None:
    @app.action("remedy_yes")
    def yes(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        carried = press.opened(press.value)
        if carried is None:
            press.whisper(rooms.book.say("cases.unknown"))
        elif (new := _answer(press, carried, "")) is not None:
            press.reply(_noted(rooms, carried, "yes", new=new))
        ack()

    @app.action("remedy_no")
    def no(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        carried = press.opened(press.value)
        if carried is None:
            press.whisper(rooms.book.say("cases.unknown"))
        else:
            url = str(body.get("response_url", ""))
            sealed = rooms.store.vault.seal({**carried, "url": url}, purpose="hint", holder=press.actor.holder)
            press.open_modal(_no_form(rooms, sealed))

    @app.view(FORM)
    def rather(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        carried, note = press.opened(str(view["private_metadata"])), typed(view, "note").strip()
        if carried is None:
            ack(response_action="update", view=nothing_here(rooms.book, rooms.book.say("cases.unknown")))
        elif not note:
            ack(response_action="errors", errors={"note": rooms.book.say("share.note_empty")})
        else:
            text = _noted(rooms, carried, "no", new=bool(_answer(press, carried, note)))
            ack(response_action="update", view=nothing_here(rooms.book, text))
            _close(press, str(carried["url"]), text)


def _answer(press: Press, carried: Mapping[str, Any], note: str) -> bool | None:
    """Keep the first answer to a question; whether this was it, None where this press was remembered before."""
    words = {"by": press.actor.slack_id, "note": note, "remedy": carried["remedy"], "place": carried["place"]}
    told = answer(press.actor.workspace, str(carried["by"]), str(carried["ask"]), press.rooms.now(), words)
    other = asking(str(carried["ask"]), again=not carried.get("again"))

    def keep(memory: Memory) -> bool:
        close_other(memory, press.actor.workspace, str(carried["by"]), other, press.rooms.now())
        return memory.deliveries.schedule(told)

    return press.once(keep)


def _noted(rooms: Rooms, carried: Mapping[str, Any], said: str, *, new: bool) -> str:
    if not new:
        return rooms.book.say("remedies.answered")
    return rooms.book.say(f"remedies.{said}_noted", person=f"<@{carried['by']}>")


def _close(press: Press, url: str, text: str) -> None:
    """The question with its words goes from the conversation once it is answered."""
    said = {"text": text, "blocks": [section(text)], "replace_original": True, "response_type": "ephemeral"}
    if url:
        press.later(lambda: reply_at(press.rooms.metrics, url, **said))


def _no_form(rooms: Rooms, sealed: str) -> Block:
    say = rooms.book.say
    title, back, send = say("remedies.no_title"), say("remedies.back"), say("remedies.no_send")
    return modal(FORM, title, back, [text_input("note", say("remedies.no_label"))], submit=send, metadata=sealed)
