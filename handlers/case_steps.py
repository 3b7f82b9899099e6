"""What people share up and press, carried out with their identity asked of Slack just now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.case_rules import Refusal
from bot.cases import Case, Need, Verb
from bot.casewords import CaseWords, Note, Quote
from bot.casework import Draft, apply, describe, share
from bot.deliveries import LONGEST_WAIT, TRIES, Delivery, Kind
from bot.impact import Rank
from bot.messages import Place
from bot.people import Identity, Team
from bot.references import case_number
from bot.routing import refuse, superiors
from bot.sources import Source
from handlers.blocks import Block, actions, button, said_by, section
from handlers.case_alike import alike_with
from handlers.case_delivery import CaseSpeaker
from handlers.case_facts import identity, team_in
from handlers.case_returned import give_back, keep_for_a_time, with_words_of
from handlers.case_schedule import begin, change, entry, refresh
from handlers.case_thread import course_in, read_customers
from handlers.direct import spot_in_dm
from handlers.replies import reply_at
from handlers.rich_text import mrkdwn_of
from handlers.rooms import Actor, Rooms
from handlers.slack_errors import CALL_ERRORS, Verdict, sort
from storage.store import Memory

NUMBERS = 2**30
PAGE, PAGES = 200, 10


class StepSpeaker(CaseSpeaker):
    """Does what somebody pressed, or tells them kindly, and privately, why not."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return True

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        words, now = delivery.words, self._rooms.now()
        verb, text = Verb(words["verb"]), str(words.get("note", ""))
        actor = identity(client, delivery.workspace, delivery.to)
        to = identity(client, delivery.workspace, str(words["to"])) if words.get("to") else None

        def step(case: Case, team: Team) -> Case | Refusal:
            if verb is Verb.DESCRIBE:
                source = Source(words["source"]) if words["source"] else None
                return describe(case, Rank(int(words["rank"])), source, actor, team, now)
            if words.get("offer") and case.offer not in ("", words["offer"]):
                return Refusal.TOO_LATE
            return apply(case, verb, actor, team, now, to=to)

        note = Note(at=now, by=delivery.to, verb=verb, text=text) if text else None
        once = f"case/{delivery.id}"
        found = change(self._rooms, delivery.workspace, str(words["case"]), step, once=once, note=note)
        if isinstance(found, Refusal):
            by_number = found is Refusal.UNKNOWN and bool(words.get("typed"))
            key = "share.resolve_unknown" if by_number else found.key
            self._answer(client, delivery, self._rooms.book.say(key), text)

    def _answer(self, client: WebClient, delivery: Delivery, text: str, note: str) -> None:
        url = str(delivery.words.get("url", ""))
        if url and not note:
            reply_at(self._rooms.metrics, url, text=text, response_type="ephemeral", replace_original=False)
        else:
            kept = [section(self._rooms.book.say("share.your_note")), said_by(delivery.to, note)] if note else []
            give_back(self._rooms, client, delivery, text, [section(text), *kept])


class ShareSpeaker:
    """Makes a case of what somebody shares, or tells them why not and gives them their words back."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return memory.cases.find(delivery.workspace, delivery.id) is None

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether the sharer is a member is asked in `speak`, with everything else."""
        return True

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether the words were given back already; the message is remembered then, so that it can go."""
        spot = spot_in_dm(client, delivery)
        if spot is not None:
            keep_for_a_time(self._rooms, delivery, spot)
        return spot is not None

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        try:
            self._share(client, delivery)
        except CALL_ERRORS:
            if delivery.attempts < TRIES - 1:
                raise
            self._begin_again(delivery)

    def _share(self, client: WebClient, delivery: Delivery) -> None:
        workspace, now = delivery.workspace, self._rooms.now()
        sharer = identity(client, workspace, delivery.to)
        to = identity(client, workspace, str(delivery.words["to"]))
        draft, words = draft_of(delivery), words_of(self._rooms, client, delivery)

        def work(memory: Memory) -> Case | Refusal:
            case = share(numbered(memory, draft), sharer, to, team_in(memory, workspace), now)
            if isinstance(case, Case) and memory.cases.open(case, words):
                memory.prints.keep(workspace, case.id, self._rooms.guard.of_case(workspace, words))
                begin(memory, case, now, days=self._rooms.case_days)
                self._show_alike(memory, case, to, now)
            return case

        if isinstance(self._rooms.store.remember(work, thread=draft.place), Refusal):
            self._give_back(client, delivery, sharer, to)

    def _show_alike(self, memory: Memory, case: Case, to: Identity, now: datetime) -> None:
        """The cards that this one looks like one fault with say so too."""
        team = team_in(memory, case.place.workspace)
        numbers = frozenset(alike_with(memory, self._rooms.guard, case, to, team))
        for other in memory.cases.numbered(case.place.workspace, numbers):
            refresh(memory, other, now)

    def _begin_again(self, delivery: Delivery) -> None:
        """Nothing that was shared is given up because Slack was out of reach for long."""
        later = self._rooms.now() + LONGEST_WAIT
        again = with_words_of(entry(delivery.workspace, Kind.CASE_SHARE, delivery.to, later, delivery.words))
        self._rooms.store.remember(lambda memory: memory.deliveries.schedule(again))

    def _give_back(self, client: WebClient, delivery: Delivery, sharer: Identity, to: Identity) -> None:
        if not sharer.is_member_of(delivery.workspace):
            return
        say = self._rooms.book.say
        reason = detour(self._rooms, Actor(delivery.workspace, delivery.to), to) or say("cases.not_above")
        words = said_by(delivery.to, str(delivery.words["what"]))
        again = self._rooms.store.vault.seal(
            {"place": delivery.words["place"]}, "hint", Actor(delivery.workspace, delivery.to).holder
        )
        blocks: list[Block] = [
            section(reason),
            section(say("share.your_words")),
            words,
            actions([button(say("share.try_again"), "hint_share", again)]),
        ]
        give_back(self._rooms, client, delivery, say("cases.not_above"), blocks)


def detour(rooms: Rooms, actor: Actor, target: Identity) -> str:
    """Why nothing goes to somebody, and to whom it can go; empty where it can."""
    team = rooms.store.recall(partial(team_in, workspace=actor.workspace))
    sharer = team.get(actor.slack_id)
    if sharer is None:
        return rooms.book.say("routing.nobody_above")
    found = refuse(target.slack_id, sharer, team, target)
    if found is None:
        return ""
    # A page's sentence without `$above` takes no notice of it.
    names = " or ".join(f"<@{person.slack_id}>" for person in found.instead or superiors(sharer, team))
    return rooms.book.say(found.key, above=names)


def draft_of(delivery: Delivery) -> Draft:
    """What was submitted, as a draft; its id is the delivery's, so that it becomes a case once."""
    words = delivery.words
    return Draft(
        id=delivery.id,
        number="",
        place=place_of(delivery.workspace, words["place"]),
        need=Need(words["need"]),
        rank=Rank(int(words["rank"])),
        pass_to=tuple(words["pass_to"]),
        source=Source(words["source"]) if words.get("source") else None,
    )


def numbered(memory: Memory, draft: Draft) -> Draft:
    """The draft with a number that no other case has."""
    chance = int(draft.id, 16)
    while memory.cases.numbered(draft.place.workspace, frozenset({case_number(chance % NUMBERS)})):
        chance += 1
    return replace(draft, number=case_number(chance % NUMBERS))


def place_of(workspace: str, place: Mapping[str, Any]) -> Place:
    return Place(workspace=workspace, channel=str(place["channel"]), thread=str(place["thread"]))


def words_of(rooms: Rooms, client: WebClient, delivery: Delivery) -> CaseWords:
    """The sharer's words, the chosen messages as they stand in the thread now, and how it went until now."""
    chosen = frozenset(delivery.words["quotes"])
    place = place_of(delivery.workspace, delivery.words["place"])
    found = thread_messages(client, place)
    team = rooms.store.recall(partial(team_in, workspace=place.workspace))
    quotes = tuple(
        Quote(ts=str(message["ts"]), author=str(message.get("user", "")), text=text_of(message))
        for message in found
        if message["ts"] in chosen
    )
    course = course_in(read_customers(rooms, place, found, team))
    return CaseWords(what=str(delivery.words["what"]), quotes=quotes, course=course)


def thread_messages(client: WebClient, place: Place) -> list[dict[str, Any]]:
    """The messages of a thread, empty where the bot may not read it; raises where asking again may help.

    Of a thread that is endless, the first 2,000.
    """
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    for _ in range(PAGES if place.thread else 0):
        try:
            page = client.conversations_replies(channel=place.channel, ts=place.thread, limit=PAGE, cursor=cursor)
        except SlackApiError as error:
            if sort(error).verdict in (Verdict.LATER, Verdict.UNSURE):
                raise
            return []
        found += page.get("messages") or []
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return found


def text_of(message: Mapping[str, Any]) -> str:
    return mrkdwn_of(message.get("blocks") or []) or str(message.get("text", ""))
