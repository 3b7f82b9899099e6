"""What follow-ups look like: read back, asked about, listed, and with their buttons."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.followups import FollowUp
from bot.localtime import in_words, place_of
from bot.when import Reason, Unclear, When
from handlers.blocks import (
    TEXT_LIMIT,
    Block,
    actions,
    button,
    clamp,
    menu,
    modal,
    plain,
    quoted,
    quoted_whole,
    section,
    text_input,
)
from handlers.rich_text import escape
from handlers.whereabouts import place_words
from phrasebook.book import Phrasebook

VALUE_LIMIT = 2000
"""Slack's limit for a button's value, in characters."""
SHOWN = 600
"""How much of a note is repeated, in characters."""
MOST_LISTED = 12
MINE = "mine"
"""What stands for the reader's own clock among the clocks that can be meant."""

Seal = Callable[[Mapping[str, Any]], str]


def date_token(at: datetime, zone: str, now: datetime) -> str:
    """A moment that Slack shows to each reader on their own clock."""
    said = in_words(at, ZoneInfo(zone), now)
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{said}>"


def note_block(note: str) -> list[Block]:
    """A note as it was written, cut where it is long."""
    return [quoted(escape(clamp(note, SHOWN)))] if note else []


def undo_button(book: Phrasebook, followup: FollowUp) -> Block:
    return button(book.say("followup.undo"), "followup_undo", followup.id)


def told_blocks(book: Phrasebook, text: str, followup: FollowUp, *more: Block) -> list[Block]:
    """A sentence about what was done, its note, the way back, and what else can be pressed."""
    return [section(text), *note_block(followup.note), actions([undo_button(book, followup), *more])]


def read_back(book: Phrasebook, at: datetime, tz: str, now: datetime, *, meant: str = "") -> str:
    """When it was set to, on the asker's own clock, and on the clock of the zone that was meant.

    Where their zone `tz` is not known, empty, Slack shows them their own.
    """
    when = in_words(at, ZoneInfo(tz), now) if tz else date_token(at, "UTC", now)
    if not meant or meant == tz:
        return book.say("followup.set", when=when)
    return book.say("followup.set_there", when=when, there=_clock(at, meant), place=place_of(meant))


def asked_blocks(book: Phrasebook, unclear: Unclear, tz: str, seal: Seal) -> list[Block]:
    """A question, the note as it was written, and a button for each time that it could be."""
    lead = [section(book.say(unclear.key)), *note_block(unclear.note)]
    asks_whose = unclear.reason is Reason.ZONE
    picks = [_pick(book, when, number, tz, seal, asks_whose) for number, when in enumerate(unclear.candidates)]
    free = button(book.say("followup.pick"), "followup_ask", seal({"note": unclear.note}))
    return _fitting(lead, unclear.note, (*picks, free))


def warned_blocks(book: Phrasebook, when: When, seal: Seal) -> list[Block]:
    """The note carries what was shared up: it is kept here, to be changed, or to be set as it is."""
    lead = [section(book.say("leakguard.note")), *note_block(when.note)]
    fine = seal({**_carried(when), "fine": True})
    change = button(book.say("followup.change_note"), "followup_ask", seal({"note": when.note, **_at(when)}))
    return _fitting(lead, when.note, (change, button(book.say("leakguard.fine"), "followup_pick_0", fine)))


def _fitting(lead: list[Block], note: str, buttons: Sequence[Block]) -> list[Block]:
    """The buttons that Slack takes; a note too long for any of them is shown in full, so that it is not lost."""
    fitting = [one for one in buttons if _fits(one, note)]
    if len(fitting) == len(buttons):
        return [*lead, actions(fitting)]
    return [lead[0], *quoted_whole(note), *([actions(fitting)] if fitting else [])]


def _fits(one: Block, note: str) -> bool:
    """Whether a button can carry the note, and its form hold it."""
    return len(one["value"]) <= VALUE_LIMIT and (one["action_id"] != "followup_ask" or len(note) <= TEXT_LIMIT)


def _pick(book: Phrasebook, when: When, number: int, tz: str, seal: Seal, asks_whose: bool) -> Block:
    return button(_said(book, when, tz, asks_whose), f"followup_pick_{number}", seal(_carried(when)))


def _said(book: Phrasebook, when: When, tz: str, asks_whose: bool) -> str:
    if when.zone == tz:
        return book.say("followup.mine", when=when.said) if asks_whose else when.said
    return book.say("followup.elsewhere", there=_clock(when.at, when.zone), place=place_of(when.zone), when=when.said)


def _carried(when: When) -> dict[str, Any]:
    return {"note": when.note, "zone": when.zone, **_at(when)}


def _at(when: When) -> dict[str, Any]:
    return {"at": when.at.isoformat()}


def _clock(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %H:%M}"


def list_blocks(book: Phrasebook, shown: Sequence[FollowUp], tz: str, now: datetime, *, url: str) -> list[Block]:
    """What is open, the soonest first, with the numbers that commands take; `url` is the workspace's own."""
    blocks = [section(book.say("followup.listed"))]
    for number, one in enumerate(shown[:MOST_LISTED], start=1):
        done = button(book.say("followup.done_button"), "followup_done", one.id)
        when = date_token(one.due_at, tz, now)
        place = place_words(book, url, one.place)
        blocks.append(section(book.say("followup.item", number=str(number), when=when, place=place), accessory=done))
        blocks += note_block(one.note)
    more = len(shown) - MOST_LISTED
    return [*blocks, *([section(book.say("followup.more", many=str(more)))] if more > 0 else [])]


def reminder_buttons(book: Phrasebook, followup: FollowUp) -> Block:
    """Done, Snooze, Hand over; whoever presses is held against whose it is."""
    times = {f"{followup.id}:{key}": book.say(f"followup.snooze_{key}") for key in ("hour", "tomorrow", "pick")}
    return actions(
        [
            button(book.say("followup.done_button"), "followup_done", followup.id, style="primary"),
            menu(book.say("followup.snooze"), "followup_snooze", times),
            button(book.say("followup.hand_over"), "followup_hand", followup.id),
        ]
    )


def ask_modal(book: Phrasebook, metadata: str, *, at: datetime, note: str = "", theirs: Sequence[str] = ()) -> Block:
    """When, on the reader's own clock or that of one of `theirs`, zones of others there, and what."""
    whose = [_whose_input(book, theirs)] if theirs else []
    note_input = text_input("note", book.say("followup.note"), initial=note, optional=True)
    blocks = [_when_input(book, at), *whose, note_input]
    return _modal(book, "followup", "followup.title", "followup.submit", blocks, metadata)


def snooze_modal(book: Phrasebook, metadata: str, *, at: datetime, name: str = "followup_snoozed") -> Block:
    return _modal(book, name, "followup.snooze_title", "followup.snooze_submit", [_when_input(book, at)], metadata)


def hand_modal(book: Phrasebook, metadata: str, *, note: str, name: str = "followup_handed") -> Block:
    """To whom, and what they will read; `note` can be put in other words before it goes."""
    who = {"type": "users_select", "action_id": "to"}
    label = {"type": "plain_text", "text": book.say("followup.hand_to")}
    what = text_input("note", book.say("followup.hand_note"), initial=note, optional=True)
    blocks = [{"type": "input", "block_id": "to", "label": label, "element": who}, what]
    return _modal(book, name, "followup.hand_title", "followup.hand_submit", blocks, metadata)


def told_modal(book: Phrasebook, blocks: list[Block]) -> Block:
    return modal("told", book.say("followup.told"), book.say("why.close"), blocks)


def _when_input(book: Phrasebook, at: datetime) -> Block:
    element = {"type": "datetimepicker", "action_id": "when", "initial_date_time": int(at.timestamp())}
    label = {"type": "plain_text", "text": book.say("followup.when")}
    return {"type": "input", "block_id": "when", "label": label, "element": element}


def _whose_input(book: Phrasebook, theirs: Sequence[str]) -> Block:
    mine = {"text": plain(book.say("followup.my_clock")), "value": MINE}
    others = [{"text": plain(book.say("followup.their_clock", place=place_of(zone))), "value": zone} for zone in theirs]
    element = {"type": "radio_buttons", "action_id": "whose", "options": [mine, *others], "initial_option": mine}
    return {"type": "input", "block_id": "whose", "label": plain(book.say("followup.whose")), "element": element}


def _modal(book: Phrasebook, name: str, title: str, submit: str, blocks: list[Block], metadata: str) -> Block:
    say = book.say
    return modal(name, say(title), say("followup.close"), blocks, submit=say(submit), metadata=metadata)


def chosen(view: Mapping[str, Any], block_id: str) -> str:
    """The person, or the moment in seconds, that was chosen in an input; empty when none was."""
    for state in view.get("state", {}).get("values", {}).get(block_id, {}).values():
        return str(state.get("selected_date_time") or state.get("selected_user") or "")
    return ""
