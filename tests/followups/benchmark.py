"""How soon a bot is ready and how late it speaks: `uv run python -m tests.followups.benchmark [PENDING] [DUE]`.

Prints the start-up time over so many pending reminders, and how late those are said that come due within one minute,
when Slack takes 100 ms to answer each call.
"""

import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import perf_counter

from bot.messages import Place
from bot.sandbox.server import Sandbox
from handlers.assemble import assemble
from handlers.followup_keeping import start
from handlers.rooms import Actor
from storage.store import Memory, Store
from tests.databases import KEY, sqlite_url
from tests.running import MANIFEST, built_in_book, settings_for

SLACK_TAKES = 0.1
"""Seconds."""
A_MINUTE = timedelta(minutes=1)
BATCH = 5_000
LOOK = 2
"""Seconds between looks whether all is said; the bot shares this process."""


def main(pending: int = 100_000, due: int = 1_000) -> None:
    built_in_book()
    with TemporaryDirectory() as folder, Sandbox.start(MANIFEST) as slack:
        database = sqlite_url(Path(folder))
        fill(slack, database, pending, slack.clock.now() + timedelta(days=30), step=timedelta(0), name="far")
        slack.faults.hang(seconds=SLACK_TAKES, times=10_000_000)
        started = perf_counter()
        bot = assemble(
            settings_for(slack, Path(folder), over_http=True, levelhead_secret_key=KEY),
            built_in_book(),
            now=slack.clock.now,
        )
        bot.start()
        assert bot.courier.rest(60)
        sys.stdout.write(f"{pending} pending: ready after {perf_counter() - started:.2f} s\n")
        first = slack.clock.now() + timedelta(seconds=30)
        fill(slack, database, due, first, step=A_MINUTE / due, name="due", store=bot.store)
        while bot.store.recall(lambda memory: memory.deliveries.counts()).get("sent", 0) < due:
            Event().wait(LOOK)
        bot.stop()
        tell(due, [at - (first + n * (A_MINUTE / due)).timestamp() for n, at in enumerate(sorted_by_note(slack))])


def tell(due: int, lags: list[float]) -> None:
    """How late they were said, in seconds."""
    late = sorted(lags)
    median, p99, most = late[len(late) // 2], late[int(len(late) * 0.99) - 1], late[-1]
    sys.stdout.write(f"{due} due in one minute, Slack takes {SLACK_TAKES * 1000:.0f} ms a call: late by ")
    sys.stdout.write(f"p50 {median:.2f} s, p99 {p99:.2f} s, at most {most:.2f} s\n")


def fill(
    slack: Sandbox,
    database: str,
    many: int,
    first: datetime,
    *,
    step: timedelta,
    name: str,
    store: Store | None = None,
) -> None:
    """Follow-ups in channels of their own, one after the other."""
    opened = store or Store.open(database, keys=[KEY])
    actor = Actor(slack.home.id, slack.person("Ana").id)
    for begin in range(0, many, BATCH):
        numbers = range(begin, min(begin + BATCH, many))
        opened.remember(partial(_fill, actor, numbers, first, step, name, slack.clock.now()), wait=300)
    if store is None:
        opened.close()


def _fill(
    actor: Actor, numbers: range, first: datetime, step: timedelta, name: str, now: datetime, memory: Memory
) -> None:
    for number in numbers:
        place = Place(workspace=actor.workspace, channel=f"C0{name.upper()}{number:06}", thread="")
        start(memory, actor, place, first + number * step, f"{name}-{number:06}", now)


def sorted_by_note(slack: Sandbox) -> list[float]:
    """When each was said, in the order in which they were due."""
    shown = [one for one in slack.person("Ana").dms() if "due-" in one.words]
    return [float(one.ts) for one in sorted(shown, key=lambda one: one.words[one.words.index("due-") :])]


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3]))
