"""`/levelhead` and its verbs, answered to the typist alone."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.mutes import Mute
from handlers.blocks import section
from handlers.case_commands import forget, guard
from handlers.case_desk import open_desk, resolve
from handlers.channel_settings import hints
from handlers.home_refresh import refresh_home
from handlers.hours import open_hours
from handlers.presses import Press
from handlers.rich_text import escape
from handlers.rooms import Actor, Afterwards, Body, Rooms, actor_of
from handlers.settings_command import settings
from handlers.team_modal import open_team
from storage.store import Memory


def register(app: App, rooms: Rooms) -> None:
    verbs = {
        "help": _help,
        "status": _status,
        "mute": _mute,
        "unmute": _unmute,
        "forget": forget,
        "guard": guard,
        "hints": hints,
        "settings": settings,
    }

    @app.command("/levelhead")
    def levelhead(ack: Ack, body: Body, command: dict[str, Any], context: BoltContext, afterwards: Afterwards) -> None:
        verb, _, rest = str(command.get("text", "")).strip().partition(" ")
        channel = str(command.get("channel_id", ""))
        if verb.lower() == "team":
            ack()
            afterwards.append(lambda: open_team(rooms, body, actor_of(context)))
            return
        if verb.lower() == "hours":
            ack()
            open_hours(Press(rooms, body, context, afterwards), channel, rest, afterwards)
            return
        if verb.lower() == "case" or (verb.lower() == "resolve" and not rest):
            ack()
            open_desk(Press(rooms, body, context, afterwards), afterwards)
            return
        if verb.lower() == "resolve":
            text = resolve(Press(rooms, body, context, afterwards), rest)
        elif verb.lower() in verbs or not verb:
            text = verbs[verb.lower() or "help"](rooms, actor_of(context), channel, rest.strip().lower())
        else:
            known = rooms.book.say("levelhead.unknown", word=escape(verb[:40]))
            text = f"{known}\n\n{rooms.book.say('levelhead.help')}"
        ack(text=text, blocks=[section(text)], response_type="ephemeral")


def _help(rooms: Rooms, actor: Actor, channel: str, rest: str) -> str:
    return rooms.book.say("levelhead.help")


def _status(rooms: Rooms, actor: Actor, channel: str, rest: str) -> str:
    def look(memory: Memory) -> tuple[bool, tuple[Mute, ...]]:
        found = memory.channels.find(actor.workspace, channel)
        return found is not None and found.watched, memory.mutes.of(actor.workspace, actor.slack_id)

    watched, mutes = rooms.store.recall(look)
    say = rooms.book.say
    lines = [say("levelhead.status"), say(f"levelhead.{'' if watched else 'not_'}watched", channel=f"<#{channel}>")]
    places = ", ".join(_mute_words(rooms, mute) for mute in mutes)
    lines.append(say("levelhead.mutes", places=places) if places else say("levelhead.no_mutes"))
    return "\n".join(lines)


def _mute_words(rooms: Rooms, mute: Mute) -> str:
    if not mute.channel:
        return rooms.book.say("levelhead.mute_all")
    key = "levelhead.mute_thread" if mute.thread else "levelhead.mute_channel"
    return rooms.book.say(key, channel=f"<#{mute.channel}>")


def _mute(rooms: Rooms, actor: Actor, channel: str, rest: str) -> str:
    where = "" if rest in EVERYWHERE else channel

    def mute(memory: Memory) -> None:
        memory.mutes.add(actor.workspace, actor.slack_id, channel=where, now=rooms.now())
        refresh_home(memory, actor.workspace, actor.slack_id, rooms.now())

    rooms.store.remember(mute)
    return _muted(rooms, "muted", where)


def _unmute(rooms: Rooms, actor: Actor, channel: str, rest: str) -> str:
    where = "" if rest in EVERYWHERE else channel

    def lift(memory: Memory) -> bool:
        """Whether a wider mute still stands."""
        for mute in memory.mutes.of(actor.workspace, actor.slack_id):
            if not where or mute.channel == where:
                memory.mutes.remove(actor.workspace, actor.slack_id, mute.channel, mute.thread)
        refresh_home(memory, actor.workspace, actor.slack_id, rooms.now())
        return any(not mute.channel for mute in memory.mutes.of(actor.workspace, actor.slack_id))

    if rooms.store.remember(lift):
        return rooms.book.say("levelhead.still_muted_all")
    return _muted(rooms, "unmuted", where)


def _muted(rooms: Rooms, verb: str, channel: str) -> str:
    if channel:
        return rooms.book.say(f"levelhead.{verb}_channel", channel=f"<#{channel}>")
    return rooms.book.say(f"levelhead.{verb}_all")


EVERYWHERE = frozenset({"all", "everywhere", "everything"})
