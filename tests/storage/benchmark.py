"""How long hearing an ordinary calm message takes: `uv run python -m tests.storage.benchmark`."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.messages import Message, Place
from phrasebook.reading import Voice
from storage.store import Memory, Store
from tests.databases import KEY, postgres, sqlite_url

ROUNDS = 2000
CROWD = 40
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def hear(store: Store, number: int) -> None:
    """What the listener does with a calm message: who wrote it, was it heard, whose thread is it."""
    place = Place(workspace="T1", channel="C1", thread=f"1772442000.{number % 50:06}")
    message = Message(place=place, ts=f"{1772442000 + number}.000100", author="U1", text=f"Calm {number}", at=NOW)

    def work(memory: Memory) -> None:
        if memory.threads.first_hearing(message, now=NOW):
            memory.threads.find(place)
            memory.threads.note_message(message, Voice.AGENT, NOW)

    store.recall(lambda memory: (memory.people.find("T1", "U1"), memory.people.team_known("T1")))
    store.remember(work, thread=place)


def timed(store: Store, number: int) -> float:
    start = perf_counter()
    hear(store, number)
    return (perf_counter() - start) * 1000


def tell(name: str, took: list[float]) -> None:
    ranked = sorted(took)
    sys.stdout.write(
        f"{name}: median {ranked[len(ranked) // 2]:.2f} ms, p99 {ranked[len(ranked) * 99 // 100]:.2f} ms\n"
    )


def measure(name: str, url: str) -> None:
    store = Store.open(url, keys=[KEY])
    tell(f"{name}, one at a time", [timed(store, number) for number in range(ROUNDS)])
    with ThreadPoolExecutor(CROWD) as pool:
        tell(f"{name}, {CROWD} at once", list(pool.map(partial(timed, store), range(ROUNDS, 2 * ROUNDS))))
    start = perf_counter()
    gone = store.remember(lambda memory: memory.sweep(NOW + timedelta(days=2)))
    sys.stdout.write(f"{name}: {gone} rows swept in {(perf_counter() - start) * 1000:.0f} ms\n")
    store.close()


def main() -> None:
    with TemporaryDirectory() as folder:
        measure("SQLite", sqlite_url(Path(folder)))
    with postgres() as server:
        measure("PostgreSQL", server.fresh())


if __name__ == "__main__":
    main()
