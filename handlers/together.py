"""The list for who comes back: what still needs them, the oldest first, each line with its own button."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind, Outcome
from bot.followups import done
from bot.messages import Place
from bot.pacing import Listed, Together, gather
from handlers.blocks import Block, button, section
from handlers.direct import said_in_dm, say_in_dm
from handlers.followup_keeping import change
from handlers.gathering import Line
from handlers.presses import Press, place_in
from handlers.rooms import Actor, Afterwards, Body, Rooms
from handlers.settling import settle
from handlers.speaking import Follower, NotYet, Over
from storage.store import Memory

WITH_BUTTONS = 30
LINES = 15
"""Lines without a button that stand in one block."""
MOST_BLOCKS = 48


class Lister(Protocol):
    """A speaker whose deliveries can be said in a list."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool: ...

    def listed(self, client: WebClient, delivery: Delivery) -> Listed | None:
        """What would be said now by itself, and to whom; None: nothing. Raises NotYet when it is too early."""

    def line(self, client: WebClient, delivery: Delivery) -> Line: ...


def register(app: App, rooms: Rooms) -> None:
    @app.action("together_done")
    def finished(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            press.once(lambda memory: _finish(memory, press, carried))
            lead, mark = (rooms.book.say(f"nudges.{key}") for key in ("together", "together_done"))
            press.reply(lead, _without_button(body, mark))
        ack()


class TogetherSpeaker:
    """Says what is on a list and still needed, where it is more than one or two; else each comes by itself."""

    def __init__(self, rooms: Rooms, listers: Mapping[Kind, Lister]) -> None:
        self._rooms, self._listers = rooms, listers

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return bool(memory.gathered.pending(delivery.workspace, _name(delivery)))

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        member = self._rooms.directory.member(client, delivery.workspace, delivery.to)
        return member.may_be_coached and bool(self._items(client, delivery))

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return said_in_dm(client, delivery)

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        items = self._items(client, delivery)
        if not items:
            raise Over
        lines = [self._listers[one.kind].line(client, one) for one in items]
        shown = frozenset(one.id for one in items)
        # Whoever finds this list said after a crash has to know what stood in it.
        self._rooms.store.remember(lambda memory: memory.gathered.show(delivery.workspace, _name(delivery), shown))
        say_in_dm(client, delivery, self._rooms.book.say("nudges.together_fallback"), self._blocks(delivery, lines))

    def follow(self, memory: Memory, delivery: Delivery) -> None:
        """What stood in the list was said; each comes again as often as it would have by itself."""
        workspace, now = delivery.workspace, self._rooms.now()
        shown = memory.gathered.pending(workspace, _name(delivery), shown=True)
        for one in memory.deliveries.pending(shown, now):
            lister = self._listers[one.kind]
            memory.deliveries.finish(one.id, Outcome.SENT, now)
            if isinstance(lister, Follower):
                lister.follow(memory, one)

    def _items(self, client: WebClient, delivery: Delivery) -> tuple[Delivery, ...]:
        """What is said in this list: it is needed now, by this reader, and there is more than one or two of it."""
        waiting = self._rooms.store.recall(lambda memory: self._waiting(memory, delivery))
        ready = {one.key: one for one in self._ready(client, delivery, waiting)}
        lists = [found for found in gather(ready.values()) if isinstance(found, Together)]
        those = {one.key for found in lists for one in found.items}
        return tuple(one for one in waiting if one.key in those)

    def _waiting(self, memory: Memory, delivery: Delivery) -> tuple[Delivery, ...]:
        ids = memory.gathered.pending(delivery.workspace, _name(delivery))
        found = memory.deliveries.pending(ids, self._rooms.now())
        return tuple(one for one in found if self._listers[one.kind].still_needed(memory, one))

    def _ready(self, client: WebClient, delivery: Delivery, waiting: Iterable[Delivery]) -> Iterable[Listed]:
        for one in waiting:
            try:
                found = self._listers[one.kind].listed(client, one)
            except NotYet:
                continue
            if found is not None and found.to == delivery.to:
                yield found

    def _blocks(self, delivery: Delivery, lines: list[Line]) -> list[Block]:
        holder = Actor(delivery.workspace, delivery.to).holder
        say = self._rooms.book.say
        blocks = [section(say("nudges.together"))]
        for line in lines[:WITH_BUTTONS]:
            sealed = self._rooms.store.vault.seal(line.carried, purpose="hint", holder=holder)
            blocks.append(section(line.text, accessory=button(say(line.label), "together_done", sealed)))
        rest = [f"• {line.text}" for line in lines[WITH_BUTTONS:]]
        blocks += [section("\n".join(rest[at : at + LINES])) for at in range(0, len(rest), LINES)]
        return blocks[:MOST_BLOCKS]


def _name(delivery: Delivery) -> str:
    return str(delivery.words["list"])


def _finish(memory: Memory, press: Press, carried: Mapping[str, Any]) -> None:
    workspace, person, now = press.actor.workspace, press.actor.slack_id, press.rooms.now()
    if "followup" in carried:
        change(memory, workspace, str(carried["followup"]), lambda one: done(one, person, now), now)
    else:
        settle(memory, Place(workspace=workspace, **place_in(carried)), now)


def _without_button(body: Body, mark: str) -> list[Block]:
    """The list as it stands, the pressed line marked as done."""
    pressed = (body.get("actions") or [{}])[0].get("block_id")
    return [_done(block, mark) if block.get("block_id") == pressed else block for block in body["message"]["blocks"]]


def _done(block: Block, mark: str) -> Block:
    text = {**block["text"], "text": f"{mark} {block['text']['text']}"}
    return {key: value for key, value in block.items() if key != "accessory"} | {"text": text}
