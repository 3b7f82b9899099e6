"""What a message costs, from its payload to the commit, where a thousand and where a million were read before it."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

from bot.settings import Settings
from handlers.assemble import Levelhead, assemble, open_book
from phrasebook.book import Phrasebook
from tests.bench.events import CHANNELS, HOME, IN_A_THREAD, event
from tests.bench.figures import Figure, middle
from tests.bench.slack import slack
from tests.bench.texts import texts
from tests.databases import sqlite_url

FEW = 1_000
BLOCK = 50
"""Messages in a row on one of the two, before it is the other's turn."""
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
FILLED = {
    "hearings (workspace, channel, ts, edit, fingerprint, deleted, heard_at)": (
        1,
        f"'{HOME}', printf('C0LOAD%02d', i % {CHANNELS}), printf('%d.%06d', :at - i / 20, i), '', "
        "lower(hex(randomblob(32))), 0, datetime(:at - i / 20, 'unixepoch') || '.000000'",
    ),
    "threads (workspace, channel, thread, owner, customer, last_wrote_by, messages, noted_at, writers)": (
        IN_A_THREAD,
        f"'{HOME}', printf('C0LOAD%02d', i % {CHANNELS}), printf('%d.%06d', :at - i / 20, i), "
        "printf('U0LOAD%04d', i % 400), printf('U0CUST%04d', i % 400), printf('U0LOAD%04d', i % 400), 3, "
        "datetime(:at - i / 20, 'unixepoch') || '.000000', printf(' U0LOAD%04d ', i % 400)",
    ),
    "hint_marks (workspace, person, at, channel, thread)": (
        50,
        f"'{HOME}', printf('U0LOAD%04d', i % 400), datetime(:at - i, 'unixepoch') || '.000000', "
        f"printf('C0LOAD%02d', i % {CHANNELS}), printf('%d.%06d', :at - i, i)",
    ),
    "deliveries (id, workspace, key, kind, recipient, channel, thread, about, due_at, wake_at, calling, maybe_said, "
    "attempts, sealed_words, outcome, ended_at, note)": (
        5,
        f"printf('filled%d', i), '{HOME}', printf('filled/%d', i), 'hint', printf('U0LOAD%04d', i % 400), "
        f"printf('C0LOAD%02d', i % {CHANNELS}), printf('%d.%06d', :at - i, i), printf('%d.%06d', :at - i, i), "
        "datetime(:at - i, 'unixepoch') || '.000000', datetime(:at - i, 'unixepoch') || '.000000', 0, 0, 1, '', "
        "'sent', datetime(:at - i, 'unixepoch') || '.000000', ''",
    ),
}
"""By table, how many readings leave one row there, and the row with the number i."""


def growth(readings: int, rounds: int, folder: Path | None) -> Iterator[Figure]:
    with ExitStack() as open_ones:
        there = open_ones.enter_context(slack())
        book = open_book(settings(there.api, "sqlite:///unused"))
        few, much = (
            _filled(open_ones, book, there.api, many, Path(open_ones.enter_context(TemporaryDirectory(dir=folder))))
            for many in (FEW, readings)
        )
        costs = _costs((few, much), rounds)
    yield Figure(
        name=f"cost of a message after {readings:,} readings",
        unit="ms, median",
        ours=costs[1],
        peer=costs[0],
        beside=f"after {FEW:,}",
        wanted="≤ 1.2 ×",
        met=costs[1] <= 1.2 * costs[0],
    )


def _filled(open_ones: ExitStack, book: Phrasebook, api: str, readings: int, folder: Path) -> Levelhead:
    """A bot that has read so much already; it is not started, so that nothing else is done meanwhile."""
    url = sqlite_url(folder)
    fill(url, readings)
    bot = assemble(settings(api, url), book)
    open_ones.callback(bot.store.close)
    open_ones.callback(bot.door.close)
    return bot


def fill(url: str, readings: int) -> None:
    """Put as many rows into a SQLite file as so many readings within a day leave there."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table, (each, row) in FILLED.items():
            told = {"many": max(1, readings // each), "at": int(time.time())}
            connection.execute(text(f"INSERT INTO {table} {NUMBERS} SELECT {row} FROM n"), told)
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _costs(bots: tuple[Levelhead, Levelhead], rounds: int) -> tuple[float, float]:
    said, start = texts(rounds * BLOCK), time.time()
    took: tuple[list[float], list[float]] = ([], [])
    for block in range(rounds):
        for bot, times in zip(bots, took, strict=True):
            for number in range(block * BLOCK, (block + 1) * BLOCK):
                payload, began = event(number, said[number], start), time.perf_counter()
                bot.door.receive(payload)
                times.append(time.perf_counter() - began)
    few, much = (middle(times[BLOCK:]) * 1000 for times in took)
    return few, much


def settings(api: str, url: str) -> Settings:
    """For a bot in this process."""
    return Settings.from_environment(
        slack_bot_token="xoxb-bench", slack_signing_secret="unused", slack_api_url=api, database_url=url
    )
