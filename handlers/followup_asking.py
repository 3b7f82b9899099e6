"""A new follow-up as it was typed or pressed: set at once, or asked about where it could be meant otherwise."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.followups import FollowUp, Source
from bot.leakguard import recognised
from bot.messages import Place
from bot.when import Unclear, When, read_when
from handlers.blocks import Block, section
from handlers.followup_blocks import Seal, asked_blocks, read_back, told_blocks, warned_blocks
from handlers.followup_keeping import start
from handlers.followup_threads import has_threads, pick_button
from handlers.followup_zones import others
from handlers.rooms import Actor, Rooms
from storage.store import Memory

Answer = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command as it was typed: by whom, where, and what makes it itself."""

    actor: Actor
    channel: str
    text: str
    key: str
    url: str

    @property
    def place(self) -> Place:
        return Place(workspace=self.actor.workspace, channel=self.channel, thread="")


def add(rooms: Rooms, asked: Asked, typed: str, zone: str) -> Answer:
    """Set up what was typed, on the clock of `zone`; what is not clear is asked, what carries a case is kept back."""
    now, actor = rooms.now(), asked.actor
    workspace, person = actor.workspace, actor.slack_id
    hours = rooms.store.recall(lambda memory: memory.working.of(workspace, person, asked.channel, zone=zone))
    theirs = rooms.store.recall(lambda memory: others(memory, asked.place, now)).zones
    when = read_when(typed, now, zone, hours=hours, theirs=theirs, ask_whose=True)
    if isinstance(when, Unclear):
        return rooms.book.say(when.key), asked_blocks(rooms.book, when, zone, seal_of(rooms, actor))
    if carries_case(rooms, actor, when.note):
        return rooms.book.say("leakguard.note"), warned_blocks(rooms.book, when, seal_of(rooms, actor))

    def work(memory: Memory) -> tuple[FollowUp, bool] | None:
        new = memory.presses.once(actor.workspace, asked.key, now)
        return begin(memory, actor, asked.place, when.at, when.note, now) if new else None

    found = rooms.store.remember(work)
    text = read_back(rooms.book, when.at, zone, now, meant=when.zone)
    return text, set_blocks(rooms, text, *found) if found else [section(text)]


def begin(
    memory: Memory,
    actor: Actor,
    place: Place,
    at: datetime,
    note: str,
    now: datetime,
    source: Source = Source.ASKED,
) -> tuple[FollowUp, bool]:
    """A new follow-up, and whether one of its owner's threads can be picked for it."""
    followup = start(memory, actor, place, at, note, now, source)
    return followup, has_threads(memory, followup, now)


def set_blocks(rooms: Rooms, text: str, followup: FollowUp, can_pick: bool) -> list[Block]:
    """What was set up, with *Undo* and, where there is one to pick, *Pick a thread*."""
    return told_blocks(rooms.book, text, followup, *([pick_button(rooms.book, followup)] if can_pick else []))


def warned(rooms: Rooms, actor: Actor, when: When) -> Answer | None:
    """What to say instead of setting up a note that carries a shared case; None where it carries none."""
    if not carries_case(rooms, actor, when.note):
        return None
    return rooms.book.say("leakguard.note"), warned_blocks(rooms.book, when, seal_of(rooms, actor))


def carries_case(rooms: Rooms, actor: Actor, note: str) -> bool:
    """Whether a note carries the words of a case that was shared up."""
    prints = rooms.guard.of_message(actor.workspace, note)
    known = rooms.store.recall(lambda memory: memory.prints.known(actor.workspace, prints))
    return bool(recognised(prints, known))


def seal_of(rooms: Rooms, actor: Actor) -> Seal:
    """Seals what a button needs for who asked."""
    return partial(rooms.store.vault.seal, purpose="hint", holder=actor.holder)
