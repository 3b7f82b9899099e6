"""`/levelhead` and its verbs, answered to the typist alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.mutes import Mute
from handlers.blocks import section
from handlers.case_commands import forget, guard
from handlers.case_desk import open_desk, resolve
from handlers.channel_settings import hints, style
from handlers.home_refresh import refresh_home
from handlers.hours import open_hours
from handlers.presses import Press
from handlers.recover import open_recover
from handlers.remedies import open_remedies
from handlers.rich_text import escape, unescape
from handlers.rooms import Afterwards, Body, Rooms
from handlers.settings_command import settings
from handlers.team_modal import open_team
from storage.store import Memory

Verb = Callable[[Press, str, str], str]
"""From who typed, their channel and what followed the verb, to the answer; empty where a window answers."""


def register(app: App, rooms: Rooms) -> None:
    @app.command("/levelhead")
    def levelhead(ack: Ack, body: Body, command: dict[str, Any], context: BoltContext, afterwards: Afterwards) -> None:
        verb, _, rest = str(command.get("text", "")).strip().partition(" ")
        asked, channel = VERBS.get(verb.lower() or "help"), str(command.get("channel_id", ""))
        meant = rest.strip().lower()
        if asked is None:
            text = _unknown(rooms, verb)
        elif verb.lower() in OF_A_CHANNEL and _is_direct(_where(channel, meant)):
            text = rooms.book.say("levelhead.direct")
        else:
            text = asked(Press(rooms, body, context, afterwards), channel, meant)
        if text:
            ack(text=text, blocks=[section(text)], response_type="ephemeral")
        else:
            ack()


def _unknown(rooms: Rooms, verb: str) -> str:
    known = rooms.book.say("levelhead.unknown", word=escape(unescape(verb)[:40]))
    return f"{known}\n\n{rooms.book.say('levelhead.help')}"


def _help(press: Press, channel: str, rest: str) -> str:
    return press.rooms.book.say("levelhead.help")


def _status(press: Press, channel: str, rest: str) -> str:
    rooms, actor = press.rooms, press.actor

    def look(memory: Memory) -> tuple[bool, tuple[Mute, ...]]:
        found = memory.channels.find(actor.workspace, channel)
        return found is not None and found.watched, memory.mutes.of(actor.workspace, actor.slack_id)

    watched, mutes = rooms.store.recall(look)
    say = rooms.book.say
    read = "direct_status" if _is_direct(channel) else "watched" if watched else "not_watched"
    lines = [say("levelhead.status"), say(f"levelhead.{read}", channel=f"<#{channel}>")]
    places = ", ".join(_mute_words(rooms, mute) for mute in mutes)
    lines.append(say("levelhead.mutes", places=places) if places else say("levelhead.no_mutes"))
    return "\n".join(lines)


def _mute_words(rooms: Rooms, mute: Mute) -> str:
    if not mute.channel:
        return rooms.book.say("levelhead.mute_all")
    key = "levelhead.mute_thread" if mute.thread else "levelhead.mute_channel"
    return rooms.book.say(key, channel=f"<#{mute.channel}>")


def _mute(press: Press, channel: str, rest: str) -> str:
    rooms, actor, where = press.rooms, press.actor, _where(channel, rest)

    def mute(memory: Memory) -> None:
        memory.mutes.add(actor.workspace, actor.slack_id, channel=where, now=rooms.now())
        refresh_home(memory, actor.workspace, actor.slack_id, rooms.now())

    rooms.store.remember(mute)
    return _muted(rooms, "muted", where)


def _unmute(press: Press, channel: str, rest: str) -> str:
    rooms, actor, where = press.rooms, press.actor, _where(channel, rest)

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


def _where(channel: str, rest: str) -> str:
    """The channel that is meant; empty for everywhere, as in “all” or “all, please”."""
    return "" if EVERYWHERE.intersection(rest.replace(",", " ").split()) else channel


def _muted(rooms: Rooms, verb: str, channel: str) -> str:
    if channel:
        return rooms.book.say(f"levelhead.{verb}_channel", channel=f"<#{channel}>")
    return rooms.book.say(f"levelhead.{verb}_all")


def _is_direct(channel: str) -> bool:
    """Whether this is a conversation of two, which has no name that could be said and nothing to be set."""
    return channel.startswith("D")


OF_A_CHANNEL = frozenset({"mute", "unmute", "hints", "style", "settings", "guard"})
EVERYWHERE = frozenset({"all", "everywhere", "everything"})
VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "help": _help,
        "status": _status,
        "mute": _mute,
        "unmute": _unmute,
        "hints": hints,
        "style": style,
        "settings": settings,
        "hours": open_hours,
        "guard": guard,
        "case": open_desk,
        "resolve": resolve,
        "recover": open_recover,
        "forget": forget,
        "team": open_team,
        "remedies": open_remedies,
    }
)
