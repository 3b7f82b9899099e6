"""How a hint reaches its one reader: an ephemeral where they are, or a DM when they are away."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Lock

from slack_sdk import WebClient

from bot.advice import phrased
from bot.coaching import Advice
from bot.deliveries import Delivery
from handlers.blocks import Block
from handlers.direct import open_dm
from handlers.hint_blocks import first_blocks, hint_blocks, teaser_blocks
from handlers.remedy_hints import remedy_blocks
from handlers.rooms import Actor, Rooms
from handlers.words import advice_of, asks_in, draft_in
from phrasebook.reading import Voice
from storage.store import Memory

JUST_WROTE = timedelta(minutes=2)
"""Who wrote this recently is there to see an ephemeral."""


class HintSpeaker:
    """Says a hint at most once."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        # Phrasing is all computing: one at a time leaves the rest of the machine to what Slack waits for.
        self._pen = Lock()

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Whether its reader still wants hints there."""
        place = delivery.place
        return not memory.mutes.muted(place, {delivery.to})

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Only live members of this workspace are coached; guests and people of others are customers."""
        return self._rooms.directory.member(client, delivery.workspace, delivery.to).may_be_coached

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """An ephemeral cannot be looked up, so that one which may have been said counts as said."""
        return True

    def prepared(self, client: WebClient, delivery: Delivery) -> Delivery:
        """With the blocks as words, and with the reader's `dm` where they are away; asks Slack all there is to ask."""
        advice = self._advice(delivery)
        away = self._is_away(client, delivery, advice)
        hidden = not away and self._outsiders(client, delivery)
        blocks = self._blocks(delivery, advice, hidden=hidden, elsewhere=away)
        dm = open_dm(client, delivery.to) if away else ""
        return replace(delivery, words={"dm": dm, "blocks": blocks, "cue": advice.cue})

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        """Call Slack once, with what was prepared; raises what slack_sdk raises."""
        if delivery.words["dm"]:
            self._tell_in_dm(client, delivery)
        else:
            self._whisper(client, delivery)
        self._rooms.store.remember(lambda memory: _note_said(memory, delivery))

    def _advice(self, delivery: Delivery) -> Advice:
        """What is said, put as well as it can be: so late, because that takes longer than Slack should wait."""
        advice, draft = advice_of(delivery.words), draft_in(delivery.words)
        if not draft:
            return advice
        with self._pen:
            return phrased(self._rooms.book, draft, advice)

    def _tell_in_dm(self, client: WebClient, delivery: Delivery) -> None:
        client.chat_postMessage(
            channel=delivery.words["dm"],
            text=self._rooms.book.say("hints.fallback"),
            blocks=delivery.words["blocks"],
            unfurl_links=False,
            unfurl_media=False,
        )

    def _whisper(self, client: WebClient, delivery: Delivery) -> None:
        """In its thread, or in the channel where nobody has answered yet: there is no thread to look at then."""
        client.chat_postEphemeral(
            channel=delivery.channel,
            user=delivery.to,
            text=self._rooms.book.say("hints.fallback"),
            blocks=delivery.words["blocks"],
            thread_ts=delivery.thread if delivery.about != delivery.thread else None,
        )

    def _blocks(self, delivery: Delivery, advice: Advice, *, hidden: bool, elsewhere: bool) -> list[Block]:
        rooms = self._rooms
        known = rooms.store.recall(lambda memory: memory.people.introduced(delivery.workspace, {delivery.to}))
        actor = Actor(delivery.workspace, delivery.to)
        seal = partial(rooms.store.vault.seal, purpose="hint", holder=actor.holder)
        place = {"channel": delivery.channel, "thread": delivery.thread}
        asked = asks_in(delivery.words)
        if hidden:
            made = teaser_blocks(rooms.book, advice, place, seal, asks=asked)
        else:
            given = remedy_blocks(rooms, actor, place, asked, advice.wordings)
            made = hint_blocks(rooms.book, advice, place, seal, elsewhere=elsewhere, given=given)
        return [*made, *(() if known else first_blocks(rooms.book))]

    def _is_away(self, client: WebClient, delivery: Delivery, advice: Advice) -> bool:
        wrote_it = advice.voice is Voice.AGENT and self._rooms.now() - delivery.due_at < JUST_WROTE
        return not wrote_it and self._rooms.directory.is_away(client, delivery.to)

    def _outsiders(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether outsiders can read the channel; that none can is learned once and kept."""
        store, workspace, channel = self._rooms.store, delivery.workspace, delivery.channel
        found = store.recall(lambda memory: memory.channels.find(workspace, channel))
        if found is not None and found.outsiders is not None:
            return found.outsiders
        outsiders = self._rooms.directory.has_outsiders(client, channel)
        if not outsiders:
            store.remember(lambda memory: memory.channels.note_internal(workspace, channel))
        return outsiders


def _note_said(memory: Memory, delivery: Delivery) -> None:
    """Its reader has met us now, and the cue was shown once more; nothing ties the one to the other."""
    memory.people.introduce(delivery.workspace, delivery.to)
    memory.feedback.shown(delivery.workspace, delivery.words["cue"])
