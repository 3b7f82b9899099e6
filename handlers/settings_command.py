"""`/levelhead settings`: how Levelhead behaves in a channel, and what changes it."""

from dataclasses import dataclass

from bot.nudge_values import Room, Trigger
from handlers.presses import Press
from phrasebook.answer_pages import Style
from phrasebook.sensitivity import Sensitivity
from storage.store import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is chosen for a channel."""

    sensitivity: Sensitivity
    style: Style | None
    guarded: bool
    room: Room


def settings(press: Press, channel: str, rest: str) -> str:
    """Everything that is set for this channel, one line each, with the command that changes it."""
    rooms, actor = press.rooms, press.actor

    def look(memory: Memory) -> Chosen:
        found = memory.channels.find(actor.workspace, channel)
        return Chosen(
            sensitivity=found.sensitivity if found else Sensitivity.NORMAL,
            style=found.style if found else None,
            guarded=memory.prints.is_guarded(actor.workspace, channel),
            room=memory.nudge_rooms.waits(actor.workspace, channel),
        )

    chosen, say = rooms.store.recall(look), rooms.book.say
    triggers = [one for one in Trigger if one not in chosen.room.off]
    on = [say("settings.reminder", what=say(f"nudges.settings_{trigger}")) for trigger in triggers]
    lines = [
        say("settings.lead", channel=f"<#{channel}>"),
        say("settings.hints", chosen=chosen.sensitivity),
        say("settings.style", chosen=chosen.style) if chosen.style else say("settings.no_style"),
        say("settings.guard_on" if chosen.guarded else "settings.guard_off"),
        say("settings.reminders", chosen="\n".join(on)) if on else say("settings.no_reminders"),
        say("settings.cover", cover=f"<@{chosen.room.cover}>") if chosen.room.cover else say("settings.no_cover"),
        say("settings.hours"),
        say("settings.own"),
    ]
    return "\n".join(lines)
