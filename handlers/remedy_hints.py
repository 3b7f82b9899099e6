"""What a hint says may be given on the spot, beneath the sentence to say next."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bot.messages import Place
from bot.remedies import Remedy, fitting, trouble_of
from handlers.blocks import Block, button, quoted, section
from handlers.remedy_form import line_of
from handlers.rich_text import escape
from handlers.rooms import Actor, Rooms
from storage.store import Memory

VALUE_LIMIT = 2000
"""Slack's limit for a button's value, in characters."""


def remedy_blocks(
    rooms: Rooms, actor: Actor, place: Mapping[str, str], heard: Sequence[str] | None, said: Sequence[str]
) -> list[Block]:
    """What may be given here, a line and a button each; nothing where nobody asked, or nothing fits.

    `heard` are the sources that the customer's words speak of, None where they ask for nothing. `said` are the hint's
    wordings: the first of them begins the draft.
    """
    if heard is None:
        return []
    found = rooms.store.recall(partial(_fitting, actor=actor, place=place, heard=heard))
    if not found:
        return []
    lines = [block for one in found for block in _line(rooms, actor, one, place, said[:1])]
    return [section(rooms.book.say("remedies.lead")), *lines]


def _fitting(memory: Memory, *, actor: Actor, place: Mapping[str, str], heard: Sequence[str]) -> tuple[Remedy, ...]:
    """By what is known of the trouble to the hint's reader alone: of cases, only those that they shared themselves."""
    remedies = memory.remedies.all(actor.workspace)
    if not remedies:
        return ()
    here = Place(workspace=actor.workspace, channel=place["channel"], thread=place["thread"])
    own = (case for case in memory.cases.at(here) if case.sharer == actor.slack_id)
    return fitting(remedies, trouble_of(heard, own))


def _line(rooms: Rooms, actor: Actor, one: Remedy, place: Mapping[str, str], said: Sequence[str]) -> list[Block]:
    name, action = ("ask", "remedy_ask") if one.needs_yes else ("offer", "remedy_offer")
    pressed = button(rooms.book.say(f"remedies.{name}"), action, _value(rooms, actor, one, place, said))
    return [section(line_of(rooms.book, one), accessory=pressed), quoted(escape(one.words))]


def _value(rooms: Rooms, actor: Actor, one: Remedy, place: Mapping[str, str], said: Sequence[str]) -> str:
    """What the button carries: the sentence to begin with only where there is room for it."""
    carried: dict[str, Any] = {"remedy": one.id, "place": dict(place)}
    seal = partial(rooms.store.vault.seal, purpose="hint", holder=actor.holder)
    whole = seal({**carried, "said": list(said)})
    return whole if len(whole) <= VALUE_LIMIT else seal(carried)
