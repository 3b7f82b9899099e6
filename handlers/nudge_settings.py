"""`/followup settings`: which nudges a channel wants, who covers, and what may be said in public."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.nudge_values import Room, Trigger
from bot.people import Role
from bot.saying import Say
from handlers.blocks import Block, modal, plain, section
from handlers.followup_blocks import chosen, told_modal
from handlers.nudge_waits import read_waits, wait_inputs
from handlers.presses import Press
from handlers.rooms import Actor, Afterwards, Body, Rooms
from handlers.windows import gone_window, show_next
from storage.store import Memory

PUBLIC, LINE = "public", "line"
SWITCHES = tuple(Trigger)
MAY = (Role.SUPERVISOR, Role.MANAGER, Role.ADMIN)


def register(app: App, rooms: Rooms) -> None:
    @app.view("nudge_settings")
    def save(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        carried = press.opened(view["private_metadata"])
        room, faults = wanted(view, rooms.book.say)
        if carried is None:
            ack(response_action="update", view=gone_window(rooms.book))
        elif faults:
            ack(response_action="errors", errors=faults)
        else:
            channel = str(carried["channel"])
            may = press.once(partial(_save, press.actor, channel, room))
            told = "nudges.settings_not_yours" if may is False else "nudges.settings_kept"
            ack(response_action="update", view=_told(rooms, told, channel))
            if may and room.cover:
                afterwards.append(partial(_check_cover, press, channel, room))


def _save(actor: Actor, channel: str, room: Room, memory: Memory) -> bool:
    """False for who may not set it any more."""
    may = may_set(memory, actor)
    if may:
        memory.nudge_rooms.save(actor.workspace, channel, room)
    return may


def _check_cover(press: Press, channel: str, room: Room) -> None:
    """Whoever could never be told anything covers for nobody, and who chose them hears of it at once."""
    rooms, workspace = press.rooms, press.actor.workspace
    client = rooms.directory.client(workspace)
    if rooms.directory.member(client, workspace, room.cover).may_be_coached:
        return
    rooms.store.remember(lambda memory: memory.nudge_rooms.save(workspace, channel, replace(room, cover="")))
    show_next(client, press.body["view"]["id"], _told(rooms, "nudges.settings_no_cover", channel))


def _told(rooms: Rooms, key: str, channel: str) -> Block:
    return told_modal(rooms.book, [section(rooms.book.say(key, channel=f"<#{channel}>"))])


def may_set(memory: Memory, actor: Actor) -> bool:
    """Those above the agents; anybody, until a team is imported."""
    person = memory.people.find(actor.workspace, actor.slack_id)
    return person.role in MAY if person else not memory.people.team_known(actor.workspace)


def settings_modal(rooms: Rooms, actor: Actor, channel: str) -> Block | None:
    """What the channel prefers now, to be changed; None for who may not."""

    def look(memory: Memory) -> Room | None:
        room = memory.nudge_rooms.waits(actor.workspace, channel)
        return room if may_set(memory, actor) else None

    room, say = rooms.store.recall(look), rooms.book.say
    if room is None:
        return None
    sealed = rooms.store.vault.seal({"channel": channel}, purpose="hint", holder=actor.holder)
    blocks = [
        section(say("nudges.settings_lead", channel=f"<#{channel}>")),
        _boxes("on", say("nudges.settings_on"), _triggers(rooms), [one for one in SWITCHES if one not in room.off]),
        *wait_inputs(room, say),
        _boxes("said", say("nudges.settings_said"), _manners(rooms), _manners_of(room)),
        _cover(say("nudges.settings_cover_who"), room.cover),
    ]
    title, close, submit = (say(f"nudges.settings_{key}") for key in ("title", "close", "submit"))
    return modal("nudge_settings", title, close, blocks, submit=submit, metadata=sealed)


def _triggers(rooms: Rooms) -> dict[str, str]:
    return {one.value: rooms.book.say(f"nudges.settings_{one.value}") for one in SWITCHES}


def _manners(rooms: Rooms) -> dict[str, str]:
    return {key: rooms.book.say(f"nudges.settings_{key}") for key in (PUBLIC, LINE)}


def _manners_of(room: Room) -> list[str]:
    return [key for key, chosen_now in ((PUBLIC, room.opted_in), (LINE, room.neutral_line)) if chosen_now]


def _boxes(block_id: str, label: str, options: Mapping[str, str], checked: list[Any]) -> Block:
    made = {value: {"text": plain(text), "value": value} for value, text in options.items()}
    element: Block = {"type": "checkboxes", "action_id": block_id, "options": list(made.values())}
    if checked:
        element["initial_options"] = [made[str(value)] for value in checked]
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, "optional": True}


def _cover(label: str, cover: str) -> Block:
    element: Block = {"type": "users_select", "action_id": "cover"} | ({"initial_user": cover} if cover else {})
    return {"type": "input", "block_id": "cover", "label": plain(label), "element": element, "optional": True}


def wanted(view: Mapping[str, Any], say: Say) -> tuple[Room, dict[str, str]]:
    """What a submitted form asks for, and what is wrong in which of its inputs."""
    on, manners = _checked(view, "on"), _checked(view, "said")
    waits, faults = read_waits(view, say)
    room = replace(
        waits,
        off=frozenset(one for one in SWITCHES if one.value not in on),
        opted_in=PUBLIC in manners,
        neutral_line=LINE in manners,
        cover=chosen(view, "cover"),
    )
    return room, faults


def _checked(view: Mapping[str, Any], block_id: str) -> set[str]:
    states = view.get("state", {}).get("values", {}).get(block_id, {}).values()
    return {str(option["value"]) for state in states for option in state.get("selected_options") or ()}
