"""A message that carries a shared case outside its thread: a word to its author alone, and nothing kept."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.cases import Case, Side, State, side_of
from bot.deliveries import HINT_LIFE, Delivery, Kind
from bot.leakguard import Print, recognised
from bot.messages import Message, Place, Standing
from bot.people import Identity, Team
from bot.references import Notice, Sign, case_numbers, links, notice
from bot.scenes import Scene
from handlers.blocks import Block, actions, button, section
from handlers.case_facts import identity, team_in
from handlers.presses import Press
from handlers.rooms import Actor, Afterwards, Body, Rooms
from handlers.speaking import Over
from storage.store import Memory

Found = list[tuple[str, str]]
"""The ids of cases, and by what each was found."""


def register(app: App, rooms: Rooms) -> None:
    @app.action("leak_fine")
    def fine(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        Press(rooms, body, context, afterwards).reply(rooms.book.say("leakguard.thanks"))


def carried_by(rooms: Rooms, memory: Memory, message: Message, scene: Scene) -> Found:
    """Which cases a message carries, and by what each shows."""
    if message.standing is not Standing.MEMBER or not scene.guarded:
        return []
    return _carried(memory, message, rooms.guard.of_message(message.place.workspace, message.text))


def warn_of(rooms: Rooms, message: Message, found: Found) -> None:
    """Schedule a word to the author of a message that carries a case; the same message a second time is a no-op."""
    if found:
        rooms.store.remember(lambda memory: memory.deliveries.schedule(_delivery(message, found)))


def to_warn_of(rooms: Rooms, actor: Actor, view_id: str, text: str) -> bool:
    """Whether a form's text carries the words of a shared case; asked a second time for the same form, it is fine."""
    prints = rooms.guard.of_message(actor.workspace, text)

    def work(memory: Memory) -> bool:
        known = memory.prints.known(actor.workspace, prints)
        return bool(recognised(prints, known)) and memory.presses.once(
            actor.workspace, f"warned/{view_id}", rooms.now()
        )

    return rooms.store.remember(work)


def _carried(memory: Memory, message: Message, prints: tuple[Print, ...]) -> Found:
    workspace = message.place.workspace
    by_words = recognised(prints, memory.prints.known(workspace, prints))
    said = [(case, Sign.WORDS) for id in sorted(by_words) if (case := memory.cases.find(workspace, id))]
    numbered = [(case, Sign.NUMBER) for case in memory.cases.numbered(workspace, case_numbers(message.text))]
    places = {Place(workspace=workspace, channel=link.channel, thread=link.thread) for link in links(message.text)}
    linked = [(case, Sign.LINK) for place in places for case in memory.cases.at(place)]
    return [(case.id, sign) for case, sign in (*said, *numbered, *linked) if _is_outside(case, message)]


def _is_outside(case: Case, message: Message) -> bool:
    return case.place != message.place and case.state is not State.WITHDRAWN


def _delivery(message: Message, found: Found) -> Delivery:
    place = message.place
    return Delivery(
        id=uuid4().hex,
        key=f"leak/{place.channel}/{message.ts}",
        workspace=place.workspace,
        kind=Kind.LEAK,
        to=message.author,
        due_at=message.at,
        channel=place.channel,
        thread=place.thread,
        about=message.ts,
        words={"found": [list(one) for one in found]},
        expires_at=message.at + HINT_LIFE,
    )


class LeakSpeaker:
    """Says it at most once; that there is a case is said only to who may see it just now."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return memory.prints.is_guarded(delivery.workspace, delivery.channel)

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        return self._rooms.directory.member(client, delivery.workspace, delivery.to).may_be_coached

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """An ephemeral cannot be looked up, so that one which may have been said counts as said."""
        return True

    def prepared(self, client: WebClient, delivery: Delivery) -> Delivery:
        """With the blocks as words; asks Slack all there is to ask. Raises Over where silence says the most."""
        who = identity(client, delivery.workspace, delivery.to)
        shared_screen = self._rooms.directory.has_outsiders(client, delivery.channel)
        key = self._rooms.store.recall(partial(_key, delivery=delivery, who=who, shared_screen=shared_screen))
        if not key:
            raise Over
        return replace(delivery, words={"blocks": self._blocks(delivery, key)})

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        """Call Slack once, with what was prepared."""
        client.chat_postEphemeral(
            channel=delivery.channel,
            user=delivery.to,
            text=self._rooms.book.say("hints.fallback"),
            blocks=delivery.words["blocks"],
            thread_ts=delivery.thread if delivery.about != delivery.thread else None,
        )

    def _blocks(self, delivery: Delivery, key: str) -> list[Block]:
        rooms, say = self._rooms, self._rooms.book.say
        place = {"channel": delivery.channel, "thread": delivery.thread}
        sealed = rooms.store.vault.seal({"place": place}, "hint", Actor(delivery.workspace, delivery.to).holder)
        buttons = [
            button(say("leakguard.share_up"), "hint_share", sealed),
            button(say("leakguard.fine"), "leak_fine", "fine"),
        ]
        return [section(say(key)), actions(buttons)]


def _key(memory: Memory, *, delivery: Delivery, who: Identity, shared_screen: bool) -> str:
    """The sentence to say, empty for silence; a screen that others may look at shows what anybody may hear."""
    team = team_in(memory, delivery.workspace)
    told: dict[Notice, str] = {}
    for id, sign in delivery.words["found"]:
        case = memory.cases.find(delivery.workspace, str(id))
        if case is not None:
            told |= _told(case, Sign(sign), who, team)
    if Notice.KNOWN in told and not shared_screen:
        return told[Notice.KNOWN]
    return "leakguard.plain" if told else ""


def _told(case: Case, sign: Sign, who: Identity, team: Team) -> dict[Notice, str]:
    side = side_of(case, who, team)
    kind = notice(sign, may_see=side is not None)
    if kind is None:
        return {}
    return {kind: "leakguard.known_above" if side is Side.ABOVE else f"leakguard.{kind}"}
