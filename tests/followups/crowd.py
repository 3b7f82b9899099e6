"""Many follow-ups that are due, for many people, and what those people saw in the end."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from time import monotonic

from bot.messages import Place
from bot.sandbox.person import Actor as Person
from bot.sandbox.server import Sandbox
from handlers.authorize import introduce
from handlers.followup_keeping import start
from handlers.rooms import Actor
from storage.store import Memory, Store
from tests.databases import KEY, UPGRADING

LOOK = 0.25
"""Seconds between looks: who looks all the time keeps the sandbox from its work."""
BATCH = 1_000


def people(slack: Sandbox, many: int) -> list[Person]:
    """Ana and so many colleagues in all."""
    return [slack.person("Ana"), *(slack.home.add_person(f"Colleague {n}") for n in range(1, many))]


def ask(
    slack: Sandbox,
    store: Store,
    whom: list[Person],
    many: int,
    first: datetime,
    within: timedelta = timedelta(0),
    *,
    known: int = 0,
) -> None:
    """So many follow-ups, due one after the other, each in a channel that the bot cannot see: they come as DMs.

    `known` is how many there are already.
    """
    introduce(store, slack.bot_token, slack.api_url)
    asked_at = slack.clock.now()
    for begin in range(0, many, BATCH):
        numbers = range(begin, min(begin + BATCH, many))
        due = {known + number: first + number * within / many for number in numbers}
        store.remember(partial(_ask, slack.home.id, whom, due, asked_at), wait=120)


def _ask(workspace: str, whom: list[Person], due: dict[int, datetime], asked_at: datetime, memory: Memory) -> None:
    for number, at in due.items():
        place = Place(workspace=workspace, channel=f"C0FAR{number:06}", thread="")
        actor = Actor(workspace, whom[number % len(whom)].id)
        start(memory, actor, place, at, f"note-{number:06}", asked_at)


def expected(many: int) -> dict[str, int]:
    """Each note, once."""
    return {f"note-{number:06}": 1 for number in range(many)}


def seen(whom: list[Person]) -> Counter[str]:
    """How often each note was seen by anybody."""
    words = [one.words for person in whom for one in person.dms() if "note-" in one.words]
    return Counter(text[text.index("note-") :][:11] for text in words)


def posted(slack: Sandbox) -> int:
    """How many messages Slack has taken."""
    return sum(call.method == "chat.postMessage" and call.ok for call in slack.calls)


def opened(database: str) -> Store:
    with UPGRADING:
        return Store.open(database, keys=[KEY])


def wait_until_ended(store: Store, many: int, timeout: float) -> None:
    """Wait until so many deliveries were said and recorded, so that none of them can come again."""
    end = monotonic() + timeout
    while (sent := store.recall(lambda memory: memory.deliveries.counts(), wait=30).get("sent", 0)) < many:
        if monotonic() > end:
            raise TimeoutError(f"only {sent} of {many} were said within {timeout} s")
        Event().wait(LOOK)
