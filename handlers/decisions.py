"""Telling admins what there is to decide in the phrasebook: wordings that are offered, entries that fell silent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind
from bot.people import Role
from handlers.blocks import Block, actions, button, context, quoted, section
from handlers.direct import say_in_dm
from handlers.private_speaker import PrivateSpeaker
from handlers.rich_text import escape
from handlers.rooms import Actor
from storage.store import Memory


def ask_admins(memory: Memory, workspace: str, about: str, words: Mapping[str, Any], now: datetime) -> None:
    """Schedule one message to each admin, once for each `about`; who they are is looked up when it is due."""
    memory.deliveries.schedule(_decision(workspace, about, words, now, to=""))


def may_decide(memory: Memory, actor: Actor) -> bool:
    """Whether somebody who was asked is still an admin, as far as the team list says."""
    person = memory.people.find(actor.workspace, actor.slack_id)
    return person.role is Role.ADMIN if person else not memory.people.team_known(actor.workspace)


class DecisionSpeaker(PrivateSpeaker):
    """Asks the admins: first finds them, then tells each of them once."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Unless it was decided meanwhile, or its page is gone."""
        words = delivery.words
        if "wording" in words:
            found = memory.team_words.find(delivery.workspace, str(words["wording"]))
            return found is not None and found.waiting
        known = {entry.id for entry in self._rooms.book.entries}
        return str(words["cue"]) in memory.feedback.silent(delivery.workspace) & known

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        if not delivery.to:
            return True
        actor = Actor(delivery.workspace, delivery.to)
        asked = self._rooms.store.recall(lambda memory: may_decide(memory, actor))
        return asked and super().may_reach(client, delivery)

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return bool(delivery.to) and super().was_said(client, delivery)

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        if delivery.to:
            say_in_dm(client, delivery, self._rooms.book.say("team_words.fallback"), self._blocks(delivery))
            return
        admins = self._listed(delivery.workspace) or self._rooms.directory.admins(client, delivery.workspace)
        self._rooms.store.remember(lambda memory: _pass_on(memory, delivery, admins))

    def _listed(self, workspace: str) -> tuple[str, ...]:
        """The admins of the team list; none where there is no team yet, or no admin in it."""
        team = self._rooms.store.recall(lambda memory: memory.people.team(workspace))
        return tuple(person.slack_id for person in team if person.role is Role.ADMIN)

    def _blocks(self, delivery: Delivery) -> list[Block]:
        holder = Actor(delivery.workspace, delivery.to).holder
        value = self._rooms.store.vault.seal(delivery.words, purpose="hint", holder=holder)
        if "wording" in delivery.words:
            return self._wording_blocks(delivery, value)
        return self._silence_blocks(str(delivery.words["cue"]), value)

    def _wording_blocks(self, delivery: Delivery, value: str) -> list[Block]:
        say, id = self._rooms.book.say, str(delivery.words["wording"])
        found = self._rooms.store.recall(lambda memory: memory.team_words.find(delivery.workspace, id))
        if found is None:
            return [section(say("team_words.decided"))]
        technique = self._rooms.book.technique(found.technique).name
        buttons = [
            button(say("team_words.accept"), "team_words_accept", value, style="primary"),
            button(say("team_words.decline"), "team_words_decline", value),
        ]
        return [
            section(say("team_words.proposal", technique=technique)),
            quoted(found.text),
            context(say("team_words.proposal_note")),
            actions(buttons),
        ]

    def _silence_blocks(self, cue: str, value: str) -> list[Block]:
        book = self._rooms.book
        entry = book.entry(cue)
        technique = book.technique(entry.technique).name
        about = book.say("team_words.silent_entry", example=escape(entry.hits[0]), technique=technique)
        again = button(book.say("team_words.speak_again"), "cue_speaks_again", value)
        return [section(book.say("team_words.silent")), section(about), actions([again])]


def _pass_on(memory: Memory, delivery: Delivery, admins: tuple[str, ...]) -> None:
    for person in admins:
        own = _decision(delivery.workspace, delivery.key, delivery.words, delivery.due_at, to=person)
        memory.deliveries.schedule(own)


def _decision(workspace: str, about: str, words: Mapping[str, Any], now: datetime, *, to: str) -> Delivery:
    return Delivery(
        id=uuid4().hex,
        key=f"{about}/{to}" if to else about,
        workspace=workspace,
        kind=Kind.DECISION,
        to=to,
        due_at=now,
        words=words,
    )
