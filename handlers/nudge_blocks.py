"""What nudges look like: to one person, as a draft to post, and fit for anybody's eyes."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.localtime import place_of
from bot.nudge_values import Nudge, Trigger
from handlers.blocks import Block, actions, button, menu, quoted, section
from handlers.checkin import answer_buttons
from handlers.followup_blocks import date_token
from handlers.followup_buttons import SPANS
from handlers.hint_blocks import mute_button
from handlers.nudge_facts import is_hot
from handlers.nudge_looks import told_nudge
from handlers.rooms import Actor, Rooms

LINES = {Trigger.HOLDING: "nudges.holding_line", Trigger.CHECK_IN: "nudges.check_in_line"}


def private_blocks(rooms: Rooms, nudge: Nudge, link: str, zone: str) -> list[Block]:
    return [section(_lead(rooms, nudge, link, zone)), actions(_buttons(rooms, nudge))]


def draft_blocks(rooms: Rooms, nudge: Nudge, link: str, zone: str) -> list[Block]:
    """With a line that they may change and post; nothing is posted that they have not seen."""
    line = _line(rooms, nudge, zone)
    asks = {"asks": "solved"} if nudge.trigger is Trigger.CHECK_IN else {}
    sealed = _sealed(rooms, nudge, {"line": line, **asks})
    post = button(rooms.book.say("nudges.post"), "nudge_post", sealed, style="primary")
    return [section(_lead(rooms, nudge, link, zone)), quoted(line), actions([post, *_buttons(rooms, nudge)])]


def public_blocks(rooms: Rooms, nudge: Nudge) -> list[Block]:
    lead = section(rooms.book.say(nudge.words))
    return [lead, answer_buttons(rooms.book)] if nudge.trigger is Trigger.CHECK_IN else [lead]


def _lead(rooms: Rooms, nudge: Nudge, link: str, zone: str) -> str:
    when = date_token(nudge.back_at, zone, rooms.now()) if nudge.back_at else ""
    return rooms.book.say(nudge.words, link=link, when=when)


def _line(rooms: Rooms, nudge: Nudge, zone: str) -> str:
    """Plain words to post: a weekday and an hour say where no reader's clock is known."""
    when = _on_clock(rooms, nudge.back_at, zone) if nudge.back_at else ""
    return rooms.book.say(LINES.get(nudge.trigger, "nudges.waiting_line"), when=when)


def _on_clock(rooms: Rooms, at: datetime, zone: str) -> str:
    there = f"{at.astimezone(ZoneInfo(zone)):%A, %H:%M}"
    return f"{there} {zone}" if zone == "UTC" else rooms.book.say("nudges.clock", when=there, place=place_of(zone))


def _buttons(rooms: Rooms, nudge: Nudge) -> list[Block]:
    say, place = rooms.book.say, {"channel": nudge.place.channel, "thread": nudge.place.thread}
    sealed, told = _sealed(rooms, nudge, {}), told_nudge(nudge)
    times = {f"{span}:{told}": say(f"followup.snooze_{span}") for span in (*SPANS, "pick")}
    return [
        button(say("nudges.done"), "nudge_done", sealed),
        menu(say("followup.snooze"), "nudge_snooze", times),
        button(say("followup.hand_over"), "nudge_hand", _sealed(rooms, nudge, {"nudge": told})),
        *([button(say("share.title"), "hint_share", sealed)] if _is_hard(rooms, nudge) else []),
        mute_button(rooms.book, "thread", place),
    ]


def _is_hard(rooms: Rooms, nudge: Nudge) -> bool:
    """Whether it is about a thread that somebody may want help with from above."""
    return rooms.store.recall(lambda memory: is_hot(memory.threads.find(nudge.place)))


def _sealed(rooms: Rooms, nudge: Nudge, more: dict[str, str]) -> str:
    place = {"channel": nudge.place.channel, "thread": nudge.place.thread}
    seal = partial(rooms.store.vault.seal, purpose="hint", holder=Actor(nudge.place.workspace, nudge.to).holder)
    return seal({"place": place, **more})
