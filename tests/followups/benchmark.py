"""How soon a bot is ready and how late it speaks: `uv run python -m tests.followups.benchmark [PENDING] [DUE]`.

On SQLite and on PostgreSQL, prints the start-up time over so many pending reminders, what one wake-up asks of the
database when nothing is due, and how late those are said that come due within one minute, when Slack takes 100 ms to
answer each call.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, event, text

from bot.sandbox.person import Actor as Person
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead, assemble
from storage.store import Store
from storage.tables import DELIVERIES
from tests.databases import KEY, postgres, sqlite_url
from tests.followups.crowd import ask, opened, people, wait_until_ended
from tests.running import MANIFEST, built_in_book, settings_for

SLACK_TAKES = 0.1
"""Seconds."""
A_MINUTE = timedelta(minutes=1)
PEOPLE = 40
OWN = ("id", "key", "channel", "about")
COPY = f"""
INSERT INTO deliveries ({", ".join(column.name for column in DELIVERIES.c)})
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :many)
SELECT {", ".join(f"{column.name} || n" if column.name in OWN else column.name for column in DELIVERIES.c)}
FROM deliveries, numbers
"""


def main(pending: int = 100_000, due: int = 1_000) -> None:
    built_in_book()
    with TemporaryDirectory() as folder, postgres() as server:
        measure("SQLite", sqlite_url(Path(folder)), pending, due)
        measure("PostgreSQL", server.fresh(), pending, due)


def measure(name: str, database: str, pending: int, due: int) -> None:
    with Sandbox.start(MANIFEST) as slack, TemporaryDirectory() as folder:
        whom, store = people(slack, PEOPLE), opened(database)
        fill(slack, store, whom, pending)
        slack.faults.hang(seconds=SLACK_TAKES, times=10_000_000)
        started = perf_counter()
        bot = wired(slack, Path(folder), database)
        bot.start()
        assert bot.courier.rest(60)
        sys.stdout.write(f"{name}, {pending} pending: ready after {perf_counter() - started:.2f} s\n")
        tell_wake_up(bot)
        first = slack.clock.now() + timedelta(seconds=10 + due / 50)
        ask(slack, bot.store, whom, due, first, A_MINUTE)
        assert slack.clock.now() < first, "the first was due before all were asked for"
        wait_until_ended(store, due, timeout=300)
        bot.stop()
        store.close()
        tell_lag(due, [at - (first + n * A_MINUTE / due).timestamp() for n, at in enumerate(said_at(whom))])


def fill(slack: Sandbox, store: Store, whom: list[Person], pending: int) -> None:
    """One reminder for another day, and as many like it as are wanted: asking for each would take minutes."""
    ask(slack, store, whom, 1, slack.clock.now() + timedelta(days=30))
    copy = text(COPY).bindparams(many=pending - 1)
    store.remember(lambda memory: memory._ledger.connection.execute(copy), wait=300)
    store.remember(lambda memory: memory._ledger.connection.execute(text("ANALYZE")), wait=300)
    assert store.recall(lambda memory: memory.deliveries.counts()) == {"pending": pending}


def wired(slack: Sandbox, folder: Path, database: str) -> Levelhead:
    settings = settings_for(slack, folder, over_http=True, database_url=database, levelhead_secret_key=KEY)
    return assemble(settings, built_in_book(), now=slack.clock.now)


def tell_wake_up(bot: Levelhead) -> None:
    """What it costs to look when nothing is due."""
    with statements() as asked:
        started = perf_counter()
        bot.courier.wake()
        assert bot.courier.rest(60)
        took = perf_counter() - started
    sys.stdout.write(f"  one wake-up with nothing due: {len(asked)} statements, {took * 1000:.1f} ms\n")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that this process asks a database meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "SET LOCAL")):
            asked.append(statement)

    with listening(note):
        yield asked


@contextmanager
def listening(note: Callable[..., None]) -> Iterator[None]:
    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def tell_lag(due: int, lags: list[float]) -> None:
    """How late they were said, in seconds."""
    late = sorted(lags)
    assert len(late) == due
    median, p99, most = late[len(late) // 2], late[int(len(late) * 0.99) - 1], late[-1]
    sys.stdout.write(f"  {due} due in one minute, Slack takes {SLACK_TAKES * 1000:.0f} ms a call: late by ")
    sys.stdout.write(f"p50 {median:.2f} s, p99 {p99:.2f} s, at most {most:.2f} s\n")
    sys.stdout.flush()


def said_at(whom: list[Person]) -> list[float]:
    """When each was said, in the order in which they were due."""
    shown = [one for person in whom for one in person.dms() if "note-" in one.words]
    return [float(one.ts) for one in sorted(shown, key=lambda one: one.words[one.words.index("note-") :])]


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3]))
