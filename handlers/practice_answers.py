"""What is said to `/practice`: a proposal, the list, what runs, the near ones; and what the presses need of it."""

from bot.practice import Session
from handlers.blocks import Block, section
from handlers.practice_blocks import list_blocks, near_blocks, proposal_blocks, running_blocks
from handlers.practice_keeping import start
from handlers.rich_text import escape, unescape
from handlers.rooms import Actor, Body, Rooms, press_key
from phrasebook.practice_pages import Scenario
from storage.store import Memory

ASKED = 60
"""How much of an unknown name is repeated, in characters."""
Answer = tuple[str, list[Block]]


def answer(rooms: Rooms, actor: Actor, asked: str, body: Body) -> Answer:
    """Do what was typed, once, and say what came of it."""
    match asked.lower():
        case "list":
            return list_answer(rooms, actor)
        case "stop":
            stopped = rooms.store.remember(lambda memory: memory.practices.stop(actor.workspace, actor.slack_id))
            return _plain(rooms.book.say("practice.stopped" if stopped else "practice.nothing_runs"))
        case "forget":
            gone = rooms.store.remember(lambda memory: memory.practices.forget(actor.workspace, actor.slack_id))
            return _plain(rooms.book.say("practice.forgotten" if gone else "practice.nothing_kept"))
        case "":
            return _suggest(rooms, actor)
        case "start":
            return _start(rooms, actor, rooms.store.recall(lambda memory: proposed(rooms, memory, actor)), body)
    scenario = rooms.book.practice.named(unescape(asked))
    return _start(rooms, actor, scenario, body) if scenario else _unknown(rooms, actor, unescape(asked))


def _start(rooms: Rooms, actor: Actor, scenario: Scenario, body: Body) -> Answer:
    """Begin, unless another one runs: that one is only given up by a press."""
    now, key = rooms.now(), press_key(body)

    def work(memory: Memory) -> Session | None:
        running = running_of(rooms, memory, actor)
        if running is None and memory.presses.once(actor.workspace, key, now):
            start(memory, actor, scenario, now)
        return running

    running = rooms.store.remember(work)
    if running is None:
        return _plain(rooms.book.say("practice.begun", link=link(rooms, actor, body)))
    return rooms.book.say("practice.propose_title"), running_answer(rooms, running, scenario)


def _suggest(rooms: Rooms, actor: Actor) -> Answer:
    """What runs, or one that was not done yet."""
    title = rooms.book.say("practice.propose_title")

    def look(memory: Memory) -> tuple[Session | None, Scenario]:
        return running_of(rooms, memory, actor), proposed(rooms, memory, actor)

    running, scenario = rooms.store.recall(look)
    if running is not None:
        return title, running_answer(rooms, running)
    return title, proposal_blocks(rooms.book, scenario)


def list_answer(rooms: Rooms, actor: Actor) -> Answer:
    done = rooms.store.recall(lambda memory: done_by(memory, actor))
    return rooms.book.say("practice.propose_title"), list_blocks(rooms.book, done)


def _unknown(rooms: Rooms, actor: Actor, asked: str) -> Answer:
    near = rooms.book.practice.near(asked)
    if near:
        return rooms.book.say("practice.propose_title"), near_blocks(rooms.book, asked[:ASKED], near)
    text, blocks = list_answer(rooms, actor)
    return text, [section(rooms.book.say("practice.unknown", asked=escape(asked[:ASKED]))), *blocks]


def running_answer(rooms: Rooms, running: Session, asked: Scenario | None = None) -> list[Block]:
    scenario = rooms.book.practice.scenarios[running.state.scenario]
    return running_blocks(rooms.book, scenario, running.run, asked)


def running_of(rooms: Rooms, memory: Memory, actor: Actor, *, lock: bool = False) -> Session | None:
    """What they are in the middle of, as long as its page is there."""
    session = memory.practices.find(actor.workspace, actor.slack_id, lock=lock)
    return session if session and session.state.scenario in rooms.book.practice.scenarios else None


def proposed(rooms: Rooms, memory: Memory, actor: Actor) -> Scenario:
    done = memory.practices.done(actor.workspace, actor.slack_id)
    return rooms.book.practice.next_after({one.scenario for one in done}, done[-1].scenario if done else "")


def done_by(memory: Memory, actor: Actor) -> frozenset[str]:
    return frozenset(one.scenario for one in memory.practices.done(actor.workspace, actor.slack_id))


def link(rooms: Rooms, actor: Actor, body: Body) -> str:
    """Opens the messages with the bot; without the app's id, which Slack always tells, it is named only."""
    app = str(body.get("api_app_id", ""))
    url = f"https://slack.com/app_redirect?app={app}&team={actor.workspace}"
    return f"<{url}|{rooms.book.say('practice.link')}>" if app else rooms.book.say("practice.messages")


def _plain(text: str) -> Answer:
    return text, [section(text)]
