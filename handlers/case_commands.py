"""`/levelhead forget` and `/levelhead guard`: one's own cases erased, and the leak guard of a channel switched."""

from handlers.case_returned import forget_words_of, many_words_of
from handlers.case_schedule import erase, forget_notes_of
from handlers.channel_settings import may_set_up
from handlers.presses import Press
from handlers.remedy_schedule import forget_questions_of, many_questions_of
from handlers.rich_text import escape, unescape
from storage.store import Memory

SWITCHES = {"on": True, "off": False}


def forget(press: Press, channel: str, rest: str) -> str:
    """Erase all that the actor has shared up, asked above and answered, and wrote to what others shared.

    Not before they have said yes.
    """
    rooms, actor = press.rooms, press.actor

    def work(memory: Memory) -> int:
        cases = memory.cases.shared_by(actor.workspace, actor.slack_id)
        noted = memory.cases.noted_by(actor.workspace, actor.slack_id)
        asked = many_questions_of(memory, actor.workspace, actor.slack_id)
        returned = many_words_of(memory, actor.workspace, actor.slack_id)
        if rest == "yes":
            for case in cases:
                erase(memory, case, rooms.now(), by=actor.slack_id)
            forget_notes_of(memory, actor.workspace, actor.slack_id, rooms.now())
            forget_words_of(memory, actor.workspace, actor.slack_id, rooms.now())
            forget_questions_of(memory, actor.workspace, actor.slack_id, rooms.now())
        return len({*(case.id for case in cases), *noted}) + asked + returned

    if not rooms.store.remember(work):
        return rooms.book.say("share.erase_none")
    return rooms.book.say("share.erased" if rest == "yes" else "share.erase_ask")


def guard(press: Press, channel: str, rest: str) -> str:
    """Switch the leak guard of this channel, for those who lead or who invited the bot; else say how it is."""
    rooms, actor = press.rooms, press.actor

    def work(memory: Memory) -> str:
        if rest in SWITCHES:
            if not may_set_up(memory, actor, channel):
                return "refused"
            memory.prints.guard(actor.workspace, channel, SWITCHES[rest])
        return "on" if memory.prints.is_guarded(actor.workspace, channel) else "off"

    if rest and rest not in SWITCHES:
        return rooms.book.say("leakguard.guard_unknown", word=escape(unescape(rest)[:40]))
    return rooms.book.say(f"leakguard.guard_{rooms.store.remember(work)}", channel=f"<#{channel}>")
