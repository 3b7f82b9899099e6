"""A message that an owner read, changed and pressed *Post* on: posted once, under their name, with what it promises."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from slack_sdk import WebClient

from bot.deliveries import Delivery
from bot.followups import Source, cancel
from bot.messages import Place
from bot.recover import Run, State
from bot.recover_telling import Stands, Telling, post_failed, was_told
from handlers.blocks import said_by
from handlers.direct import found_in, marked
from handlers.followup_keeping import change, start
from handlers.private_speaker import PrivateSpeaker
from handlers.recover_schedule import tell, touch_both
from handlers.rich_text import escape
from handlers.rooms import Actor
from storage.store import Memory

Change = Callable[[Telling], Telling]


class RecoverPostSpeaker(PrivateSpeaker):
    """Posts it in its channel, and sets the owner's follow-ups for the times that it promises."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Unless the round was stopped or its solution changed in that moment."""
        run, telling = _found(memory, delivery)
        if run is None or telling is None or run.state is not State.RELEASED:
            return False
        return telling.stands is Stands.POSTING and run.revision == delivery.words["revision"]

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether its owner is still a member, and the channel still open to the bot."""
        reach = self._rooms.directory.reach(client, delivery.workspace, delivery.channel, fresh=True)
        if reach.archived:
            self._change(delivery, lambda telling: replace(telling, stands=Stands.ARCHIVED))
        elif not reach.inside:
            self._change(delivery, lambda telling: replace(post_failed(telling), inside=False))
        return reach.inside and not reach.archived and super().may_reach(client, delivery)

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        found = found_in(client, delivery.channel, delivery)
        if found is not None:
            self._note(delivery, str(found["ts"]))
        return found is not None

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        line = str(delivery.words["line"])
        posted = client.chat_postMessage(
            channel=delivery.channel,
            text=self._rooms.book.say("pause.posted", person=f"<@{delivery.to}>", line=escape(line)),
            blocks=marked(delivery, [said_by(delivery.to, line)]),
            unfurl_links=False,
            unfurl_media=False,
        )
        self._note(delivery, str(posted["ts"]))

    def regret(self, memory: Memory, delivery: Delivery) -> None:
        """Its owner believes that it stands there: they are told, and have their words back."""
        run, telling = _found(memory, delivery)
        if run is None or telling is None:
            return
        if telling.stands is Stands.POSTING:
            memory.recoveries.tell(run, post_failed(telling))
        now, channel = self._rooms.now(), f"<#{delivery.channel}>"
        tell(memory, run, delivery.to, now, _why(run, telling, delivery), channel=channel, quote=delivery.words["line"])
        touch_both(memory, run, telling.owner, now)

    def _change(self, delivery: Delivery, do: Change) -> None:
        def work(memory: Memory) -> None:
            run, telling = _found(memory, delivery)
            if run is not None and telling is not None and telling.stands is Stands.POSTING:
                memory.recoveries.tell(run, do(telling))

        self._rooms.store.remember(work)

    def _note(self, delivery: Delivery, ts: str) -> None:
        """It is told, once, and its owner is reminded of what it promises."""
        self._rooms.store.remember(partial(self._told, delivery=delivery, ts=ts))

    def _told(self, memory: Memory, delivery: Delivery, ts: str) -> None:
        run, telling = _found(memory, delivery)
        if run is None or telling is None or telling.stands is not Stands.POSTING:
            return
        now, revision = self._rooms.now(), int(delivery.words["revision"])
        for earlier in telling.followups:
            change(memory, run.workspace, earlier, lambda one: cancel(one, delivery.to, now), now)
        place = Place(workspace=run.workspace, channel=telling.channel, thread=ts)
        owner, note = Actor(run.workspace, delivery.to), self._rooms.book.say("recover.followup_note")
        ahead = sorted({at for at in (run.by_at, run.news_at) if at > now})
        promised = [start(memory, owner, place, at, note, now, Source.PROMISE) for at in ahead]
        memory.recoveries.tell(run, was_told(telling, revision, ts, tuple(one.id for one in promised)))
        touch_both(memory, run, telling.owner, now)


def _found(memory: Memory, delivery: Delivery) -> tuple[Run | None, Telling | None]:
    run = str(delivery.words["run"])
    telling = memory.recoveries.telling(delivery.workspace, run, delivery.channel, lock=True)
    return memory.recoveries.find(delivery.workspace, run), telling


def _why(run: Run, telling: Telling, delivery: Delivery) -> str:
    if telling.stands is Stands.ARCHIVED:
        return "recover.post_archived"
    if not telling.inside:
        return "recover.post_outside"
    changed = run.state is not State.RELEASED or run.revision != delivery.words["revision"]
    return "recover.post_changed" if changed else "recover.post_lost"
