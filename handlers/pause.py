"""*Pause*: a holding line to post, and a nudge to come back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.deliveries import POST_LIFE, Delivery, Kind
from bot.messages import Place
from handlers.blocks import Block, modal, quoted, said_by, section, select_input, text_input, typed
from handlers.direct import marked, said_in_thread, say_in_dm
from handlers.presses import Press, place_in
from handlers.private_speaker import PrivateSpeaker
from handlers.rich_text import escape
from handlers.rooms import Actor, Afterwards, Body, Rooms
from storage.store import Memory

MINUTES = ("10", "30", "60")


def register(app: App, rooms: Rooms) -> None:
    @app.action("hint_pause")
    def pause(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if press.unsealed():
            press.open_modal(pause_modal(rooms, press.value))

    @app.view("pause")
    def post(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        line, minutes = typed(view, "line").strip(), typed(view, "again")
        carried = press.opened(view["private_metadata"])
        if carried is None or minutes not in MINUTES:
            ack(response_action="errors", errors={"line": rooms.book.say("pause.gone")})
        elif not line:
            ack(response_action="errors", errors={"line": rooms.book.say("pause.empty")})
        else:
            place = Place(workspace=press.actor.workspace, **place_in(carried))
            press.once(lambda memory: _paused(memory, press.actor, place, line, int(minutes), rooms.now()))
            ack(response_action="clear")


def pause_modal(rooms: Rooms, sealed_place: str) -> Block:
    say = rooms.book.say
    times = {minutes: say(f"pause.in_{minutes}") for minutes in MINUTES}
    blocks = [
        section(say("pause.lead")),
        text_input("line", say("pause.label"), initial=say("pause.line")),
        select_input("again", say("pause.again"), times, initial="30"),
    ]
    return modal(
        "pause", say("pause.title"), say("pause.close"), blocks, submit=say("pause.post"), metadata=sealed_place
    )


def _paused(memory: Memory, actor: Actor, place: Place, line: str, minutes: int, now: datetime) -> None:
    """The line they previewed goes to the thread now; they are brought back later."""
    back_at = now + timedelta(minutes=minutes)
    for kind, due_at, expires_at, words in (
        (Kind.POST, now, now + POST_LIFE, {"line": line}),
        (Kind.REMINDER, back_at, None, {"asked_at": now.isoformat()}),
    ):
        identity = uuid4().hex
        memory.deliveries.schedule(
            Delivery(
                id=identity,
                key=f"{kind}/{identity}",
                workspace=place.workspace,
                kind=kind,
                to=actor.slack_id,
                due_at=due_at,
                channel=place.channel,
                thread=place.thread,
                words=words,
                expires_at=expires_at,
            )
        )


class PostSpeaker(PrivateSpeaker):
    """Posts what a person previewed and pressed *Post* on, under their name."""

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return said_in_thread(client, delivery)

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        line = str(delivery.words["line"])
        client.chat_postMessage(
            channel=delivery.channel,
            thread_ts=delivery.thread,
            text=self._rooms.book.say("pause.posted", person=f"<@{delivery.to}>", line=escape(line)),
            blocks=marked(delivery, [said_by(delivery.to, line)]),
            unfurl_links=False,
            unfurl_media=False,
        )

    def regret(self, memory: Memory, delivery: Delivery) -> None:
        """Its author believes that it stands there, and is told."""
        lost = replace(
            delivery,
            id=uuid4().hex,
            key=f"{Kind.POST_LOST}/{delivery.id}",
            kind=Kind.POST_LOST,
            due_at=self._rooms.now(),
            expires_at=None,
            attempts=0,
            maybe_said=False,
        )
        memory.deliveries.schedule(lost)


class LostPostSpeaker(PrivateSpeaker):
    """Gives a line back to its author, to be posted by hand if it still fits."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        say = self._rooms.book.say
        told = say("pause.lost", channel=f"<#{delivery.channel}>")
        blocks = [section(told), quoted(escape(str(delivery.words["line"])))]
        say_in_dm(client, delivery, say("pause.lost_fallback"), blocks)


class ReminderSpeaker(PrivateSpeaker):
    """Brings a person back to a thread, unless they came back by themselves."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        thread = memory.threads.find(delivery.place)
        came_back = thread.owner == delivery.to and thread.last_wrote_by == delivery.to
        return not came_back or thread.last_wrote_at is None or thread.last_wrote_at < _asked_at(delivery)

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        say = self._rooms.book.say
        link = client.chat_getPermalink(channel=delivery.channel, message_ts=delivery.thread).get("permalink")
        text = say("pause.reminder", channel=f"<#{delivery.channel}>", link=f"<{link}>")
        say_in_dm(client, delivery, say("pause.reminder_fallback"), [section(text)])


def _asked_at(delivery: Delivery) -> datetime:
    return datetime.fromisoformat(str(delivery.words["asked_at"]))
