"""`/followup WHEN [NOTE]`, and `list`, `done`, `cancel`, `snooze`: answered to the typist alone, on their own clock."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.followup_commands import Command, Verb, listed, pick, read_command
from bot.followups import FollowUp, Refusal, cancel, done, snooze, snooze_until
from bot.when import Unclear, needs_their_zone
from handlers.blocks import Block, quoted_whole, section
from handlers.followup_asking import Answer, Asked, add
from handlers.followup_blocks import list_blocks, told_blocks
from handlers.followup_keeping import Change, change
from handlers.followup_zones import Others, learn, others
from handlers.nudge_settings import settings_modal
from handlers.replies import reply_at
from handlers.rich_text import as_typed
from handlers.rooms import Actor, Afterwards, Body, Rooms, actor_of, press_key
from handlers.slack_errors import CALL_ERRORS
from storage.store import Memory

SETTINGS = "settings"


def register(app: App, rooms: Rooms) -> None:
    @app.command("/followup")
    def followup(ack: Ack, command: dict[str, Any], body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        asked = Asked(
            actor=actor_of(context),
            channel=str(command.get("channel_id", "")),
            text=as_typed(str(command.get("text", ""))).strip(),
            key=press_key(body),
            url=str(command.get("response_url", "")),
        )
        zone, there = rooms.store.recall(partial(_clocks, rooms, asked))
        if asked.text.lower() == SETTINGS:
            _settings(rooms, asked, ack, afterwards)
        elif zone and not there.unknown:
            text, blocks = answer(rooms, asked, zone)
            ack(text=text, blocks=blocks, response_type="ephemeral")
        else:
            ack()
            afterwards.append(partial(_answer_later, rooms, asked, there.unknown))


def _clocks(rooms: Rooms, asked: Asked, memory: Memory) -> tuple[str, Others]:
    """Where the asker's clock hangs, and those of the others here, if what was typed depends on them."""
    zone = memory.zones.of(asked.actor.workspace, asked.actor.slack_id)
    return zone, others(memory, asked.place, rooms.now()) if needs_their_zone(asked.text) else Others()


def _settings(rooms: Rooms, asked: Asked, ack: Ack, afterwards: Afterwards) -> None:
    """How the channel wants to be reminded, in a modal."""
    view = settings_modal(rooms, asked.actor, asked.channel)
    if view is None:
        text = rooms.book.say("nudges.settings_not_yours")
        ack(text=text, blocks=[section(text)], response_type="ephemeral")
        return
    ack()
    client = rooms.directory.client(asked.actor.workspace)
    afterwards.append(partial(_open, client, asked.key, view))


def _open(client: WebClient, trigger: str, view: Block) -> None:
    client.views_open(trigger_id=trigger, view=view)


def _answer_later(rooms: Rooms, asked: Asked, unknown: tuple[str, ...]) -> None:
    """The first time, Slack has to be asked where people's clocks hang; the answer comes once it has told."""
    actor, client = asked.actor, rooms.directory.client(asked.actor.workspace)
    try:
        zone = rooms.directory.zone(client, actor.workspace, actor.slack_id)
        learn(rooms, client, actor.workspace, unknown)
        text, blocks = answer(rooms, asked, zone)
    except CALL_ERRORS:
        text = rooms.book.say("followup.no_clock")
        blocks = [section(text), *quoted_whole(asked.text)]
    reply_at(rooms.metrics, asked.url, text=text, blocks=blocks, response_type="ephemeral")


def answer(rooms: Rooms, asked: Asked, zone: str) -> Answer:
    """Do what was typed, once, and say what came of it."""
    command = read_command(asked.text)
    match command.verb:
        case Verb.ADD:
            return add(rooms, asked, command.rest, zone)
        case Verb.LIST:
            return _list(rooms, asked, zone)
        case Verb.HELP:
            return _plain(rooms.book.say("followup.help"))
        case Verb.SNOOZE:
            return _snooze(rooms, asked, command, zone)
        case Verb.DONE | Verb.CANCEL:
            return _end(rooms, asked, command)


def _end(rooms: Rooms, asked: Asked, command: Command) -> Answer:
    now, person = rooms.now(), asked.actor.slack_id
    if command.verb is Verb.DONE:
        return _change(rooms, asked, command.which, lambda one: done(one, person, now), rooms.book.say("followup.done"))
    text = rooms.book.say("followup.cancelled")
    return _change(rooms, asked, command.which, lambda one: cancel(one, person, now), text)


def _list(rooms: Rooms, asked: Asked, zone: str) -> Answer:
    def look(memory: Memory) -> tuple[tuple[FollowUp, ...], str]:
        home = memory.workspaces.find(asked.actor.workspace)
        return _shown(asked.actor, memory), home.url if home else ""

    shown, url = rooms.store.recall(look)
    if not shown:
        return _plain(rooms.book.say("followup.nothing_open"))
    return rooms.book.say("followup.listed"), list_blocks(rooms.book, shown, zone, rooms.now(), url=url)


def _snooze(rooms: Rooms, asked: Asked, command: Command, zone: str) -> Answer:
    now, person = rooms.now(), asked.actor.slack_id
    workspace = asked.actor.workspace
    hours = rooms.store.recall(lambda memory: memory.working.of(workspace, person, asked.channel, zone=zone))
    until = snooze_until(command.rest, now, hours)
    if isinstance(until, Unclear):
        return _plain(_when_to_snooze(rooms, until))
    text = rooms.book.say("followup.snoozed", when=until.said)
    return _change(rooms, asked, command.which, lambda one: snooze(one, person, until.at, now), text)


def _when_to_snooze(rooms: Rooms, unclear: Unclear) -> str:
    """What is asked where a snooze is unclear, with what it could mean: it can be typed again."""
    times = ", ".join(f"*{when.said}*" for when in unclear.candidates)
    could = rooms.book.say("followup.snooze_could_be", times=times) if times else ""
    return f"{rooms.book.say('followup.snooze_unclear')} {could}".strip()


def _change(rooms: Rooms, asked: Asked, which: str, act: Change, text: str) -> Answer:
    """Change the one that is meant, once; `text` says that it was done."""
    workspace, now = asked.actor.workspace, rooms.now()

    def work(memory: Memory) -> FollowUp | Refusal | None:
        meant = pick(_shown(asked.actor, memory), which)
        if isinstance(meant, Refusal) or not memory.presses.once(workspace, asked.key, now):
            return meant
        return change(memory, workspace, meant.id, act, now)

    result = rooms.store.remember(work)
    if not isinstance(result, FollowUp):
        return _plain(rooms.book.say(result.key if result else "followup.gone"))
    return text, told_blocks(rooms.book, text, result)


def _shown(actor: Actor, memory: Memory) -> tuple[FollowUp, ...]:
    return listed(memory.followups.open_for(actor.workspace, actor.slack_id), actor.slack_id)


def _plain(text: str) -> Answer:
    return text, [section(text)]
