"""`/practice [SCENARIO|list|stop|forget]` and its buttons: answered to the typist alone, played in their DM."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.practice import Session
from handlers.blocks import Block
from handlers.practice_answers import answer, done_by, link, list_answer, proposed, running_answer, running_of
from handlers.practice_blocks import ANOTHER, GO_ON, LIST, NEXT, START, START_OVER, STOP, proposal_blocks
from handlers.practice_keeping import go_on, propose, start
from handlers.presses import Press
from handlers.rooms import Actor, Afterwards, Body, Rooms, actor_of
from phrasebook.practice_pages import Scenario
from storage.store import Memory

Act = Callable[[Memory, Actor, Session], None]


def register(app: App, rooms: Rooms) -> None:
    @app.command("/practice")
    def practice(ack: Ack, command: dict[str, Any], body: Body, context: BoltContext) -> None:
        text, blocks = answer(rooms, actor_of(context), str(command.get("text", "")).strip(), body)
        ack(text=text, blocks=blocks, response_type="ephemeral")

    @app.action(START)
    def begin(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        _begin(Press(rooms, body, context, afterwards))

    @app.action(GO_ON)
    def carry_on(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        _change(Press(rooms, body, context, afterwards), partial(_go_on, rooms))

    @app.action(START_OVER)
    def start_over(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        _change(Press(rooms, body, context, afterwards), partial(_start_over, rooms))

    @app.action(STOP)
    def stop(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        _change(press, _stop, told=rooms.book.say("practice.stopped"))

    @app.action(ANOTHER)
    def another(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        scenario = rooms.store.recall(lambda memory: _next(rooms, press, memory))
        press.reply(rooms.book.say("practice.propose_title"), proposal_blocks(rooms.book, scenario))

    @app.action(NEXT)
    def next_one(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        press.once(lambda memory: propose(memory, press.actor, _next(rooms, press, memory), rooms.now()))

    @app.action(LIST)
    def show_list(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        press.reply(*list_answer(rooms, press.actor))


def _begin(press: Press) -> None:
    """What a pressed *Start* names, or what would be proposed; what runs is shown instead of being lost."""
    rooms, actor = press.rooms, press.actor

    def work(memory: Memory) -> tuple[Scenario, Session | None]:
        running = running_of(rooms, memory, actor, lock=True)
        scenario = rooms.book.practice.scenarios.get(press.value) or proposed(rooms, memory, actor)
        if running is None:
            start(memory, actor, scenario, rooms.now())
        return scenario, running

    found = press.once(work)
    if found is None:
        return
    scenario, running = found
    if running is not None:
        _tell(press, rooms.book.say("practice.propose_title"), running_answer(rooms, running, scenario))
    elif not _in_our_dm(press):
        press.reply(rooms.book.say("practice.begun", link=link(rooms, actor, press.body)))


def _change(press: Press, act: Act, told: str = "") -> None:
    """Do something with what runs, if it is still the one that the button was about."""
    rooms, actor = press.rooms, press.actor

    def work(memory: Memory) -> bool:
        session = running_of(rooms, memory, actor, lock=True)
        if session is None or session.run != press.value:
            return False
        act(memory, actor, session)
        return True

    done = press.once(work)
    if done is False:
        press.reply(rooms.book.say("practice.gone"))
    elif done and (told or not _in_our_dm(press)):
        press.reply(told or rooms.book.say("practice.gone_on", link=link(rooms, actor, press.body)))


def _go_on(rooms: Rooms, memory: Memory, actor: Actor, session: Session) -> None:
    go_on(memory, actor, session, rooms.now())


def _start_over(rooms: Rooms, memory: Memory, actor: Actor, session: Session) -> None:
    start(memory, actor, rooms.book.practice.scenarios[session.state.scenario], rooms.now())


def _stop(memory: Memory, actor: Actor, session: Session) -> None:
    memory.practices.stop(actor.workspace, actor.slack_id)


def _tell(press: Press, text: str, blocks: list[Block]) -> None:
    """Answer in place of a proposal, and beside a message of the practice, which is to stay."""
    (press.whisper if _in_our_dm(press) else press.reply)(text, blocks)


def _in_our_dm(press: Press) -> bool:
    """Whether the button stands in a message of the DM, where all that follows is seen anyway."""
    container = press.body.get("container") or {}
    direct = str(container.get("channel_id", "")).startswith("D")
    return direct and container.get("type") == "message" and not container.get("is_ephemeral")


def _next(rooms: Rooms, press: Press, memory: Memory) -> Scenario:
    return rooms.book.practice.next_after(done_by(memory, press.actor), press.value)
