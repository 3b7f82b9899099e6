"""How long a channel lets things wait before they are brought up: inputs of its form, and what was typed there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.nudge_values import Room
from bot.saying import Say
from bot.waits import CHECK_IN, MORNINGS, ORDINARY, URGENT, out_of_bounds, out_of_order, read_span, span_said
from bot.worktime import WorkingHours
from handlers.blocks import Block, text_input, typed

SPANS = {"urgent_wait": URGENT, "wait": ORDINARY, "check_in_after": CHECK_IN}
SILENT = "silent_mornings"


def wait_inputs(room: Room, say: Say) -> list[Block]:
    """One input for each wait, with what counts now."""
    spans = {"urgent_wait": room.urgent_wait, "wait": room.wait, "check_in_after": room.check_in_after}
    shown = {name: span_said(span, say) for name, span in spans.items()} | {SILENT: str(room.silent_mornings)}
    order = ("urgent_wait", "wait", SILENT, "check_in_after")
    return [text_input(name, say(f"nudges.{name}"), initial=shown[name], multiline=False) for name in order]


def read_waits(view: Mapping[str, Any], say: Say) -> tuple[Room, dict[str, str]]:
    """A room, of nobody's hours, with the waits that were typed; and what is wrong with each, in words."""
    spans = {name: read_span(typed(view, name)) for name in SPANS}
    faults = {name: fault for name, bounds in SPANS.items() if (fault := out_of_bounds(spans[name], bounds, say))}
    told = {name: fault.told(say) for name, fault in faults.items()}
    read = {name: span for name, span in spans.items() if span is not None}
    if not told and out_of_order([read["wait"], read["urgent_wait"]]):
        told["urgent_wait"] = say("waits.hard_slower", longest=span_said(read["wait"], say))
    mornings = typed(view, SILENT).strip()
    if not (mornings.isdecimal() and int(mornings) in MORNINGS):
        told[SILENT] = say("waits.mornings", least=str(MORNINGS[0]), most=str(MORNINGS[-1]))
    room = Room(hours=WorkingHours(zone="UTC"))
    if told:
        return room, told
    return replace(
        room,
        urgent_wait=read["urgent_wait"],
        wait=read["wait"],
        check_in_after=read["check_in_after"],
        silent_mornings=int(mornings),
    ), told
