"""What a practice leaves behind: where it stands, and the delivery of what is said next, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from bot.deliveries import Delivery, Kind
from bot.practice import LIFE, Session, Unheard, as_words
from handlers.rooms import Actor
from phrasebook.practice import Reply, State, begin, opening, react
from phrasebook.practice_book import Practice
from phrasebook.practice_moves import Moves
from phrasebook.practice_pages import Scenario
from phrasebook.reading import Reading
from storage.store import Memory


class Step(StrEnum):
    """What a delivery of a practice says."""

    OPENING = "opening"
    TURN = "turn"
    END = "end"
    RUNNING = "running"
    UNHEARD = "unheard"
    PROPOSAL = "proposal"


def start(memory: Memory, actor: Actor, scenario: Scenario, now: datetime) -> None:
    """Begin a scenario from its opening, in the place of whatever runs."""
    shown = opening(scenario).keys
    session = Session(run=uuid4().hex, state=begin(scenario), at=now, shown=shown)
    memory.practices.keep(actor.workspace, actor.slack_id, session)
    say(memory, actor, session, Step.OPENING, now, {"keys": list(shown)})


def take_turn(
    memory: Memory, actor: Actor, practice: Practice, session: Session, reading: Reading, moves: Moves, now: datetime
) -> None:
    """Let the customer react, and keep where that leads; the end keeps only that it was done."""
    scenario = practice.scenarios[session.state.scenario]
    state, reply = react(scenario, session.state, reading, moves, practice.costs)
    if state.end:
        memory.practices.finish(actor.workspace, actor.slack_id, scenario.slug, now)
        say(memory, actor, _next(session, state, reply, now), Step.END, now, {"state": dict(as_words(state))})
        return
    after = _next(session, state, reply, now)
    memory.practices.keep(actor.workspace, actor.slack_id, after)
    say(memory, actor, after, Step.TURN, now, {"keys": list(reply.keys)})


def go_on(memory: Memory, actor: Actor, session: Session, now: datetime) -> None:
    """Say again what the customer said last, and wait for the answer."""
    after = Session(run=session.run, state=session.state, at=now, shown=session.shown)
    memory.practices.keep(actor.workspace, actor.slack_id, after)
    say(memory, actor, after, Step.TURN, now, {"keys": list(session.shown)})


def note_unheard(memory: Memory, actor: Actor, session: Session, why: Unheard, now: datetime) -> None:
    """Say why an answer does not count; where the practice stands is left as it is."""
    say(memory, actor, session, Step.UNHEARD, now, {"why": why.value})


def ask_whether_to_go_on(memory: Memory, actor: Actor, session: Session, now: datetime) -> None:
    say(memory, actor, session, Step.RUNNING, now, {})


def propose(memory: Memory, actor: Actor, scenario: Scenario, now: datetime) -> None:
    """Put a scenario into the DM, with a button that starts it."""
    _schedule(memory, actor, {"step": Step.PROPOSAL.value, "scenario": scenario.slug, "run": ""}, now)


def say(
    memory: Memory, actor: Actor, session: Session, step: Step, now: datetime, more: Mapping[str, Sequence[str] | Any]
) -> None:
    words = {"step": step.value, "scenario": session.state.scenario, "run": session.run, **more}
    _schedule(memory, actor, words, now)


def _next(session: Session, state: State, reply: Reply, now: datetime) -> Session:
    return Session(run=session.run, state=state, at=now, shown=reply.keys)


def _schedule(memory: Memory, actor: Actor, words: Mapping[str, Any], now: datetime) -> None:
    id = uuid4().hex
    memory.deliveries.schedule(
        Delivery(
            id=id,
            key=f"practice/{id}",
            workspace=actor.workspace,
            kind=Kind.PRACTICE,
            to=actor.slack_id,
            due_at=now,
            words=words,
            expires_at=now + LIFE,
        )
    )
