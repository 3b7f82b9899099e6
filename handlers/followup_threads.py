"""*Pick a thread*: what was typed in a channel goes to one of the threads that its owner wrote in."""

from datetime import UTC, datetime, timedelta

from slack_bolt import Ack, App, BoltContext

from bot.followups import FollowUp, Refusal, move_to
from bot.messages import Place
from bot.threads import Thread
from handlers.blocks import Block, actions, button, section
from handlers.followup_blocks import date_token, told_blocks, undo_button
from handlers.followup_buttons import tell, zone_of
from handlers.followup_keeping import change
from handlers.presses import Press
from handlers.rooms import Afterwards, Body, Rooms
from phrasebook.book import Phrasebook
from storage.store import Memory

LATELY = timedelta(days=14)
MOST = 5


def register(app: App, rooms: Rooms) -> None:
    @app.action("followup_thread")
    def pick(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        lead, blocks = _offered(press)
        ack()
        press.reply(lead, blocks)

    @app.action("followup_to_thread")
    def picked(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        followup_id, _, thread = press.value.partition(":")
        person, workspace, now = press.actor.slack_id, press.actor.workspace, rooms.now()
        result = press.once(
            lambda memory: change(memory, workspace, followup_id, lambda one: move_to(one, person, thread, now), now)
        )
        ack()
        tell(press, result, _moved(press, result))


def pick_button(book: Phrasebook, followup: FollowUp) -> Block:
    return button(book.say("followup.thread"), "followup_thread", followup.id)


def has_threads(memory: Memory, followup: FollowUp, now: datetime) -> bool:
    """Whether there is a thread to pick for one that is for a whole channel."""
    return bool(_threads(memory, followup, now, most=1))


def _offered(press: Press) -> tuple[str, list[Block]]:
    rooms, now, say = press.rooms, press.rooms.now(), press.rooms.book.say

    def look(memory: Memory) -> tuple[FollowUp | None, tuple[Thread, ...], str]:
        followup = memory.followups.find(press.actor.workspace, press.value)
        home = memory.workspaces.find(press.actor.workspace)
        if followup is None or not followup.is_theirs(press.actor.slack_id):
            return None, (), ""
        return followup, _threads(memory, followup, now, most=MOST), home.url if home else ""

    followup, threads, url = rooms.store.recall(look)
    if followup is None:
        return say("followup.gone"), []
    if not threads:
        none = say("followup.threads_none")
        return none, told_blocks(rooms.book, none, followup)
    lead, tz = say("followup.threads_lead"), zone_of(press)
    items = [_item(rooms.book, followup, thread, url, tz, now) for thread in threads]
    return lead, [section(lead), *items, actions([undo_button(rooms.book, followup)])]


def _threads(memory: Memory, followup: FollowUp, now: datetime, *, most: int) -> tuple[Thread, ...]:
    place = followup.place
    if place.thread or place.channel[:1] not in ("C", "G"):
        return ()
    return memory.talks.of(place.workspace, place.channel, followup.owner, since=now - LATELY, most=most)


def _item(book: Phrasebook, followup: FollowUp, thread: Thread, url: str, tz: str, now: datetime) -> Block:
    begun = date_token(datetime.fromtimestamp(float(thread.place.thread), UTC), tz, now)
    link = _link(url, thread.place, book.say("followup.threads_look"))
    many = thread.messages > 1
    slots = {"when": begun, "link": link} | ({"messages": str(thread.messages)} if many else {})
    this = button(book.say("followup.threads_this"), "followup_to_thread", f"{followup.id}:{thread.place.thread}")
    return section(book.say(f"followup.threads_item{'' if many else '_one'}", **slots), accessory=this)


def _link(url: str, place: Place, words: str) -> str:
    address = f"{url.rstrip('/')}/archives/{place.channel}/p{place.thread.replace('.', '')}"
    return f"<{address}|{words}>" if url else ""


def _moved(press: Press, result: FollowUp | Refusal | None) -> str:
    if not isinstance(result, FollowUp):
        return ""
    home = press.rooms.store.recall(lambda memory: memory.workspaces.find(press.actor.workspace))
    say, when = press.rooms.book.say, date_token(result.due_at, zone_of(press), press.rooms.now())
    link = _link(home.url if home else "", result.place, say("followup.this_thread")) or say("followup.this_thread")
    return say("followup.moved", link=link, when=when)
