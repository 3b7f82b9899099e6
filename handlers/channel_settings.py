"""`/levelhead hints quiet|normal|keen`: how much it takes in a channel before something is said."""

from bot.people import Role
from handlers.presses import Press
from handlers.rich_text import escape, unescape
from handlers.rooms import Actor
from phrasebook.sensitivity import Sensitivity
from storage.store import Memory

LEADS = (Role.SUPERVISOR, Role.MANAGER, Role.ADMIN)


def may_set_up(memory: Memory, actor: Actor, channel: str) -> bool:
    """Whether somebody may change how the bot behaves in a channel: who leads, or who invited it there."""
    person, found = memory.people.find(actor.workspace, actor.slack_id), memory.channels.find(actor.workspace, channel)
    leads = person is not None and person.role in LEADS
    return leads or (found is not None and found.inviter == actor.slack_id)


def hints(press: Press, channel: str, rest: str) -> str:
    """Choose for this channel, or say what is chosen."""
    rooms, actor, say = press.rooms, press.actor, press.rooms.book.say

    def work(memory: Memory) -> str:
        if rest in set(Sensitivity):
            if not may_set_up(memory, actor, channel):
                return "refused"
            memory.channels.choose(actor.workspace, channel, Sensitivity(rest))
        found = memory.channels.find(actor.workspace, channel)
        return (found.sensitivity if found else Sensitivity.NORMAL).value

    chosen = rooms.store.remember(work)
    if rest and rest not in set(Sensitivity):
        return say("levelhead.hints_unknown", word=escape(unescape(rest)[:40]), chosen=chosen)
    return say(f"levelhead.hints_{chosen}", channel=f"<#{channel}>")
