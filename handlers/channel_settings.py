"""`/levelhead hints` and `/levelhead style`: what a channel chooses for itself with one word."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels import Channel
from bot.people import Role
from handlers.presses import Press
from handlers.rich_text import escape, unescape
from handlers.rooms import Actor
from phrasebook.answer_pages import Style
from phrasebook.sensitivity import Sensitivity
from storage.store import Memory

LEADS = (Role.SUPERVISOR, Role.MANAGER, Role.ADMIN)
ANY = "any"
"""The word that leaves the style to whoever starts a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What can be chosen with which words; `keep` gets the workspace, the channel and the word."""

    name: str
    words: frozenset[str]
    keep: Callable[[Memory, str, str, str], None]
    chosen: Callable[[Channel | None], str]


HINTS = Choice(
    name="hints",
    words=frozenset(Sensitivity),
    keep=lambda memory, workspace, channel, word: memory.channels.choose(workspace, channel, Sensitivity(word)),
    chosen=lambda found: (found.sensitivity if found else Sensitivity.NORMAL).value,
)
STYLE = Choice(
    name="style",
    words=frozenset({*Style, ANY}),
    keep=lambda memory, workspace, channel, word: memory.channels.choose_style(
        workspace, channel, None if word == ANY else Style(word)
    ),
    chosen=lambda found: found.style.value if found and found.style else ANY,
)


def may_set_up(memory: Memory, actor: Actor, channel: str) -> bool:
    """Whether somebody may change how the bot behaves in a channel: who leads, or who invited it there."""
    person, found = memory.people.find(actor.workspace, actor.slack_id), memory.channels.find(actor.workspace, channel)
    leads = person is not None and person.role in LEADS
    return leads or (found is not None and found.inviter == actor.slack_id)


def hints(press: Press, channel: str, rest: str) -> str:
    """How much it takes in this channel before something is said: choose, or say what is chosen."""
    return _choose(press, channel, rest, HINTS)


def style(press: Press, channel: str, rest: str) -> str:
    """How messages that are prepared for this channel's customers sound: choose, or say what is chosen."""
    return _choose(press, channel, rest, STYLE)


def _choose(press: Press, channel: str, rest: str, choice: Choice) -> str:
    rooms, actor, say = press.rooms, press.actor, press.rooms.book.say

    def work(memory: Memory) -> str:
        if rest in choice.words:
            if not may_set_up(memory, actor, channel):
                return "refused"
            choice.keep(memory, actor.workspace, channel, rest)
        return choice.chosen(memory.channels.find(actor.workspace, channel))

    chosen = rooms.store.remember(work)
    if rest and rest not in choice.words:
        return say(f"levelhead.{choice.name}_unknown", word=escape(unescape(rest)[:40]), chosen=chosen)
    return say(f"levelhead.{choice.name}_{chosen}", channel=f"<#{channel}>")
