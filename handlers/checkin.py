"""*Is it still solved?*: what the customer presses, whoever they are; answered to them alone, and the buttons go."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.cases import Case
from bot.casework import reopen_by_customer
from bot.messages import Place, Standing
from bot.people import voice_of
from handlers.blocks import Block, actions, button, section
from handlers.case_schedule import follow
from handlers.rooms import Actor, Afterwards, Body, Rooms, actor_of
from handlers.settling import reopen
from handlers.slack_errors import CALL_ERRORS, sort
from phrasebook.book import Phrasebook
from phrasebook.reading import Voice
from storage.store import Memory

log = structlog.get_logger()

ANSWERS = ("yes", "partly", "no")
THANKS, AGAIN = "checkin.thanks", "checkin.thanks_again"
FOR_CUSTOMER, NOTED = "checkin.for_customer", "checkin.noted"


def register(app: App, rooms: Rooms) -> None:
    for answer in ANSWERS:
        app.action(f"checkin_{answer}")(_pressed(rooms, solved=answer == "yes"))


def answer_buttons(book: Phrasebook) -> Block:
    """Three answers; whoever presses is held against whose question it is."""
    return actions([button(book.say(f"checkin.{answer}"), f"checkin_{answer}", answer) for answer in ANSWERS])


def _pressed(rooms: Rooms, *, solved: bool) -> Any:
    def pressed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        actor, place = actor_of(context), _place(body, context.team_id or "")
        standing = _standing(body, actor)
        ts = str((body.get("message") or {}).get("ts", ""))
        told = rooms.store.remember(
            lambda memory: _answer(memory, rooms, place, ts, actor, standing, solved=solved), thread=place
        )
        ack()
        afterwards.append(lambda: _tell(rooms, place, actor, told))
        if told in (THANKS, AGAIN):
            afterwards.append(lambda: _take_buttons_away(rooms, place, body["message"]))

    return pressed


def _answer(
    memory: Memory, rooms: Rooms, place: Place, ts: str, actor: Actor, standing: Standing, *, solved: bool
) -> str:
    """Keep what the customer said, once for each question; the key of what the presser is told."""
    now = rooms.now()
    if not _is_asked(memory, place, actor, standing):
        return FOR_CUSTOMER
    if not memory.presses.once(place.workspace, f"checkin/{place.channel}/{ts}", now):
        return NOTED
    if not solved:
        reopen(memory, place, now)
        for case in memory.cases.at(place):
            after = reopen_by_customer(case, now)
            if isinstance(after, Case):
                memory.cases.save(after)
                follow(memory, case, after, now)
    return THANKS if solved else AGAIN


def _is_asked(memory: Memory, place: Place, actor: Actor, standing: Standing) -> bool:
    """Customers answer; in a thread without any, whoever can read it may."""
    customer = memory.threads.find(place).customer
    if not customer or actor.slack_id == customer:
        return True
    person = memory.people.find(actor.workspace, actor.slack_id)
    team_known = person is not None or memory.people.team_known(actor.workspace)
    return voice_of(standing, person.role if person else None, team_known=team_known) is Voice.CUSTOMER


def _place(body: Body, workspace: str) -> Place:
    message = body.get("message") or {}
    thread = str(message.get("thread_ts") or message.get("ts") or "")
    return Place(workspace=workspace, channel=str((body.get("channel") or {}).get("id", "")), thread=thread)


def _standing(body: Body, actor: Actor) -> Standing:
    home = str((body.get("user") or {}).get("team_id") or actor.workspace)
    return Standing.MEMBER if home == actor.workspace else Standing.OUTSIDER


def _tell(rooms: Rooms, place: Place, actor: Actor, key: str) -> None:
    text = rooms.book.say(key)
    rooms.directory.client(place.workspace).chat_postEphemeral(
        channel=place.channel, user=actor.slack_id, text=text, blocks=[section(text)], thread_ts=place.thread
    )


def _take_buttons_away(rooms: Rooms, place: Place, message: Mapping[str, Any]) -> None:
    """The question stays as it was said; who answered, and what, is nobody's to read there."""
    left = [block for block in message.get("blocks") or () if block.get("type") != "actions"]
    try:
        rooms.directory.client(place.workspace).chat_update(
            channel=place.channel, ts=str(message["ts"]), text=str(message.get("text", "")), blocks=left
        )
    except CALL_ERRORS as error:
        # The answer is kept and its giver was thanked; whoever presses once more is told that it was answered.
        log.warning("buttons_left", error=sort(error).error)
