"""What follow-ups look like: read back, asked about, listed, and with their buttons."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.followups import FollowUp
from bot.localtime import in_words
from bot.when import Unclear, When
from handlers.blocks import Block, actions, button, clamp, menu, modal, quoted, section, text_input
from phrasebook.book import Phrasebook

VALUE_LIMIT = 2000
"""Slack's limit for a button's value, in characters."""
SHOWN = 600
"""How much of a note is repeated, in characters."""
MOST_LISTED = 12

Seal = Callable[[Mapping[str, Any]], str]


def date_token(at: datetime, zone: str, now: datetime) -> str:
    """A moment that Slack shows to each reader on their own clock."""
    said = in_words(at, ZoneInfo(zone), now)
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{said}>"


def note_block(note: str) -> list[Block]:
    return [quoted(clamp(note, SHOWN))] if note else []


def undo_button(book: Phrasebook, followup: FollowUp) -> Block:
    return button(book.say("followup.undo"), "followup_undo", followup.id)


def told_blocks(book: Phrasebook, text: str, followup: FollowUp) -> list[Block]:
    """A sentence about what was done, its note, and the way back."""
    return [section(text), *note_block(followup.note), actions([undo_button(book, followup)])]


def asked_blocks(book: Phrasebook, unclear: Unclear, tz: str, seal: Seal) -> list[Block]:
    """A question, the note as it was written, and a button for each time that it could be."""
    lead = [section(book.say(unclear.key)), *note_block(unclear.note)]
    picks = [_pick(book, when, number, tz, seal) for number, when in enumerate(unclear.candidates)]
    free = button(book.say("followup.pick"), "followup_ask", seal({"note": unclear.note}))
    fitting = [one for one in (*picks, free) if len(one["value"]) <= VALUE_LIMIT]
    return [*lead, *([actions(fitting)] if fitting else [])]


def _pick(book: Phrasebook, when: When, number: int, tz: str, seal: Seal) -> Block:
    said = when.said if when.zone == tz else book.say("followup.elsewhere", when=when.said, zone=when.zone)
    return button(said, f"followup_pick_{number}", seal({"at": when.at.isoformat(), "note": when.note}))


def list_blocks(book: Phrasebook, shown: Sequence[FollowUp], tz: str, now: datetime) -> list[Block]:
    blocks = [section(book.say("followup.listed"))]
    for number, one in enumerate(shown[:MOST_LISTED], start=1):
        done = button(book.say("followup.done_button"), "followup_done", one.id)
        when = date_token(one.due_at, tz, now)
        blocks.append(section(book.say("followup.item", number=str(number), when=when), accessory=done))
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


def ask_modal(book: Phrasebook, metadata: str, *, at: datetime, note: str = "") -> Block:
    """When, on the reader's own clock, and what."""
    blocks = [_when_input(book, at), text_input("note", book.say("followup.note"), initial=note, optional=True)]
    return _modal(book, "followup", "followup.title", "followup.submit", blocks, metadata)


def snooze_modal(book: Phrasebook, metadata: str, *, at: datetime) -> Block:
    return _modal(
        book, "followup_snoozed", "followup.snooze_title", "followup.snooze_submit", [_when_input(book, at)], metadata
    )


def hand_modal(book: Phrasebook, metadata: str) -> Block:
    who = {"type": "users_select", "action_id": "to"}
    label = {"type": "plain_text", "text": book.say("followup.hand_to")}
    blocks = [{"type": "input", "block_id": "to", "label": label, "element": who}]
    return _modal(book, "followup_handed", "followup.hand_title", "followup.hand_submit", blocks, metadata)


def told_modal(book: Phrasebook, blocks: list[Block]) -> Block:
    return modal("told", book.say("followup.told"), book.say("why.close"), blocks)


def _when_input(book: Phrasebook, at: datetime) -> Block:
    element = {"type": "datetimepicker", "action_id": "when", "initial_date_time": int(at.timestamp())}
    label = {"type": "plain_text", "text": book.say("followup.when")}
    return {"type": "input", "block_id": "when", "label": label, "element": element}


def _modal(book: Phrasebook, name: str, title: str, submit: str, blocks: list[Block], metadata: str) -> Block:
    say = book.say
    return modal(name, say(title), say("followup.close"), blocks, submit=say(submit), metadata=metadata)


def chosen(view: Mapping[str, Any], block_id: str) -> str:
    """The person, or the moment in seconds, that was chosen in an input; empty when none was."""
    for state in view.get("state", {}).get("values", {}).get(block_id, {}).values():
        return str(state.get("selected_date_time") or state.get("selected_user") or "")
    return ""
