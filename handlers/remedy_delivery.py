"""How a question for a yes reaches the one person above, and its answer the one who asked."""

from dataclasses import replace
from typing import Any

from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind
from bot.messages import Place
from bot.remedies import Remedy
from bot.remedy_questions import question_in
from bot.routing import may_receive
from handlers.blocks import Block, actions, button, context, quoted, said_by, section
from handlers.case_facts import identity, team_in
from handlers.case_schedule import entry
from handlers.direct import say_in_dm, spot_in_dm
from handlers.private_speaker import PrivateSpeaker
from handlers.remedy_form import line_of
from handlers.remedy_schedule import OTHERS, answered, keep_for_a_time, say, watch
from handlers.rich_text import escape
from handlers.rooms import Actor, Rooms
from handlers.whereabouts import thread_link
from storage.store import Memory


class KeptSpeaker(PrivateSpeaker):
    """Says what carries somebody's words, which can be taken back."""

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        spot = spot_in_dm(client, delivery)
        if spot is not None:
            keep_for_a_time(self._rooms, delivery, spot)
        return spot is not None


class AskSpeaker(KeptSpeaker):
    """Asks one person above, if they still are and both are members just now; else the asker is told."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Unless it is not given any more, or, where they are reminded, was answered meanwhile."""
        known = memory.deliveries.is_known(delivery.workspace, answered(str(delivery.words["id"])))
        return not known and _remedy(memory, delivery) is not None

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        return _is_above(self._rooms, client, delivery, above=delivery.to, asker=str(delivery.words["by"]))

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        found = self._rooms.store.recall(lambda memory: _remedy(memory, delivery))
        if found is not None:
            blocks = self._blocks(delivery, found)
            spot = say_in_dm(client, delivery, self._rooms.book.say("remedies.asked_fallback"), blocks)
            keep_for_a_time(self._rooms, delivery, spot)

    def follow(self, memory: Memory, delivery: Delivery) -> None:
        """From now on it is waited for."""
        memory.deliveries.schedule(watch(question_in(delivery.words, delivery.workspace), self._rooms.now()))

    def regret(self, memory: Memory, delivery: Delivery) -> None:
        """Where nobody was asked, the asker hears so; where somebody was, what is due is looked up once more."""
        question = question_in(delivery.words, delivery.workspace)
        if memory.deliveries.is_known(delivery.workspace, answered(question.id)):
            return
        if delivery.words["again"]:
            memory.deliveries.schedule(watch(question, self._rooms.now()))
        else:
            memory.deliveries.schedule(say(question, self._rooms.now(), "remedies.not_sent"))

    def _blocks(self, delivery: Delivery, remedy: Remedy) -> list[Block]:
        book, words = self._rooms.book, delivery.words
        note, place = str(words["note"]), words["place"]
        found = self._rooms.store.recall(lambda memory: memory.workspaces.find(delivery.workspace))
        link = thread_link(found.url if found else "", Place(workspace=delivery.workspace, **place))
        carried = {"ask": words["id"], **{name: words[name] for name in ("by", "remedy", "place", "again")}}
        holder = Actor(delivery.workspace, delivery.to).holder
        value = self._rooms.store.vault.seal(carried, purpose="hint", holder=holder)
        return [
            section(
                book.say("remedies.asked_again" if words["again"] else "remedies.asked", person=f"<@{words['by']}>")
            ),
            section(line_of(book, remedy)),
            quoted(escape(remedy.words)),
            *([said_by(str(words["by"]), note)] if note else []),
            *([context(book.say("remedies.asked_link", link=link))] if link else []),
            actions(
                [
                    button(book.say("remedies.yes"), "remedy_yes", value, style="primary"),
                    button(book.say("remedies.no"), "remedy_no", value),
                ]
            ),
        ]


class AnswerSpeaker(KeptSpeaker):
    """Tells the asker alone what was answered by somebody above them, or that nothing was sent."""

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        by = str(delivery.words.get("by", ""))
        if by and not _is_above(self._rooms, client, delivery, above=by, asker=delivery.to):
            return False
        return super().may_reach(client, delivery)

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        book, words = self._rooms.book, delivery.words
        blocks = self._answer(delivery) if "by" in words else self._returned(delivery)
        spot = say_in_dm(client, delivery, book.say("remedies.said_fallback"), blocks)
        keep_for_a_time(self._rooms, delivery, spot)

    def regret(self, memory: Memory, delivery: Delivery) -> None:
        """Whoever answered and is not above any more learns that it did not count."""
        if by := str(delivery.words.get("by", "")):
            words = {"say": "share.over", "note": delivery.words["note"]}
            told = entry(delivery.workspace, Kind.REMEDY_TOLD, by, self._rooms.now(), words, key=f"{delivery.key}/not")
            memory.deliveries.schedule(replace(told, thread=delivery.thread))

    def _answer(self, delivery: Delivery) -> list[Block]:
        book, words = self._rooms.book, delivery.words
        by, note = str(words["by"]), str(words["note"])
        found = self._rooms.store.recall(lambda memory: _remedy(memory, delivery))
        about = [section(line_of(book, found)), quoted(escape(found.words))] if found else []
        lead = section(book.say("remedies.said_no" if note else "remedies.said_yes", person=f"<@{by}>"))
        if note:
            return [lead, said_by(by, note), *about]
        if found is None:
            return [lead, section(book.say("remedies.gone"))]
        return [lead, *about, actions([self._offer(delivery)])]

    def _returned(self, delivery: Delivery) -> list[Block]:
        """What became of it without an answer, and the reader's own words back."""
        say, words, note = self._rooms.book.say, delivery.words, str(delivery.words["note"])
        own = [section(say("remedies.your_line")), said_by(delivery.to, note)] if note else []
        holder = {"holder": f"<@{words['holder']}>"} if "holder" in words else {}
        ways = [actions([self._button(delivery, "ask_another", "remedy_ask")])] if words["say"] == OTHERS else []
        return [section(say(str(words["say"]), **holder)), *own, *ways]

    def _offer(self, delivery: Delivery) -> Block:
        return self._button(delivery, "offer", "remedy_offer", yes=True)

    def _button(self, delivery: Delivery, name: str, action: str, **more: Any) -> Block:
        holder = Actor(delivery.workspace, delivery.to).holder
        carried = {"remedy": delivery.words["remedy"], "place": delivery.words["place"], **more}
        value = self._rooms.store.vault.seal(carried, purpose="hint", holder=holder)
        return button(self._rooms.book.say(f"remedies.{name}"), action, value, style="primary")


def _is_above(rooms: Rooms, client: WebClient, delivery: Delivery, *, above: str, asker: str) -> bool:
    """Whether one is above the other, both as fetched just now; raises where asking Slack again may help."""
    workspace = delivery.workspace
    team = rooms.store.recall(lambda memory: team_in(memory, workspace))
    candidate, sharer = team.get(above), team.get(asker)
    if candidate is None or sharer is None or not identity(client, workspace, asker).is_member_of(workspace):
        return False
    return may_receive(candidate, sharer, team, identity(client, workspace, above))


def _remedy(memory: Memory, delivery: Delivery) -> Remedy | None:
    return memory.remedies.find(delivery.workspace, str(delivery.words["remedy"]))
